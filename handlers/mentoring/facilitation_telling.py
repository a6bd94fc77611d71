"""Whoever is concerned by a request for a facilitator is told what has become of it.

Where a calendar has it, or is to have it, the message is the file for it.
"""

from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from desk.mentoring.booking import Booking, Side
from desk.mentoring.facilitation import Facilitation, Item, Slip, Stage
from desk.mentoring.facilitations import Turn
from desk.outgoing import Call, Chat, General, Parcel, Priority
from desk.people import Person
from handlers.context import Context
from handlers.mentoring import calendar, coordinator, facilitation_seen
from handlers.mentoring.attending import held_by
from handlers.mentoring.facilitation_seen import Reader, for_member, for_mentor
from handlers.screen import Screen
from handlers.views.html import plain, units
from handlers.views.mentoring import checklist as checklist_views
from handlers.views.mentoring import facilitation_cards as views
from handlers.views.mentoring import facilitation_staff as staff_views

_CAPTION = 1024  # characters (Bot API, sendDocument)


# The coordinator, in the group that runs the mentoring


async def staff_card(request: Facilitation, context: Context, line: Markup | None = None) -> Screen:
    fits = []
    if request.stage is Stage.SENT:
        fits = await context.facilitations.fits(request, context.now)
    seen = await facilitation_seen.for_staff(request, context)
    return staff_views.card(seen, fits, line, context.desk_texts)


async def show_staff(request: Facilitation, line: Markup | None, context: Context) -> None:
    """In the message about it, where it is known which that is."""
    screen = await staff_card(request, context, line)
    if request.message_id is not None and request.group_name is not None:
        params = {"message_id": request.message_id, **screen.params()}
        key = f"edit:{request.group_name}:{request.message_id}"
        call = Call("editMessageText", params)
        await context.outbox.put(Parcel(General(request.group_name), call, Priority.STAFF, key))
        return
    person = await context.people.look(request.person_id)
    assert person is not None
    await coordinator.tell(screen, person, context)


# What has become of it


async def asked(request: Facilitation, context: Context) -> None:
    one = await for_mentor(request, context)
    if one is not None:
        await _notice(one, views.asked(one.seen, one.texts), context)
        await along(request, one.person, context)


async def along(request: Facilitation, to: Person, context: Context) -> None:
    """What the member has sent with it."""
    slips = await context.checklists.slips(request.id)
    await send_files([one for one in slips if one.item is Item.ALONG], to, context)


async def send_files(slips: Iterable[Slip], to: Person, context: Context) -> None:
    for slip in slips:
        if slip.at is not None:
            source = {"from_chat_id": slip.at.chat_id, "message_id": slip.at.message_id}
            call = Call("copyMessage", source)
            await context.outbox.put(Parcel(Chat(to.id), call, Priority.NOTICE))


async def agreed(turn: Turn, context: Context) -> None:
    for one in await facilitation_seen.both(turn.now, context):
        await _tell(one, turn.booking, views.agreed(one.seen, one.texts), context)
    line = staff_views.agreed(await _name(turn.now.mentor_id, context), context.desk_texts)
    await show_staff(turn.now, line, context)


async def said_no(turn: Turn, context: Context) -> None:
    """By whoever was asked: they see it where they pressed."""
    name = await _name(turn.before.mentor_id, context)
    await show_staff(turn.now, staff_views.said_no(name, context.desk_texts), context)


async def lapsed(turn: Turn, context: Context) -> None:
    one = await for_mentor(turn.now, context, turn.before.mentor_id)
    if one is not None:
        await _notice(one, views.lapsed(one.seen, one.texts), context)
    name = await _name(turn.before.mentor_id, context)
    await show_staff(turn.now, staff_views.no_answer(name, context.desk_texts), context)


async def left(turn: Turn, context: Context) -> None:
    """Whoever had agreed, or was asked, does not do it: it leaves both calendars."""
    name = await _name(turn.before.mentor_id, context)
    if turn.before.stage is Stage.AGREED:
        await _withdrawn_from_mentor(turn, context)
        one = await for_member(turn.now, context)
        if one is not None:
            await _tell(one, turn.ended, views.open_again(one.seen, one.texts), context, turn)
        line = staff_views.has_left(name, context.desk_texts)
    else:
        line = staff_views.said_no(name, context.desk_texts)
    await show_staff(turn.now, line, context)


async def taken_back(turn: Turn, context: Context) -> None:
    """By the coordinator, who sees it where they pressed."""
    await _withdrawn_from_mentor(turn, context)
    one = await for_member(turn.now, context)
    if one is not None and turn.before.stage is Stage.AGREED:
        await _tell(one, turn.ended, views.open_again(one.seen, one.texts), context, turn)


async def moved(turn: Turn, context: Context, by: Side) -> None:
    """The member who has done it sees there how it stands."""
    if turn.released is not None:
        await _withdrawn_from_mentor(turn, context)
    else:
        one = await for_mentor(turn.now, context)
        if one is not None:
            screen = views.moved(one.seen, replace(one.seen, request=turn.before), one.texts)
            await _tell(one, turn.booking, screen, context)
    member = await for_member(turn.now, context)
    if member is not None:
        await _tell_member_moved(member, turn, context, is_own=by is Side.MEMBER)
    await show_staff(turn.now, staff_views.moved(context.desk_texts), context)


async def _tell_member_moved(member: Reader, turn: Turn, context: Context, *, is_own: bool) -> None:
    before = replace(member.seen, request=turn.before)
    screen = views.moved(member.seen, before, member.texts)
    if turn.released is not None and turn.before.stage is Stage.AGREED:
        screen = views.moved_and_open(member.seen, member.texts)
        await _tell(member, turn.ended, screen, context, turn)
    elif turn.booking is not None:
        await _tell(member, turn.booking, screen, context)
    elif not is_own:
        await _notice(member, screen, context)


async def ended(turn: Turn, context: Context, by: Side) -> None:
    """Cancelled, or refused with words: to all but who has done it."""
    member = await for_member(turn.now, context)
    if member is not None and by is Side.STAFF:
        screen = views.refused(member.seen, member.texts)
        await _tell(member, turn.ended, screen, context, turn)
    elif member is not None and turn.ended is not None:
        screen = views.cancelled(member.seen, member.texts)
        await _tell(member, turn.ended, screen, context, turn)
    if turn.before.stage in (Stage.ASKED, Stage.AGREED):
        await _withdrawn_from_mentor(turn, context)
    if by is not Side.STAFF and turn.before.stage is not Stage.DRAFT:
        await show_staff(turn.now, staff_views.ended(context.desk_texts), context)


async def complete(request: Facilitation, context: Context) -> None:
    """The notes are the organisation's, and the coordinator reads them."""
    slips = await context.checklists.slips(request.id)
    member = await for_member(request, context)
    if member is not None:
        notes = checklist_views.slips(slips, member.texts)
        await _notice(member, views.complete(member.seen, notes, member.texts), context)
        shown = [one for one in slips if one.author is Side.MENTOR]
        await send_files(shown, member.person, context)
    _ = context.desk_texts
    line = staff_views.complete(checklist_views.slips(slips, _), _)
    await show_staff(request, line, context)


async def forgotten(turns: Iterable[Turn], context: Context) -> None:
    """A member, or a facilitator, is nobody by now: read anew, they are named no more."""
    for turn in turns:
        now = await context.facilitations.look(turn.now.id)
        fresh = replace(turn, now=now)
        if now.stage is Stage.SENT:
            await left(fresh, context)
        else:
            await ended(fresh, context, Side.LINE)


# How


async def _withdrawn_from_mentor(turn: Turn, context: Context) -> None:
    one = await for_mentor(turn.now, context, turn.before.mentor_id)
    if one is not None:
        view = views.cancelled if turn.now.stage is Stage.CANCELLED else views.not_needed
        await _tell(one, turn.ended, view(one.seen, one.texts), context, turn)


async def _tell(
    one: Reader,
    booking: Booking | None,
    screen: Screen,
    context: Context,
    turn: Turn | None = None,
) -> None:
    """One message, unless the words are too many to stand under a file."""
    request = one.request if turn is None else turn.before
    mentor = await facilitation_seen.mentor_of(request, context)
    if booking is None or mentor is None:
        await _notice(one, screen, context)
        return
    held = held_by(mentor, request)
    if units(plain(str(screen.text))) <= _CAPTION:
        await calendar.send(booking, held, one.person, context, screen=screen)
    else:
        await _notice(one, screen, context)
        await calendar.send(booking, held, one.person, context)


async def _notice(one: Reader, screen: Screen, context: Context) -> None:
    await context.tell(one.person.id, screen, priority=Priority.NOTICE)


async def _name(mentor_id: int | None, context: Context) -> str:
    if mentor_id is None:
        return "–"
    return (await context.mentors.even_forgotten(mentor_id)).name or "–"

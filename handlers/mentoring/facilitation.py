"""/facilitation: somebody asks for a facilitator, in one message that its buttons turn over."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from markupsafe import Markup

from desk.mentoring.booking import Side
from desk.mentoring.directory import Kind
from desk.mentoring.errors import PersonBusy
from desk.mentoring.facilitation import (
    TYPED,
    IsOver,
    Part,
    Stage,
    next_part,
)
from desk.people import Person
from desk.profile import Field
from handlers import withholding
from handlers.context import Context
from handlers.mentoring import facilitation_seen, facilitation_telling, rights
from handlers.mentoring.facilitation_buttons import (
    AnotherMonth,
    AskAgain,
    BeginFacilitation,
    DropDraft,
    GoOn,
    ListParts,
    NewFacilitation,
    NoCall,
    PutAnswer,
    SendRequest,
)
from handlers.mentoring.facilitation_parts import Columns, options, read
from handlers.mentoring.facilitation_seen import Reader
from handlers.mentoring.wish_buttons import AboutCall
from handlers.mentoring.wishing import mentors_of
from handlers.routing import OnCommand, Pressed, Said, on_press
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views import menus
from handlers.views.mentoring import eligibility as eligibility_views
from handlers.views.mentoring import facilitation_asking as views
from handlers.views.mentoring import facilitation_cards as card_views

_YEARS = 2  # ahead, at most


class OfRequest(Protocol):
    """A button of one request."""

    @property
    def number(self) -> int: ...


B = TypeVar("B", bound=OfRequest)
Action = Callable[[Pressed, Reader, B, Context], Awaitable[None]]


def drafts(action: Action[B]) -> Callable[[Pressed, B, Context], Awaitable[None]]:
    """A button of what has not been sent; of what has been, they see how it stands. NotYours."""

    async def press(pressed: Pressed, button: B, context: Context) -> None:
        one = await facilitation_seen.of(button.number, pressed.person, context)
        if one.request.stage is not Stage.DRAFT:
            context.toast(pressed.query, card_views.stands_elsewise(one.texts))
            await context.change(pressed.query, card_views.card(one.seen, one.texts))
            return
        await action(pressed, one, button, context)

    return press


# Begun


async def command(said: Said, context: Context) -> None:
    await context.tell(said.person.id, await _first(said.person, context))


async def from_button(pressed: Pressed, _button: BeginFacilitation, context: Context) -> None:
    """What stood there, such as an answer, stays."""
    if await withholding.refuses(pressed.person, pressed.person.blocked_until, context):
        return
    await context.tell(pressed.person.id, await _first(pressed.person, context))


async def new(pressed: Pressed, _button: NewFacilitation, context: Context) -> None:
    person = await context.people.tell(pressed.person)
    await context.change(pressed.query, await _begun(person, 0, context))


async def no_call(pressed: Pressed, button: NoCall, context: Context) -> None:
    person = await context.people.tell(pressed.person)
    await context.change(pressed.query, await _begun(person, button.call_id, context))


async def _first(person: Person, context: Context) -> Screen:
    """Whoever has asked already sees that; a draft alone is gone on with."""
    person = await context.people.tell(person)
    if person.blocked_until is not None and context.now < person.blocked_until:
        return await withholding.notice(person, person.blocked_until, context)
    known = await context.facilitations.of_person(person.id)
    shown = [await facilitation_seen.for_member(one, context) for one in known]
    found = [one for one in shown if one is not None]
    if len(found) == 1 and found[0].request.stage is Stage.DRAFT:
        return await asked(found[0], context)
    if found:
        return views.theirs([one.seen for one in found], context.texts_of(person))
    return await _begun(person, 0, context)


async def _begun(person: Person, after_call: int, context: Context) -> Screen:
    """`after_call`: it is about none of the open calls up to this one, by their numbers."""
    _ = context.texts_of(person)
    if not await mentors_of(Kind.FACILITATOR, context):
        return views.nobody_yet(_)
    verdict = await rights.verdict_of(person, Kind.FACILITATOR, context)
    if not verdict.may:
        return eligibility_views.refused(verdict, _)
    calls = sorted(verdict.calls, key=lambda call: call.id)
    call = next((one for one in calls if one.id > after_call), None)
    if call is not None:
        return eligibility_views.is_it_about(call, AboutCall(call.id), NoCall(call.id), _)
    organisation = verdict.organisation_id
    if organisation is None:
        known = await context.organisations.of(person)
        organisation = known[0].organisation.id if known else None
    zone = await context.zone_of(person)
    request = await context.facilitations.begin(person.id, zone, organisation, context.now)
    one = await facilitation_seen.for_member(request, context)
    assert one is not None
    return await asked(one, context)


# One thing after another


async def asked(
    one: Reader, context: Context, line: Markup | None = None, month: date | None = None
) -> Screen:
    """The first that is still unsaid, or all of it. What is typed next is read as that."""
    request, part = one.request, next_part(one.request)
    if part is None:
        await context.people.tell(one.person)
        return views.whole(one.seen, line, one.texts)
    if part in (*TYPED, Part.REGION):
        await context.people.expect_about(one.person, Field.FACILITATION, context.now, request.id)
    else:
        await context.people.tell(one.person)
    return views.ask(one.seen, part, await options(one, part, month, context), line, one.texts)


async def put(pressed: Pressed, one: Reader, button: PutAnswer, context: Context) -> None:
    parts = await read(one.request, button.what, context)
    if parts is None:
        context.toast(pressed.query, language_views.old_button(one.texts))
        return
    await context.change(pressed.query, await answered(one, parts, context))


async def answered(one: Reader, parts: Columns, context: Context) -> Screen:
    """`parts` are columns of the request, and which of its parts that answers."""
    request = await context.facilitations.put(one.request, **parts)
    return await asked(Reader(one.person, replace(one.seen, request=request), one.texts), context)


async def another_month(
    pressed: Pressed, one: Reader, button: AnotherMonth, context: Context
) -> None:
    today = context.now.astimezone(one.request.zone).date()
    year, index = divmod(button.month, 12)
    first = date(today.year, today.month, 1)
    if today.year <= year <= today.year + _YEARS:
        first = max(first, date(year, index + 1, 1))
    await context.change(pressed.query, await asked(one, context, month=first))


async def go_on(pressed: Pressed, one: Reader, _button: GoOn, context: Context) -> None:
    await context.change(pressed.query, await asked(one, context))


async def list_parts(pressed: Pressed, one: Reader, _button: ListParts, context: Context) -> None:
    await context.change(pressed.query, views.change(one.seen, one.texts))


async def ask_again(pressed: Pressed, one: Reader, button: AskAgain, context: Context) -> None:
    still = tuple(part for part in one.request.answered if part != button.part)
    await context.change(pressed.query, await answered(one, {"answered": still}, context))


# Sent


async def send(pressed: Pressed, one: Reader, _button: SendRequest, context: Context) -> None:
    if await withholding.refuses_press(pressed, None, context):
        return
    verdict = await rights.verdict_of(one.person, Kind.FACILITATOR, context)
    if not verdict.may:
        await context.change(pressed.query, eligibility_views.refused(verdict, one.texts))
        return
    if next_part(one.request) is not None:
        await context.change(pressed.query, await asked(one, context))
        return
    try:
        request = await context.facilitations.send(one.request.id, context.now)
    except (IsOver, PersonBusy) as error:
        line = views.is_over(one.texts) if isinstance(error, IsOver) else views.is_busy(one.texts)
        await context.change(pressed.query, views.whole(one.seen, line, one.texts))
        return
    seen = replace(one.seen, request=request)
    await context.change(pressed.query, card_views.sent(seen, one.texts))
    await facilitation_telling.show_staff(request, None, context)


async def drop(pressed: Pressed, one: Reader, _button: DropDraft, context: Context) -> None:
    await context.facilitations.cancel(one.request.id, Side.MEMBER, "", context.now)
    await context.people.tell(one.person)
    await context.change(pressed.query, views.dropped(one.texts))


ROUTES = (
    OnCommand(("facilitation", *menus.FACILITATION), command),
    on_press(BeginFacilitation, from_button),
    on_press(NewFacilitation, new),
    on_press(NoCall, no_call),
    on_press(GoOn, drafts(go_on)),
    on_press(PutAnswer, drafts(put)),
    on_press(AnotherMonth, drafts(another_month)),
    on_press(ListParts, drafts(list_parts)),
    on_press(AskAgain, drafts(ask_again)),
    on_press(SendRequest, drafts(send)),
    on_press(DropDraft, drafts(drop)),
)

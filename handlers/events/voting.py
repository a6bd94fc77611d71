"""Members vote by buttons; each press counts at once, until the vote is over."""

from base64 import b64encode

from desk.errors import NotYours
from desk.events.ballots import (
    Ballot,
    BallotStanding,
    Counted,
    NoSuchBallot,
    NoSuchOption,
    NotOpen,
)
from desk.outgoing import Address, BinaryFile, Call, Chat, Parcel
from desk.people import Person
from handlers.context import Context
from handlers.events.demand_buttons import MarkOption, ShowBallot, ShowVotes
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views.events import ballots as views
from handlers.views.events import picture

LINK = "vote_"  # what a start parameter begins with, before the number
_OVER = 5  # of those that are over


async def list_(pressed: Pressed, _button: ShowVotes, context: Context) -> None:
    await context.change(pressed.query, await listed(pressed.person, context))


async def listed(person: Person, context: Context) -> Screen:
    known = await context.ballots.all()
    over = [one for one in known if _is_over(one, context)]
    running = [one for one in known if one.takes(context.now)]
    return views.listed(running, over[:_OVER], context.texts_of(person))


def _is_over(ballot: Ballot, context: Context) -> bool:
    return ballot.standing is not BallotStanding.DRAFT and not ballot.takes(context.now)


async def linked(person: Person, parameter: str, context: Context) -> None:
    number = int(parameter) if parameter.isdecimal() and len(parameter) < 18 else 0
    try:
        shown = await _screen(number, 0, person, context)
    except NotYours:
        shown = await listed(person, context)
    await context.tell(person.id, shown)


async def show(pressed: Pressed, button: ShowBallot, context: Context) -> None:
    ballot = await _ballot(button.ballot_id, context)
    if _is_over(ballot, context) and button.voter == views.PICTURE:
        counted = await context.ballots.counted(ballot.id)
        _ = context.texts_of(pressed.person)
        await send_picture(counted, Chat(pressed.person.id), _, context)
        return
    screen = await _screen(button.ballot_id, button.voter, pressed.person, context)
    await context.change(pressed.query, screen)


async def _ballot(ballot_id: int, context: Context) -> Ballot:
    """Raises NotYours."""
    try:
        ballot = await context.ballots.look(ballot_id)
    except NoSuchBallot:
        raise NotYours(ballot_id) from None
    if ballot.standing is BallotStanding.DRAFT:
        raise NotYours(ballot_id)
    return ballot


async def _screen(ballot_id: int, voter: int, person: Person, context: Context) -> Screen:
    """The paper, or who is to vote; what came of it where it is over. Raises NotYours."""
    ballot, _ = await _ballot(ballot_id, context), context.texts_of(person)
    if _is_over(ballot, context):
        return views.result(await context.ballots.counted(ballot_id), _)
    name = None
    if ballot.per_organisation:
        known = await context.organisations.of(person)
        if not known:
            return views.for_none(ballot, _)
        if not voter and len(known) > 1:
            return views.for_whom(ballot, known, _)
        chosen = [one for one in known if voter in (0, one.organisation.id)]
        if not chosen:
            raise NotYours(ballot_id)
        voter, name = chosen[0].organisation.id, chosen[0].organisation.name
    else:
        voter = person.id
    choices = await context.ballots.choices_of(ballot_id, voter)
    in_button = voter if ballot.per_organisation else 0
    return views.paper(ballot, in_button, choices, name, await context.zone_of(person), _)


async def mark(pressed: Pressed, button: MarkOption, context: Context) -> None:
    person, _ = pressed.person, context.texts_of(pressed.person)
    ballot = await _ballot(button.ballot_id, context)
    voter = await _voter(ballot, button.voter, person, context)
    try:
        await context.ballots.mark(ballot.id, button.option, voter, person.id, context.now)
    except NotOpen:
        context.toast(pressed.query, views.is_over(_), alert=True)
    except NoSuchOption:
        raise NotYours(ballot.id) from None
    await context.change(pressed.query, await _screen(ballot.id, button.voter, person, context))


async def _voter(ballot: Ballot, voter: int, person: Person, context: Context) -> int:
    """Who votes for an organisation belongs to it still. Raises NotYours."""
    if not ballot.per_organisation:
        return person.id
    if await context.organisations.one_of(person, voter) is None:
        raise NotYours(ballot.id)
    return voter


async def send_picture(counted: Counted, to: Address, _: Texts, context: Context) -> None:
    """With all of it in words beside it."""
    winners = counted.result.winners
    rows = [
        (place.number, place.points, place.option in winners) for place in counted.result.places
    ]
    file = BinaryFile("vote.png", b64encode(picture.bars(rows)).decode())
    caption = {"caption": str(views.told(counted, _)), "parse_mode": "HTML"}
    await context.outbox.put(Parcel(to, Call("sendPhoto", caption, upload=("photo", file))))


ROUTES: tuple[OnPress, ...] = (
    on_press(ShowVotes, list_),
    on_press(ShowBallot, show),
    on_press(MarkOption, mark),
)

"""/vote in the staff group: a vote is made, opened and closed, and what came of it is shown."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time
from typing import Any, TypeVar

from desk.days import DayIsOver, UnreadableDay, parse_day
from desk.events.ballots import (
    FEWEST_OPTIONS,
    MOST_OPTION,
    MOST_OPTIONS,
    MOST_QUESTION,
    MOST_QUORUM,
    Ballot,
    BallotStanding,
    Method,
    NoSuchBallot,
    NotOpen,
    NotReady,
    is_ready,
)
from desk.events.demand_forms import DemandForm
from desk.events.parts import CODES
from desk.groups import MAIN
from desk.outgoing import General
from desk.timers import Kind, Timer
from handlers import relay, staff_group
from handlers.callback import Callback
from handlers.context import Context
from handlers.events import voting
from handlers.events.card import MAKING, old
from handlers.events.demand_buttons import ListBallots, OpenBallot, SetBallot, WriteBallot
from handlers.events.making import SEEING
from handlers.routing import OnCommand, OnPress, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views.events import ballot_desk as views

BALLOT = "ballot."  # what the part of a form begins with
_DASHES = ("-", "–", "—")
_CLOCK = re.compile(r"(.*\S)\s+([0-9]{1,2})[:.]([0-9]{2})")

B = TypeVar("B", bound=Callback)


class NotSo(Exception):
    """What was answered is no such part."""


async def command(said: Said, context: Context) -> None:
    """/vote, /vote new."""
    if said.rest.strip().lower() == "new" and _may_make(context):
        made = await context.ballots.make(context.now)
        screen = await page(made.id, context)
    else:
        screen = views.overview(await context.ballots.all(), context.desk_texts)
    await staff_group.tell(said, screen, context)


def _may_make(context: Context) -> bool:
    return context.colleague is not None and context.colleague.role in MAKING


async def page(ballot_id: int, context: Context) -> Screen:
    """Raises NoSuchBallot."""
    counted = await context.ballots.counted(ballot_id)
    link = f"https://t.me/{context.house.bot_username}?start={voting.LINK}{ballot_id}"
    zone, ready = context.house.hours.zone, is_ready(counted.ballot, context.now)
    return views.card(counted, link, zone, context.desk_texts, is_ready=ready)


def refusing(
    action: Callable[[Pressed, B, Context], Awaitable[None]],
) -> Callable[[Pressed, B, Context], Awaitable[None]]:
    async def press(pressed: Pressed, button: B, context: Context) -> None:
        _ = context.desk_texts
        try:
            await action(pressed, button, context)
        except NotReady:
            context.toast(pressed.query, views.not_ready(_), alert=True)
        except NotOpen:
            context.toast(pressed.query, views.not_so_any_more(_), alert=True)
            number: int = getattr(button, "ballot_id", 0)
            await _turn(pressed, await page(number, context), context)
        except NoSuchBallot:
            old(pressed, context)

    return press


async def _turn(pressed: Pressed, to: Screen, context: Context) -> None:
    if pressed.query.message is not None:
        number = pressed.query.message.message_id
        await context.demand_forms.drop_form(number, context.group)
    await context.change(pressed.query, to)


async def list_(pressed: Pressed, _button: ListBallots, context: Context) -> None:
    screen = views.overview(await context.ballots.all(), context.desk_texts)
    await _turn(pressed, screen, context)


async def open_(pressed: Pressed, button: OpenBallot, context: Context) -> None:
    await _turn(pressed, await page(button.ballot_id, context), context)


async def set_(pressed: Pressed, button: SetBallot, context: Context) -> None:
    number, ballots = button.ballot_id, context.ballots
    match button.what:
        case Method.APPROVAL | Method.RANKING:
            await ballots.change(number, method=Method(button.what))
        case "people" | "organisations":
            await ballots.change(number, per_organisation=button.what == "organisations")
        case "open":
            await _plan(await ballots.open(number, context.now), context)
        case "close":
            await ballots.end(number, context.now)
            await context.timers.drop([_key(number)])
        case "picture":
            counted = await ballots.counted(number)
            if counted.ballot.standing is BallotStanding.CLOSED:
                to = General(context.group)
                await voting.send_picture(counted, to, context.desk_texts, context)
            return
        case _:
            old(pressed, context)
            return
    await _turn(pressed, await page(number, context), context)


def _key(ballot_id: int) -> str:
    return f"{Kind.BALLOT}:{ballot_id}"


async def _plan(ballot: Ballot, context: Context) -> None:
    if (at := ballot.closes_at) is not None:
        timer = Timer.once(_key(ballot.id), Kind.BALLOT, at, about_id=ballot.id)
        await context.timers.put([timer])


async def over(timer: Timer, context: Context) -> None:
    """Its hour has come: staff read what came of it, where they have not closed it themselves."""
    assert timer.about_id is not None
    await context.timers.drop([timer.key])
    try:
        counted = await context.ballots.end(timer.about_id, context.now)
    except (NotOpen, NoSuchBallot):
        return
    zone = context.house.hours.zone
    screen = views.closed(counted, timer.planned_at, zone, context.house.staff_texts)
    await context.outbox.put(relay.to_group(screen, MAIN))


# Parts that are written


async def write(pressed: Pressed, button: WriteBallot, context: Context) -> None:
    ballot, message = await context.ballots.look(button.ballot_id), pressed.query.message
    name, _dot, code = button.part.partition(".")
    is_part = code in CODES if name in ("question", "options") else name in ("quorum", "closes")
    if message is None or not is_part or (name in ("quorum", "closes") and code):
        old(pressed, context)
        return
    if ballot.standing is not BallotStanding.DRAFT:
        raise NotOpen(ballot.standing)
    part = f"{BALLOT}{button.part}"
    form = DemandForm(message.message_id, context.group, part, ballot.id)
    await context.demand_forms.keep_form(form)
    await context.change(pressed.query, views.write(ballot, button.part, context.desk_texts))


async def answered(said: Said, form: DemandForm, context: Context) -> None:
    part, _ = form.part.removeprefix(BALLOT), context.desk_texts
    ballot = await context.ballots.look(form.about_id)
    try:
        parts = _read(ballot, part, said.message.text or "", context)
        await context.ballots.change(ballot.id, **parts)
    except NotSo:
        await staff_group.tell(said, views.not_so(part, _), context)
        return
    except NotOpen:
        pass  # the page says how it stands
    await context.demand_forms.drop_form(form.message_id, form.group_name)
    await relay.edit_in_group(context, form.message_id, await page(ballot.id, context))
    await staff_group.done(said, context)


def _read(ballot: Ballot, part: str, text: str, context: Context) -> dict[str, Any]:
    """Raises NotSo."""
    name, _dot, code = part.partition(".")
    line = " ".join(text.split())
    match name:
        case "question":
            if not any(map(str.isalnum, line)) or len(line) > MOST_QUESTION:
                raise NotSo
            return {"question": {**ballot.question, code: line}}
        case "options":
            return {"options": {**ballot.options, code: _options(text)}}
        case "quorum":
            return {"quorum": _quorum(line)}
    return {"closes_at": None if line in _DASHES else _moment(line, context)}


def _options(text: str) -> tuple[str, ...]:
    """Raises NotSo."""
    known = tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())
    if not FEWEST_OPTIONS <= len(known) <= MOST_OPTIONS or len(set(known)) < len(known):
        raise NotSo
    if max(map(len, known)) > MOST_OPTION:
        raise NotSo
    return known


def _quorum(line: str) -> int:
    """Raises NotSo."""
    if line in _DASHES:
        return 0
    if not line.isdecimal() or not 1 <= int(line) <= MOST_QUORUM:
        raise NotSo
    return int(line)


def _moment(line: str, context: Context) -> datetime:
    """On the clock of the first office. Raises NotSo."""
    zone, found = context.house.hours.zone, _CLOCK.fullmatch(line)
    if found is None or int(found[2]) > 23 or int(found[3]) > 59:
        raise NotSo
    try:
        day = parse_day(found[1], context.now.astimezone(zone).date())
    except (UnreadableDay, DayIsOver):
        raise NotSo from None
    at = datetime.combine(day, time(int(found[2]), int(found[3])), zone).astimezone(UTC)
    if at <= context.now:
        raise NotSo
    return at


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("vote",), command, Side.STAFF, SEEING),
    on_press(ListBallots, refusing(list_), Side.STAFF, SEEING),
    on_press(OpenBallot, refusing(open_), Side.STAFF, SEEING),
    on_press(SetBallot, refusing(set_), Side.STAFF, MAKING),
    on_press(WriteBallot, refusing(write), Side.STAFF, MAKING),
)

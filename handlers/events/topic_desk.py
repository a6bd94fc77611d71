"""/topics in the staff group: what is wanted, and what becomes of it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from desk.events.alike import likeness
from desk.events.demand_forms import DemandForm
from desk.events.event import Block, Event, Kind, Standing, StandsElsewise
from desk.events.events import NoSuchEvent
from desk.events.parts import MOST
from desk.events.topic import (
    NoSuchTopic,
    NotAlike,
    Topic,
    TopicStandsElsewise,
    TopicStep,
    Wanted,
)
from desk.groups import MAIN
from desk.people import Person
from desk.timers import second
from handlers import relay, staff_group
from handlers.callback import Callback
from handlers.context import Context
from handlers.events import sharing
from handlers.events.card import MAKING, old
from handlers.events.card import screen as event_screen
from handlers.events.demand_buttons import (
    IntoAgenda,
    ListTopics,
    MergeTopic,
    OpenTopic,
    StepTopic,
)
from handlers.events.making import SEEING
from handlers.events.topics import author_of
from handlers.routing import OnCommand, OnPress, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views.events import mistakes, words
from handlers.views.events import topic_desk as views
from handlers.views.events import topics as member_views
from handlers.views.html import clip

SERVICE = "forums"  # as rules of staff groups name it
REASON = "reason"
_GATHERS = timedelta(seconds=20)  # what is posted in a burst stands on one message
_RINGS_AGAIN = timedelta(hours=6)
_SHOWN = 8
_KINDS = {views.MEETING: Kind.OPEN_MEETING, views.CAPSULE: Kind.CAPSULE}

B = TypeVar("B", bound=Callback)


async def announce(topic: Topic, person: Person, context: Context) -> None:
    """One message for all that is new; while nobody has opened it, it stands for what follows."""
    group = MAIN if topic.anonymous else await context.routing.running(SERVICE, person)
    key = _mark(group)
    told = await context.memory.get(key)
    told_at = None if not told else datetime.fromisoformat(told)
    if told_at is not None and _GATHERS <= context.now - told_at < _RINGS_AGAIN:
        return
    if told_at is None or context.now - told_at >= _RINGS_AGAIN:
        told_at = second(context.now)
        await context.memory.put(key, told_at.isoformat(), context.now)
    newest = sorted(await context.topics.for_staff(), key=lambda one: -one.topic.id)
    fresh = [one for one in newest if one.topic.made_at >= told_at]
    screen = views.news(fresh, context.house.staff_texts)
    parcel = relay.to_group(screen, group)
    await context.outbox.put(replace(parcel, key=key, due_at=told_at + _GATHERS))


def _mark(group: str) -> str:
    return f"topics of {group}"


async def command(said: Said, context: Context) -> None:
    await context.memory.drop(_mark(context.group))
    screen = views.listed(await context.topics.for_staff(), 0, context.desk_texts)
    await staff_group.tell(said, screen, context)


def refusing(
    action: Callable[[Pressed, B, Context], Awaitable[None]],
) -> Callable[[Pressed, B, Context], Awaitable[None]]:
    """What cannot be done is said over the screen, which shows how things stand now."""

    async def press(pressed: Pressed, button: B, context: Context) -> None:
        _ = context.desk_texts
        await context.memory.drop(_mark(context.group))
        try:
            await action(pressed, button, context)
        except TopicStandsElsewise as error:
            context.toast(pressed.query, views.stands_elsewise(error.topic, _), alert=True)
            await _turn(pressed, await page(error.topic.id, context), context)
        except NotAlike:
            context.toast(pressed.query, views.not_alike(_), alert=True)
        except (NoSuchEvent, StandsElsewise) as error:
            context.toast(pressed.query, mistakes.toast(error, _), alert=True)
        except NoSuchTopic:
            old(pressed, context)

    return press


async def _turn(pressed: Pressed, to: Screen, context: Context) -> None:
    """To another screen, which no answer is a part of anything."""
    if pressed.query.message is not None:
        number = pressed.query.message.message_id
        await context.demand_forms.drop_form(number, context.group)
    await context.change(pressed.query, to)


async def list_(pressed: Pressed, button: ListTopics, context: Context) -> None:
    wanted = await context.topics.for_staff()
    await _turn(pressed, views.listed(wanted, button.page, context.desk_texts), context)


async def open_(pressed: Pressed, button: OpenTopic, context: Context) -> None:
    await _turn(pressed, await page(button.topic_id, context), context)


async def page(topic_id: int, context: Context) -> Screen:
    """Raises NoSuchTopic."""
    topic = await context.topics.look(topic_id)
    (wanted,) = await context.topics.wanted([topic])
    author = None if topic.author_id is None else await context.people.look(topic.author_id)
    proposed = views.Proposed(
        wanted,
        author.name if author else None,
        await _title(topic.event_id, context),
        await _title(topic.met_by, context),
        context.house.hours.zone,
    )
    return views.one(proposed, context.desk_texts)


async def _title(event_id: int | None, context: Context) -> str | None:
    if event_id is None:
        return None
    return words.spoken((await context.events.get(event_id)).title, context.desk_texts)


async def step(pressed: Pressed, button: StepTopic, context: Context) -> None:
    """What needs something more is asked for it."""
    number, _ = button.topic_id, context.desk_texts
    topic = await context.topics.look(number)
    match button.step:
        case TopicStep.ALLOW:
            await _allow(number, context)
        case TopicStep.REOPEN:
            await context.topics.reopen(number)
        case TopicStep.MERGE:
            await _turn(pressed, views.merge(topic, await _others(topic, context), _), context)
            return
        case TopicStep.CLOSE:
            await _ask_why(pressed, topic, context)
            return
        case views.AGENDA:
            await _turn(pressed, views.agenda(topic, await _ahead(context), _), context)
            return
        case views.MEETING | views.CAPSULE:
            await _schedule(pressed, topic, _KINDS[button.step], context)
            return
        case _:
            old(pressed, context)
            return
    await _turn(pressed, await page(number, context), context)


async def _allow(topic_id: int, context: Context) -> None:
    """The cause is seen by others, and those who follow its theme hear of it."""
    topic = await context.topics.allow(topic_id)
    author = await author_of(topic, context)
    if author is not None:
        await context.tell(author.id, member_views.allowed(topic, context.texts_of(author)))
    await sharing.begin(topic, context)


async def _others(topic: Topic, context: Context) -> list[Wanted]:
    known = await context.topics.open(topic.event_id)
    of = [one for one in known if one.topic.kind is topic.kind and one.topic.id != topic.id]
    return sorted(of, key=lambda one: -likeness(topic.words, one.topic.words))[:_SHOWN]


async def merge(pressed: Pressed, button: MergeTopic, context: Context) -> None:
    merged, into = await context.topics.merge(button.topic_id, button.into, context.now)
    author = await author_of(merged, context)
    if author is not None:
        await context.tell(author.id, member_views.merged(merged, into, context.texts_of(author)))
    await _turn(pressed, await page(into.id, context), context)


# A reason is written as an answer to the message that asks for it


async def _ask_why(pressed: Pressed, topic: Topic, context: Context) -> None:
    message = pressed.query.message
    if message is None:
        old(pressed, context)
        return
    form = DemandForm(message.message_id, context.group, REASON, topic.id)
    await context.demand_forms.keep_form(form)
    await context.change(pressed.query, views.write_reason(topic, context.desk_texts))


async def answered(said: Said, form: DemandForm, context: Context) -> None:
    _ = context.desk_texts
    reason = " ".join((said.message.text or "").split())
    if not any(map(str.isalnum, reason)) or len(reason) > views.MOST_REASON:
        await staff_group.tell(said, views.not_a_reason(_), context)
        return
    try:
        topic = await context.topics.close(form.about_id, reason, context.now)
    except TopicStandsElsewise:
        pass  # the page says how it stands
    else:
        author = await author_of(topic, context)
        if author is not None:
            await context.tell(author.id, member_views.closed(topic, context.texts_of(author)))
    await context.demand_forms.drop_form(form.message_id, form.group_name)
    await relay.edit_in_group(context, form.message_id, await page(form.about_id, context))
    await staff_group.done(said, context)


# What is wanted becomes an event, or a part of one


async def _schedule(pressed: Pressed, topic: Topic, kind: Kind, context: Context) -> None:
    """A draft, with the topic as its title; it is written on as any event is."""
    title = {topic.language: clip(topic.words, MOST["title"])}
    themes = frozenset((topic.theme,) if topic.theme else ())
    zone, by = context.house.hours.zone, context.actor.id
    event = await context.events.make(kind, zone, context.now, by, title=title, themes=themes)
    await context.topics.schedule(topic.id, event.id, context.now)
    await _turn(pressed, await event_screen(event, context), context)


async def _ahead(context: Context) -> list[Event]:
    known = [
        *(await context.events.standing(Standing.PUBLISHED)),
        *(await context.events.standing(Standing.DRAFT)),
    ]
    return [one for one in known if one.ends_at is None or one.ends_at > context.now][:_SHOWN]


async def into_agenda(pressed: Pressed, button: IntoAgenda, context: Context) -> None:
    topic = await context.topics.schedule(button.topic_id, button.event_id, context.now)
    title = {topic.language: clip(topic.words, MOST["title"])}

    def changing(event: Event) -> dict[str, Any]:
        """After what stands there; an event without days has no agenda yet."""
        if event.starts_at is None:
            return {}
        last = event.agenda[-1] if event.agenda else Block(0, event.starts_at, {})
        return {"agenda": (*event.agenda, replace(last, title=title))}

    changed = await context.events.change(button.event_id, changing, context.now)
    await context.campaigns.meets(changed.after, topic.id, context.now)
    await _turn(pressed, await event_screen(changed.after, context), context)


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("topics",), command, Side.STAFF, SEEING),
    on_press(ListTopics, refusing(list_), Side.STAFF, SEEING),
    on_press(OpenTopic, refusing(open_), Side.STAFF, SEEING),
    on_press(StepTopic, refusing(step), Side.STAFF, MAKING),
    on_press(MergeTopic, refusing(merge), Side.STAFF, MAKING),
    on_press(IntoAgenda, refusing(into_agenda), Side.STAFF, MAKING),
)

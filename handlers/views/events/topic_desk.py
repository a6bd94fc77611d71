"""What members propose, as staff read it: what is new, the most wanted, and one of them."""

from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from desk.events.event import Event
from desk.events.topic import (
    Topic,
    TopicKind,
    TopicStanding,
    TopicStep,
    Wanted,
    steps,
)
from handlers.events.demand_buttons import (
    IntoAgenda,
    ListTopics,
    MergeTopic,
    OpenTopic,
    StepTopic,
)
from handlers.events.making_buttons import OpenEvent
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.events import card, words
from handlers.views.events.topics import KINDS, said
from handlers.views.html import clip

PER_PAGE, NEWS = 8, 5
MOST_REASON = 300  # characters
_LINE, _LABEL, _WORDS, _NAME = 100, 40, 400, 60  # characters
MEETING, CAPSULE, AGENDA = "meeting", "capsule", "agenda"
_STANDINGS = {
    TopicStanding.DRAFT: N_("not posted"),
    TopicStanding.ASKED: N_("waits for your yes"),
    TopicStanding.OPEN: N_("open for support"),
    TopicStanding.MERGED: N_("one with another topic"),
    TopicStanding.SCHEDULED: N_("there will be an event"),
    TopicStanding.CLOSED: N_("closed"),
}
_STEPS = {
    TopicStep.ALLOW: N_("Yes, show it to others"),
    TopicStep.MERGE: N_("Make it one with another"),
    TopicStep.CLOSE: N_("Close it"),
    TopicStep.REOPEN: N_("Open it again"),
}
_SCHEDULE = {
    MEETING: N_("Schedule: open meeting"),
    CAPSULE: N_("Schedule: training capsule"),
    AGENDA: N_("Into the agenda of an event"),
}


class Proposed(NamedTuple):
    """A topic as staff look at it. `author` is None where nobody is to know, or is known any more.

    `brought_to` and `meets` are titles of events.
    """

    wanted: Wanted
    author: str | None
    brought_to: str | None
    meets: str | None
    zone: ZoneInfo


def news(wanted: Sequence[Wanted], _: Texts) -> Screen:
    """The newest, in one message for however many."""
    told = [_line(one, _) for one in wanted[:NEWS]]
    more = len(wanted) - NEWS
    if more > 0:
        told.append(_("and more: %(n)s", n=_.number(more)))
    return Screen(
        paragraphs(_("<b>Members have proposed something</b>"), lines(*told)),
        (*_opening(wanted[:NEWS], _), (Button(_.label("All topics"), ListTopics(0)),)),
    )


def listed(wanted: Sequence[Wanted], number: int, _: Texts) -> Screen:
    last = max(0, (len(wanted) - 1) // PER_PAGE)
    number = min(number, last)
    part = wanted[number * PER_PAGE : (number + 1) * PER_PAGE]
    told = [_line(one, _) for one in part] or [_("Nothing is proposed at the moment.")]
    turns = [
        Button(sign, ListTopics(to))
        for sign, to in (("◀", number - 1), ("▶", number + 1))
        if 0 <= to <= last
    ]
    text = paragraphs(_("<b>What members want</b>"), lines(*told))
    return Screen(text, (*_opening(part, _), *((tuple(turns),) if turns else ())), looked_up=True)


def _line(one: Wanted, _: Texts) -> Markup:
    topic = one.topic
    marks = [_demand(one, _)]
    if topic.kind is not TopicKind.TOPIC:
        marks.append(_.label(KINDS[topic.kind]))
    if topic.standing is not TopicStanding.OPEN:
        marks.append(_.label(_STANDINGS[topic.standing]))
    return Markup("• {} – {}").format(said(topic, _LINE, _), " · ".join(marks))


def _demand(one: Wanted, _: Texts) -> str:
    people, organisations = one.demand.people, one.demand.organisations
    return _.label(
        "votes: %(votes)s, organisations: %(organisations)s",
        votes=_.number(people),
        organisations=_.number(organisations),
    )


def _opening(wanted: Sequence[Wanted], _: Texts) -> Rows:
    return column(*(Button(said(one.topic, _LABEL, _), OpenTopic(one.topic.id)) for one in wanted))


def one(proposed: Proposed, _: Texts) -> Screen:
    topic = proposed.wanted.topic
    return Screen(
        paragraphs(Markup("<b>{}</b>").format(said(topic, _WORDS, _)), lines(*_facts(proposed, _))),
        column(*_steps(topic, _), Button(_.label("All topics"), ListTopics(0))),
        looked_up=True,
    )


def _facts(proposed: Proposed, _: Texts) -> list[Markup]:
    topic = proposed.wanted.topic
    kind, standing = _.label(KINDS[topic.kind]), _.label(_STANDINGS[topic.standing])
    facts = [Markup("{} · {}").format(kind, standing), escape(_demand(proposed.wanted, _))]
    if topic.theme is not None:
        facts.append(_("Theme: %(theme)s", theme=_.label(words.THEMES[topic.theme])))
    name = clip(proposed.author, _NAME) if proposed.author else _.label("without a name")
    facts.append(_("Proposed by: %(name)s", name=name))
    facts.append(_("Posted: %(day)s", day=when.day(topic.made_at, proposed.zone, _)))
    if proposed.brought_to is not None:
        facts.append(_("Brought to: %(event)s", event=proposed.brought_to))
    if proposed.meets is not None:
        facts.append(_("Met by: %(event)s", event=proposed.meets))
    if topic.reason:
        facts.append(_("Why it is closed: %(reason)s", reason=topic.reason))
    return facts


def _steps(topic: Topic, _: Texts) -> list[Button]:
    buttons = []
    for step in steps(topic):
        if step is TopicStep.SCHEDULE:
            buttons += [
                Button(_.label(label), StepTopic(topic.id, way)) for way, label in _SCHEDULE.items()
            ]
        else:
            buttons.append(Button(_.label(_STEPS[step]), StepTopic(topic.id, step)))
    if topic.merged_into is not None:
        buttons.append(Button(_.label("The one it is now"), OpenTopic(topic.merged_into)))
    if topic.met_by is not None:
        buttons.append(Button(_.label("The event"), OpenEvent(topic.met_by)))
    return buttons


def merge(topic: Topic, others: Sequence[Wanted], _: Texts) -> Screen:
    """The likest first."""
    buttons = [
        Button(said(one.topic, _LABEL, _), MergeTopic(topic.id, one.topic.id)) for one in others
    ]
    back = Button(_.label("Back"), OpenTopic(topic.id))
    if not others:
        text = _("There is no other one of this sort.")
        return Screen(text, ((back,),))
    text = paragraphs(
        Markup("<b>{}</b>").format(said(topic, _WORDS, _)),
        _("With which one? Its votes go there, each voter's once, and the proposer is told."),
    )
    return Screen(text, column(*buttons, back))


def agenda(topic: Topic, events: Sequence[Event], _: Texts) -> Screen:
    buttons = [Button(card.title_of(one, _), IntoAgenda(topic.id, one.id)) for one in events]
    text = (
        _("Into the agenda of which event? It gets a line there; you can move it afterwards.")
        if events
        else _("There is no event ahead. To make one: <code>/event new</code>")
    )
    return Screen(text, column(*buttons, Button(_.label("Back"), OpenTopic(topic.id))))


def write_reason(topic: Topic, _: Texts) -> Screen:
    told = (
        _("Please answer this message with the reason. The proposer reads it.")
        if topic.author_id is not None
        else _("Please answer this message with the reason. Whoever voted can read it.")
    )
    text = paragraphs(Markup("<b>{}</b>").format(said(topic, _WORDS, _)), told)
    return Screen(text, ((Button(_.label("Back"), OpenTopic(topic.id)),),))


def not_a_reason(_: Texts) -> Screen:
    most = _.number(MOST_REASON)
    return Screen(
        _("I need a reason of at most %(most)s characters. Please answer once more.", most=most)
    )


# Over a button


def stands_elsewise(topic: Topic, _: Texts) -> str:
    told = _.label(_STANDINGS[topic.standing])
    return _.label("This has changed meanwhile: %(standing)s. Please look again.", standing=told)


def not_alike(_: Texts) -> str:
    return _.label("These two cannot be one: they are of two sorts, or of two events.")

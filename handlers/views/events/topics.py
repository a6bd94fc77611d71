"""What people want to talk about, as members read it: the list, and what they propose."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from desk.events.themes import Theme
from desk.events.topic import (
    MOST_WORDS,
    OF_EVENTS,
    Counting,
    Demand,
    Topic,
    TopicKind,
    TopicStanding,
    Wanted,
)
from handlers.events.demand_buttons import (
    FilterTopics,
    GoOn,
    Propose,
    ShowTopics,
    ShowVotes,
    Support,
)
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs, ticked
from handlers.texts import N_, Texts
from handlers.views.events import words
from handlers.views.html import clip

PER_PAGE = 6
_LINE, _LABEL = 160, 34  # characters
ALL = "all"
KINDS = {
    TopicKind.TOPIC: N_("topic"),
    TopicKind.CAUSE: N_("cause"),
    TopicKind.IDEA: N_("idea"),
    TopicKind.PROBLEM: N_("problem"),
}
_PROPOSE = {
    TopicKind.TOPIC: N_("Propose a topic"),
    TopicKind.CAUSE: N_("Put forward a cause"),
    TopicKind.IDEA: N_("Bring an idea"),
    TopicKind.PROBLEM: N_("Bring a problem"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as one person sees it: `supported` are numbers of topics, `own` of their own.

    `title` is of the event that the topics were brought to; `draft` waits to be posted.
    """

    wanted: Sequence[Wanted]
    of: str
    page: int
    supported: Collection[int]
    own: Collection[int]
    counting: Counting
    title: str | None = None
    event_id: int | None = None
    takes: bool = True
    theme: Theme | None = None
    draft: Topic | None = None
    votes: int = 0


def said(topic: Topic, most: int, _: Texts) -> str:
    """In the reader's script, where that is the question."""
    text = words.spoken({topic.language: topic.words}, _) or _.label("no words any more")
    return clip(" ".join(text.split()), most)


def listed(shown: Listed, _: Texts) -> Screen:
    last = max(0, (len(shown.wanted) - 1) // PER_PAGE)
    page = min(shown.page, last)
    part = shown.wanted[page * PER_PAGE : (page + 1) * PER_PAGE]
    first = page * PER_PAGE + 1
    told = [_line(number, one, shown, _) for number, one in enumerate(part, first)]
    hint = _("Press what you want too; press it again to take that back.") if part else None
    text = paragraphs(_head(shown, _), lines(*told) if told else _nothing(shown, _), hint)
    supports = [
        Button(_label(one.topic, shown, _), Support(one.topic.id, shown.of, page)) for one in part
    ]
    turns = [
        Button(sign, ShowTopics(shown.of, to))
        for sign, to in (("◀", page - 1), ("▶", page + 1))
        if 0 <= to <= last
    ]
    return Screen(text, (*column(*supports), *((tuple(turns),) if turns else ()), *_more(shown, _)))


def _head(shown: Listed, _: Texts) -> Markup:
    if shown.title is not None:
        title = _("<b>Ideas and problems for: %(event)s</b>", event=shown.title)
    else:
        title = _("<b>What people want to talk about</b>")
    if shown.theme is not None:
        title = lines(title, _("Theme: %(theme)s", theme=_.label(words.THEMES[shown.theme])))
    if shown.counting is Counting.ORGANISATION:
        return lines(title, _("Each organisation counts once."))
    return title


def _nothing(shown: Listed, _: Texts) -> Markup:
    if shown.takes:
        return _("There is nothing here yet. Be the first.")
    return _("There is nothing here.")


def _line(number: int, one: Wanted, shown: Listed, _: Texts) -> Markup:
    topic = one.topic
    marks = [_.number(one.demand.votes(shown.counting))]
    if topic.kind is not TopicKind.TOPIC:
        marks.append(_.label(KINDS[topic.kind]))
    if topic.theme is not None and shown.theme is None:
        marks.append(_.label(words.THEMES[topic.theme]))
    if topic.id in shown.own:
        marks.append(_.label("yours"))
    told = " · ".join(marks)
    return Markup("{}. {} – <b>{}</b>").format(_.number(number), said(topic, _LINE, _), told)


def _label(topic: Topic, shown: Listed, _: Texts) -> str:
    return ticked(f"+1 {said(topic, _LABEL, _)}", is_so=topic.id in shown.supported)


def _more(shown: Listed, _: Texts) -> Rows:
    kinds = OF_EVENTS if shown.event_id else (TopicKind.TOPIC, TopicKind.CAUSE)
    buttons = [
        Button(_.label(_PROPOSE[kind]), Propose(kind, shown.event_id or 0))
        for kind in kinds
        if shown.takes
    ]
    if shown.draft is not None:
        mine = said(shown.draft, _LABEL, _)
        buttons.append(Button(_.label("Go on: %(words)s", words=mine), GoOn(shown.draft.id)))
    if shown.event_id:
        return column(*buttons)
    if shown.votes:
        number = _.number(shown.votes)
        buttons.append(Button(_.label("Votes that are open: %(n)s", n=number), ShowVotes()))
    if shown.theme is not None:
        buttons.append(Button(_.label("All themes"), ShowTopics(ALL, 0)))
    return column(*buttons, Button(_.label("Choose a theme"), FilterTopics()))


def themes(counts: Mapping[Theme, int], _: Texts) -> Screen:
    """Those of which there is something."""
    buttons = [
        Button(f"{_.label(words.THEMES[theme])}: {_.number(n)}", ShowTopics(theme, 0))
        for theme, n in counts.items()
    ]
    text = _("Of which theme?") if buttons else _("There is nothing here yet. Be the first.")
    return Screen(text, column(*buttons, Button(_.label("All themes"), ShowTopics(ALL, 0))))


# Over a button


def supported(_: Texts, *, is_so: bool) -> str:
    return _.label("Your vote counts.") if is_so else _.label("Your vote is taken back.")


def counts_for_none(_: Texts) -> str:
    return _.label(
        "Votes count by organisation here. Please tell us yours in /profile, then press again."
    )


def stands_elsewise(topic: Topic, _: Texts) -> str:
    match topic.standing:
        case TopicStanding.MERGED:
            return _.label("This has become one with another topic, and its votes count there.")
        case TopicStanding.SCHEDULED:
            return _.label("There will be an event about this. Look at what is on.")
        case TopicStanding.CLOSED if topic.reason:
            return _.label("This is closed: %(reason)s", reason=clip(topic.reason, 150))
    return _.label("There is no voting on this any more.")


# What a proposer is told


def merged(topic: Topic, into: Topic, _: Texts) -> Screen:
    text = paragraphs(
        _("What you proposed has become one with what others want too. All votes count there."),
        lines(
            _("Yours: %(words)s", words=said(topic, _LINE, _)),
            _("Now: %(words)s", words=said(into, _LINE, _)),
        ),
    )
    of = f"e{into.event_id}" if into.event_id else ALL
    return Screen(text, column(Button(_.label("The list"), ShowTopics(of, 0))))


def closed(topic: Topic, _: Texts) -> Screen:
    text = paragraphs(
        _("What you proposed is closed: %(words)s", words=said(topic, _LINE, _)),
        _("Why: %(reason)s", reason=topic.reason),
    )
    return Screen(text, column(Button(_.label("The list"), ShowTopics(ALL, 0))))


def allowed(topic: Topic, _: Texts) -> Screen:
    text = _(
        "Our staff have said yes: others see your cause now. %(words)s",
        words=said(topic, _LINE, _),
    )
    return Screen(text, column(Button(_.label("The list"), ShowTopics(ALL, 0))))


def cause(topic: Topic, _: Texts) -> Screen:
    """To those who want to hear of its theme."""
    text = paragraphs(
        _("<b>A cause that you may want to support</b>"),
        Markup("{}").format(said(topic, MOST_WORDS, _)),
    )
    support = Button(_.label("I support it"), Support(topic.id, ALL, 0))
    return Screen(text, column(support))


def demand(of: Demand, _: Texts) -> Markup | None:
    """Of an event: what it answers."""
    if not of.people:
        return None
    return _(
        "Asked for by: %(people)s, %(organisations)s",
        people=_.plural("%(n)s person", "%(n)s persons", n=of.people),
        organisations=_.plural("%(n)s organisation", "%(n)s organisations", n=of.organisations),
    )

"""Votes on needs and priorities: as members vote, as staff make them, and what comes of them."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from desk.events.ballots import (
    Ballot,
    Counted,
    Method,
    Place,
)
from desk.organisations import Membership
from handlers.events.demand_buttons import (
    MarkOption,
    ShowBallot,
    ShowTopics,
    ShowVotes,
)
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs, ticked
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.events import words
from handlers.views.html import clip

_LABEL, _TITLE, _BARS = 44, 40, 12
_HOW = {
    Method.APPROVAL: N_("Press every option that you are for. Press again to take it back."),
    Method.RANKING: N_(
        "Press the options in your order, the most important first. Press one again to take it out."
    ),
}
_COUNTED = {
    Method.APPROVAL: N_("Each option that a voter is for has one vote."),
    Method.RANKING: N_(
        "Of %(n)s options, the first of a voter has %(n)s points, the next one less, and what is "
        "left out none."
    ),
}


def question(ballot: Ballot, _: Texts) -> str:
    return words.spoken(ballot.question, _) or _.label("No question yet")


def option(ballot: Ballot, number: int, _: Texts) -> str:
    known = {code: of[number] for code, of in ballot.options.items() if number < len(of)}
    return words.spoken(known, _)


# For members


def listed(running: Sequence[Ballot], over: Sequence[Ballot], _: Texts) -> Screen:
    buttons = [
        Button(clip(question(one, _), _LABEL), ShowBallot(one.id, 0)) for one in (*running, *over)
    ]
    text = paragraphs(
        _("<b>Votes</b>"),
        _("Open: %(n)s", n=_.number(len(running))),
        _("Over: %(n)s", n=_.number(len(over))) if over else None,
    )
    return Screen(text, column(*buttons, Button(_.label("The list"), ShowTopics("all", 0))))


def for_whom(ballot: Ballot, known: Sequence[Membership], _: Texts) -> Screen:
    buttons = [
        Button(clip(one.organisation.name, _LABEL), ShowBallot(ballot.id, one.organisation.id))
        for one in known
    ]
    text = paragraphs(head(ballot, _), _("For which organisation do you vote?"))
    return Screen(text, column(*buttons))


def for_none(ballot: Ballot, _: Texts) -> Screen:
    text = _(
        "Here each organisation has one vote. Please tell us yours in /profile, and come back then."
    )
    return Screen(paragraphs(head(ballot, _), text), column(Button(_.label("Votes"), ShowVotes())))


def head(ballot: Ballot, _: Texts) -> Markup:
    return Markup("<b>{}</b>").format(question(ballot, _))


def paper(
    ballot: Ballot,
    voter: int,
    choices: Sequence[int],
    organisation: str | None,
    zone: ZoneInfo,
    _: Texts,
) -> Screen:
    told = [_(_HOW[ballot.method])]
    if organisation is not None:
        told.append(
            _("You vote for: %(organisation)s. Its last vote counts.", organisation=organisation)
        )
    if ballot.closes_at is not None:
        told.append(
            _("Until: %(time)s. You can change it until then.", time=stamp(ballot, zone, _))
        )
    if choices:
        told.append(_("<b>Your vote is kept.</b>"))
    buttons = [
        Button(_marked(ballot, number, choices, _), MarkOption(ballot.id, voter, number))
        for number in range(ballot.size)
    ]
    rows: Rows = (*column(*buttons), (Button(_.label("Votes"), ShowVotes()),))
    return Screen(paragraphs(head(ballot, _), lines(*told)), rows)


def _marked(ballot: Ballot, number: int, choices: Sequence[int], _: Texts) -> str:
    label = clip(option(ballot, number, _), _LABEL)
    if ballot.method is Method.RANKING and number in choices:
        return f"{_.number(list(choices).index(number) + 1)}. {label}"
    return ticked(label, is_so=number in choices)


def stamp(ballot: Ballot, zone: ZoneInfo, _: Texts) -> str:
    assert ballot.closes_at is not None
    return when.stamp(ballot.closes_at, zone, _)


# What comes of it


def result(counted: Counted, _: Texts) -> Screen:
    """In words, and with bars of letters for those who see no picture."""
    back = Button(_.label("Votes"), ShowVotes())
    picture = Button(_.label("As a picture"), ShowBallot(counted.ballot.id, PICTURE))
    return Screen(told(counted, _), column(picture, back))


PICTURE = 1  # no organisation is asked for where all is over


def told(counted: Counted, _: Texts) -> Markup:
    ballot, found = counted.ballot, counted.result
    most = max((place.points for place in found.places), default=0) or 1
    voters = (
        _.plural("%(n)s organisation has voted.", "%(n)s organisations have voted.", n=found.papers)
        if ballot.per_organisation
        else _.plural("%(n)s person has voted.", "%(n)s people have voted.", n=found.papers)
    )
    return paragraphs(
        head(ballot, _),
        lines(*(_place(place, most, ballot, _) for place in found.places)),
        lines(voters, _quorum(counted, _), _(_COUNTED[ballot.method], n=_.number(ballot.size))),
        _outcome(counted, _),
    )


def _place(place: Place, most: int, ballot: Ballot, _: Texts) -> Markup:
    bar = "█" * round(_BARS * place.points / most)
    return Markup("{}. {} – {}\n<code>{}</code>").format(
        _.number(place.number), option(ballot, place.option, _), _.number(place.points), bar or "·"
    )


def _quorum(counted: Counted, _: Texts) -> Markup:
    quorum = counted.ballot.quorum
    if not quorum:
        return _("No quorum was set.")
    if counted.result.has_quorum:
        return _("The quorum is reached: %(n)s", n=_.number(quorum))
    return _("The quorum is not reached: %(n)s", n=_.number(quorum))


def _outcome(counted: Counted, _: Texts) -> Markup:
    winners = counted.result.winners
    if not winners:
        return _("<b>Nothing is decided.</b>")
    names = ", ".join(option(counted.ballot, one, _) for one in winners)
    if len(winners) > 1:
        return _("<b>A tie for the first place:</b> %(options)s", options=names)
    return _("<b>First:</b> %(option)s", option=names)


# Over a button


def is_over(_: Texts) -> str:
    return _.label("This vote is over.")

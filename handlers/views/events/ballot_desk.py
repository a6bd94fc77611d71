"""Votes on needs and priorities as staff make them, open them and close them."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from desk.events.ballots import (
    MOST_OPTION,
    MOST_OPTIONS,
    MOST_QUESTION,
    MOST_QUORUM,
    Ballot,
    BallotStanding,
    Counted,
    Method,
)
from desk.events.parts import CODES
from handlers.events.demand_buttons import ListBallots, OpenBallot, SetBallot, WriteBallot
from handlers.screen import Button, Rows, Screen, column, in_pairs, lines, paragraphs, ticked
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.events import ballots
from handlers.views.html import clip
from handlers.views.mentoring.words import own_name

_TITLE = 40  # characters
_METHODS = {
    Method.APPROVAL: N_("for or not"),
    Method.RANKING: N_("in an order"),
}
_STANDINGS = {
    BallotStanding.DRAFT: N_("draft"),
    BallotStanding.OPEN: N_("open for votes"),
    BallotStanding.CLOSED: N_("closed"),
}


def overview(known: Sequence[Ballot], _: Texts) -> Screen:
    buttons = [
        Button(
            f"{_.label(_STANDINGS[one.standing])}: {clip(ballots.question(one, _), _TITLE)}",
            OpenBallot(one.id),
        )
        for one in known[:10]
    ]
    text = paragraphs(
        _("<b>Votes on needs and priorities</b>"),
        _("To make one: <code>/vote new</code>"),
    )
    return Screen(text, column(*buttons))


def card(counted: Counted, link: str, zone: ZoneInfo, _: Texts, *, is_ready: bool) -> Screen:
    ballot = counted.ballot
    standing = _.label(_STANDINGS[ballot.standing])
    head = Markup("{}\n{}").format(ballots.head(ballot, _), standing)
    if ballot.standing is BallotStanding.CLOSED:
        buttons = [Button(_.label("As a picture"), SetBallot(ballot.id, "picture"))]
        text = paragraphs(escape(standing), ballots.told(counted, _))
        return Screen(text, column(*buttons, _all(_)))
    facts = [
        _("How people vote: %(method)s", method=_.label(_METHODS[ballot.method])),
        _("Who votes: %(who)s", who=_who(ballot, _)),
        _("Quorum: %(n)s", n=_.number(ballot.quorum) if ballot.quorum else _.label("none")),
        _("Closes: %(time)s", time=_closes(ballot, zone, _)),
    ]
    if ballot.standing is BallotStanding.OPEN:
        facts.append(_("Votes so far: %(n)s", n=_.number(len(counted.papers))))
        shared = _("For members: in /topics, and by this link: %(link)s", link=link)
        close = Button(_.label("Close it now"), SetBallot(ballot.id, "close"))
        return Screen(
            paragraphs(head, _options(ballot, _), lines(*facts), shared), column(close, _all(_))
        )
    missing = (
        None if is_ready else _("Missing: a question and two options, in each language alike.")
    )
    return Screen(
        paragraphs(head, _options(ballot, _), lines(*facts), missing),
        (*_parts(ballot, _), *_deciding(ballot, _, is_ready=is_ready)),
    )


def _options(ballot: Ballot, _: Texts) -> Markup | None:
    """In each language, since they are to be the same."""
    told = []
    for code in CODES:
        if ballot.question.get(code) or ballot.options.get(code):
            named = Markup("<b>{}</b>: {}").format(
                own_name(code, _), ballot.question.get(code, "–")
            )
            of = ballot.options.get(code, ())
            told.append(
                lines(named, *(Markup("{}. {}").format(n, one) for n, one in enumerate(of, 1)))
            )
    return paragraphs(*told) if told else None


def _who(ballot: Ballot, _: Texts) -> str:
    if ballot.per_organisation:
        return _.label("organisations, one vote each")
    return _.label("people, one vote each")


def _closes(ballot: Ballot, zone: ZoneInfo, _: Texts) -> str:
    return _.label("by hand") if ballot.closes_at is None else ballots.stamp(ballot, zone, _)


def _parts(ballot: Ballot, _: Texts) -> Rows:
    number = ballot.id
    questions = [
        Button(
            ticked(
                _.label("Question: %(language)s", language=own_name(code, _)),
                is_so=bool(ballot.question.get(code)),
            ),
            WriteBallot(number, f"question.{code}"),
        )
        for code in CODES
    ]
    options = [
        Button(
            ticked(
                _.label("Options: %(language)s", language=own_name(code, _)),
                is_so=bool(ballot.options.get(code)),
            ),
            WriteBallot(number, f"options.{code}"),
        )
        for code in CODES
    ]
    pairs = [one for both in zip(questions, options, strict=True) for one in both]
    return in_pairs(pairs)


def _deciding(ballot: Ballot, _: Texts, *, is_ready: bool) -> Rows:
    number = ballot.id
    other = Method.RANKING if ballot.method is Method.APPROVAL else Method.APPROVAL
    who = "people" if ballot.per_organisation else "organisations"
    by = _.label("People vote") if ballot.per_organisation else _.label("Organisations vote")
    buttons = [
        Button(
            _.label("Vote: %(method)s", method=_.label(_METHODS[other])), SetBallot(number, other)
        ),
        Button(by, SetBallot(number, who)),
        Button(_.label("Quorum"), WriteBallot(number, "quorum")),
        Button(_.label("Closing time"), WriteBallot(number, "closes")),
    ]
    if is_ready:
        buttons.append(Button(_.label("Open the vote"), SetBallot(number, "open")))
    return column(*buttons, _all(_))


def _all(_: Texts) -> Button:
    return Button(_.label("All votes"), ListBallots())


_WRITE = {
    "question": N_("Please answer this message with the question in this language: %(language)s"),
    "options": N_(
        "Please answer this message with the options in this language: %(language)s. A line each, "
        "in the same order in every language."
    ),
    "quorum": N_("Please answer with how many must vote for it to count. A dash is none."),
    "closes": N_(
        "Please answer with the day and the hour, such as <code>20.12.2026 18:00</code>. A dash: "
        "you close it by hand."
    ),
}
_NOT_SO = {
    "question": N_("I need a question of at most %(most)s characters. Please answer once more."),
    "options": N_(
        "I need 2 to %(most)s options, a line each, at most %(long)s characters. Please answer "
        "once more."
    ),
    "quorum": N_("I need a number from 1 to %(most)s, or a dash. Please answer once more."),
    "closes": N_(
        "I need a day and an hour that are ahead, such as <code>20.12.2026 18:00</code>, or a "
        "dash. Please answer once more."
    ),
}
_MOST = {"question": MOST_QUESTION, "options": MOST_OPTIONS, "quorum": MOST_QUORUM, "closes": 0}


def write(ballot: Ballot, part: str, _: Texts) -> Screen:
    name, _dot, code = part.partition(".")
    text = _(_WRITE[name], language=own_name(code, _) if code else "")
    return Screen(text, column(Button(_.label("Back"), OpenBallot(ballot.id))))


def not_so(part: str, _: Texts) -> Screen:
    name = part.partition(".")[0]
    return Screen(_(_NOT_SO[name], most=_.number(_MOST[name]), long=_.number(MOST_OPTION)))


def not_ready(_: Texts) -> str:
    return _.label(
        "It needs a question and two options at least, in each language alike, and a closing time "
        "that is ahead."
    )


def not_so_any_more(_: Texts) -> str:
    return _.label("This has changed meanwhile. Here is how it stands now.")


def closed(counted: Counted, at: datetime, zone: ZoneInfo, _: Texts) -> Screen:
    """To staff, where the hour has closed it."""
    head = _("<b>A vote is over</b> (%(time)s)", time=when.stamp(at, zone, _))
    picture = Button(_.label("As a picture"), SetBallot(counted.ballot.id, "picture"))
    return Screen(paragraphs(head, ballots.told(counted, _)), column(picture, _all(_)))

"""What is held about a person: on one screen, as a page, and as JSON for other programs."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from markupsafe import Markup

from desk.blocks import Kept
from desk.erasure import Holdings
from desk.messages import Author, Message
from desk.outgoing import TextFile
from desk.privacy import NOTICE, Consent, Purpose
from desk.questions import Question
from desk.retention import Retention
from desk.ticket import Ticket
from handlers.privacy_buttons import ShowPrivacy
from handlers.screen import Button, Screen, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views import kinds, pages, privacy, profile, when
from handlers.views.events import demand_data
from handlers.views.events import mydata as events_views
from handlers.views.html import plain
from handlers.views.mentoring import holdings
from handlers.views.mentoring.holdings import Held

_NAME = 200  # characters: a username is shorter, a full name should be
_WORDS = 1_000_000  # characters: more than any message has
# What a member sees of a request; the rest is how staff work on it.
_OF_TICKET = (
    "subject",
    "language",
    "status",
    "service",
    "urgent",
    "opened_at",
    "first_reply_at",
    "closed_at",
    "erased_at",
    "helped",
    "rating",
    "remark",
    "solution",
    "tried",
)
_ARTICLE = Markup("""<article class="{kind}">
<h2><bdi>{who}</bdi></h2>
<time datetime="{iso}">{at}</time>
<p dir="auto">{words}</p>
</article>""")


class Summary(NamedTuple):
    known: profile.Known
    holdings: Holdings
    allowed: Collection[Purpose]
    retention: Retention
    zone: tzinfo
    mentoring: Held


class Everything(NamedTuple):
    """All that is held about a person, as they may read it; `kept` has not been passed on."""

    known: profile.Known
    tickets: Sequence[tuple[Ticket, Sequence[Message]]]
    questions: Sequence[Question]
    kept: Sequence[Kept]
    log: Sequence[Consent]
    events: events_views.Held
    wishes: demand_data.Wishes
    at: datetime
    zone: tzinfo
    mentoring: Held


def summary(held: Summary, _: Texts) -> Screen:
    counts = held.holdings
    counted = lines(
        _("Requests: %(n)s", n=_.number(counts.tickets)),
        _("Messages in them: %(n)s", n=_.number(counts.messages)),
        _("Questions: %(n)s", n=_.number(counts.questions)),
        _("Grades: %(n)s", n=_.number(counts.ratings)),
        *holdings.counted(held.mentoring, _),
        _("Seats at events: %(n)s", n=_.number(counts.seats)),
        _("New events of which you are told: %(n)s", n=_.number(counts.subscriptions)),
        _("Topics that you have proposed: %(n)s", n=_.number(counts.topics)),
        _("Votes that you have given: %(n)s", n=_.number(counts.votes)),
    )
    kept = [_("<b>How long it is kept</b>"), privacy.kept(held.retention, _)]
    if counts.oldest is not None:
        goes = when.day(counts.oldest + held.retention.texts, held.zone, _)
        kept.append(_("The words of your oldest closed request go on: %(day)s", day=goes))
    text = paragraphs(
        _("<b>What is held about you</b>"),
        lines(*_profile(held.known, held.zone, _)),
        counted,
        lines(_("<b>Your choices</b>"), privacy.choices(held.allowed, _)),
        lines(*kept),
    )
    back = Button(_.label("Your choices and rights"), ShowPrivacy())
    return Screen(text, column(privacy.copy_button(_), privacy.forget_button(_), back))


def captions(_: Texts) -> tuple[str, str]:
    """Of the page, and of the JSON."""
    return (
        _.label("Everything that is held about you, to read: open it in a browser."),
        _.label("The same for other programs (JSON)."),
    )


def as_json(held: Everything) -> TextFile:
    """Times are in UTC (ISO 8601); a file is named by its kind and by its id at Telegram."""
    content = {
        "made_at": held.at,
        "profile": asdict(held.known.person),
        "organisations": [
            {"name": one.organisation.name, "role": one.role} for one in held.known.memberships
        ],
        "requests": [
            {"number": ticket.id, **_of(ticket), "messages": [_message(m) for m in said]}
            for ticket, said in held.tickets
        ],
        "questions": [asdict(question) for question in held.questions],
        "not_passed_on": [{"text": one.incoming.plain, "at": one.kept_at} for one in held.kept],
        "consents": [asdict(consent) for consent in held.log],
        **holdings.data(held.mentoring),
        **events_views.as_lists(held.events),
        **demand_data.as_lists(held.wishes),
    }
    written = json.dumps(content, ensure_ascii=False, indent=1, default=_plainly)
    return TextFile("my-data.json", written + "\n")


def as_page(held: Everything, _: Texts) -> TextFile:
    body = lines(
        pages.facts(_profile(held.known, held.zone, _)),
        *_log(held, _),
        *_events(held, _),
        *_asked(held, _),
        *_not_passed_on(held, _),
        *(part for ticket, said in held.tickets for part in _request(ticket, said, held, _)),
        *holdings.page(held.mentoring, held.zone, _),
    )
    return TextFile("my-data.html", pages.page(_.label("What is held about you"), body, _))


def _profile(known: profile.Known, zone: tzinfo, _: Texts) -> Iterator[Markup]:
    person = known.person
    yield _("Name: %(name)s", name=person.name[:_NAME])
    if person.username:
        yield _("Username: %(username)s", username=f"@{person.username}")
    yield _("Your number at Telegram: %(number)s", number=person.id)
    yield from profile.facts(known, _)
    yield _("First met: %(day)s", day=when.day(person.met_at, zone, _))


def _log(held: Everything, _: Texts) -> Iterator[Markup]:
    if held.log:
        yield _head(_("Your choices"))
        yield pages.facts(_consent(consent, held.zone, _) for consent in held.log)


def _events(held: Everything, _: Texts) -> Iterator[Markup]:
    if held.events.seats:
        yield _head(_("Your seats"))
        yield pages.facts(events_views.seats(held.events, held.zone, _))
    if held.events.interests:
        yield _head(_("New events of which you are told"))
        yield pages.facts(events_views.interests(held.events, _))
    for head, lines_ in (
        (_("What you have proposed"), demand_data.proposed(held.wishes, _)),
        (_("What you support"), demand_data.supported(held.wishes, _)),
        (_("How you have voted"), demand_data.votes(held.wishes, _)),
    ):
        if told := list(lines_):
            yield _head(head)
            yield pages.facts(told)


def _consent(consent: Consent, zone: tzinfo, _: Texts) -> Markup:
    at = when.stamp(consent.at, zone, _)
    if consent.what == NOTICE:
        said = _("you were shown the text about privacy")
    else:
        what = _(privacy.PURPOSES[Purpose(consent.what)])
        said = _("on: %(what)s", what=what) if consent.is_on else _("off: %(what)s", what=what)
    version = _(
        "version %(version)s, %(language)s",
        version=consent.version,
        language=consent.language.own_name,
    )
    return Markup("{} – {} ({})").format(at, said, version)


def _asked(held: Everything, _: Texts) -> Iterator[Markup]:
    """Questions that became a request stand there."""
    alone = [q for q in held.questions if q.ticket_id is None]
    if alone:
        yield _head(_("Your questions"))
    for question in alone:
        yield _article("member", _("You"), question.asked_at, plain(question.html), held, _)


def _not_passed_on(held: Everything, _: Texts) -> Iterator[Markup]:
    if held.kept:
        yield _head(_("Not passed on to our staff"))
    for one in held.kept:
        yield _article("member", _("You"), one.kept_at, plain(one.incoming.html), held, _)


def _request(
    ticket: Ticket, said: Sequence[Message], held: Everything, _: Texts
) -> Iterator[Markup]:
    yield _head(_("Request %(number)s", number=ticket.id))
    yield pages.facts(_facts(ticket, held.zone, _))
    for message in said:
        mine = message.author is Author.MEMBER
        who = _("You") if mine else _("Support line")
        words = kinds.excerpt(message, _, most=_WORDS)
        kind = "member" if mine else "staff"
        yield _article(kind, who, message.sent_at, words, held, _)


def _facts(ticket: Ticket, zone: tzinfo, _: Texts) -> Iterator[Markup]:
    if ticket.subject:
        yield _("Subject: %(subject)s", subject=ticket.subject)
    yield _("Opened: %(opened)s", opened=when.stamp(ticket.opened_at, zone, _))
    if ticket.closed_at:
        yield _("Closed: %(closed)s", closed=when.stamp(ticket.closed_at, zone, _))
    if ticket.rating:
        yield _("Grade: %(grade)s of 5", grade=ticket.rating)
    if ticket.remark:
        yield _("What you said about the help: %(words)s", words=ticket.remark)
    if ticket.solution:
        yield _("Solution: %(solution)s", solution=ticket.solution)
    if ticket.erased_at:
        yield _("Its words were erased: %(day)s", day=when.day(ticket.erased_at, zone, _))


def _article(kind: str, who: str, at: datetime, words: str, held: Everything, _: Texts) -> Markup:
    return _ARTICLE.format(
        kind=kind,
        who=who,
        iso=at.isoformat(timespec="seconds"),
        at=when.stamp(at, held.zone, _),
        words=words,
    )


def _head(words: Markup) -> Markup:
    return Markup("<h1>{}</h1>").format(words)


def _of(ticket: Ticket) -> Mapping[str, Any]:
    known = asdict(ticket)
    return {name: known[name] for name in _OF_TICKET}


def _message(message: Message) -> dict[str, Any]:
    """Whose words they are, and not which colleague's."""
    told = {field.name: getattr(message, field.name) for field in fields(message)}
    media = told["media"]
    return {
        "by": "you" if message.author is Author.MEMBER else "support line",
        "sent_at": told["sent_at"],
        "kind": told["kind"],
        "text": plain(told["html"]),
        "earlier_texts": [plain(edit.html) for edit in told["edits"]],
        "file": media and {"type": media.type, "telegram_file_id": media.file_id},
    }


def _plainly(value: object) -> str:
    """What JSON has no form for: times."""
    assert isinstance(value, datetime)
    return value.isoformat(timespec="seconds")

"""The directory as the coordinator looks at it: overview, list, and a page for each figure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import NamedTuple

from markupsafe import Markup

from desk.mentoring.directory import Standing
from desk.mentoring.report import Attendance, Given, Helped, Line, Session, Waiting, uncovered
from handlers.mentoring.directory_buttons import (
    ListMentors,
    OpenMentor,
    ShowDirectory,
    ShowReport,
)
from handlers.mentoring.session_buttons import LookAtSession
from handlers.screen import Button, Rows, Screen, bullets, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.html import clip
from handlers.views.mentoring import areas, mistakes, words
from handlers.views.mentoring.card import load_of

PER_PAGE = 6  # people in the list
SHOWN = 12  # lines of a figure
_NAME, _AREAS = 30, 90  # characters in a list


class Page(StrEnum):
    LANGUAGES = "languages"
    WAITING = "waiting"
    SESSIONS = "sessions"
    ATTENDANCE = "attendance"
    GIVEN = "given"
    PLANS = "plans"


PAGES: Mapping[Page, str] = {
    Page.LANGUAGES: N_("Languages"),
    Page.WAITING: N_("Waiting wishes"),
    Page.SESSIONS: N_("Sessions ahead"),
    Page.ATTENDANCE: N_("No-shows"),
    Page.GIVEN: N_("Hours by organisation"),
    Page.PLANS: N_("Plans"),
}


class Clock(NamedTuple):
    """By which staff read times."""

    now: datetime
    zone: tzinfo


def overview(known: Sequence[Line], _: Texts) -> Screen:
    """What needs somebody stands here; all else has a button."""
    if not known:
        text = _("Nobody is in the directory yet.")
        return Screen(paragraphs(_head(_), text, mistakes.how_to_add(_)))
    standing = Counter(line.mentor.standing for line in known)
    counts = [
        Markup("{}: {}").format(_.label(words.STANDINGS[one]), _.number(standing[one]))
        for one in Standing
        if standing[one]
    ]
    gaps = words.languages(uncovered(line.mentor for line in known), _)
    missing = _("Languages that nobody covers: %(languages)s", languages=gaps) if gaps else None
    buttons = [Button(_.label("All of the directory"), ListMentors(0))]
    buttons += [Button(_.label(label), ShowReport(page)) for page, label in PAGES.items()]
    text = paragraphs(_head(_), lines(*counts), missing, mistakes.how_to_add(_))
    return Screen(text, column(*buttons))


def listed(known: Sequence[Line], number: int, _: Texts) -> Screen:
    last = max(0, (len(known) - 1) // PER_PAGE)
    number = min(number, last)
    shown = known[number * PER_PAGE : (number + 1) * PER_PAGE]
    told = [_one(line, _) for line in shown] or [_("Nobody is in the directory yet.")]
    people = [
        (Button(clip(line.mentor.name, _NAME), OpenMentor(line.mentor.id)),) for line in shown
    ]
    turns = _turns(number, last, _)
    rows: Rows = (*people, *((turns,) if turns else ()), (_up(_),))
    return Screen(paragraphs(_head(_), *told), rows)


def _one(line: Line, _: Texts) -> Markup:
    mentor = line.mentor
    standing = _.label(words.STANDINGS[mentor.standing])
    codes = ", ".join(mentor.languages) or "–"
    facts = _(
        "%(kinds)s · %(languages)s · cares for %(load)s · free: %(time)s",
        kinds=words.kinds(mentor.kinds, _) or "–",
        languages=codes,
        load=load_of(line, _),
        time=when.duration(line.free, _),
    )
    fields = clip(areas.names(mentor.areas, _) or "–", _AREAS)
    named = Markup("<b>{}</b> · {}").format(mentor.name, standing)
    return lines(named, facts, fields)


def _turns(number: int, last: int, _: Texts) -> tuple[Button, ...]:
    back = Button("◀", ListMentors(number - 1)) if number else None
    on = Button("▶", ListMentors(number + 1)) if number < last else None
    return tuple(button for button in (back, on) if button)


# A page for each figure


def languages(known: Sequence[Line], _: Texts) -> Screen:
    """How many who can be booked speak each."""
    speaking = Counter(
        code for line in known if line.mentor.is_bookable for code in line.mentor.languages
    )
    told = [f"{words.own_name(code, _)}: {_.number(n)}" for code, n in speaking.most_common()]
    gaps = words.languages(uncovered(line.mentor for line in known), _)
    missing = (
        _("Nobody who can be booked speaks: %(languages)s", languages=gaps)
        if gaps
        else _("Every language of the line is covered.")
    )
    return _page(Page.LANGUAGES, [bullets(told) if told else None, missing], _)


def waiting(wishes: Sequence[Waiting], now: datetime, _: Texts) -> Screen:
    told = [_wish(wish, now, _) for wish in wishes]
    empty = _("Nobody waits for a session.")
    return replace(_page(Page.WAITING, [bullets(told) if told else empty], _), looked_up=True)


def _wish(wish: Waiting, now: datetime, _: Texts) -> Markup:
    area = areas.name(wish.area, _) if wish.area else _.label("any area")
    return _(
        "%(name)s: %(area)s, %(language)s (since %(since)s)",
        name=_who(wish.requester_name, wish.organisation),
        area=area,
        language=words.own_name(wish.language, _),
        since=when.ago(now - wish.since, _),
    )


def sessions(ahead: Sequence[Session], clock: Clock, _: Texts) -> Screen:
    told = [_session(session, clock, _) for session in ahead]
    empty = _("No session is ahead.")
    page = _page(Page.SESSIONS, [bullets(told) if told else empty], _)
    rows = (*column(*(_look(one, clock, _) for one in ahead)), *page.rows)
    return Screen(page.text, rows, looked_up=True)


def _look(session: Session, clock: Clock, _: Texts) -> Button:
    day = when.short_day(session.starts_at, clock.zone, _)
    hour = when.clock(session.starts_at, clock.zone)
    label = _.label("%(day)s, %(clock)s", day=day, clock=hour)
    return Button(
        f"{label} · {clip(session.mentor_name, _NAME)}", LookAtSession(session.booking_id)
    )


def _session(session: Session, clock: Clock, _: Texts) -> Markup:
    text = _(
        "%(when)s: %(mentor)s with %(name)s",
        when=when.moment(session.starts_at, clock.zone, clock.now, _),
        mentor=session.mentor_name,
        name=_who(session.requester_name, session.organisation),
    )
    return Markup("{} · {}").format(text, _("not confirmed yet")) if session.is_asked else text


def attendance(of: Attendance, _: Texts) -> Screen:
    if not of.sessions:
        return _page(Page.ATTENDANCE, [_("No session was held in the last three months.")], _)
    told = [
        _("In the last three months"),
        _("Sessions: %(n)s", n=_.number(of.sessions)),
        _("The member did not come: %(n)s", n=_.number(of.missed_by_member)),
        _("The mentor did not come: %(n)s", n=_.number(of.missed_by_mentor)),
        _("Missed of all: %(share)s %", share=_.number(round(100 * of.rate))),
    ]
    return _page(Page.ATTENDANCE, [lines(*told)], _)


def given(to: Sequence[Given], by_peers: Sequence[Helped], _: Texts) -> Screen:
    """What organisations got, and which helped which."""
    told = [
        Markup("{}: {} · {}").format(
            one.organisation or _("without an organisation"),
            when.duration(one.length, _),
            _.plural("%(n)s session", "%(n)s sessions", n=one.sessions),
        )
        for one in to[:SHOWN]
    ]
    more = len(to) - SHOWN
    rest = _.plural("and %(n)s more", "and %(n)s more", n=more) if more > 0 else None
    head = _("In the last three months")
    empty = _("No session was held in the last three months.")
    parts = [head, bullets(told), rest, _by_peers(by_peers, _)]
    return _page(Page.GIVEN, parts if told else [empty], _)


def _by_peers(helped: Sequence[Helped], _: Texts) -> Markup | None:
    if not helped:
        return None
    told = (
        _(
            "%(giver)s → %(receiver)s: %(area)s, %(time)s",
            giver=one.giver,
            receiver=one.receiver or _.label("without an organisation"),
            area=areas.name(one.area, _) if one.area else _.label("any area"),
            time=when.duration(one.length, _),
        )
        for one in helped[:SHOWN]
    )
    return lines(_("Peer help, who gave and who got:"), bullets(told))


def _page(page: Page, parts: Sequence[Markup | None], _: Texts) -> Screen:
    head = Markup("<b>{}</b>").format(_.label(PAGES[page]))
    return Screen(paragraphs(head, *parts), column(_up(_)))


def _who(name: str, organisation: str | None) -> str:
    name = clip(name, _NAME)
    return f"{name} ({clip(organisation, _NAME)})" if organisation else name


def _head(_: Texts) -> Markup:
    return _("<b>The directory of mentors</b>")


def _up(_: Texts) -> Button:
    return Button(_.label("Back"), ShowDirectory())

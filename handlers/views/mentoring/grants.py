"""What staff read when they write down grants and open calls."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from desk.mentoring.eligibility import Grant, OpenCall
from handlers.mentoring.directory_buttons import CloseCall, ListGrants, OpenGrant, RemoveGrant
from handlers.screen import Button, Rows, Screen, bullets, column, paragraphs
from handlers.texts import Texts
from handlers.views import dates
from handlers.views.html import clip
from handlers.views.mentoring.eligibility import GRANTS, calls

PER_PAGE = 8
_NAME = 40  # characters


def one(grant: Grant, today: date, _: Texts) -> Screen:
    text = _(
        "<b>%(organisation)s</b>\n%(grant)s, %(days)s",
        organisation=grant.organisation.name,
        grant=_.label(GRANTS[grant.kind]),
        days=_days(grant, _),
    )
    people = _.plural("%(n)s person writes for it.", "%(n)s people write for it.", n=grant.people)
    nobody = _(
        "Nobody has told us yet that they write for it. If its name is spelt otherwise, remove "
        "this grant and write it again."
    )
    parts = [text, people if grant.people else nobody, _state(grant, today, _)]
    remove = Button(_.label("Remove"), RemoveGrant(grant.id))
    return Screen(paragraphs(*parts), ((remove, _all(_)),))


def _state(grant: Grant, today: date, _: Texts) -> Markup | None:
    if grant.ends < today:
        return _("Its time is over.")
    return _("It has not begun yet.") if grant.starts > today else None


def listed(known: Sequence[Grant], number: int, today: date, _: Texts) -> Screen:
    """By organisation; what is over comes with a sign."""
    head = _("<b>Grants</b>")
    if not known:
        return Screen(paragraphs(head, _("No grant has been written down yet."), how_to_give(_)))
    last = (len(known) - 1) // PER_PAGE
    number = min(number, last)
    shown = known[number * PER_PAGE : (number + 1) * PER_PAGE]
    told = [
        Markup("{} {}: {}, {}").format(
            "✅" if grant.covers(today) else "⏳" if grant.starts > today else "⌛",
            grant.organisation.name,
            _.label(GRANTS[grant.kind]),
            _days(grant, _),
        )
        for grant in shown
    ]
    buttons = [Button(clip(grant.organisation.name, _NAME), OpenGrant(grant.id)) for grant in shown]
    turns = [
        Button(sign, ListGrants(page))
        for sign, page in (("◀", number - 1), ("▶", number + 1))
        if 0 <= page <= last
    ]
    rows: Rows = (*column(*buttons), *((tuple(turns),) if turns else ()))
    return Screen(paragraphs(head, bullets(told), how_to_give(_)), rows)


def _days(grant: Grant, _: Texts) -> str:
    if grant.starts == grant.ends:
        return dates.full(grant.starts, _.language)
    return dates.run(grant.starts, grant.ends, _.language)


def removed(grant: Grant, _: Texts) -> Screen:
    text = _(
        "The grant of <b>%(organisation)s</b> is removed.", organisation=grant.organisation.name
    )
    return Screen(text, column(_all(_)))


def how_to_give(_: Texts) -> Markup:
    return _(
        "To write one down: <code>/grant Agimi institutional 1.1.2026-31.12.2026</code>. "
        "The other kind is <code>action</code>."
    )


def not_read(given: str, _: Texts) -> Screen:
    unread = _("I cannot read “%(given)s”. Nothing has changed.", given=clip(given, _NAME))
    return Screen(paragraphs(unread if given.strip() else None, how_to_give(_)))


def grant_gone(_: Texts) -> str:
    return _.label("This grant is no longer there. All grants: /grants")


# Open calls


def open_calls(known: Sequence[OpenCall], _: Texts) -> Screen:
    head = _("<b>Open calls</b>")
    if not known:
        text = _("No call is open: mentors may advise on everything.")
        return Screen(paragraphs(head, text, how_to_open(_)))
    text = _("Nobody gives private advice on these. Members read where answers are published:")
    closing = [
        Button(_.label("Close: %(call)s", call=clip(call.name, _NAME)), CloseCall(call.id))
        for call in known
    ]
    told = bullets(calls(known, _))
    return Screen(paragraphs(head, text, told, how_to_open(_)), column(*closing))


def how_to_open(_: Texts) -> Markup:
    return _(
        "To open one: <code>/opencall Small grants until 31.3.2027 where "
        "https://example.org/answers</code>. To close it before: <code>/opencall close</code>"
    )


def call_not_read(given: str, _: Texts) -> Screen:
    unread = _("I cannot read “%(given)s”. Nothing has changed.", given=clip(given, _NAME))
    return Screen(paragraphs(unread, how_to_open(_)))


def no_address(_: Texts) -> Screen:
    text = _(
        "Where are the answers published? Write an address that begins with https://, or a "
        "channel such as @example."
    )
    return Screen(paragraphs(text, how_to_open(_)))


def day_is_over(day: date, _: Texts) -> Screen:
    return Screen(
        _("This day is over: %(day)s. Nothing has changed.", day=dates.full(day, _.language))
    )


def closed(call: OpenCall, known: Sequence[OpenCall], _: Texts) -> Screen:
    text = _("The call <b>%(call)s</b> is closed: mentors may advise on it again.", call=call.name)
    rest = open_calls(known, _)
    return Screen(paragraphs(text, rest.text), rest.rows)


def call_gone(_: Texts) -> str:
    return _.label("This call is closed already. Open calls: /opencall")


def _all(_: Texts) -> Button:
    return Button(_.label("All grants"), ListGrants(0))

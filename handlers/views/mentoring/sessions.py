"""What is ahead and what was; moving a session, and cancelling it."""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from desk.mentoring.attending import As
from desk.mentoring.booking import Status
from desk.mentoring.matching import Offer
from handlers.buttons import WriteToStaff
from handlers.mentoring.session_buttons import (
    MoreDays,
    MoveIt,
    OneDay,
    OpenSession,
    PutTo,
    ReallyCancel,
    ReallyDecline,
    WriteDecline,
    WriteReason,
)
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views import dates, when
from handlers.views.mentoring import session
from handlers.views.mentoring.session import Seen

_NOTHING = timedelta()
DAYS, TIMES = 8, 24  # on one screen


def listed(
    ahead: Sequence[Seen], past: Sequence[Seen], _: Texts, *, helped: timedelta = _NOTHING
) -> Screen:
    """`helped` is what a peer has given to others."""
    head = _("<b>Your sessions</b>")
    if not ahead and not past:
        none = _("You have no sessions yet. To ask for one, send /mentor.")
        return Screen(paragraphs(head, none))
    told = [
        _("Ahead: %(n)s", n=_.number(len(ahead))),
        _("Past: %(n)s", n=_.number(len(past))) if past else None,
        _("You have helped: %(time)s", time=when.duration(helped, _)) if helped else None,
    ]
    hint = _("Press one to see it, move it or cancel it.")
    text = paragraphs(head, lines(*(one for one in told if one)), hint)
    return Screen(text, column(*_buttons(ahead, past, _)))


def _buttons(ahead: Sequence[Seen], past: Sequence[Seen], _: Texts) -> list[Button]:
    over = [session.open_button(one, _) for one in past]
    return [
        *(session.open_button(one, _) for one in ahead),
        *(Button(f"✓ {one.label}", one.callback) for one in over),
    ]


# What is answered where a button does not work


def stands_elsewise(_: Texts) -> str:
    return _.label("This has changed meanwhile. Here is how the session stands now.")


def not_begun(seen: Seen, _: Texts) -> str:
    begins = when.moment(seen.booking.starts_at, seen.clock, seen.now, _)
    return _.label("The session has not begun yet. It begins: %(when)s", when=begins)


def you_come(_: Texts) -> str:
    return _.label("Thank you. The other side reads it in their reminder.")


def noted_missing(_: Texts) -> str:
    return _.label(
        "Thank you, we have noted it, and the coordinator sees it. You can choose another time "
        "whenever you like."
    )


def stays_away(seen: Seen, _: Texts) -> Screen:
    head = _("<b>You do not come along.</b> The others know it now.")
    return Screen(lines(head, session.facts(seen, _)))


# Another time


def choose(seen: Seen, offers: Sequence[Offer], _: Texts, *, is_taken: bool = False) -> Screen:
    """The best ones; one tap moves, or books, where it does not stand any more."""
    moves = seen.booking.status is Status.BOOKED and seen.now < seen.booking.starts_at
    taken = _("This time is not free any more. What is free now:") if is_taken else None
    if not offers:
        return _none(seen, taken, _)
    if moves:
        head = _("<b>Move the session</b>")
        now = _("Now: %(when)s", when=session.time_of(seen.booking, seen, _))
        hint = _("One tap moves it, and the other side is told.")
        text = paragraphs(lines(head, now), taken, hint)
    else:
        text = paragraphs(_("<b>Another session</b>"), taken, _("One tap books it:"))
    buttons = [session.offer_button(one, seen, _) for one in offers]
    more = Button(_.label("More days"), MoreDays(seen.booking.id, 0))
    return Screen(text, column(*buttons, more, _back(seen, _)))


def _none(seen: Seen, taken: Markup | None, _: Texts) -> Screen:
    text = _("No other time is free at the moment. Our staff can help you to find one.")
    line = Button(_.label("Talk to a person"), WriteToStaff())
    return Screen(paragraphs(taken, text), column(line, _back(seen, _)))


def days(seen: Seen, free: Sequence[date], since: date, _: Texts) -> Screen:
    """Those from the first that is asked for on; the rest behind a button."""
    if not free:
        return _none(seen, None, _)
    number = seen.booking.id
    shown = [
        Button(dates.short(day, _.language), OneDay(number, day.toordinal())) for day in free[:DAYS]
    ]
    turns = []
    if since > date.min:
        turns.append(Button(_.label("From today"), MoreDays(number, 0)))
    if len(free) > DAYS:
        turns.append(Button(_.label("Later days"), MoreDays(number, free[DAYS].toordinal())))
    best = Button(_.label("The best times"), MoveIt(number))
    text = _("On these days there are free times:")
    return Screen(text, (*_in_pairs(shown), tuple(turns), (best,), (_back(seen, _),)))


def day(seen: Seen, on: date, offers: Sequence[Offer], _: Texts) -> Screen:
    number = seen.booking.id
    back = Button(_.label("More days"), MoreDays(number, 0))
    head = Markup("<b>{}</b>").format(dates.full(on, _.language))
    if not offers:
        text = paragraphs(head, _("Nothing is free on this day any more."))
        return Screen(text, column(back, _back(seen, _)))
    shown = [_time(one, seen, _) for one in offers[:TIMES]]
    text = paragraphs(head, _("One tap takes the time:"))
    return Screen(text, (*_in_pairs(shown), (back,), (_back(seen, _),)))


def _time(offer: Offer, seen: Seen, _: Texts) -> Button:
    at = offer.slot.starts_at
    label = when.clock(at, seen.clock)
    if seen.role is not As.MENTOR:
        label = f"{label} · {offer.mentor.name}"
    return Button(label, PutTo(seen.booking.id, offer.mentor.id, int(at.timestamp())))


def _in_pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2))


# Cancelling


def sure(seen: Seen, _: Texts) -> Screen:
    text = _("<b>Cancel this session?</b>")
    yes = Button(_.label("Yes, cancel"), ReallyCancel(seen.booking.id, ""))
    keep = Button(_.label("Keep it"), OpenSession(seen.booking.id))
    return Screen(lines(text, session.facts(seen, _)), ((yes, keep),))


def why(seen: Seen, _: Texts) -> Screen:
    """Too late to go without a word."""
    number = seen.booking.id
    notice = when.duration(seen.mentor.terms.cancel_notice, _)
    head = _("<b>Cancel this session?</b>")
    late = _(
        "It is soon: sessions are cancelled so long before, at the latest: %(time)s. You can "
        "still do it. Please say why, the other side reads it:",
        time=notice,
    )
    text = paragraphs(lines(head, session.facts(seen, _)), late)
    reasons = [
        Button(_.label(label), ReallyCancel(number, code))
        for code, label in session.REASONS.items()
    ]
    own = Button(_.label("In my own words"), WriteReason(number))
    keep = Button(_.label("Keep it"), OpenSession(number))
    return Screen(text, column(*reasons, own, keep))


def write_why(seen: Seen, _: Texts) -> Screen:
    """The next message is the reason."""
    text = _(
        "Please write in one message why you cancel. It cancels the session, and the other side "
        "reads it."
    )
    return Screen(text, column(Button(_.label("Keep it"), OpenSession(seen.booking.id))))


# The mentor says no


def decline(seen: Seen, _: Texts) -> Screen:
    head = _("<b>Decline this session?</b>")
    hint = _("The member is offered other times. If you like, write a few words to them.")
    number = seen.booking.id
    buttons = column(
        Button(_.label("Decline"), ReallyDecline(number)),
        Button(_.label("With a few words"), WriteDecline(number)),
        Button(_.label("Back"), OpenSession(number)),
    )
    return Screen(paragraphs(lines(head, session.facts(seen, _)), hint), buttons)


def write_decline(seen: Seen, _: Texts) -> Screen:
    text = _("Please write it in one message. It declines the session, and the member reads it.")
    return Screen(text, column(Button(_.label("Back"), OpenSession(seen.booking.id))))


def gone(_: Texts) -> Screen:
    return Screen(_("This session is not yours any more. Your sessions: /sessions"))


def too_long(most: int, _: Texts) -> Screen:
    return Screen(
        _("That is too long: %(most)s characters at most. Please write it shorter.", most=most)
    )


def _back(seen: Seen, _: Texts) -> Button:
    return Button(_.label("Back"), OpenSession(seen.booking.id))

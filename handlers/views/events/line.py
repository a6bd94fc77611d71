"""What those are told who wait: a seat is free, it went to somebody else, staff have answered."""

from markupsafe import Markup

from handlers.events.seat_buttons import ShowEvent, SignUp
from handlers.screen import Button, Rows, Screen, column, paragraphs
from handlers.texts import Texts
from handlers.views.events import seat
from handlers.views.events.seat import Seen


def offered(seen: Seen, _: Texts) -> Screen:
    return seat.card(seen, _, _("🎉 <b>A seat is free for you.</b>"))


def lapsed(seen: Seen, _: Texts) -> Screen:
    text = _(
        "The seat that was kept for you is offered to somebody else now. That is no problem. "
        "If you still want to come, you can queue again:"
    )
    return Screen(paragraphs(seat.brief(seen, _), text), _again(seen, _))


def let_pass(seen: Seen, _: Texts) -> Screen:
    text = _("Thank you for telling us: somebody else gets this seat now.")
    return Screen(paragraphs(seat.brief(seen, _), text), _again(seen, _))


def _again(seen: Seen, _: Texts) -> Rows:
    read = Button(_.label("Read about it"), ShowEvent(seen.event.id))
    queue = [Button(_.label("Queue again"), SignUp(seen.event.id))] if seen.is_open else []
    return column(*queue, read)


def gone(_: Texts) -> Markup:
    return _("This seat is not kept for you any more. How it stands now:")


def allowed(_: Texts) -> Markup:
    return _("✅ <b>Our staff have said yes: you have a seat.</b>")


def allowed_to_wait(_: Texts) -> Markup:
    return _(
        "Our staff have said yes. All seats are taken at the moment, and "
        "<b>you are in the line.</b>"
    )


def refused(seen: Seen, _: Texts) -> Screen:
    text = _(
        "Our staff could not give you a seat this time. If you have a question about it, press "
        "“Question”."
    )
    return Screen(paragraphs(seat.brief(seen, _), text), seat.question_row(seen, _))


def taken_away(seen: Seen, _: Texts) -> Screen:
    text = _(
        "Our staff have given your seat to somebody else. If this is a mistake, press “Question”."
    )
    return Screen(paragraphs(seat.brief(seen, _), text), seat.question_row(seen, _))

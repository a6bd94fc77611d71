"""The waiting list, as somebody reads it who waits."""

from markupsafe import Markup

from desk.mentoring.wishes import Wish
from handlers.mentoring.wish_buttons import BeginWish, LeaveLine, ShowOffers
from handlers.screen import Button, Screen, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views.mentoring import wishing


def joined(wish: Wish, place: int, _: Texts) -> Screen:
    head = lines(
        _("<b>You are on the waiting list.</b>"),
        *wishing.asked_for(wish, None, _),
        _("Your place: %(place)s", place=place),
    )
    then = _("We write to you as soon as a time is free, and keep it for you for a while.")
    return Screen(paragraphs(head, then), column(_leave(wish, _)))


def left(wish: Wish, _: Texts) -> Screen:
    text = _("You are not on the waiting list any more.")
    return Screen(text, column(Button(_.label("Book a session"), BeginWish(wish.kind))))


def refused(wish: Wish, place: int, _: Texts) -> Screen:
    text = _("Thank you for telling us: somebody else gets this time now.")
    return _goes_on(text, wish, place, _)


def lapsed(wish: Wish, place: int, _: Texts) -> Screen:
    """The offer was not answered."""
    text = _("The time that we kept for you is offered to the next now. That is no problem.")
    return _goes_on(text, wish, place, _)


def _goes_on(text: Markup, wish: Wish, place: int, _: Texts) -> Screen:
    stays = _("You stay on the waiting list. Your place: %(place)s", place=place)
    look = Button(_.label("Look for a time now"), ShowOffers(wish.id))
    return Screen(paragraphs(text, stays), column(look, _leave(wish, _)))


def _leave(wish: Wish, _: Texts) -> Button:
    return Button(_.label("Leave the list"), LeaveLine(wish.id))

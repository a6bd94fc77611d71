"""A request for a facilitator as the coordinator sees it: who could do it, and why."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from desk.mentoring.facilitation import Stage
from desk.mentoring.facilitators import AGAINST, Fit, Why
from handlers.mentoring.facilitation_buttons import (
    AskThem,
    ListFacilitations,
    ListFits,
    LookAtRequest,
    PutTime,
    TakeBack,
    WriteForm,
)
from handlers.screen import Button, Rows, Screen, bullets, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.html import clip
from handlers.views.mentoring import areas, words
from handlers.views.mentoring import facilitation as views
from handlers.views.mentoring import facilitation_asking as asking
from handlers.views.mentoring.facilitation import Seen

BEST = 3
SHOWN = 6  # on one page
LISTED = 30
REFUSE, MOVE = "refuse", "move"  # what an answer to the message would be
_NAME = 30  # characters on a button

_WHY: Mapping[Why, str] = {
    Why.REGION: N_("comes to the region"),
    Why.HOURS: N_("free then, in their hours"),
    Why.FREE: N_("free then, outside of their hours"),
    Why.KNOWN: N_("knows the organisation"),
    Why.ROOM: N_("has room"),
    Why.FAR: N_("not of the region"),
    Why.OTHER_WAY: N_("does not meet people in this way"),
    Why.FULL: N_("cares for as many organisations as they can"),
    Why.REFUSED: N_("has not taken it"),
    Why.NO_CHAT: N_("has not opened the line yet"),
    Why.BUSY: N_("has something else then"),
}


def card(seen: Seen, fits: Sequence[Fit], line: Markup | None, _: Texts) -> Screen:
    """`fits` are those who could be asked; `line` says what has just become of it."""
    request = seen.request
    waits = None
    if request.stage is Stage.ASKED and request.until is not None:
        waits = _(
            "May answer until: %(when)s",
            when=when.stamp(request.until, seen.zone, _),
        )
    why = _("Why: %(reason)s", reason=request.reason) if request.reason else None
    best = [one for one in fits if one.can_be_asked][:BEST]
    told = _candidates(best, _) if request.stage is Stage.SENT else None
    text = paragraphs(line, views.head(seen, _), views.facts(seen, _), waits, why, told)
    return Screen(text, _buttons(seen, best, _))


def _candidates(fits: Sequence[Fit], _: Texts) -> Markup:
    if not fits:
        return _("Nobody who speaks the language is free then. See the others, or another time.")
    return lines(_("Who could do it:"), bullets(_fit(one, _) for one in fits))


def _fit(fit: Fit, _: Texts) -> Markup:
    return Markup("<b>{}</b>: {}").format(fit.mentor.name, "; ".join(_reasons(fit, _)))


def _reasons(fit: Fit, _: Texts) -> Iterator[str]:
    yield words.languages(fit.languages, _)
    if fit.areas:
        yield areas.names(fit.areas, _)
    for why in fit.why:
        if why in _WHY:
            yield ("⚠ " if why in AGAINST else "") + _.label(_WHY[why])


def _buttons(seen: Seen, best: Sequence[Fit], _: Texts) -> Rows:
    number, stage = seen.request.id, seen.request.stage
    found: list[Button] = []
    if stage is Stage.SENT:
        found += [_ask(number, one, _) for one in best]
        found.append(Button(_.label("Others"), ListFits(number, 0)))
    elif stage in (Stage.ASKED, Stage.AGREED):
        found.append(Button(_.label("Somebody else is to do it"), TakeBack(number)))
    if stage.is_open:
        found.append(Button(_.label("Another time"), WriteForm(number, MOVE)))
        found.append(Button(_.label("Cannot be done"), WriteForm(number, REFUSE)))
    found.append(Button(_.label("All requests"), ListFacilitations()))
    return column(*found)


def _ask(number: int, fit: Fit, _: Texts) -> Button:
    label = _.label("Ask: %(name)s", name=clip(fit.mentor.name, _NAME))
    return Button(label, AskThem(number, fit.mentor.id))


def others(seen: Seen, fits: Sequence[Fit], page: int, _: Texts) -> Screen:
    """All of them, with what speaks against somebody."""
    number = seen.request.id
    shown = fits[page * SHOWN : (page + 1) * SHOWN]
    told = _candidates(shown, _) if shown else _("Nobody speaks the language of this request.")
    asks = [_ask(number, one, _) for one in shown if one.can_be_asked]
    signs = (("‹", page - 1, page > 0), ("›", page + 1, len(fits) > (page + 1) * SHOWN))
    turn = tuple(Button(sign, ListFits(number, to)) for sign, to, there in signs if there)
    back = Button(_.label("Back"), LookAtRequest(number))
    text = paragraphs(views.head(seen, _), views.facts(seen, _), told)
    return Screen(text, (*column(*asks), *((turn,) if turn else ()), (back,)))


def write(seen: Seen, form: str, line: Markup | None, _: Texts) -> Screen:
    """What answers this message is it."""
    if form == MOVE:
        ask = _("Answer this message with the new day and time, such as 24.12. 9:30")
    else:
        ask = _("Answer this message with a few words: why? The member reads them.")
    back = Button(_.label("Back"), LookAtRequest(seen.request.id))
    text = paragraphs(line, ask, views.head(seen, _), views.facts(seen, _))
    return Screen(text, column(back))


def new_time(seen: Seen, minutes: int, _: Texts) -> Screen:
    number = seen.request.id
    told = lines(_("<b>Shall I move it?</b>"), _("New time: %(when)s", when=views.time_of(seen, _)))
    yes = Button(_.label("Move it"), PutTime(number, minutes))
    back = Button(_.label("Back"), LookAtRequest(number))
    return Screen(told, column(yes, back))


def listed(known: Sequence[tuple[Seen, bool]], _: Texts) -> Screen:
    """Each with whether it is over and waits to be made complete."""
    head = _("<b>Requests for facilitators</b>")
    if not known:
        return Screen(paragraphs(head, _("None is open.")))
    groups = (
        (_("To find somebody for: %(n)s", n=_.number(_count(known, Stage.SENT)))),
        (_("Asked: %(n)s", n=_.number(_count(known, Stage.ASKED)))),
        (_("Agreed: %(n)s", n=_.number(_count(known, Stage.AGREED)))),
        (_("To complete: %(n)s", n=_.number(sum(over for _seen, over in known)))),
    )
    buttons = [
        Button(
            f"{_sign(seen, is_over=over)} {views.title(seen, _)}", LookAtRequest(seen.request.id)
        )
        for seen, over in known[:LISTED]
    ]
    return Screen(paragraphs(head, lines(*groups)), column(*buttons), looked_up=True)


def _count(known: Sequence[tuple[Seen, bool]], stage: Stage) -> int:
    return sum(seen.request.stage is stage and not over for seen, over in known)


def _sign(seen: Seen, *, is_over: bool) -> str:
    if is_over:
        return "✍️"
    return {Stage.SENT: "🔎", Stage.ASKED: "⏳"}.get(seen.request.stage, "👤")


# What has become of it


def agreed(name: str, _: Texts) -> Markup:
    return _("%(name)s does it.", name=name)


def said_no(name: str, _: Texts) -> Markup:
    return _("%(name)s cannot do it.", name=name)


def no_answer(name: str, _: Texts) -> Markup:
    return _("%(name)s has not answered in time.", name=name)


def has_left(name: str, _: Texts) -> Markup:
    return _("%(name)s had agreed, and cannot do it after all.", name=name)


def moved(_: Texts) -> Markup:
    return _("It is at another time now.")


def ended(_: Texts) -> Markup:
    return _("The member has cancelled it.")


def complete(slips: Markup | None, _: Texts) -> Markup:
    return paragraphs(_("It is complete. The notes:"), slips)


def cannot_ask(_: Texts) -> str:
    return _.label("They cannot be asked for this now. See the others.")


def a_few_words(most: int, _: Texts) -> Markup:
    return _("I need a few words, at most %(most)s characters. Please answer once more.", most=most)


def member_busy(_: Texts) -> str:
    return _.label("The member has a session at this time. Please choose another time.")


no_time = asking.no_time

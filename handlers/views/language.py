"""The words of the first minutes: which language, welcome, help."""

from collections.abc import Callable

from desk.languages import Language
from handlers.buttons import BrowseTopics, ChooseLanguage, WriteToStaff
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views import privacy

_ROWS = (
    (Language.SQ,),
    (Language.SR_LATN, Language.SR_CYRL),
    (Language.TR, Language.EU),
    (Language.EN,),
)


def choose(texts: Callable[[Language], Texts]) -> Screen:
    """In every language at once: nobody is asked in one that they may not read."""
    asked = [texts(language).label("Choose your language") for row in _ROWS for language in row]
    rows = tuple(
        tuple(Button(language.own_name, ChooseLanguage(language)) for language in row)
        for row in _ROWS
    )
    return Screen(lines(*asked), rows)


def welcome(_: Texts) -> Screen:
    text = _(
        "<b>This is the support line.</b>\n\n"
        "Write your question in your own words. If the answer is known, you get it at once; "
        "if not, a person answers you here.\n\n"
        "This chat is not end-to-end encrypted: please send no identity papers "
        "and no health details."
    )
    return Screen(paragraphs(text, privacy.notice(_)), (*_ways(_), (privacy.button(_),)))


def chosen(_: Texts) -> Screen:
    """For somebody whose question is answered in the very next message."""
    text = _("Good. From now on I write to you in English.")
    return Screen(paragraphs(text, privacy.notice(_)), column(privacy.button(_)))


def help_(_: Texts, *, is_mentor: bool = False) -> Screen:
    text = _(
        "<b>How the support line works</b>\n\n"
        "Write your question, and you get an answer or a person.\n\n"
        "/faq – frequent questions\n"
        "/ticket – write to a person\n"
        "/anonymous – write without your name\n"
        "/tickets – your requests\n"
        "/new – a new question\n"
        "/language – change the language"
    )
    profile = _("/profile – what we know of you")
    rights = _("/privacy – what is kept about you, and your rights")
    mentor = _("/mentor – book a session with a mentor")
    peer = _("/peer – offer help to other organisations")
    sessions = _("/sessions – your mentoring sessions: see, move, cancel")
    own = [_("/hours – when you can be booked")] if is_mentor else []
    return Screen(lines(text, mentor, sessions, peer, profile, rights, *own), _ways(_))


def unknown_command(_: Texts) -> Screen:
    text = _("I do not know this command. Write your question in your own words, or see /help.")
    return Screen(text)


def staff_only(_: Texts) -> Screen:
    return Screen(_("Only the staff can do this. To write to them, send /ticket."))


def not_for_you(_: Texts) -> str:
    return _.label("Only the staff can do this. To write to them, send /ticket.")


def old_button(_: Texts) -> str:
    return _.label("This button no longer works. Write your question, or send /help.")


def failed(_: Texts) -> Screen:
    text = _(
        "Something went wrong on our side, and your last message could not be handled. "
        "It is kept, and our staff have been told. Please write to us again, or send /ticket."
    )
    return Screen(text)


def _ways(_: Texts) -> Rows:
    return column(
        Button(_.label("Frequent questions"), BrowseTopics()),
        Button(_.label("Talk to a person"), WriteToStaff()),
    )

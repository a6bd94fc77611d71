"""What staff read where the directory cannot be changed as they wished: what to do instead."""

from collections.abc import Sequence

from markupsafe import Markup

from desk.mentoring.directory import Mentor, Standing
from desk.mentoring.mentors import (
    MOST_ABOUT,
    MOST_CAPACITY,
    MOST_NAME,
    MOST_PLACE,
    MOST_REGIONS,
    Incomplete,
)
from handlers.mentoring.directory_buttons import ListMentors, OpenMentor
from handlers.screen import Button, Screen, column, paragraphs
from handlers.texts import Texts
from handlers.views.html import clip
from handlers.views.mentoring import words
from handlers.views.mentoring.card import LACKS

_GIVEN = 40  # characters of what somebody typed
_SHOWN = 8  # people of one name


def nobody_called(given: str, _: Texts) -> Screen:
    text = _("Nobody of the directory is called “%(given)s”.", given=clip(given, _GIVEN))
    return Screen(paragraphs(text, how_to_add(_)), column(_all(_)))


def how_to_add(_: Texts) -> Markup:
    return _(
        "To look at somebody, write their name, such as <code>/mentor Defne</code>. "
        "For somebody new: <code>/mentor new Defne Aydın</code>"
    )


def no_name(_: Texts) -> Screen:
    text = _(
        "Write the name after the command, at most %(most)s characters, such as "
        "<code>/mentor new Defne Aydın</code>",
        most=_.number(MOST_NAME),
    )
    return Screen(text)


def name_taken(mentor: Mentor, _: Texts) -> Screen:
    text = _(
        "Somebody of the directory is called so: <b>%(name)s</b>. If it is somebody else, write "
        "the name with an addition, such as the town.",
        name=mentor.name,
    )
    return Screen(text, column(Button(clip(mentor.name, _GIVEN), OpenMentor(mentor.id))))


def which_one(found: Sequence[Mentor], _: Texts) -> Screen:
    buttons = [Button(clip(one.name, _GIVEN), OpenMentor(one.id)) for one in found[:_SHOWN]]
    text = _("Whom do you mean? If they are not here, write more of the name.")
    return Screen(text, column(*buttons, _all(_)))


def in_general(_: Texts) -> Screen:
    text = _("Please write this in General: in a request's topic it would be in the way.")
    return Screen(text)


def incomplete(error: Incomplete, _: Texts) -> str:
    told = "; ".join(_.label(LACKS[lack]) for lack in error.lacks)
    return _.label("They cannot be approved yet. Missing: %(lacks)s.", lacks=told)


def stands_elsewise(standing: Standing, _: Texts) -> str:
    """The card says the rest anew."""
    told = _.label(words.STANDINGS[standing])
    return _.label("This has changed meanwhile: %(standing)s. Please look again.", standing=told)


def more_ahead(_: Texts) -> str:
    return _.label("Other sessions are ahead by now, so nothing was done. Please look again.")


def gone(_: Texts) -> str:
    return _.label("This is no longer there. The directory: /mentors")


def link_changed(_: Texts) -> str:
    return _.label("The link has changed meanwhile. This is the one that works now.")


def not_understood(part: str, _: Texts) -> Screen:
    """What was written as an answer is no such part; the message that asked still waits."""
    match part.partition(".")[0]:
        case "capacity":
            text = _(
                "I need a number from 1 to %(most)s. Please answer once more.",
                most=_.number(MOST_CAPACITY),
            )
        case "regions":
            text = _(
                "I need the names of at most %(most)s regions, commas between them. "
                "Please answer once more.",
                most=_.number(MOST_REGIONS),
            )
        case "place":
            text = _(
                "I need the name of the place first, at most %(most)s characters, then the "
                "location. Please answer once more.",
                most=_.number(MOST_PLACE),
            )
        case "name":
            text = _(
                "I need a name of at most %(most)s characters. Please answer once more.",
                most=_.number(MOST_NAME),
            )
        case _:
            text = _(
                "I need a text of at most %(most)s characters. Please answer once more.",
                most=_.number(MOST_ABOUT),
            )
    return Screen(text)


def _all(_: Texts) -> Button:
    return Button(_.label("All of the directory"), ListMentors(0))

"""What people read about their data: the notice in short and in full, and what they allow."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from markupsafe import Markup

from desk.privacy import VERSIONS, Purpose
from desk.retention import Retention
from handlers.privacy_buttons import (
    Allow,
    ExportMyData,
    ForgetMe,
    ReadPrivacy,
    ShowMyData,
    ShowPrivacy,
)
from handlers.screen import Button, Screen, bullets, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import when

# What stands on a switch: said by the person, as all buttons of theirs.
PURPOSES: Mapping[Purpose, str] = {
    Purpose.REMINDERS: N_("Remind me of what I signed up for"),
    Purpose.CAMPAIGNS: N_("Send me news of the programmes"),
    Purpose.CONTACT: N_("Pass my contact on to others"),
    Purpose.STORY: N_("Publish what the help did for us"),
}
_ON, _OFF = "✅", "⬜"


class Keeper(NamedTuple):
    """Who runs the line, how to reach them, and how long they keep what."""

    office: str
    contact: str
    retention: Retention


def notice(_: Texts) -> Markup:
    """One sentence for the first contact, with the way to the rest."""
    return _(
        "What you write here is kept so that we can help you. "
        "More about this, and your rights: /privacy"
    )


def button(_: Texts) -> Button:
    return Button(_.label("Privacy"), ReadPrivacy())


def news(_: Texts) -> Screen:
    """For somebody who was shown an older text, or none."""
    return Screen(notice(_), column(button(_)))


def short(allowed: Collection[Purpose], _: Texts) -> Screen:
    head = _(
        "<b>Privacy</b>\n\n"
        "What you write here is kept so that we can help you. Anything more is your choice, and "
        "off until you turn it on. Press a line to change it."
    )
    return Screen(
        head,
        (
            *column(*(_switch(purpose, purpose in allowed, _) for purpose in Purpose)),
            *column(
                Button(_.label("Read the whole text"), ReadPrivacy()),
                data_button(_),
                copy_button(_),
                forget_button(_),
            ),
        ),
    )


def full(keeper: Keeper, _: Texts) -> Screen:
    text = paragraphs(
        _("<b>Your privacy on this line</b>"),
        _who(keeper, _),
        _(
            "<b>What is kept, and why.</b> Your name and username on Telegram, your language, what "
            "you ask and send here, what we answer, how you grade it, and your choices. It is "
            "there to answer you, to go on where we stopped, and to count how many were helped."
        ),
        _(
            "<b>Who reads it.</b> The staff of this line, in a closed group on Telegram. "
            "Nobody uses it for advertising."
        ),
        _(
            "<b>Telegram.</b> A chat with a bot is not end-to-end encrypted, and is stored on "
            "Telegram’s servers. Please send no identity papers and no health details here; "
            "ask us for another way instead."
        ),
        lines(_("<b>How long.</b>"), kept(keeper.retention, _)),
        _(
            "<b>Your rights.</b> /mydata shows what is held about you. /export gives you a copy. "
            "/forgetme erases it. Each is done at once. With /privacy you change your choices. "
            "If you think that something is wrong, write to us here, or to the data protection "
            "authority of your country."
        ),
        _("Version of this text: %(version)s", version=VERSIONS[_.language]),
    )
    return Screen(text, column(Button(_.label("Your choices and rights"), ShowPrivacy())))


def kept(retention: Retention, _: Texts) -> Markup:
    """How long each kind of thing is kept, line by line."""
    return bullets(
        [
            _(
                "Words of a request, counted from its closing: %(long)s",
                long=when.duration(retention.texts, _),
            ),
            _("Unfinished drafts of our staff: %(long)s", long=when.duration(retention.held, _)),
            _("Technical copies of messages: %(long)s", long=when.duration(retention.raw, _)),
            _("Counts without names and words, and the list of your choices: without end"),
        ]
    )


def choices(allowed: Collection[Purpose], _: Texts) -> Markup:
    return lines(*(Markup("{} {}").format(*_choice(p, p in allowed, _)) for p in Purpose))


def allowed_toast(_: Texts) -> str:
    return _.label("Thank you, it is turned on.")


def forbidden_toast(_: Texts) -> str:
    return _.label("It is turned off.")


def data_button(_: Texts) -> Button:
    return Button(_.label("See what is held about me"), ShowMyData())


def copy_button(_: Texts) -> Button:
    return Button(_.label("Get a copy"), ExportMyData())


def forget_button(_: Texts) -> Button:
    return Button(_.label("Forget me"), ForgetMe())


def _who(keeper: Keeper, _: Texts) -> Markup | None:
    who = [
        _("Who runs this line: %(office)s", office=keeper.office) if keeper.office else None,
        _("How to reach them: %(contact)s", contact=keeper.contact) if keeper.contact else None,
    ]
    return lines(*filter(None, who)) if any(who) else None


def _switch(purpose: Purpose, is_on: bool, _: Texts) -> Button:  # noqa: FBT001 - what it shows
    sign, words = _choice(purpose, is_on, _)
    return Button(f"{sign} {words}", Allow(purpose, int(not is_on)))


def _choice(purpose: Purpose, is_on: bool, _: Texts) -> tuple[str, str]:  # noqa: FBT001
    return _ON if is_on else _OFF, _.label(PURPOSES[purpose])

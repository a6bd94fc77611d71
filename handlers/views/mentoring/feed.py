"""What somebody reads about their own calendar and the address of it."""

from datetime import datetime, tzinfo

from markupsafe import Markup

from handlers.mentoring.feed_buttons import NewFeed, SendAll, StopFeed
from handlers.screen import Button, Screen, column, paragraphs
from handlers.texts import Texts
from handlers.views import when


def files_only(_: Texts) -> Screen:
    """Where the bot has no public address."""
    return Screen(_about(_), column(_all_button(_)))


def offer(_: Texts) -> Screen:
    text = paragraphs(_about(_), _by_itself(_))
    return Screen(text, column(_all_button(_), Button(_.label("Give me an address"), NewFeed())))


def made(address: str, _: Texts) -> Screen:
    shown = Markup("<code>{}</code>").format(address)
    text = paragraphs(
        _(
            "<b>Your private calendar address</b>\n\n"
            "Add it in your calendar program, where it says “Subscribe” or “From URL”. What is "
            "booked, moved or cancelled then appears there, often after some hours."
        ),
        shown,
        _warning(_),
    )
    return Screen(text, _buttons(_))


def known(made_at: datetime, zone: tzinfo, _: Texts) -> Screen:
    text = paragraphs(
        _about(_),
        _(
            "You have a private address for your calendar program. Made: %(day)s. It stands in my "
            "message of that day; I keep no copy of it. If it is lost, or somebody else has it, "
            "take a new one: the old one stops at once.",
            day=when.day(made_at, zone, _),
        ),
    )
    return Screen(text, _buttons(_))


def stopped(_: Texts) -> Screen:
    text = paragraphs(
        _(
            "The address has stopped: nobody can fetch your sessions any more. Remove the "
            "calendar from your program, too."
        ),
        _by_itself(_),
    )
    return Screen(text, column(Button(_.label("Give me an address"), NewFeed())))


def none_yet(_: Texts) -> str:
    return _.label("You have no sessions yet.")


def calendar_name(_: Texts) -> str:
    return _.label("Mentoring sessions")


def _about(_: Texts) -> Markup:
    return _(
        "<b>Your sessions in your calendar</b>\n\n"
        "Whenever a session of yours is booked, moved or cancelled, I send you a file. Open it, "
        "and your calendar knows."
    )


def _by_itself(_: Texts) -> Markup:
    return _(
        "Your calendar program can also fetch your sessions by itself, from a private address."
    )


def _warning(_: Texts) -> Markup:
    return _(
        "Whoever has the address can read when and with whom you meet, so keep it to yourself. "
        "I show it only here."
    )


def _all_button(_: Texts) -> Button:
    return Button(_.label("All my sessions as a file"), SendAll())


def _buttons(_: Texts) -> tuple[tuple[Button, ...], ...]:
    new, stop = _.label("New address"), _.label("Stop")
    return ((Button(new, NewFeed()),), (Button(stop, StopFeed()),))

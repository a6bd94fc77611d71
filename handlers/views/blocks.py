"""What members and staff read while the line does not pass on somebody's words."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from markupsafe import Markup

from desk.blocks import LONGEST, USUAL
from handlers.screen import Screen, paragraphs
from handlers.texts import Texts
from handlers.views import when


def blocked(until: datetime, zone: tzinfo, placeholders: Mapping[str, str], _: Texts) -> Screen:
    """Told to the member: until when, and where else to turn."""
    contact, emergency = placeholders["office_contact"], placeholders["office_emergency"]
    parts = [
        _(
            "What you write here is not passed on to our staff before this time: "
            "<b>%(until)s</b>\nNothing of it is lost: it is kept for them.",
            until=when.stamp(until, zone, _),
        ),
        _("You can reach our office another way: %(contact)s", contact=contact)
        if contact
        else None,
        _("If a life is in danger, write it here: that is always passed on."),
        _("Emergency number: %(number)s", number=Markup("<b>{}</b>").format(emergency))
        if emergency
        else None,
    ]
    return Screen(paragraphs(*parts))


def not_before(until: datetime, zone: tzinfo, _: Texts) -> str:
    return _.label(
        "Our staff get nothing from here before this time: %(until)s",
        until=when.stamp(until, zone, _),
    )


def unblocked(_: Texts) -> Screen:
    text = _(
        "What you write here is passed on to our staff again, "
        "and so is what you wrote in the meantime."
    )
    return Screen(text)


# Staff


def how_to_block(_: Texts) -> Screen:
    text = _(
        "Write how long and why, such as <code>/block 3d insults</code>\n"
        "Hours, days and weeks: 12h, 3d, 2w. Usual: %(usual)s. At most: %(most)s. "
        "Only the desk reads why.",
        usual=when.duration(USUAL, _),
        most=when.duration(LONGEST, _),
    )
    return Screen(text)


def passes_all_the_same(_: Texts) -> Screen:
    text = _(
        "The block is set, but a life may be in danger here: "
        "what the member writes in this request still comes through."
    )
    return Screen(text)


def not_blocked(_: Texts) -> Screen:
    return Screen(_("The member is not blocked, and nothing of theirs is kept."))


def still_blocked(until: datetime, zone: tzinfo, _: Texts) -> str:
    return _.label(
        "The member is blocked until %(until)s. To read it before: /unblock",
        until=when.stamp(until, zone, _),
    )


def shown(count: int, _: Texts) -> str:
    return _.plural(
        "%(n)s message was kept and comes now.", "%(n)s messages were kept and come now.", n=count
    ).unescape()


def nothing_kept(_: Texts) -> str:
    return _.label("Nothing is kept any more.")


def stamp(until: datetime, zone: tzinfo) -> str:
    """For the history: the same in every language."""
    return f"{until.astimezone(zone):%Y-%m-%d %H:%M}"

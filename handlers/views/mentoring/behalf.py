"""What staff read who would book a session for a member, and cannot."""

from desk.mentoring.eligibility import Verdict
from handlers.screen import Screen, paragraphs
from handlers.texts import Texts
from handlers.views.mentoring import eligibility


def has_no_name(_: Texts) -> Screen:
    text = _(
        "This request is written without a name, and a mentor meets people by name. The member can "
        "book with /mentor."
    )
    return Screen(text)


def nobody_yet(_: Texts) -> Screen:
    return Screen(_("Nobody in the directory can be booked yet. See /mentors."))


def refused(verdict: Verdict, _: Texts) -> Screen:
    """As the member would read it."""
    as_told = eligibility.refused(verdict, _).text
    hint = _("The member may not book yet. Their organisation: /organisation. Its grant: /grant.")
    return Screen(paragraphs(hint, as_told))

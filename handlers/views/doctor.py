"""What staff read when the line itself is not well."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from desk.ailments import Ailment, Complaint
from desk.groups import MAIN
from handlers.screen import Screen, bullets, paragraphs
from handlers.texts import N_, Texts

_DOCTOR = Markup("<code>linja doctor</code>")

_RIGHTS: Mapping[str, str] = {
    "can_manage_topics": N_("Manage topics"),
    "can_delete_messages": N_("Delete messages"),
}

_SAID: Mapping[Ailment, str] = {
    Ailment.RIGHT: N_(
        "I lack a right in the group: %(what)s. Please give it to me in the group's settings, "
        "under Administrators."
    ),
    Ailment.NO_TOPICS: N_("The group has no topics. Please turn Topics on in its settings."),
    Ailment.OUTSIDE: N_("I am not in the group. Please add me and make me an administrator there."),
    Ailment.DAMAGE: N_("The database is damaged, or nothing can be written to it."),
    Ailment.ROOM: N_(
        "The disk is nearly full or cannot be written to, so messages may not be kept."
    ),
    Ailment.COPY: N_(
        "Backup copies are not in order: the last one failed or is old, or there is no room for "
        "another."
    ),
    Ailment.LATE_IN: N_("Members' messages reach me late."),
    Ailment.LATE_OUT: N_("What I send goes out late."),
    Ailment.LATE_TIMERS: N_("Reminders come late."),
    Ailment.SET_ASIDE: N_(
        "Some messages could not be handled. They are kept, but nobody has read them."
    ),
    Ailment.CLOCK: N_("My clock is wrong, so dates and times may be wrong too."),
    Ailment.OFFICE: N_(
        "Members find gaps in my answers, because settings of the office are empty: %(what)s"
    ),
    Ailment.PAGES: N_(
        "A page of the knowledge base cannot be read, so I answer as before it was changed. "
        "Page: %(what)s"
    ),
}


def unwell(complaints: Sequence[Complaint], _: Texts) -> Screen:
    return Screen(
        paragraphs(
            _("🩺 <b>Something is wrong with the line:</b>"),
            bullets(_line(complaint, _) for complaint in complaints),
            _(
                "For whoever runs the line: %(command)s says how to mend each of these.",
                command=_DOCTOR,
            ),
        )
    )


def unhandled(kind: str, _: Texts, *, is_kept: bool) -> Screen:
    """`is_kept`: whoever runs the line can have it handled again."""
    told = _(
        "An update could not be handled and was set aside: %(kind)s. The conversation goes on. "
        "More of this kind are only written to the log.",
        kind=kind,
    )
    if not is_kept:
        return Screen(told)
    cure = _("For whoever runs the line: %(command)s says how to mend this.", command=_DOCTOR)
    return Screen(paragraphs(told, cure))


def well(_: Texts) -> Screen:
    return Screen(_("🩺 All is well with the line again."))


def _line(complaint: Complaint, _: Texts) -> Markup:
    right = _RIGHTS.get(complaint.what)
    text = _(_SAID[complaint.ailment], what=_.label(right) if right else complaint.what)
    if complaint.group == MAIN:
        return text
    return Markup("<b>{}:</b> {}").format(complaint.group, text)

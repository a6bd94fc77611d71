"""What staff read of whom a member writes for."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from desk.organisations import Membership
from handlers.screen import Screen, bullets, lines, paragraphs
from handlers.texts import Texts


def known(memberships: Sequence[Membership], _: Texts) -> Screen:
    if not memberships:
        text = _("The member has not said for which organisation they write.")
        return Screen(lines(text, _how(_)))
    return Screen(paragraphs(bullets(_told(memberships, _)), _how(_)))


def none_here(_: Texts) -> Screen:
    text = _(
        "This request is anonymous, so no organisation is shown here and none can be added. "
        "Nothing was changed."
    )
    return Screen(text)


def which(memberships: Sequence[Membership], _: Texts) -> Screen:
    text = _("The member writes for these. Say which one is wrong:")
    how = _("Such as <code>/organisation Agimi -> OJQ Agimi</code>")
    return Screen(paragraphs(text, bullets(_told(memberships, _)), how))


def no_name(most: int, _: Texts) -> Screen:
    text = _(
        "Write a name of at most %(most)s characters. Nothing has changed.", most=_.number(most)
    )
    return Screen(lines(text, _how(_)))


def _how(_: Texts) -> Markup:
    return _("To correct it: <code>/organisation OJQ Agimi</code>")


def _told(memberships: Sequence[Membership], _: Texts) -> Iterator[Markup]:
    for one in memberships:
        others = (
            " · " + _.plural("%(n)s other person", "%(n)s other people", n=one.others)
            if one.others
            else ""
        )
        yield Markup("{}{}").format(one.title, others)

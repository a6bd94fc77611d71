"""Plans as the coordinator looks at them: how many are agreed, what is overdue, each to read."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from desk.mentoring.report import Planned
from handlers.mentoring.directory_buttons import ShowDirectory, ShowReport
from handlers.mentoring.plan_buttons import LookAtPlan
from handlers.screen import Button, Screen, bullets, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views.html import clip
from handlers.views.mentoring import plans as views
from handlers.views.mentoring.plans import Shown

SHOWN = 12  # on one screen
_NAME = 30  # characters
PAGE = "plans"  # of the report


def listed(of: Planned, shown: Sequence[Shown], today: date, _: Texts) -> Screen:
    """Those with something overdue first."""
    head = _("<b>Plans</b>")
    back = Button(_.label("Back"), ShowDirectory())
    if not shown:
        return Screen(paragraphs(head, _("There is no plan yet.")), column(back))
    told = [
        _("Plans: %(n)s", n=_.number(of.plans)),
        _("Agreed: %(n)s", n=_.number(of.agreed)),
        _("Overdue actions: %(n)s", n=_.number(of.overdue)),
    ]
    if of.change is not None:
        change = _.number(round(of.change, 1))
        told.append(
            _("Public and constituents, change on average: %(change)s", change=_signed(change))
        )
    first = sorted(shown, key=lambda one: -len(one.plan.overdue(today)))[:SHOWN]
    buttons = [Button(_named(one), LookAtPlan(one.plan.id)) for one in first]
    each = bullets(_one(one, today, _) for one in first)
    return Screen(paragraphs(head, lines(*told), each), column(*buttons, back))


def _signed(number: str) -> str:
    return number if number.startswith(("-", "0")) else f"+{number}"


def _named(one: Shown) -> str:
    return f"{clip(one.member or '–', _NAME)} · {clip(one.mentor or '–', _NAME)}"


def _one(one: Shown, today: date, _: Texts) -> Markup:
    state = _.label("agreed") if one.plan.holds else _.label("not agreed yet")
    told = Markup("{}: {}").format(_named(one), state)
    late = len(one.plan.overdue(today))
    if not late:
        return told
    return Markup("{}, {}").format(told, _("overdue: %(n)s", n=_.number(late)))


def plan(shown: Shown, _: Texts) -> Screen:
    """To be read, and nothing else."""
    back = Button(_.label("All plans"), ShowReport(PAGE))
    return Screen(views.text(shown, _), column(back))


def gone(_: Texts) -> str:
    return _.label("This plan is not there any more.")

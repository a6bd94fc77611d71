"""A plan as a page: all goals and actions, its versions, and who has confirmed which of them."""

from collections.abc import Iterator

from markupsafe import Markup

from desk.mentoring.goals import Goal, Goals
from desk.mentoring.plans import SIDES, Version
from desk.outgoing import TextFile
from handlers.screen import lines
from handlers.texts import Texts
from handlers.views import pages, when
from handlers.views.mentoring import plans as views
from handlers.views.mentoring.plans import STATES, Shown

_GOAL = Markup("""<article>
<h2><bdi>{title}</bdi></h2>
<p>{scores}</p>
{actions}
</article>""")
_OLDER = Markup("<details><summary>{}</summary>{}</details>")


def caption(_: Texts) -> str:
    return _.label("The plan, to read and to print: open it in a browser.")


def page(shown: Shown, _: Texts) -> TextFile:
    return TextFile(f"plan-{shown.plan.id}.html", written(shown, _))


def written(shown: Shown, _: Texts) -> str:
    return pages.page(_title(shown, _), _body(shown, _), _)


def article(shown: Shown, _: Texts) -> Markup:
    """As a part of another page."""
    return lines(Markup("<h1>{}</h1>").format(_title(shown, _)), _body(shown, _))


def _body(shown: Shown, _: Texts) -> Markup:
    return lines(
        pages.facts(views.state(shown, _)),
        *_goals(shown.plan.goals, shown, _),
        *_versions(shown, _),
    )


def _title(shown: Shown, _: Texts) -> str:
    return _.label("Plan: %(member)s, %(mentor)s", member=shown.member, mentor=shown.mentor)


def _goals(goals: Goals, shown: Shown, _: Texts) -> Iterator[Markup]:
    for place, goal in enumerate(goals, 1):
        words = goal.words or _.label("(no words yet)")
        yield _GOAL.format(
            title=f"{_.number(place)}. {words}",
            scores=views.scores(goal, shown.plan, _),
            actions=_actions(goal, shown, _),
        )


def _actions(goal: Goal, shown: Shown, _: Texts) -> Markup:
    told = (
        Markup("{} – {}: {}").format(
            action.words,
            views.who_and_when(action, shown, _),
            _.label(STATES[shown.plan.state_of(action)]),
        )
        for action in goal.actions
    )
    return pages.facts(told) if goal.actions else Markup()


def _versions(shown: Shown, _: Texts) -> Iterator[Markup]:
    """The newest first, each with all that it said."""
    plan = shown.plan
    if plan.versions:
        yield Markup("<h1>{}</h1>").format(_("Versions"))
    for version in reversed(plan.versions):
        yield pages.facts(_facts(version, shown, _))
        if plan.draft is not None or version is not plan.latest:
            yield _OLDER.format(
                _("What it said"), lines(*_goals(version.goals, shown, _)) or Markup("–")
            )


def _facts(version: Version, shown: Shown, _: Texts) -> Iterator[Markup]:
    yield _("Version %(number)s", number=_.number(version.number))
    made_at = when.stamp(version.made_at, shown.zone, _)
    yield _("Proposed: %(when)s", when=made_at)
    for side in SIDES:
        name = shown.mentor if side is SIDES[1] else shown.member
        said = version.confirmed.get(side)
        at = when.stamp(said.at, shown.zone, _) if said else _.label("not confirmed")
        yield Markup("{}: {}").format(name or "–", at)

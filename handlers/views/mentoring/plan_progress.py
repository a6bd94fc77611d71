"""How far a plan is: what is done, where the organisation stands now, and what is overdue."""

from markupsafe import Markup

from desk.mentoring.goals import SCORES, Action, Goal, Part
from desk.mentoring.plans import Progress
from handlers.mentoring.plan_buttons import (
    ChooseDue,
    ChooseProgress,
    PutProgress,
    ShowPlan,
    ShowProgress,
)
from handlers.screen import Button, Screen, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views import dates
from handlers.views.html import clip
from handlers.views.mentoring import plan_editing
from handlers.views.mentoring import plans as views
from handlers.views.mentoring.plans import DIMENSIONS, SIGNS, STATES, Shown

_LABEL = 40  # characters on a button


def listed(shown: Shown, _: Texts) -> Screen:
    plan = shown.plan
    goals = plan.holds.goals if plan.holds else ()
    buttons = []
    for place, goal in enumerate(goals, 1):
        score = _.label(
            "%(place)s. %(dimension)s: %(score)s of 5",
            place=_.number(place),
            dimension=_.label(DIMENSIONS[goal.dimension]),
            score=_.number(plan.score_of(goal)),
        )
        buttons.append(Button(score, ChooseProgress(plan.id, goal.number)))
        for action in goal.actions:
            label = f"{SIGNS[plan.state_of(action)]} {clip(action.words, _LABEL)}"
            buttons.append(Button(label, ChooseProgress(plan.id, action.number)))
    actions = [action for goal in goals for action in goal.actions]
    done = sum(plan.state_of(action) is Progress.DONE for action in actions)
    told = _("Done: %(n)s of %(all)s", n=_.number(done), all=_.number(len(actions)))
    hint = _("Press what has moved. Nobody has to agree to that.")
    text = paragraphs(lines(_("<b>Progress</b>"), told), hint)
    return Screen(text, column(*buttons, Button(_.label("Back"), ShowPlan(plan.id))))


def choose(shown: Shown, part: Part, _: Texts) -> Screen:
    back = Button(_.label("Back"), ShowProgress(shown.plan.id))
    if isinstance(part, Goal):
        return _score(shown, part, back, _)
    text = lines(
        Markup("<b>{}</b>").format(part.words),
        Markup.escape(views.who_and_when(part, shown, _)),
        _("How far is it?"),
    )
    now = shown.plan.state_of(part)
    buttons = [
        Button(
            f"{'✓ ' if one is now else ''}{_.label(STATES[one])}",
            PutProgress(shown.plan.id, part.number, one),
        )
        for one in Progress
    ]
    return Screen(text, column(*buttons, back))


def _score(shown: Shown, goal: Goal, back: Button, _: Texts) -> Screen:
    text = lines(
        Markup("<b>{}</b>").format(goal.words),
        views.scores(goal, shown.plan, _),
        _("Where do you stand now?"),
    )
    grades = tuple(
        Button(_.number(one), PutProgress(shown.plan.id, goal.number, one)) for one in SCORES
    )
    return Screen(paragraphs(text, plan_editing.meaning(_)), (grades, (back,)))


def noted(_: Texts) -> str:
    return _.label("Noted.")


def overdue(shown: Shown, goal: Goal, action: Action, _: Texts) -> Screen:
    """To the side that wanted to do it, once."""
    assert action.due is not None
    number = shown.plan.id
    text = paragraphs(
        lines(
            _("<b>Something of your plan is overdue.</b>"),
            Markup("{}").format(action.words),
            _("It was to be done until: %(day)s", day=dates.full(action.due, _.language)),
        ),
        lines(
            _("For the goal: %(goal)s", goal=goal.words),
            _("With: %(name)s", name=shown.other or "–"),
        ),
    )
    buttons = [
        Button(_.label("Done"), PutProgress(number, action.number, Progress.DONE)),
        Button(_.label("More time"), ChooseDue(number, action.number)),
        views.open_button(shown, _),
    ]
    return Screen(text, column(*buttons))

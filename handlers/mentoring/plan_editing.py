"""A plan is written step by step, by buttons and in words; each change makes it a draft."""

from collections.abc import Callable
from datetime import date

from desk.mentoring import goals as rules
from desk.mentoring.goals import Dimension, Goal, Goals, NotOffered, Part, TooMuch
from desk.profile import Field
from handlers.context import Context
from handlers.mentoring import plan_buttons as buttons
from handlers.mentoring import plan_parties
from handlers.mentoring.plan_parties import Party, theirs
from handlers.mentoring.turning import turn
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.views.mentoring import plan_editing as views
from handlers.views.mentoring import plans as plan_views

Change = Callable[[Goals], Goals]


async def edit(pressed: Pressed, party: Party, _button: buttons.EditPlan, context: Context) -> None:
    await turn(pressed.query, views.edit(party.shown, party.texts), context)


async def drop(
    pressed: Pressed, party: Party, _button: buttons.DropDraft, context: Context
) -> None:
    if party.plan.draft is None or party.plan.latest is None:
        await plan_parties.show_as_it_is(pressed, party.plan.id, context)
        return
    await turn(pressed.query, views.drop(party.shown, party.texts), context)


async def really_drop(
    pressed: Pressed, party: Party, button: buttons.ReallyDrop, context: Context
) -> None:
    """Not what somebody has written since the question was asked."""
    if party.plan.revision == button.revision:
        plan = await context.plans.drop(party.plan)
        party = await plan_parties.now(party, plan, context)
    else:
        context.toast(pressed.query, plan_views.stands_elsewise(party.texts), alert=True)
    await turn(pressed.query, plan_views.screen(party.shown, party.texts), context)


async def changed(party: Party, change: Change, context: Context) -> Party:
    """Raises what the change raises."""
    plan = await context.plans.edit(party.plan, change)
    return await plan_parties.now(party, plan, context)


def goal_screen(party: Party, number: int) -> Screen:
    """Raises NoSuchPart."""
    return views.goal(party.shown, rules.goal_of(party.plan.goals, number), party.texts)


def action_screen(party: Party, number: int) -> Screen:
    """Raises NoSuchPart."""
    goal, action = rules.action_of(party.plan.goals, number)
    return views.action(party.shown, goal, action, party.texts)


def part_of(party: Party, number: int) -> Part:
    """Raises NoSuchPart."""
    if any(goal.number == number for goal in party.plan.goals):
        return rules.goal_of(party.plan.goals, number)
    return rules.action_of(party.plan.goals, number)[1]


# Goals


async def add_goal(
    pressed: Pressed, party: Party, _button: buttons.AddGoal, context: Context
) -> None:
    await turn(pressed.query, views.dimension(party.shown, None, party.texts), context)


async def score_goal(
    pressed: Pressed, party: Party, button: buttons.ScoreGoal, context: Context
) -> None:
    if button.dimension not in list(Dimension):
        raise NotOffered(button.dimension)
    about = Dimension(button.dimension)
    await turn(pressed.query, views.score(party.shown, about, None, party.texts), context)


async def new_goal(
    pressed: Pressed, party: Party, button: buttons.NewGoal, context: Context
) -> None:
    """One that has no words yet takes this dimension and score: pressed twice, it is one goal."""
    plan, about, score = party.plan, button.dimension, button.score
    bare = next((goal.number for goal in plan.goals if not goal.words), None)
    number = plan.last + 1 if bare is None else bare

    def change(goals: Goals) -> Goals:
        if bare is None:
            return rules.with_goal(goals, number, about, score)
        return rules.with_score(rules.with_dimension(goals, number, about), number, score)

    await _ask_goal(pressed, await changed(party, change, context), number, context)


async def write_goal(
    pressed: Pressed, party: Party, button: buttons.WriteGoal, context: Context
) -> None:
    await _ask_goal(pressed, party, button.number, context)


async def _ask_goal(pressed: Pressed, party: Party, number: int, context: Context) -> None:
    """Raises NoSuchPart."""
    goal = rules.goal_of(party.plan.goals, number)
    await _expect(pressed, Field.GOAL, party, number, context)
    await turn(pressed.query, views.write_goal(party.shown, goal, party.texts), context)


async def open_goal(
    pressed: Pressed, party: Party, button: buttons.OpenGoal, context: Context
) -> None:
    await turn(pressed.query, goal_screen(party, button.number), context)


async def choose_dimension(
    pressed: Pressed, party: Party, button: buttons.ChooseDimension, context: Context
) -> None:
    goal = rules.goal_of(party.plan.goals, button.number)
    await turn(pressed.query, views.dimension(party.shown, goal, party.texts), context)


async def put_dimension(
    pressed: Pressed, party: Party, button: buttons.PutDimension, context: Context
) -> None:
    party = await changed(
        party, lambda goals: rules.with_dimension(goals, button.number, button.dimension), context
    )
    await turn(pressed.query, goal_screen(party, button.number), context)


async def choose_score(
    pressed: Pressed, party: Party, button: buttons.ChooseScore, context: Context
) -> None:
    goal = rules.goal_of(party.plan.goals, button.number)
    await turn(pressed.query, views.score(party.shown, goal.dimension, goal, party.texts), context)


async def put_score(
    pressed: Pressed, party: Party, button: buttons.PutScore, context: Context
) -> None:
    party = await changed(
        party, lambda goals: rules.with_score(goals, button.number, button.score), context
    )
    await turn(pressed.query, goal_screen(party, button.number), context)


async def remove(
    pressed: Pressed, party: Party, button: buttons.RemovePart, context: Context
) -> None:
    part = part_of(party, button.number)
    await turn(pressed.query, views.remove(party.shown, part, party.texts), context)


async def really_remove(
    pressed: Pressed, party: Party, button: buttons.ReallyRemove, context: Context
) -> None:
    part = part_of(party, button.number)
    goal = None if isinstance(part, Goal) else rules.action_of(party.plan.goals, part.number)[0]
    party = await changed(party, lambda goals: rules.without(goals, button.number), context)
    screen = goal_screen(party, goal.number) if goal else views.edit(party.shown, party.texts)
    await turn(pressed.query, screen, context)


# Actions


async def add_action(
    pressed: Pressed, party: Party, button: buttons.AddAction, context: Context
) -> None:
    """`number` is the goal's."""
    goal = rules.goal_of(party.plan.goals, button.number)
    if len(goal.actions) >= rules.MOST_ACTIONS:
        raise TooMuch(rules.MOST_ACTIONS)
    await _expect(pressed, Field.ACTION, party, goal.number, context)
    await turn(pressed.query, views.write_action(party.shown, goal, None, party.texts), context)


async def write_action(
    pressed: Pressed, party: Party, button: buttons.WriteAction, context: Context
) -> None:
    goal, action = rules.action_of(party.plan.goals, button.number)
    await _expect(pressed, Field.ACTION, party, action.number, context)
    await turn(pressed.query, views.write_action(party.shown, goal, action, party.texts), context)


async def open_action(
    pressed: Pressed, party: Party, button: buttons.OpenAction, context: Context
) -> None:
    await turn(pressed.query, action_screen(party, button.number), context)


async def choose_owner(
    pressed: Pressed, party: Party, button: buttons.ChooseOwner, context: Context
) -> None:
    _, action = rules.action_of(party.plan.goals, button.number)
    await turn(pressed.query, views.owner(party.shown, action, party.texts), context)


async def put_owner(
    pressed: Pressed, party: Party, button: buttons.PutOwner, context: Context
) -> None:
    """Then the day, where there is none yet."""
    party = await changed(
        party, lambda goals: rules.with_owner(goals, button.number, button.owner), context
    )
    _, action = rules.action_of(party.plan.goals, button.number)
    if action.due is None:
        screen = views.due(party.shown, action, today_of(party, context), party.texts)
    else:
        screen = action_screen(party, action.number)
    await turn(pressed.query, screen, context)


async def choose_due(
    pressed: Pressed, party: Party, button: buttons.ChooseDue, context: Context
) -> None:
    _, action = rules.action_of(party.plan.goals, button.number)
    screen = views.due(party.shown, action, today_of(party, context), party.texts)
    await turn(pressed.query, screen, context)


async def put_due(pressed: Pressed, party: Party, button: buttons.PutDue, context: Context) -> None:
    if not 1 <= button.day <= date.max.toordinal():
        raise NotOffered(button.day)
    due, today = date.fromordinal(button.day), today_of(party, context)
    party = await changed(
        party, lambda goals: rules.with_due(goals, button.number, due, today), context
    )
    await turn(pressed.query, action_screen(party, button.number), context)


async def write_due(
    pressed: Pressed, party: Party, button: buttons.WriteDue, context: Context
) -> None:
    _, action = rules.action_of(party.plan.goals, button.number)
    await _expect(pressed, Field.DUE, party, action.number, context)
    await turn(pressed.query, views.write_due(party.shown, action, party.texts), context)


def today_of(party: Party, context: Context) -> date:
    return context.now.astimezone(party.shown.zone).date()


async def _expect(
    pressed: Pressed, field: Field, party: Party, part: int, context: Context
) -> None:
    await context.people.expect_about(pressed.person, field, context.now, party.plan.id, part)


ROUTES: tuple[OnPress, ...] = (
    on_press(buttons.EditPlan, theirs(edit)),
    on_press(buttons.DropDraft, theirs(drop)),
    on_press(buttons.ReallyDrop, theirs(really_drop)),
    on_press(buttons.AddGoal, theirs(add_goal)),
    on_press(buttons.ScoreGoal, theirs(score_goal)),
    on_press(buttons.NewGoal, theirs(new_goal)),
    on_press(buttons.OpenGoal, theirs(open_goal)),
    on_press(buttons.WriteGoal, theirs(write_goal)),
    on_press(buttons.ChooseDimension, theirs(choose_dimension)),
    on_press(buttons.PutDimension, theirs(put_dimension)),
    on_press(buttons.ChooseScore, theirs(choose_score)),
    on_press(buttons.PutScore, theirs(put_score)),
    on_press(buttons.RemovePart, theirs(remove)),
    on_press(buttons.ReallyRemove, theirs(really_remove)),
    on_press(buttons.AddAction, theirs(add_action)),
    on_press(buttons.OpenAction, theirs(open_action)),
    on_press(buttons.WriteAction, theirs(write_action)),
    on_press(buttons.ChooseOwner, theirs(choose_owner)),
    on_press(buttons.PutOwner, theirs(put_owner)),
    on_press(buttons.ChooseDue, theirs(choose_due)),
    on_press(buttons.PutDue, theirs(put_due)),
    on_press(buttons.WriteDue, theirs(write_due)),
)

"""What is held of somebody's mentoring: counted, as a part of a page, and for other programs."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import Any, NamedTuple

from markupsafe import Markup

from desk.mentoring.accounts import Account
from desk.mentoring.feeds import Feed
from desk.mentoring.goals import Goal, Goals
from desk.mentoring.notes import Note
from desk.mentoring.plans import Plan, Version
from handlers.texts import Texts
from handlers.views import pages, when
from handlers.views.html import plain
from handlers.views.mentoring import plan_page, session
from handlers.views.mentoring.plans import Shown
from handlers.views.mentoring.session import STATES, Seen


class Session(NamedTuple):
    """With the notes that this person may read, and what they said of it themselves."""

    seen: Seen
    notes: Sequence[Note]
    account: Account | None


class Held(NamedTuple):
    """`feed` is the private address of their calendar, as far as it is known."""

    sessions: Sequence[Session]
    plans: Sequence[Shown]
    feed: Feed | None


def counted(held: Held, _: Texts) -> Iterator[Markup]:
    yield _("Sessions: %(n)s", n=_.number(len(held.sessions)))
    yield _("Plans: %(n)s", n=_.number(len(held.plans)))
    if held.feed is not None:
        yield _("A private calendar address: yes")


# As a part of a page


def page(held: Held, zone: tzinfo, _: Texts) -> Iterator[Markup]:
    if held.sessions:
        yield Markup("<h1>{}</h1>").format(_("Mentoring sessions"))
    for one in held.sessions:
        yield pages.facts(_facts(one, _))
    if held.feed is not None:
        made = when.stamp(held.feed.made_at, zone, _)
        yield pages.facts([_("Your private calendar address is from: %(when)s", when=made)])
    for plan in held.plans:
        yield plan_page.article(plan, _)


def _facts(one: Session, _: Texts) -> Iterator[Markup]:
    yield Markup("{}").format(_.label(STATES[one.seen.booking.status]))
    yield session.facts(one.seen, _)
    for note in one.notes:
        words = plain(note.html) or note.kind.value
        yield _("Note: %(words)s", words=words)
    if one.account is not None and one.account.useful is not None:
        yield _("Your grade: %(n)s of 5", n=_.number(one.account.useful))
    if one.account is not None and one.account.words:
        yield _("What you said of it: %(words)s", words=one.account.words)


# For other programs


def data(held: Held) -> dict[str, Any]:
    return {
        "sessions": [_session(one) for one in held.sessions],
        "plans": [_plan(one) for one in held.plans],
        "calendar_address": held.feed and {"made_at": held.feed.made_at},
    }


def _session(one: Session) -> dict[str, Any]:
    booking, account = one.seen.booking, one.account
    return {
        "as": one.seen.role,
        "with": one.seen.other,
        "organisation": one.seen.organisation,
        "status": booking.status,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "area": booking.area,
        "online": booking.is_online,
        "reason": booking.reason,
        "notes": [
            {"by": note.author, "at": note.written_at, "text": plain(note.html)}
            for note in one.notes
        ],
        "said": account
        and {
            "useful": account.useful,
            "agreed": account.agreed,
            "another": account.another,
            "missed": account.missed,
            "words": account.words,
        },
    }


def _plan(shown: Shown) -> dict[str, Any]:
    plan = shown.plan
    return {
        "of": shown.member,
        "with": shown.mentor,
        "draft": None if plan.draft is None else _goals(plan.draft, plan),
        "versions": [_version(version, plan) for version in plan.versions],
    }


def _version(version: Version, plan: Plan) -> dict[str, Any]:
    return {
        "number": version.number,
        "made_at": version.made_at,
        "made_by": version.made_by,
        "confirmed": {side: one.at for side, one in version.confirmed.items()},
        "goals": _goals(version.goals, plan),
    }


def _goals(goals: Goals, plan: Plan) -> list[dict[str, Any]]:
    return [_goal(goal, plan) for goal in goals]


def _goal(goal: Goal, plan: Plan) -> dict[str, Any]:
    return {
        "dimension": goal.dimension,
        "score": goal.score,
        "score_now": plan.score_of(goal),
        "words": goal.words,
        "actions": [
            {
                "words": action.words,
                "owner": action.owner,
                "due": action.due and action.due.isoformat(),
                "state": plan.state_of(action).name.lower(),
            }
            for action in goal.actions
        ],
    }

"""Who may ask for whose help today."""

from desk.mentoring.directory import Kind
from desk.mentoring.eligibility import Verdict
from desk.people import Person
from handlers.context import Context
from handlers.mentoring.asking import Asker
from handlers.screen import Screen
from handlers.views.mentoring import behalf, eligibility


async def verdict_of(person: Person, kind: Kind, context: Context) -> Verdict:
    known = await context.organisations.of(person)
    today = context.now.astimezone(context.house.timezone).date()
    return await context.eligibility.may_book(kind, known, today)


def refused(asker: Asker, verdict: Verdict) -> Screen:
    """Staff read what the member would, and what can be done about it."""
    show = behalf.refused if asker.is_staff else eligibility.refused
    return show(verdict, asker.texts)

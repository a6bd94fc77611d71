"""What an office says of itself in answers, for whoever belongs to it."""

from collections.abc import Mapping

from desk.languages import Language
from desk.people import Person
from handlers.context import Context
from handlers.views import offices as views


async def of(person: Person, language: Language, context: Context) -> Mapping[str, str]:
    """By the names of the placeholders; how to reach it is the same for all offices."""
    office = await context.offices.of(person)
    known = context.house.placeholders
    if office.is_main:
        return known
    hours = views.week(office.hours.week, context.house.texts(language))
    return {**known, "office_name": office.name, "office_hours": hours}

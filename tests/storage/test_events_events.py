"""Events as rows: they come back as they were put, and nobody has fewer seats than are taken."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.event import (
    Block,
    Day,
    Event,
    Kind,
    Part,
    Question,
    Role,
    Standing,
    Terms,
    Venue,
)
from desk.events.seats import BelowTaken
from desk.events.themes import Theme
from storage.events.events import EventRows
from storage.events.tables import events
from tests.storage.rows import MORNING

FIRST = datetime(2027, 6, 13, 7, tzinfo=UTC)
PLAIN = Event(0, "u1", Kind.WORKSHOP, Standing.DRAFT, ZoneInfo("Europe/Istanbul"), MORNING)
FULL = Event(
    0,
    "u2",
    Kind.TRAINING,
    Standing.PUBLISHED,
    ZoneInfo("Europe/Belgrade"),
    MORNING,
    days=(
        Day(FIRST, FIRST + timedelta(hours=7)),
        Day(FIRST + timedelta(days=1), FIRST + timedelta(days=1, hours=5)),
    ),
    title={"en": "Two days", "sq": "Dy ditë"},
    about={"sr": "Dva dana"},
    region="Prizren",
    themes=frozenset((Theme.WASTE, Theme.ADVOCACY)),
    venue=Venue("House", "Street 3", 42.21, 20.74, {"en": "A ramp"}),
    link="https://meet.example",
    languages=("sq", "sr"),
    interpreted=("en",),
    donor={"en": "With the help of a donor"},
    roles=(Role(Part.EXPERT, "Defne", 7), Role(Part.FACILITATOR, "Agim")),
    agenda=(Block(1, FIRST + timedelta(days=1), {"en": "Coffee"}),),
    terms=Terms(
        seats=20,
        per_organisation=2,
        approves=True,
        asks=frozenset(Question),
        offer=timedelta(hours=6),
        lead=timedelta(hours=1),
        reminders=(timedelta(days=3), timedelta(minutes=30)),
    ),
    waived=True,
    made_by=5,
    published_at=MORNING,
)


async def test_an_event_comes_back_as_it_was_added_and_saved(tx: AsyncConnection) -> None:
    rows = EventRows(tx)
    plain, full = await rows.add(PLAIN), await rows.add(FULL)
    assert await rows.get(plain.id) == plain == await rows.look(plain.id)
    found = await rows.with_uid("u2")
    assert found == full
    assert (found.title, found.about, found.donor) == (FULL.title, FULL.about, FULL.donor)
    assert found.venue is not None
    assert found.venue.access == {"en": "A ramp"}
    assert found.agenda[0].title == {"en": "Coffee"}
    later = replace(full, standing=Standing.CANCELLED, reason={"en": "Rain"}, venue=None)
    later = replace(later, sequence=1, changed_at=MORNING, part_of=plain.id, terms=Terms())
    await rows.save(later)
    saved = await rows.look(full.id)
    assert (saved, saved and saved.reason) == (later, {"en": "Rain"})
    assert await rows.part_of(plain.id) == [later]
    assert await rows.some([plain.id, full.id]) == {plain.id: plain, full.id: later}
    assert await rows.look(999) is None


async def test_what_is_on_is_published_and_neither_over_nor_too_far(tx: AsyncConnection) -> None:
    rows = EventRows(tx)
    await rows.add(replace(FULL, uid="draft", standing=Standing.DRAFT))
    far = replace(FULL, uid="far", days=(Day(FIRST + timedelta(days=60), FIRST.max),))
    far = await rows.add(replace(far, days=(replace(far.days[0], ends_at=far.days[0].starts_at),)))
    near = await rows.add(FULL)
    second_day = FIRST + timedelta(days=1, hours=2)
    assert await rows.published(second_day, second_day + timedelta(days=30)) == [near]
    assert await rows.published(MORNING, FIRST + timedelta(days=90)) == [near, far]
    assert await rows.published(FIRST + timedelta(days=2), FIRST + timedelta(days=30)) == []
    assert [one.uid for one in await rows.standing(Standing.DRAFT)] == ["draft"]


async def test_saving_leaves_what_is_taken_and_never_goes_below_it(tx: AsyncConnection) -> None:
    rows = EventRows(tx)
    added = await rows.add(FULL)
    await tx.execute(update(events).where(events.c.id == added.id).values(taken=3))
    await rows.save(replace(added, terms=replace(added.terms, seats=3)))
    with pytest.raises(BelowTaken):
        await rows.save(replace(added, terms=replace(added.terms, seats=2)))
    found = await rows.look(added.id)
    assert found is not None
    assert (found.taken, found.terms.seats, found.room) == (3, 3, 0)

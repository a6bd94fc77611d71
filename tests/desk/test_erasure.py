"""What is erased of somebody and what stays: every column is named, and none asks too much."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.erasure import FATES, TELL_NO_WORDS, Fate, Place, traces
from desk.errors import Forgotten
from desk.history import Change
from desk.life import Act, Status
from desk.people import Person
from storage.columns import metadata
from tests.desk.stores import ARTA, MORNING, later, ticket_of

# Spain's LOPDGDD, art. 9; Turkey's KVKK, art. 6; GDPR, art. 9.
SPECIAL = re.compile(
    "ethnic|race|racial|religio|belief|faith|church|health|disab|illness|diagnos|orientation"
    "|gender|politic|union|biometric|genetic|birth|nationality|minority|roma(?!n)"
)
NOBODY = Person(-1, "", None, met_at=MORNING)


def test_every_table_and_every_column_has_its_fate() -> None:
    schema = {name: {c.name for c in table.c} for name, table in metadata.tables.items()}
    assert {name: set(columns) for name, columns in FATES.items()} == schema


def test_no_column_asks_for_what_is_nobodys_business() -> None:
    columns = [f"{table}.{column.name}" for table, of in metadata.tables.items() for column in of.c]
    assert len(columns) > 100
    assert [name for name in columns if SPECIAL.search(name)] == []
    assert SPECIAL.search("people.religion")


def test_whatever_can_be_emptied_says_how() -> None:
    """A time or a number that may not be absent has no empty form."""
    emptied = [
        column
        for name, table in metadata.tables.items()
        for column in table.c
        if FATES[name][column.name] is Fate.WORDS
    ]
    assert emptied
    assert [c.name for c in emptied if not c.nullable and str(c.type) not in ("TEXT", "JSON")] == []


def test_only_details_without_words_are_kept() -> None:
    assert {Act.SOLVE, Act.CONSULT, Change.SUBJECT, Change.TAG, Change.REMARK}.isdisjoint(
        TELL_NO_WORDS
    )


def test_a_forgotten_ticket_takes_no_act_any_more() -> None:
    ticket = ticket_of(NOBODY)
    for act in Act:
        with pytest.raises(Forgotten):
            ticket.did(act, MORNING)


def test_a_ticket_that_is_opened_again_may_be_erased_again() -> None:
    closed = replace(ticket_of().did(Act.CLOSE, MORNING), erased_at=later(days=400))
    assert closed.erased_at is not None
    opened = closed.did(Act.REOPEN, later(days=401))
    assert (opened.status, opened.erased_at) == (Status.NEW, None)


HERE = -100
ages = st.lists(st.tuples(st.integers(1, 50), st.integers(0, 100)), max_size=20)


@given(found=ages)
def test_each_copy_is_deleted_while_that_is_allowed_or_else_counted_as_older(
    found: list[tuple[int, int]],
) -> None:
    ticket = ticket_of(ARTA, 7)
    places = [Place(7, HERE, number, MORNING - timedelta(hours=age)) for number, age in found]
    others = [Place(8, HERE, 99, MORNING), Place(7, HERE - 1, 98, MORNING)]
    left = traces(ticket, HERE, [*places, *others], MORNING)
    young = {place.message_id for place in places if MORNING - place.sent_at < timedelta(hours=48)}
    assert set(left.young) == young
    assert left.has_older == any(age >= 48 for _, age in found)


def test_the_card_is_edited_and_not_deleted() -> None:
    ticket = ticket_of()
    places = [Place(ticket.id, HERE, 5, MORNING), Place(ticket.id, HERE, 6, MORNING)]
    with_card = traces(replace(ticket, card_id=5), HERE, places, MORNING)
    assert with_card.young == (6,)


def test_a_minute_before_telegrams_limit_a_copy_counts_as_older_for_the_way_there() -> None:
    sent_at = MORNING - timedelta(hours=47, minutes=59)
    left = traces(ticket_of(), HERE, [Place(7, HERE, 5, sent_at)], MORNING)
    assert (left.young, left.has_older) == ((), True)

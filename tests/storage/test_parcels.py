"""Every parcel that the desk can make survives its row, whatever it says and wherever it goes."""

from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.groups import MAIN
from desk.outgoing import (
    Address,
    BinaryFile,
    Board,
    Body,
    Call,
    Card,
    Chat,
    Face,
    General,
    Mark,
    Nobody,
    Parcel,
    Priority,
    Recall,
    Relay,
    Revision,
    Sign,
    TextFile,
    Topic,
    lane_of,
)
from storage.outbox import OutboxRows
from tests.storage.rows import MORNING, SHARED, ids, moments, refs

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)  # NUL too: it is JSON
values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | anything,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(anything, inner, max_size=3),
    max_leaves=8,
)
objects = st.dictionaries(anything, values, max_size=4)
files = st.builds(TextFile, anything, anything) | st.builds(BinaryFile, anything, anything)
uploads = st.tuples(anything, anything | files)
ADDRESSES: dict[type[Address], st.SearchStrategy[Address]] = {
    Chat: st.builds(Chat, st.integers(-(2**52), 2**52)),
    Topic: st.builds(Topic, ids),
    General: st.builds(General, st.sampled_from([MAIN, "turkish"])),
    Nobody: st.just(Nobody()),
}
BODIES: dict[type[Body], st.SearchStrategy[Body]] = {
    Call: st.builds(Call, anything, objects, about=st.none() | ids, upload=st.none() | uploads),
    Mark: st.builds(Mark, refs, anything),
    Card: st.builds(Card, anything, objects, first=st.none() | refs),
    Relay: st.builds(
        Relay,
        st.lists(refs, min_size=1, max_size=4).map(tuple),
        answers=st.none() | refs,
        quote=st.none() | anything,
        size=st.integers(0, 4096),
        is_asked=st.booleans(),
    ),
    Revision: st.builds(Revision, refs, mark=anything, swaps=st.booleans()),
    Recall: st.builds(Recall, refs),
    Sign: st.just(Sign()),
    Face: st.just(Face()),
    Board: st.builds(Board, ids),
}


def every(kinds: Any, strategies: dict[Any, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """One of each kind, so that no example leaves one out, and a new kind cannot be forgotten."""
    return st.tuples(*(strategies[kind] for kind in get_args(kinds))).flatmap(st.permutations)


@SHARED
@given(
    addresses=every(Address, ADDRESSES),
    bodies=every(Body, BODIES),
    priority=st.sampled_from(Priority),
    due_at=st.none() | moments,
)
async def test_every_body_to_every_address_survives_its_row(
    tx: AsyncConnection,
    addresses: list[Address],
    bodies: list[Body],
    priority: Priority,
    due_at: Any,
) -> None:
    for number, body in enumerate(bodies):
        outbox = OutboxRows(tx, MORNING)
        parcel = Parcel(addresses[number % len(addresses)], body, priority, due_at=due_at)
        await outbox.put(parcel)
        row = await outbox.claim(outbox.fresh[0].id)
        assert row is not None
        assert (row.address, row.body, row.priority) == (parcel.address, body, priority)
        assert type(row.body) is type(body)
        assert row.lane == outbox.fresh[0].lane == lane_of(parcel)
        assert outbox.fresh[0].due_at == (due_at or MORNING)

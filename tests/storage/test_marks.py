"""What the program remembers of itself, and what chats are called today."""

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.marks import Marks
from tests.storage.rows import MORNING, later


async def test_a_mark_holds_what_was_put_last(tx: AsyncConnection) -> None:
    marks = Marks(tx)
    assert await marks.get("manners") is None
    await marks.put("manners", "一", MORNING)
    await marks.put("manners", "Ћао", later(hours=1))
    assert await marks.get("manners") == "Ћао"


async def test_what_is_told_once_is_told_once(tx: AsyncConnection) -> None:
    marks = Marks(tx)
    assert await marks.first("told", "no rights", MORNING) is True
    assert await marks.first("told", "no topics", MORNING) is False
    assert await marks.get("told") == "no rights"


async def test_of_many_processes_one_is_the_first(database: Database) -> None:
    async def tell() -> bool:
        async with database.transaction() as tx:
            return await Marks(tx).first("told", "", MORNING)

    assert sorted(await asyncio.gather(*(tell() for _ in range(8)))) == [False] * 7 + [True]


async def test_a_chat_that_never_moved_keeps_its_id(tx: AsyncConnection) -> None:
    await Marks(tx).move_chat(-1, -100)
    assert await Marks(tx).chat_now(-2) == -2


async def test_a_chat_is_followed_over_several_moves(tx: AsyncConnection) -> None:
    marks = Marks(tx)
    for old, new in ((-3, -4), (-1, -2), (-2, -3)):
        await marks.move_chat(old, new)
    assert [await marks.chat_now(old) for old in (-1, -2, -3, -4)] == [-4] * 4


async def test_the_last_word_on_where_a_chat_moved_counts(tx: AsyncConnection) -> None:
    await Marks(tx).move_chat(-1, -2)
    await Marks(tx).move_chat(-1, -1_002_000_000_000)
    assert await Marks(tx).chat_now(-1) == -1_002_000_000_000


@pytest.mark.parametrize("circle", [(-1,), (-1, -2), (-1, -2, -3)])
async def test_a_chat_that_moved_in_a_circle_is_somewhere_on_it(
    tx: AsyncConnection, circle: tuple[int, ...]
) -> None:
    for old, new in zip(circle, (*circle[1:], circle[0]), strict=True):
        await Marks(tx).move_chat(old, new)
    async with asyncio.timeout(10):
        assert {await Marks(tx).chat_now(old) for old in circle} <= set(circle)

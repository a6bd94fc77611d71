"""What tickets are found by, as rows: the words of each, and the engine's own index over them.

On PostgreSQL the words are a tsvector under GIN. On SQLite they are text, and triggers keep an
FTS5 index of them; there a word carries a mark of its ticket's block. FTS5 gathers everything that
begins with a word before it gives the first row, so that a common word is as slow as the table is
long; asked for the newest block, then for two more, four more and so on, it gathers little, and
even a word that is nowhere is asked for a few times only.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Text, bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.anonymity import code_word
from desk.finding import Speech, is_beginning, text_of, words_of
from desk.languages import Language
from desk.messages import Author, Message
from storage.database import upsert
from storage.schema import FOUND_IN_A_BLOCK, finds, messages, people, tickets

_ROOM = 400_000  # bytes of a ticket's words: a tsvector holds a megabyte (PostgreSQL, 12.11)
_PEOPLES = messages.c.author != Author.LINE
_KNOWN = (
    select(
        tickets.c.id,
        tickets.c.subject,
        tickets.c.anonymous,
        tickets.c.language,
        people.c.name,
        finds.c.words,
    )
    .join_from(tickets, people)
    .outerjoin(finds, finds.c.ticket_id == tickets.c.id)
    .where(tickets.c.id == bindparam("ticket"))
)
_STANDING = (
    select(messages.c.html)
    .where(messages.c.ticket_id == bindparam("ticket"), _PEOPLES, messages.c.recalled_at.is_(None))
    .order_by(messages.c.id)
)
_NAMES = (
    select(tickets.c.id, tickets.c.anonymous, tickets.c.language, people.c.name)
    .join_from(tickets, people)
    .where(tickets.c.id.in_(bindparam("tickets", expanding=True)))
)
_SAID = (
    select(messages.c.ticket_id, messages.c.html)
    .where(
        messages.c.ticket_id.in_(bindparam("tickets", expanding=True)),
        _PEOPLES,
        messages.c.recalled_at.is_(None),
    )
    .order_by(messages.c.id.desc())
    .limit(bindparam("most"))
)
_PUT = upsert(finds)
_NEWEST = text("SELECT max(ticket_id) FROM finds")
_IN_BLOCKS = text(
    "SELECT rowid FROM finds_index WHERE finds_index MATCH :sought ORDER BY rowid DESC LIMIT :most"
)
_IN_BLOCKS_AND_GROUP = text(
    "SELECT finds_index.rowid FROM finds_index JOIN tickets ON tickets.id = finds_index.rowid "
    "WHERE finds_index MATCH :sought AND tickets.group_name = :group "
    "ORDER BY finds_index.rowid DESC LIMIT :most"
)
# Written into the statement, for a plan made for any words at all suits hardly any.
_IN_ALL = text(
    "SELECT ticket_id FROM finds WHERE words @@ CAST(:sought AS tsquery) "
    "ORDER BY ticket_id DESC LIMIT :most"
).bindparams(bindparam("sought", type_=Text, literal_execute=True))
_IN_GROUP = text(
    "SELECT ticket_id FROM finds JOIN tickets ON tickets.id = finds.ticket_id "
    "WHERE words @@ CAST(:sought AS tsquery) AND tickets.group_name = :group "
    "ORDER BY ticket_id DESC LIMIT :most"
).bindparams(bindparam("sought", type_=Text, literal_execute=True))


class FindingRows:
    """Whoever writes here holds the requester's lock, as everybody who writes a message does."""

    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def add(self, message: Message) -> None:
        """The ticket is found by these words too, and by its subject and member as of today."""
        if message.author is Author.LINE:
            return
        head = (await self._tx.execute(_KNOWN, {"ticket": message.ticket_id})).one()
        words = indexed([*(head.words or ()), *spoken((head.subject, _name(head)), [message.html])])
        if words != head.words:
            await self._put(message.ticket_id, words)

    async def renew(self, ticket_id: int) -> None:
        """After a message was changed, taken back or erased: only what stands there counts."""
        head = (await self._tx.execute(_KNOWN, {"ticket": ticket_id})).first()
        if head is not None:
            texts = (await self._tx.execute(_STANDING, {"ticket": ticket_id})).scalars()
            await self._put(ticket_id, indexed(spoken((head.subject, _name(head)), texts)))

    async def find(self, sought: Sequence[str], most: int, group: str | None = None) -> list[int]:
        if self._tx.dialect.name == "sqlite":
            return await self._find_by_blocks(sought, most, group)
        query = " & ".join(f"'{word}'{':*' if is_beginning(word) else ''}" for word in sought)
        values = {"sought": query, "most": most}
        if group is None:
            return list(await self._tx.scalars(_IN_ALL, values))
        return list(await self._tx.scalars(_IN_GROUP, {**values, "group": group}))

    async def said(self, ticket_ids: Sequence[int], most: int) -> dict[int, Speech]:
        asked = {"tickets": ticket_ids}
        html: dict[int, list[str]] = {number: [] for number in ticket_ids}
        for row in await self._tx.execute(_SAID, {**asked, "most": most}):
            html[row.ticket_id].append(row.html)
        names = await self._tx.execute(_NAMES, asked)
        return {row.id: Speech(_name(row), tuple(html[row.id])) for row in names}

    async def _find_by_blocks(
        self, sought: Sequence[str], most: int, group: str | None
    ) -> list[int]:
        statement = _IN_BLOCKS if group is None else _IN_BLOCKS_AND_GROUP
        found: list[int] = []
        for blocks in _some_blocks(await self._tx.scalar(_NEWEST)):
            query = " OR ".join(f"({_in_block(block, sought)})" for block in blocks)
            values = {"sought": query, "most": most - len(found)}
            if group is not None:
                values["group"] = group
            found += await self._tx.scalars(statement, values)
            if len(found) >= most:
                break
        return found

    async def _put(self, ticket_id: int, words: tuple[str, ...]) -> None:
        await self._tx.execute(_PUT.on(self._tx), {"ticket_id": ticket_id, "words": words})


def _name(row: Any) -> str:
    """As the desk knows the member."""
    return code_word(row.id, Language(row.language)) if row.anonymous else row.name


def spoken(plain: Iterable[str], html: Iterable[str]) -> Iterator[str]:
    """Every word of these texts."""
    for one in (*plain, *map(text_of, html)):
        yield from words_of(one)


def indexed(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, as many as there is room for, in the order in which they are kept."""
    kept, room = [], _ROOM
    for word in dict.fromkeys(words):
        room -= len(word.encode()) + 1
        if room < 0:
            break
        kept.append(word)
    return tuple(sorted(kept))


def _some_blocks(newest: Any) -> Iterator[range]:
    """The blocks of tickets, the newest first: one, then twice as many each time."""
    most, last = 1, (newest or 0) // FOUND_IN_A_BLOCK
    while last >= 0:
        yield range(last, max(last - most, -1), -1)
        last, most = last - most, most * 2


def _in_block(block: int, sought: Iterable[str]) -> str:
    return " AND ".join(f'"{block}_{word}"{"*" * is_beginning(word)}' for word in sought)

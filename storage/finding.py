"""What tickets are found by, as rows: the words of each, and the engine's own index over them.

On PostgreSQL the words are a tsvector under GIN. On SQLite they are text, and triggers keep an FTS5
index of them, which has the beginnings of words as well: it walks the tickets of each from the
newest on, and ends when there are enough. Of a beginning that it lacks, FTS5 would gather all
tickets before it gives the first; only those of more than ten letters are left to that.
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
from storage.schema import finds, messages, people, tickets

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
_BY_INDEX = text(
    "SELECT rowid FROM finds_index WHERE finds_index MATCH :sought ORDER BY rowid DESC LIMIT :most"
)
_BY_INDEX_IN_GROUP = text(
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
            statements = (_BY_INDEX, _BY_INDEX_IN_GROUP)
            query = " AND ".join(f'"{word}"{"*" * is_beginning(word)}' for word in sought)
        else:
            statements = (_IN_ALL, _IN_GROUP)
            query = " & ".join(f"'{word}'{':*' if is_beginning(word) else ''}" for word in sought)
        values = {"sought": query, "most": most}
        if group is None:
            return list(await self._tx.scalars(statements[0], values))
        return list(await self._tx.scalars(statements[1], {**values, "group": group}))

    async def said(self, ticket_ids: Sequence[int], most: int) -> dict[int, Speech]:
        asked = {"tickets": ticket_ids}
        html: dict[int, list[str]] = {number: [] for number in ticket_ids}
        for row in await self._tx.execute(_SAID, {**asked, "most": most}):
            html[row.ticket_id].append(row.html)
        names = await self._tx.execute(_NAMES, asked)
        return {row.id: Speech(_name(row), tuple(html[row.id])) for row in names}

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

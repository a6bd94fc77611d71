"""The messages of tickets as rows."""

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.incoming import Kind, Media, MessageRef
from desk.messages import Author, Edit, Message
from storage.database import OnBoth
from storage.finding import FindingRows
from storage.schema import messages

_ORIGINAL = (messages.c.chat_id == bindparam("chat")) & (
    messages.c.message_id == bindparam("message")
)
_COPY = (messages.c.copy_chat_id == bindparam("chat")) & (
    messages.c.copy_message_id == bindparam("message")
)
_ALL = 1_000_000
_THEIRS = messages.c.ticket_id == bindparam("ticket")
_BY_PEOPLE = messages.c.author.in_([Author.MEMBER, Author.STAFF])
_IS_THERE = messages.c.recalled_at.is_(None)
# A row whose words were erased only counts.
_STANDS = messages.c.chat_id.is_not(None) | (messages.c.html != "")
_BY_ORIGINAL = select(messages).where(_ORIGINAL)
_BY_COPY = select(messages).where(_COPY).order_by(messages.c.id)
_ADD = OnBoth(lambda insert: insert(messages).on_conflict_do_nothing().returning(messages.c.id))
_SAVE = update(messages).where(messages.c.id == bindparam("this"))
_UNCOPIED = (
    update(messages)
    .where(_THEIRS, messages.c.author == Author.MEMBER)
    .values(copy_chat_id=None, copy_message_id=None)
)
_COPIED = (
    update(messages)
    .where(_ORIGINAL)
    .values(copy_chat_id=bindparam("there"), copy_message_id=bindparam("copy"))
)


def _oldest(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(messages).where(*conditions).order_by(messages.c.id).limit(bindparam("most"))


def _newest(*conditions: ColumnElement[bool]) -> Select[Any]:
    found = select(messages).where(_THEIRS, _STANDS, *conditions)
    return found.order_by(messages.c.id.desc()).limit(bindparam("most"))


_GET = _oldest(messages.c.id == bindparam("this"))
_SINCE = _oldest(_THEIRS, messages.c.id >= bindparam("this"), _BY_PEOPLE, _IS_THERE)
_FIRST = _oldest(_THEIRS, _BY_PEOPLE, _STANDS)
_WHOLE = _oldest(_THEIRS, _STANDS)
_LAST = _newest(_BY_PEOPLE, _IS_THERE)
_LAST_REPLY = _newest(messages.c.author == Author.STAFF, _IS_THERE)
_LAST_ORIGINAL = _newest(messages.c.author == Author.MEMBER)
_EVERYTHING = _newest(messages.c.author != Author.LINE)


class MessageRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def add(self, message: Message) -> Message:
        values = _values(message)
        del values["id"]
        number = await self._tx.scalar(_ADD.on(self._tx), values)
        if number is not None:
            await FindingRows(self._tx).add(message)
            return replace(message, id=number)
        assert message.original is not None
        known = await self.find(message.original)
        assert known is not None
        return known

    async def find(self, ref: MessageRef) -> Message | None:
        for query in (_BY_ORIGINAL, _BY_COPY):
            row = (await self._tx.execute(query, _at(ref))).mappings().first()
            if row is not None:
                return _message(row)
        return None

    async def sharing(self, copy: MessageRef) -> list[Message]:
        return [_message(row) for row in (await self._tx.execute(_BY_COPY, _at(copy))).mappings()]

    async def last(self, ticket_id: int, most: int) -> list[Message]:
        return (await self._some(_LAST, most, ticket=ticket_id))[::-1]

    async def get(self, message_id: int) -> Message | None:
        return await self._one(_GET, this=message_id)

    async def since(self, ticket_id: int, message_id: int, most: int) -> list[Message]:
        return await self._some(_SINCE, most, ticket=ticket_id, this=message_id)

    async def first(self, ticket_id: int) -> Message | None:
        return await self._one(_FIRST, ticket=ticket_id)

    async def whole(self, ticket_id: int) -> list[Message]:
        return await self._some(_WHOLE, _ALL, ticket=ticket_id)

    async def everything(self, ticket_id: int, most: int) -> list[Message]:
        return (await self._some(_EVERYTHING, most, ticket=ticket_id))[::-1]

    async def last_reply(self, ticket_id: int) -> Message | None:
        return await self._one(_LAST_REPLY, ticket=ticket_id)

    async def last_original(self, ticket_id: int) -> Message | None:
        return await self._one(_LAST_ORIGINAL, ticket=ticket_id)

    async def save(self, message: Message) -> None:
        await self._tx.execute(_SAVE, {"this": message.id, **_values(message)})
        await FindingRows(self._tx).renew(message.ticket_id)

    async def copied(self, original: MessageRef, copy: MessageRef) -> bool:
        values = {"there": copy.chat_id, "copy": copy.message_id}
        return (await self._tx.execute(_COPIED, {**_at(original), **values})).rowcount > 0

    async def uncopied(self, ticket_id: int) -> None:
        await self._tx.execute(_UNCOPIED, {"ticket": ticket_id})

    async def _one(self, query: Select[Any], **values: int) -> Message | None:
        found = await self._some(query, 1, **values)
        return found[0] if found else None

    async def _some(self, query: Select[Any], most: int, **values: int) -> list[Message]:
        rows = await self._tx.execute(query, {**values, "most": most})
        return [_message(row) for row in rows.mappings()]


def _at(ref: MessageRef) -> dict[str, int]:
    return {"chat": ref.chat_id, "message": ref.message_id}


def _values(message: Message) -> dict[str, Any]:
    """Shallow but for what is kept as JSON: `asdict` copies each moment."""
    values = {name: getattr(message, name) for name in Message.__dataclass_fields__}
    original, copy = values.pop("original"), values.pop("copy")
    return {
        **values,
        "media": message.media and asdict(message.media),
        "edits": [asdict(edit) for edit in message.edits],
        "chat_id": original and original.chat_id,
        "message_id": original and original.message_id,
        "copy_chat_id": copy and copy.chat_id,
        "copy_message_id": copy and copy.message_id,
    }


def _message(row: Any) -> Message:
    return Message(
        id=row["id"],
        ticket_id=row["ticket_id"],
        author=Author(row["author"]),
        author_name=row["author_name"],
        kind=Kind(row["kind"]),
        html=row["html"],
        sent_at=row["sent_at"],
        original=_ref(row["chat_id"], row["message_id"]),
        copy=_ref(row["copy_chat_id"], row["copy_message_id"]),
        media=row["media"] and Media(**row["media"]),
        edits=tuple(Edit(**edit) for edit in row["edits"]),
        recalled_at=row["recalled_at"],
        times=row["times"],
    )


def _ref(chat_id: int | None, message_id: int | None) -> MessageRef | None:
    return None if chat_id is None or message_id is None else MessageRef(chat_id, message_id)

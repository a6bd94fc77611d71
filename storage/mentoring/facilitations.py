"""Requests for a facilitator, their checklists, and what is written for them, as rows."""

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.incoming import Kind, MessageRef
from desk.mentoring.areas import Area
from desk.mentoring.booking import Side
from desk.mentoring.facilitation import Entry, Facilitation, Item, Part, Purpose, Slip, Stage
from storage.database import OnBoth
from storage.mentoring.facilitation_tables import (
    facilitation_items,
    facilitation_slips,
    facilitations,
)

_MINUTE = timedelta(minutes=1)
_AS_THEY_ARE = tuple(
    name
    for name in Facilitation.__dataclass_fields__
    if name not in ("id", "zone", "length", "areas", "languages", "answered", "avoided")
)
_OPEN = text("stage IN ('sent', 'asked', 'agreed')")
_TAKEN = text("stage IN ('asked', 'agreed')")

_ADD = insert(facilitations).returning(facilitations.c.id)
_SAVE = update(facilitations).where(facilitations.c.id == bindparam("this"))
_GET = select(facilitations).where(facilitations.c.id == bindparam("number"))
_OF_PERSON = (
    select(facilitations)
    .where(
        facilitations.c.person_id == bindparam("person"),
        facilitations.c.stage.in_((Stage.DRAFT, Stage.SENT, Stage.ASKED, Stage.AGREED)),
    )
    .order_by(facilitations.c.id.desc())
)
_OF_MENTOR = (
    select(facilitations)
    .where(_TAKEN, facilitations.c.mentor_id == bindparam("mentor"))
    .order_by(facilitations.c.id)
)
_ALL_OPEN = (
    select(facilitations)
    .where(_OPEN)
    .order_by(facilitations.c.day.is_(None), facilitations.c.day, facilitations.c.id)
)
_AT_MESSAGE = select(facilitations).where(
    facilitations.c.message_id == bindparam("message"),
    facilitations.c.group_name == bindparam("group"),
)
_ITEMS = select(facilitation_items).where(facilitation_items.c.facilitation_id == bindparam("of"))
_ITEM = select(facilitation_items).where(facilitation_items.c.id == bindparam("item_id"))
_NEW_ITEM = OnBoth(lambda put: put(facilitation_items).on_conflict_do_nothing())
_PUT_ITEM = update(facilitation_items).where(facilitation_items.c.id == bindparam("this"))
_SLIPS = (
    select(facilitation_slips)
    .where(facilitation_slips.c.facilitation_id == bindparam("of"))
    .order_by(facilitation_slips.c.id)
)
_WRITE = insert(facilitation_slips)


class FacilitationRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def add(self, request: Facilitation) -> Facilitation:
        return replace(request, id=await self._tx.scalar(_ADD, _values(request)))

    async def look(self, number: int) -> Facilitation | None:
        found = await self._some(_GET, number=number)
        return found[0] if found else None

    async def save(self, request: Facilitation) -> None:
        await self._tx.execute(_SAVE, {"this": request.id, **_values(request)})

    async def of_person(self, person_id: int) -> list[Facilitation]:
        return await self._some(_OF_PERSON, person=person_id)

    async def of_mentor(self, mentor_id: int) -> list[Facilitation]:
        return await self._some(_OF_MENTOR, mentor=mentor_id)

    async def open(self) -> list[Facilitation]:
        return await self._some(_ALL_OPEN)

    async def at_message(self, group: str, message_id: int) -> Facilitation | None:
        found = await self._some(_AT_MESSAGE, group=group, message=message_id)
        return found[0] if found else None

    # Checklists

    async def entries(self, number: int) -> list[Entry]:
        rows = (await self._tx.execute(_ITEMS, {"of": number})).mappings()
        return [_entry(row) for row in rows]

    async def entry(self, number: int, item: Item) -> Entry:
        await self._tx.execute(_NEW_ITEM.on(self._tx), {"facilitation_id": number, "item": item})
        return next(one for one in await self.entries(number) if one.item is item)

    async def entry_of(self, entry_id: int) -> Entry | None:
        row = (await self._tx.execute(_ITEM, {"item_id": entry_id})).mappings().first()
        return _entry(row) if row else None

    async def put(self, entry: Entry) -> None:
        values = asdict(entry)
        await self._tx.execute(_PUT_ITEM, {"this": values.pop("id"), **values})

    async def slips(self, number: int) -> list[Slip]:
        rows = (await self._tx.execute(_SLIPS, {"of": number})).mappings()
        return [_slip(row) for row in rows]

    async def write(self, slip: Slip) -> None:
        values = {name: getattr(slip, name) for name in Slip.__dataclass_fields__}
        at = values.pop("at")
        del values["id"]
        chat, message = (at.chat_id, at.message_id) if at else (None, None)
        await self._tx.execute(_WRITE, {**values, "chat_id": chat, "message_id": message})

    async def _some(self, query: Any, **by: Any) -> list[Facilitation]:
        return [_request(row) for row in (await self._tx.execute(query, by)).mappings()]


def _values(request: Facilitation) -> dict[str, Any]:
    return {
        **{name: getattr(request, name) for name in _AS_THEY_ARE},
        "timezone": request.zone.key,
        "minutes": None if request.length is None else request.length // _MINUTE,
        "areas": list(request.areas),
        "languages": list(request.languages),
        "answered": list(request.answered),
        "avoided": list(request.avoided),
    }


def _request(row: Any) -> Facilitation:
    known = {
        **{name: row[name] for name in _AS_THEY_ARE},
        "stage": Stage(row["stage"]),
        "purpose": row["purpose"] and Purpose(row["purpose"]),
        "ended_by": row["ended_by"] and Side(row["ended_by"]),
    }
    minutes = row["minutes"]
    return Facilitation(
        id=row["id"],
        zone=ZoneInfo(row["timezone"]),
        length=None if minutes is None else minutes * _MINUTE,
        areas=tuple(map(Area, row["areas"])),
        languages=tuple(row["languages"]),
        answered=tuple(map(Part, row["answered"])),
        avoided=tuple(row["avoided"]),
        **known,
    )


def _entry(row: Any) -> Entry:
    known = {**row, "item": Item(row["item"]), "done_by": row["done_by"] and Side(row["done_by"])}
    return Entry(**known)


def _slip(row: Any) -> Slip:
    known = dict(row)
    chat, message = known.pop("chat_id"), known.pop("message_id")
    known |= {
        "item": Item(row["item"]),
        "author": Side(row["author"]),
        "kind": Kind(row["kind"]),
        "at": None if chat is None else MessageRef(chat, message),
    }
    return Slip(**known)

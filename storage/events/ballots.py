"""Votes on needs and priorities, and the papers of whoever has voted, as rows."""

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.ballots import Ballot, BallotStanding, Method, Paper
from storage.database import upsert
from storage.events.tables import ballot_papers, ballots

_GET = select(ballots).where(ballots.c.id == bindparam("ballot"))
_LOCK = _GET.with_for_update(key_share=True)
_ADD = insert(ballots).returning(ballots.c.id)
_SAVE = update(ballots).where(ballots.c.id == bindparam("this"))
_ALL = select(ballots).order_by(ballots.c.id.desc())
_PUT = upsert(ballot_papers)
_THIS_PAPER = (
    ballot_papers.c.ballot_id == bindparam("ballot"),
    ballot_papers.c.voter == bindparam("who"),
)
_PAPER = select(ballot_papers).where(*_THIS_PAPER)
_TAKE_BACK = delete(ballot_papers).where(*_THIS_PAPER)
_PAPERS = (
    select(ballot_papers)
    .where(ballot_papers.c.ballot_id == bindparam("ballot"))
    .order_by(ballot_papers.c.voter)
)
_PAPERS_OF = (
    select(ballot_papers)
    .where(ballot_papers.c.person_id == bindparam("person"))
    .order_by(ballot_papers.c.ballot_id)
)


class BallotRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def add(self, ballot: Ballot) -> Ballot:
        return replace(ballot, id=await self._tx.scalar(_ADD, _values(ballot)))

    async def get(self, ballot_id: int) -> Ballot | None:
        return await self._one(_LOCK, ballot_id)

    async def look(self, ballot_id: int) -> Ballot | None:
        return await self._one(_GET, ballot_id)

    async def save(self, ballot: Ballot) -> None:
        await self._tx.execute(_SAVE, {"this": ballot.id, **_values(ballot)})

    async def all(self) -> list[Ballot]:
        return [_ballot(row) for row in (await self._tx.execute(_ALL)).mappings()]

    async def put(self, paper: Paper) -> None:
        values = {name: getattr(paper, name) for name in Paper.__dataclass_fields__}
        await self._tx.execute(_PUT.on(self._tx), {**values, "choices": list(paper.choices)})

    async def take_back(self, ballot_id: int, voter: int) -> None:
        await self._tx.execute(_TAKE_BACK, {"ballot": ballot_id, "who": voter})

    async def papers(self, ballot_id: int) -> list[Paper]:
        return await self._papers(_PAPERS, ballot=ballot_id)

    async def paper(self, ballot_id: int, voter: int) -> Paper | None:
        found = await self._papers(_PAPER, ballot=ballot_id, who=voter)
        return found[0] if found else None

    async def papers_of(self, person_id: int) -> list[Paper]:
        return await self._papers(_PAPERS_OF, person=person_id)

    async def _papers(self, query: Any, **by: Any) -> list[Paper]:
        rows = (await self._tx.execute(query, by)).mappings()
        return [Paper(**{**row, "choices": tuple(row["choices"])}) for row in rows]

    async def _one(self, query: Any, ballot_id: int) -> Ballot | None:
        row = (await self._tx.execute(query, {"ballot": ballot_id})).mappings().first()
        return _ballot(row) if row else None


def _values(ballot: Ballot) -> dict[str, Any]:
    names = [name for name in Ballot.__dataclass_fields__ if name != "id"]
    plain = {name: getattr(ballot, name) for name in names}
    options = {code: list(lines) for code, lines in ballot.options.items()}
    return {**plain, "question": dict(ballot.question), "options": options}


def _ballot(row: Any) -> Ballot:
    known = {
        **row,
        "method": Method(row["method"]),
        "standing": BallotStanding(row["standing"]),
        "options": {code: tuple(lines) for code, lines in row["options"].items()},
    }
    return Ballot(**known)

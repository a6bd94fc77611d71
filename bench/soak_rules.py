"""The rules of a desk, each with a name, and what they are checked on: tables, Telegram, people.

A rule answers with what breaks it, line by line; nothing where it holds.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any

from sqlalchemy import select

from bench.figures import Goals
from bench.soak_stage import Play, Said, Sent, Soul
from sandbox.model import JSON
from storage.columns import metadata
from storage.database import Database
from tests.trial.stage import TOKEN

Row = Mapping[str, Any]
Breaches = Iterable[str]
_SHOWN = 4  # breaches of one rule that are printed


@dataclass(frozen=True, slots=True)
class Ordeal:
    """What befell the line: moments of kills, sends under way at them, answers that were cut off,
    and calls that Telegram refused as too many, in all and those that were ordered.
    """

    kills: list[float]
    in_flight: int
    cut: int
    floods: list[JSON]
    ordered_floods: int
    log: str
    exit_code: int | None


@dataclass
class Evidence:
    """`cards` are how those of the tickets ought to look: words, and what the buttons do."""

    tables: dict[str, list[Row]]
    play: Play
    ordeal: Ordeal
    cards: dict[int, tuple[str, list[str]]]
    now: datetime
    zone: tzinfo
    by_id: dict[int, Row] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {row["id"]: row for row in self.tables["tickets"]}

    @property
    def group_id(self) -> int:
        return self.play.group.id

    @cached_property
    def gone(self) -> set[int]:
        """Numbers of those who were forgotten."""
        return {s.number for s in self.play.souls if s.forgotten_at is not None}

    @cached_property
    def words(self) -> dict[str, set[str]]:
        """Every counted word, and the tables that it stands in."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, rows in self.tables.items():
            for row in rows:
                for value in row.values():
                    for word in _words(value):
                        found[word].add(name)
        return found

    @cached_property
    def first(self) -> dict[str, Sent]:
        """Where each word stood first on the other side, and when."""
        found: dict[str, Sent] = {}
        for sent in self.play.watch.sent:
            for word in sent.words:
                if self.is_across(word, sent):
                    found.setdefault(word, sent)
        return found

    def is_across(self, word: str, sent: Sent) -> bool:
        said = self.play.said.get(word)
        return said is not None and said.chat_id != sent.chat_id

    def soul(self, said: Said) -> Soul:
        return self.play.souls[said.soul]

    def said(self, by: str) -> list[Said]:
        """Of those who are still known to the line."""
        return [s for s in self.play.said.values() if s.by == by and s.soul not in self.gone]


def _words(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return TOKEN.findall(value)
    if isinstance(value, dict | list | tuple):
        return TOKEN.findall(repr(value))
    return ()


async def read(database: Database) -> dict[str, list[Row]]:
    """All tables whole."""
    found: dict[str, list[Row]] = {}
    async with database.transaction() as tx:
        for table in metadata.sorted_tables:
            rows = (await tx.execute(select(table))).mappings()
            found[table.name] = [dict(row) for row in rows]
    return found


Check = Callable[[Evidence], Breaches]
RULES: dict[str, Check] = {}


def rule(name: str) -> Callable[[Check], Check]:
    def keep(check: Check) -> Check:
        assert name not in RULES
        RULES[name] = check
        return check

    return keep


def judge(evidence: Evidence, goals: Goals) -> None:
    for name, check in RULES.items():
        breaches = list(check(evidence))
        told = f"{len(breaches)} breaches" if breaches else "holds"
        print(f"  {name:74} {told}")
        for breach in breaches[:_SHOWN]:
            print(f"      {breach}")
        if breaches:
            goals.missed.append(name)

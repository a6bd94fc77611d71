"""Questions as rows."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

import faq
from desk.incoming import Incoming, Kind
from desk.languages import Language
from desk.questions import Event, Gap, Question
from storage.database import OnBoth
from storage.schema import questions
from storage.written import tallies

_ADD = insert(questions).returning(questions.c.id)
_SAVE = update(questions).where(questions.c.id == bindparam("this"))
_UNANSWERED = text("questions.outcome IS NULL")


class QuestionRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def add(
        self,
        person_id: int,
        incoming: Incoming,
        tried: tuple[str, ...],
        outcome: faq.Outcome | None = None,
    ) -> Question:
        question = Question(
            id=0,
            person_id=person_id,
            message_ids=(incoming.at.message_id,),
            kind=incoming.kind,
            html=incoming.html,
            plain=incoming.plain,
            asked_at=incoming.sent_at,
            media_group_id=incoming.media_group_id,
            tried=tried,
            outcome=outcome,
        )
        values = _values(question)
        del values["id"]
        return replace(question, id=(await self._tx.execute(_ADD, values)).scalar_one())

    async def get(self, question_id: int) -> Question | None:
        return await self._one(questions.c.id == question_id)

    async def album(self, person_id: int, media_group_id: str) -> Question | None:
        return await self._one(
            (questions.c.person_id == person_id) & (questions.c.media_group_id == media_group_id)
        )

    async def lately(self, person_id: int, since: datetime) -> list[Question]:
        query = (
            select(questions)
            .where(
                questions.c.person_id == person_id,
                questions.c.asked_at >= since,
                questions.c.ticket_id.is_(None),
            )
            .order_by(questions.c.id)
        )
        return [question_of(row) for row in (await self._tx.execute(query)).mappings()]

    async def unanswered(self, person_id: int) -> list[Question]:
        query = (
            select(questions)
            .where(questions.c.person_id == person_id, _UNANSWERED)
            .order_by(questions.c.id)
        )
        return [question_of(row) for row in (await self._tx.execute(query)).mappings()]

    async def by(self, person_id: int) -> list[Question]:
        query = select(questions).where(questions.c.person_id == person_id).order_by(questions.c.id)
        return [question_of(row) for row in (await self._tx.execute(query)).mappings()]

    async def save(self, question: Question) -> None:
        await self._tx.execute(_SAVE, {"this": question.id, **_values(question)})

    async def count(self, slug: str, language: Language, event: Event) -> None:
        values = {"slug": slug, "language": language, event: 1}
        await self._tx.execute(_COUNT[event].on(self._tx), values)

    async def _one(self, condition: Any) -> Question | None:
        query = select(questions).where(condition)
        row = (await self._tx.execute(query)).mappings().first()
        return question_of(row) if row else None


def _counted(event: Event, insert: Any) -> Any:
    statement = insert(tallies)
    column = tallies.c[event]
    return statement.on_conflict_do_update(
        index_elements=tallies.primary_key, set_={event: column + 1}
    )


def _values(question: Question) -> dict[str, Any]:
    return {name: getattr(question, name) for name in Question.__dataclass_fields__}


def question_of(row: Any) -> Question:
    return Question(
        **{
            **row,
            "message_ids": tuple(row["message_ids"]),
            "tried": tuple(row["tried"]),
            "kind": Kind(row["kind"]),
            "outcome": row["outcome"] and faq.Outcome(row["outcome"]),
            "language": row["language"] and Language(row["language"]),
            "gap": row["gap"] and Gap(row["gap"]),
        }
    )


_COUNT = {event: OnBoth(partial(_counted, event)) for event in Event}

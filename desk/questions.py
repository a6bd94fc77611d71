"""What members ask, what was answered, and whether it helped."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import faq
from desk.errors import NotYours
from desk.incoming import Incoming, Kind
from desk.languages import Language
from desk.people import Person


class Gap(StrEnum):
    """A question that the knowledge base did not answer, or not well."""

    OPEN = "open"
    CLOSED = "closed"  # staff have dealt with it


class Event(StrEnum):
    """What is counted of an entry, for each language."""

    SHOWN = "shown"
    HELPED = "helped"
    ASKED_ON = "asked_on"  # its reader wanted a person nevertheless


@dataclass(frozen=True, slots=True)
class Question:
    """Something sent outside every ticket; an album is one question with several messages.

    `language` is the one that it was answered in.
    """

    id: int
    person_id: int
    message_ids: tuple[int, ...]
    kind: Kind
    html: str
    plain: str
    asked_at: datetime
    media_group_id: str | None = None
    tried: tuple[str, ...] = ()
    outcome: faq.Outcome | None = None
    language: Language | None = None
    helped: bool | None = None
    gap: Gap | None = None
    ticket_id: int | None = None


class QuestionStore(Protocol):
    async def add(
        self,
        person_id: int,
        incoming: Incoming,
        tried: tuple[str, ...],
        outcome: faq.Outcome | None = None,
    ) -> Question: ...

    async def get(self, question_id: int) -> Question | None: ...

    async def album(self, person_id: int, media_group_id: str) -> Question | None: ...

    async def lately(self, person_id: int, since: datetime) -> list[Question]:
        """Asked since then and in no ticket, oldest first."""

    async def unanswered(self, person_id: int) -> list[Question]:
        """Asked before a language was chosen, oldest first."""

    async def by(self, person_id: int) -> list[Question]:
        """All that this person asked, oldest first."""

    async def save(self, question: Question) -> None: ...

    async def count(self, slug: str, language: Language, event: Event) -> None: ...


class Search(Protocol):
    def search(self, query: str, language: str) -> faq.Answer: ...


class Questions:
    def __init__(self, store: QuestionStore, index: Search) -> None:
        self._store = store
        self._index = index

    async def keep(
        self, person: Person, incoming: Incoming, tried: tuple[str, ...] = ()
    ) -> Question:
        """Remembers what was sent, before it is known what becomes of it."""
        return await self._store.add(person.id, incoming, tried)

    async def keep_for_staff(
        self, person: Person, incoming: Incoming, tried: tuple[str, ...] = ()
    ) -> Question:
        """Remembers what the knowledge base is not asked for."""
        return await self._store.add(person.id, incoming, tried, faq.Outcome.NONE)

    async def waiting(self, person: Person) -> list[Question]:
        return await self._store.unanswered(person.id)

    async def by(self, person: Person) -> list[Question]:
        return await self._store.by(person.id)

    async def lately(self, person: Person, since: datetime) -> list[Question]:
        """What has not gone to a person."""
        return await self._store.lately(person.id, since)

    async def gathered(self, question: Question, ticket_id: int) -> Question:
        """It went to a person along with others, which says nothing of the knowledge base."""
        return await self._keep(replace(question, ticket_id=ticket_id))

    async def album(self, person: Person, incoming: Incoming) -> Question | None:
        """The album that this item belongs to, with the item added; None for the first item."""
        if incoming.media_group_id is None:
            return None
        album = await self._store.album(person.id, incoming.media_group_id)
        if album is None:
            return None
        ids = tuple(sorted({*album.message_ids, incoming.at.message_id}))
        return await self._keep(replace(album, message_ids=ids, html=album.html or incoming.html))

    async def answer(self, question: Question, language: Language) -> tuple[Question, faq.Answer]:
        """The question with its outcome, and what was found."""
        found = self._index.search(question.plain, language)
        is_answered = found.outcome is faq.Outcome.ANSWER
        tried = (found.hits[0].slug,) if is_answered else ()
        if is_answered:
            await self._store.count(found.hits[0].slug, language, Event.SHOWN)
        answered = replace(
            question,
            outcome=found.outcome,
            language=language,
            tried=(*question.tried, *tried),
            gap=Gap.OPEN if found.outcome is faq.Outcome.NONE else None,
        )
        return await self._keep(answered), found

    async def unanswerable(self, question: Question) -> Question:
        """A picture or a voice has no answer in the knowledge base."""
        return await self._keep(replace(question, outcome=faq.Outcome.NONE))

    async def of(self, person: Person, question_id: int) -> Question:
        """Raises NotYours."""
        question = await self._store.get(question_id)
        if question is None or question.person_id != person.id:
            raise NotYours(question_id)
        return question

    async def try_entry(self, question: Question, slug: str) -> Question:
        if slug in question.tried:
            return question
        await self._count(slug, question, Event.SHOWN)
        return await self._keep(replace(question, tried=(*question.tried, slug)))

    async def helped(self, question: Question) -> Question:
        if question.helped:
            return question
        if question.tried:
            await self._count(question.tried[-1], question, Event.HELPED)
        gap = question.gap if question.gap is Gap.CLOSED else None
        return await self._keep(replace(question, helped=True, gap=gap))

    async def sent_on(self, question: Question, ticket_id: int) -> Question:
        """Somebody who wants a person was not answered by what was tried."""
        if question.tried and question.language is not None:
            await self._count(question.tried[-1], question, Event.ASKED_ON)
        was_searched = question.kind is Kind.TEXT and question.language is not None
        gap = Gap.OPEN if was_searched and question.gap is None else question.gap
        return await self._keep(replace(question, ticket_id=ticket_id, gap=gap))

    async def _count(self, slug: str, question: Question, event: Event) -> None:
        await self._store.count(slug, question.language or Language.EN, event)

    async def _keep(self, question: Question) -> Question:
        await self._store.save(question)
        return question

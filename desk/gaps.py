"""What the knowledge base lacks, and how staff mend it: a phrasing more, or a new entry."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import faq
from desk.errors import DeskError
from desk.groups import MAIN
from desk.languages import Language
from desk.masking import mask
from desk.questions import Gap, Question

MOST_TITLE = 60  # characters: it is a button's label too
MOST_ANSWER = 900
_MOST_SLUG = 36  # characters, so that every button with it keeps within callback_data
_MOST_ASKED = 200  # open gaps looked through, the newest first
_ENOUGH, _WORST = 5, 3  # shown so often before an entry is judged; so many of them are named
_LEARNT = 3  # phrasings taken over from one group: more would say nothing new


class NoSuchGap(DeskError):
    """Dealt with already, or never there."""


class NotReady(DeskError):
    """The draft lacks its title or its answer."""


class TooLong(DeskError):
    """`most` characters are allowed."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same, the first one asked first."""

    language: Language
    questions: tuple[Question, ...]

    @property
    def id(self) -> int:
        return self.questions[0].id

    @property
    def texts(self) -> tuple[str, ...]:
        """Without what is personal, each wording once."""
        masked = {faq.fold(text): text for q in self.questions if (text := shown(q))}
        return tuple(text for folded, text in masked.items() if folded)


def shown(question: Question) -> str:
    """The words of a question as others may read them, in one line."""
    return " ".join(mask(question.plain).split())


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry in the making, in the message of the staff group `group_name` that shows it.

    `awaiting` is what a reply to that message is: "title", "answer", or "entry", words to find an
    entry by. `slug` is set once it is published.
    """

    id: int
    language: Language
    topic: str
    title: str
    answer: str
    phrasings: tuple[str, ...]
    question_ids: tuple[int, ...]
    message_id: int
    begun_at: datetime
    awaiting: str | None = None
    slug: str | None = None
    group_name: str = MAIN

    @classmethod
    def begun(cls, group: Group, topic: str, message_id: int, at: datetime) -> "Draft":
        """A first question makes the title, until somebody writes a better one."""
        title = group.texts[0][:MOST_TITLE] if group.texts else ""
        return cls(
            id=0,
            language=group.language,
            topic=topic,
            title=title[:1].upper() + title[1:],
            answer="",
            phrasings=group.texts[:_LEARNT],
            question_ids=tuple(question.id for question in group.questions),
            message_id=message_id,
            begun_at=at,
        )

    def answering(self, reply: str) -> "Draft":
        """With a reply that staff gave, as far as it fits and without what is personal."""
        return replace(self, answer=mask(reply)[:MOST_ANSWER])

    def written(self, words: str) -> "Draft":
        """With a reply put where it was awaited. Raises TooLong."""
        most = MOST_TITLE if self.awaiting == "title" else MOST_ANSWER
        words = words.strip()
        if len(words) > most:
            raise TooLong(most)
        if self.awaiting == "title":
            return replace(self, title=" ".join(words.split()), awaiting=None)
        return replace(self, answer=words, awaiting=None)


def slug_of(title: str, taken: Iterable[str]) -> str:
    """A name for an entry, from its title; one that nobody has yet."""
    words = re.findall(r"[a-z0-9]+", faq.fold(title)) or ["entry"]
    slug = ""
    for word in words:
        if len(slug) + len(word) + 1 > _MOST_SLUG:
            break
        slug = f"{slug}-{word}" if slug else word
    slug = slug or words[0][:_MOST_SLUG]
    taken = set(taken)
    number = 2
    found = slug
    while found in taken:
        found = f"{slug}-{number}"
        number += 1
    return found


@dataclass(frozen=True, slots=True)
class Worst:
    """An entry after which many asked for a person, in one language."""

    slug: str
    language: Language
    shown: int
    asked_on: int
    title: str = ""


class GapStore(Protocol):
    """What was asked in a sensitive ticket is in no list."""

    async def open(self, most: int) -> list[Question]:
        """Questions with an open gap, the newest first."""

    async def questions(self, ids: Sequence[int]) -> list[Question]: ...

    async def any_sensitive(self, ids: Sequence[int]) -> bool:
        """Whether one of them was asked in a sensitive ticket."""

    async def of_ticket(self, ticket_id: int) -> list[Question]:
        """What was asked in a ticket, oldest first."""

    async def mark(self, ids: Sequence[int], gap: Gap) -> int:
        """How many of them are marked so now and were not before."""

    async def worst(self, shown: int, most: int) -> list[Worst]:
        """Shown at least so often, and asked on more than it helped; the worst first."""

    async def add_phrasing(
        self, phrasing: faq.Phrasing, folded: str, author_id: int, at: datetime
    ) -> bool:
        """False where that language has it already, whoever added it."""

    async def remove_phrasings(
        self, slug: str, language: Language, folded: Sequence[str]
    ) -> None: ...

    async def add_entry(self, entry: faq.Entry, author_id: int, at: datetime) -> bool:
        """False where there is one already."""

    async def remove_entry(self, slug: str, language: Language) -> None: ...

    async def additions(self) -> faq.Additions: ...

    async def revision(self) -> str:
        """Another one whenever the additions are others."""

    async def draft(self, message_id: int, group: str) -> Draft | None: ...

    async def save_draft(self, draft: Draft) -> None: ...

    async def drop_draft(self, message_id: int, group: str) -> None: ...


class Gaps:
    def __init__(self, store: GapStore) -> None:
        self._store = store
        self.has_learnt = False  # whether what was done here changes the knowledge base

    async def groups(self) -> list[Group]:
        """Open gaps, those that most people have first."""
        asked = sorted(await self._store.open(_MOST_ASKED), key=lambda question: question.id)
        found: list[Group] = []
        for language in dict.fromkeys(q.language for q in asked if q.language):
            mine = [question for question in asked if question.language is language]
            alike = faq.groups([question.plain for question in mine])
            found += [Group(language, tuple(mine[n] for n in numbers)) for numbers in alike]
        return sorted(found, key=lambda group: (-len(group.questions), group.id))

    async def group(self, question_id: int) -> Group:
        """The open group that a question belongs to, or the request that it was asked in.

        Raises NoSuchGap.
        """
        for group in await self.groups():
            if any(question.id == question_id for question in group.questions):
                return group
        asked = await self._store.questions([question_id])
        if not asked or asked[0].gap is Gap.CLOSED or asked[0].ticket_id is None:
            raise NoSuchGap(question_id)
        return await self.of_ticket(asked[0].ticket_id, asked[0].language or Language.EN)

    async def of_ticket(self, ticket_id: int, language: Language) -> Group:
        """What a ticket asked, to be learnt from whether or not it is a gap. Raises NoSuchGap."""
        asked = [q for q in await self._store.of_ticket(ticket_id) if q.plain.strip()]
        if not asked:
            raise NoSuchGap(ticket_id)
        return Group(asked[0].language or language, tuple(asked))

    async def worst(self) -> list[Worst]:
        return await self._store.worst(_ENOUGH, _WORST)

    async def dismiss(self, group: Group) -> None:
        """Raises NoSuchGap where somebody was quicker."""
        if not await self._store.mark([question.id for question in group.questions], Gap.CLOSED):
            raise NoSuchGap(group.id)

    async def learn(self, group: Group, slug: str, author_id: int, at: datetime) -> tuple[str, ...]:
        """The group's wordings become phrasings of an entry; answers with those that are new.

        Raises NoSuchGap where somebody was quicker.
        """
        await self.dismiss(group)
        learnt = []
        for text in group.texts[:_LEARNT]:
            phrasing = faq.Phrasing(slug, group.language, text)
            if await self._store.add_phrasing(phrasing, faq.fold(text), author_id, at):
                learnt.append(text)
        self.has_learnt = True
        return tuple(learnt)

    async def unlearn(self, made: Draft) -> None:
        """What `learn` added is taken back, and the questions are open again."""
        assert made.slug is not None
        folded = [faq.fold(text) for text in made.phrasings]
        await self._store.remove_phrasings(made.slug, made.language, folded)
        await self._store.mark(made.question_ids, Gap.OPEN)
        await self.drop(made)
        self.has_learnt = True

    async def draft(self, message_id: int, group: str = MAIN) -> Draft | None:
        return await self._store.draft(message_id, group)

    async def keep(self, draft: Draft) -> Draft:
        await self._store.save_draft(draft)
        return draft

    async def drop(self, draft: Draft) -> None:
        await self._store.drop_draft(draft.message_id, draft.group_name)

    async def publish(
        self, draft: Draft, taken: Iterable[str], author_id: int, at: datetime
    ) -> faq.Entry:
        """Raises NotReady, and NoSuchGap where its ticket has become sensitive meanwhile."""
        if await self._store.any_sensitive(draft.question_ids):
            raise NoSuchGap(draft.id)
        if not draft.title.strip() or not draft.answer.strip():
            raise NotReady(draft.id)
        names = set(taken)
        slug = slug_of(draft.title, names)
        entry = faq.Entry(slug, draft.topic, draft.language, draft.title, draft.answer, ())
        while not await self._store.add_entry(entry, author_id, at):
            names.add(slug)
            slug = slug_of(draft.title, names)
            entry = replace(entry, slug=slug)
        for text in draft.phrasings or (draft.title,):
            phrasing = faq.Phrasing(slug, draft.language, text)
            await self._store.add_phrasing(phrasing, faq.fold(text), author_id, at)
        await self._store.mark(draft.question_ids, Gap.CLOSED)
        await self.keep(replace(draft, slug=slug, awaiting=None))
        self.has_learnt = True
        return entry

    async def withdraw(self, draft: Draft) -> Draft:
        """What was published is a draft again."""
        assert draft.slug is not None
        await self._store.remove_entry(draft.slug, draft.language)
        await self._store.mark(draft.question_ids, Gap.OPEN)
        self.has_learnt = True
        return await self.keep(replace(draft, slug=None))

    async def additions(self) -> faq.Additions:
        return await self._store.additions()

    async def revision(self) -> str:
        return await self._store.revision()

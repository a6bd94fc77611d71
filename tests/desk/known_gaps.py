"""The store of gaps as dictionaries, and the questions that its tests begin with."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import faq
from desk.gaps import Draft, Worst
from desk.incoming import Kind
from desk.languages import Language
from desk.questions import Gap, Question
from tests.desk.stores import MORNING

GRACE = 77  # of staff


@dataclass
class KnownGaps:
    """The store as dictionaries."""

    asked: dict[int, Question] = field(default_factory=dict)
    phrasings: dict[tuple[str, str], faq.Phrasing] = field(default_factory=dict)
    entries: dict[tuple[str, str], faq.Entry] = field(default_factory=dict)
    drafts: dict[tuple[int, str], Draft] = field(default_factory=dict)
    tallies: tuple[Worst, ...] = ()
    tries: int = 0
    sensitive: frozenset[int] = frozenset()  # questions of sensitive tickets

    def having(self, *questions: Question) -> "KnownGaps":
        self.asked |= {question.id: question for question in questions}
        return self

    async def open(self, most: int) -> list[Question]:
        newest = sorted(self.asked.values(), key=lambda question: -question.id)
        return [question for question in newest if question.gap is Gap.OPEN][:most]

    async def questions(self, ids: Sequence[int]) -> list[Question]:
        return [self.asked[number] for number in ids if number in self.asked]

    async def any_sensitive(self, ids: Sequence[int]) -> bool:
        return not self.sensitive.isdisjoint(ids)

    async def of_ticket(self, ticket_id: int) -> list[Question]:
        return [q for _, q in sorted(self.asked.items()) if q.ticket_id == ticket_id]

    async def mark(self, ids: Sequence[int], gap: Gap) -> int:
        others = [number for number in ids if self.asked[number].gap is not gap]
        self.asked |= {number: replace(self.asked[number], gap=gap) for number in others}
        return len(others)

    async def worst(self, shown: int, most: int) -> list[Worst]:
        return [one for one in self.tallies if one.shown >= shown][:most]

    async def add_phrasing(
        self, phrasing: faq.Phrasing, folded: str, author_id: int, at: datetime
    ) -> bool:
        assert (author_id, at) == (GRACE, MORNING)
        kept = self.phrasings.setdefault((phrasing.language, folded), phrasing)
        return kept is phrasing

    async def remove_phrasings(self, slug: str, language: Language, folded: Sequence[str]) -> None:
        for text in folded:
            if (found := self.phrasings.get((language, text))) and found.slug == slug:
                del self.phrasings[language, text]

    async def add_entry(self, entry: faq.Entry, author_id: int, at: datetime) -> bool:
        assert (author_id, at) == (GRACE, MORNING)
        self.tries += 1
        if self.tries > 20:
            raise RecursionError("the same names are tried over and over")
        return self.entries.setdefault((entry.slug, entry.language), entry) is entry

    async def remove_entry(self, slug: str, language: Language) -> None:
        del self.entries[slug, language]
        for key, phrasing in list(self.phrasings.items()):
            if (phrasing.slug, phrasing.language) == (slug, language):
                del self.phrasings[key]

    async def additions(self) -> faq.Additions:
        return faq.Additions(tuple(self.phrasings.values()), tuple(self.entries.values()))

    async def revision(self) -> str:
        return f"{len(self.phrasings)}:{len(self.entries)}"

    async def draft(self, message_id: int, group: str) -> Draft | None:
        return self.drafts.get((message_id, group))

    async def save_draft(self, draft: Draft) -> None:
        self.drafts[draft.message_id, draft.group_name] = draft

    async def drop_draft(self, message_id: int, group: str) -> None:
        self.drafts.pop((message_id, group), None)


def question_of(
    number: int,
    plain: str,
    language: Language | None = Language.EN,
    gap: Gap | None = Gap.OPEN,
    ticket_id: int | None = None,
) -> Question:
    return Question(
        number,
        person_id=number + 1000,
        message_ids=(number,),
        kind=Kind.TEXT,
        html=plain,
        plain=plain,
        asked_at=MORNING,
        language=language,
        gap=gap,
        ticket_id=ticket_id,
    )


PARKING = (
    question_of(1, "where do i park the car"),
    question_of(2, "is lunch for free"),
    question_of(3, "Where do I park the car?!"),
    question_of(4, "where do i park the car, I am Arta"),
)
DRAFT = Draft(
    id=0,
    language=Language.EN,
    topic="visits",
    title="Where do we park?",
    answer="In the yard.",
    phrasings=("where do i park the car", "a place for the car"),
    question_ids=(1, 3),
    message_id=900,
    begun_at=MORNING,
)


def open_ids(store: KnownGaps) -> list[int]:
    return [number for number, question in store.asked.items() if question.gap is Gap.OPEN]

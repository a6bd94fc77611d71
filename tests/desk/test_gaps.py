"""What the knowledge base lacks: gathered, learnt from, written anew, and undone."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import faq
from desk.gaps import (
    MOST_ANSWER,
    MOST_TITLE,
    Draft,
    Gaps,
    Group,
    NoSuchGap,
    NotReady,
    TooLong,
    Worst,
    slug_of,
)
from desk.incoming import Kind
from desk.languages import Language
from desk.questions import Gap, Question
from faq.loading import SLUG
from tests.desk.stores import MORNING

GRACE = 77  # of staff


@dataclass
class KnownGaps:
    """The store as dictionaries."""

    asked: dict[int, Question] = field(default_factory=dict)
    phrasings: dict[tuple[str, str], faq.Phrasing] = field(default_factory=dict)
    entries: dict[tuple[str, str], faq.Entry] = field(default_factory=dict)
    drafts: dict[int, Draft] = field(default_factory=dict)
    tallies: tuple[Worst, ...] = ()
    tries: int = 0

    def having(self, *questions: Question) -> "KnownGaps":
        self.asked |= {question.id: question for question in questions}
        return self

    async def open(self, most: int) -> list[Question]:
        newest = sorted(self.asked.values(), key=lambda question: -question.id)
        return [question for question in newest if question.gap is Gap.OPEN][:most]

    async def questions(self, ids: Sequence[int]) -> list[Question]:
        return [self.asked[number] for number in ids if number in self.asked]

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

    async def draft(self, message_id: int) -> Draft | None:
        return self.drafts.get(message_id)

    async def save_draft(self, draft: Draft) -> None:
        self.drafts[draft.message_id] = draft

    async def drop_draft(self, message_id: int) -> None:
        self.drafts.pop(message_id, None)


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


@pytest.fixture
def store() -> KnownGaps:
    return KnownGaps().having(*PARKING)


@pytest.fixture
def gaps(store: KnownGaps) -> Gaps:
    return Gaps(store)


def ids(group: Group) -> list[int]:
    return [question.id for question in group.questions]


def open_ids(store: KnownGaps) -> list[int]:
    return [number for number, question in store.asked.items() if question.gap is Gap.OPEN]


# The list


async def test_questions_that_ask_the_same_are_one_gap_the_largest_first(gaps: Gaps) -> None:
    assert [ids(group) for group in await gaps.groups()] == [[1, 3, 4], [2]]
    assert [group.id for group in await gaps.groups()] == [1, 2]


async def test_each_language_has_gaps_of_its_own(store: KnownGaps, gaps: Gaps) -> None:
    store.having(question_of(5, "where do i park the car", Language.TR))
    found = [(group.language, ids(group)) for group in await gaps.groups()]
    assert found == [(Language.EN, [1, 3, 4]), (Language.EN, [2]), (Language.TR, [5])]


async def test_what_is_dealt_with_and_what_was_answered_is_no_gap() -> None:
    store = KnownGaps().having(
        question_of(1, "parking", gap=Gap.CLOSED), question_of(2, "parking", gap=None)
    )
    assert await Gaps(store).groups() == []


async def test_a_gap_is_found_by_any_of_its_questions(gaps: Gaps) -> None:
    assert ids(await gaps.group(4)) == [1, 3, 4]
    assert ids(await gaps.group(2)) == [2]


@pytest.mark.parametrize("gap", [Gap.CLOSED, None])
async def test_a_question_that_is_no_gap_has_no_group(gap: Gap | None) -> None:
    gaps = Gaps(KnownGaps().having(question_of(9, "parking", gap=gap)))
    for number in (9, 10):
        with pytest.raises(NoSuchGap):
            await gaps.group(number)


async def test_what_a_ticket_asked_is_a_group_though_it_is_no_gap() -> None:
    store = KnownGaps().having(
        question_of(5, "parking", None, gap=None, ticket_id=7),
        question_of(6, " ", None, gap=None, ticket_id=7),
        question_of(8, "and for a bus?", None, gap=None, ticket_id=7),
    )
    group = await Gaps(store).of_ticket(7, Language.EU)
    assert (group.language, ids(group)) == (Language.EU, [5, 8])
    assert ids(await Gaps(store).group(8)) == [5, 8]


async def test_a_ticket_without_words_has_nothing_to_be_learnt_from() -> None:
    store = KnownGaps().having(question_of(5, "", gap=None, ticket_id=7))
    for ticket_id in (7, 8):
        with pytest.raises(NoSuchGap):
            await Gaps(store).of_ticket(ticket_id, Language.EN)


async def test_entries_after_which_many_asked_for_a_person_are_named_once_they_were_shown_often(
    store: KnownGaps, gaps: Gaps
) -> None:
    often = [Worst(f"entry-{n}", Language.EN, shown=5 + n, asked_on=4) for n in range(5)]
    store.tallies = (Worst("seldom", Language.EN, shown=4, asked_on=4), *often)
    assert await gaps.worst() == often[:3]


# What is shown of a gap


def test_each_wording_is_shown_once_in_one_line_and_without_what_is_personal() -> None:
    group = Group(Language.EN, PARKING)
    assert group.texts == (
        "Where do I park the car?!",
        "is lunch for free",
        "where do i park the car, I am Arta",
    )
    said = question_of(1, "call me:\n+383 44 123 456\n@arta_k")
    assert Group(Language.EN, (said,)).texts == ("call me: … …",)


@pytest.mark.parametrize("plain", ["@arta_k", "https://example.org/x", "👍 ?"])
async def test_what_has_no_words_of_its_own_is_no_phrasing(plain: str) -> None:
    """A lone "…" would be a phrasing that nobody can type."""
    store = KnownGaps().having(question_of(1, plain))
    gaps = Gaps(store)
    assert await gaps.learn(await gaps.group(1), "parking", GRACE, MORNING) == ()
    assert store.phrasings == {}


# A phrasing more


async def test_the_wordings_become_phrasings_and_the_gap_is_closed(
    store: KnownGaps, gaps: Gaps
) -> None:
    group = await gaps.group(1)
    learnt = await gaps.learn(group, "parking", GRACE, MORNING)
    assert learnt == group.texts
    assert await gaps.additions() == faq.Additions(
        tuple(faq.Phrasing("parking", "en", text) for text in learnt)
    )
    assert open_ids(store) == [2]
    assert gaps.has_learnt


async def test_of_many_wordings_three_are_learnt() -> None:
    texts = [f"where do i park the car number {n}" for n in range(6)]
    store = KnownGaps().having(*(question_of(n, text) for n, text in enumerate(texts, 1)))
    gaps = Gaps(store)
    learnt = await gaps.learn(await gaps.group(1), "parking", GRACE, MORNING)
    assert learnt == tuple(texts[:3])
    assert open_ids(store) == []


async def test_what_somebody_else_added_in_the_meantime_is_not_learnt_again(
    store: KnownGaps, gaps: Gaps
) -> None:
    other = faq.Phrasing("travel", "en", "Where do I park the car")
    assert await store.add_phrasing(other, faq.fold(other.text), GRACE, MORNING)
    learnt = await gaps.learn(await gaps.group(1), "parking", GRACE, MORNING)
    assert learnt == ("where do i park the car, I am Arta",)
    assert store.phrasings["en", "where do i park the car"] is other


async def test_undone_the_phrasings_are_gone_and_the_questions_open_again(
    store: KnownGaps, gaps: Gaps
) -> None:
    group = await gaps.group(1)
    learnt = await gaps.learn(group, "parking", GRACE, MORNING)
    made = replace(DRAFT, slug="parking", phrasings=learnt, question_ids=tuple(ids(group)))
    await gaps.keep(made)
    await gaps.unlearn(made)
    assert await gaps.additions() == faq.Additions()
    assert open_ids(store) == [1, 2, 3, 4]
    assert await gaps.draft(900) is None


async def test_undoing_leaves_what_somebody_else_added(store: KnownGaps, gaps: Gaps) -> None:
    other = faq.Phrasing("parking", "en", "Where do I park the car")
    await store.add_phrasing(other, faq.fold(other.text), GRACE, MORNING)
    learnt = await gaps.learn(await gaps.group(1), "parking", GRACE, MORNING)
    await gaps.unlearn(replace(DRAFT, slug="parking", phrasings=learnt))
    assert (await gaps.additions()).phrasings == (other,)


async def test_a_gap_that_needs_no_answer_is_closed_and_nothing_is_learnt(
    store: KnownGaps, gaps: Gaps
) -> None:
    await gaps.dismiss(await gaps.group(1))
    assert open_ids(store) == [2]
    assert await gaps.additions() == faq.Additions()
    assert not gaps.has_learnt


async def test_a_gap_that_somebody_else_dealt_with_a_moment_ago_is_not_dealt_with_twice(
    store: KnownGaps, gaps: Gaps
) -> None:
    seen_by_both = await gaps.group(1)
    await gaps.dismiss(seen_by_both)
    with pytest.raises(NoSuchGap):
        await gaps.dismiss(seen_by_both)
    with pytest.raises(NoSuchGap):
        await gaps.learn(seen_by_both, "parking", GRACE, MORNING)
    assert store.phrasings == {}


async def test_what_was_asked_anew_in_the_meantime_is_still_learnt(
    store: KnownGaps, gaps: Gaps
) -> None:
    await store.mark([1, 3], Gap.CLOSED)
    group = Group(Language.EN, (PARKING[0], PARKING[2], PARKING[3]))
    assert await gaps.learn(group, "parking", GRACE, MORNING) == group.texts
    assert open_ids(store) == [2]


# A new entry


def test_a_reply_is_put_where_it_was_awaited() -> None:
    title = replace(DRAFT, awaiting="title").written("  When do\n we  eat? ")
    assert title == replace(DRAFT, title="When do we eat?")
    answer = replace(DRAFT, awaiting="answer").written("\n At noon.\n\n- Soup\n")
    assert answer == replace(DRAFT, answer="At noon.\n\n- Soup")


@pytest.mark.parametrize(("awaiting", "most"), [("title", MOST_TITLE), ("answer", MOST_ANSWER)])
def test_a_reply_has_a_limit(awaiting: str, most: int) -> None:
    draft = replace(DRAFT, awaiting=awaiting)
    whole = draft.written("x" * most + "\n ")
    assert max(len(whole.title), len(whole.answer)) == most
    with pytest.raises(TooLong) as refused:
        draft.written("x" * (most + 1))
    assert refused.value.most == most


async def test_a_published_entry_is_named_after_its_title_and_found_by_the_questions(
    store: KnownGaps, gaps: Gaps
) -> None:
    await gaps.keep(DRAFT)
    entry = await gaps.publish(DRAFT, ["travel-costs"], GRACE, MORNING)
    assert entry == faq.Entry(
        "where-do-we-park", "visits", "en", "Where do we park?", "In the yard.", ()
    )
    asked = tuple(faq.Phrasing(entry.slug, "en", text) for text in DRAFT.phrasings)
    assert await gaps.additions() == faq.Additions(asked, (entry,))
    assert open_ids(store) == [2, 4]
    assert await gaps.draft(900) == replace(DRAFT, slug=entry.slug)
    assert gaps.has_learnt


async def test_without_a_question_the_title_is_what_people_ask(gaps: Gaps) -> None:
    entry = await gaps.publish(replace(DRAFT, phrasings=()), [], GRACE, MORNING)
    added = await gaps.additions()
    assert added.phrasings == (faq.Phrasing(entry.slug, "en", "Where do we park?"),)


@pytest.mark.parametrize("lacking", [{"title": " "}, {"answer": "\n"}])
async def test_without_a_title_or_an_answer_nothing_is_published(
    store: KnownGaps, gaps: Gaps, lacking: dict[str, str]
) -> None:
    with pytest.raises(NotReady):
        await gaps.publish(replace(DRAFT, **lacking), [], GRACE, MORNING)  # type: ignore[arg-type]
    assert await gaps.additions() == faq.Additions()
    assert open_ids(store) == [1, 2, 3, 4]


async def test_a_name_that_is_taken_gets_a_number(gaps: Gaps) -> None:
    taken = ["where-do-we-park", "where-do-we-park-2"]
    entry = await gaps.publish(DRAFT, taken, GRACE, MORNING)
    assert entry.slug == "where-do-we-park-3"


async def test_names_that_others_took_a_moment_ago_are_not_tried_for_ever(
    store: KnownGaps, gaps: Gaps
) -> None:
    for slug in ("where-do-we-park", "where-do-we-park-2"):
        await store.add_entry(faq.Entry(slug, "visits", "en", "x", "x", ()), GRACE, MORNING)
    entry = await gaps.publish(DRAFT, [], GRACE, MORNING)
    assert entry.slug == "where-do-we-park-3"


async def test_what_is_withdrawn_is_a_draft_again(store: KnownGaps, gaps: Gaps) -> None:
    await gaps.publish(DRAFT, [], GRACE, MORNING)
    published = await gaps.draft(900)
    assert published is not None
    assert await gaps.withdraw(published) == DRAFT
    assert await gaps.draft(900) == DRAFT
    assert await gaps.additions() == faq.Additions()
    assert sorted(open_ids(store)) == [1, 2, 3, 4]


async def test_a_draft_is_kept_and_dropped(gaps: Gaps) -> None:
    assert await gaps.keep(DRAFT) == DRAFT
    assert await gaps.draft(900) == DRAFT
    assert await gaps.draft(901) is None
    await gaps.drop(DRAFT)
    assert await gaps.draft(900) is None
    assert not gaps.has_learnt


# Names of entries


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Where do we park?", "where-do-we-park"),
        ("Ku ta parkojmë: këtu?", "ku-ta-parkojme-ketu"),
        ("Где се паркира?", "gde-se-parkira"),
        ("İŞ GÜNÜ 24/7", "is-gunu-24-7"),
        ("字 漢字?!", "entry"),
        ("", "entry"),
        ("x" * 50, "x" * 36),
        ("a title that goes on and on and on and on", "a-title-that-goes-on-and-on-and-on"),
    ],
)
def test_a_name_is_made_of_the_titles_words(title: str, slug: str) -> None:
    assert slug_of(title, []) == slug


_TITLES = st.text(max_size=MOST_TITLE) | st.lists(
    st.sampled_from(["park", "Где", "ё", "x" * 36, "y" * 35, "z" * 37, "İş", "2", "-"]), max_size=9
).map(" ".join)


@given(_TITLES, st.integers(0, 12))
def test_every_title_makes_a_name_that_nobody_has_and_a_button_holds(
    title: str, others: int
) -> None:
    taken: list[str] = []
    for _ in range(others):
        taken.append(slug_of(title, taken))
    slug = slug_of(title, iter(taken))
    assert SLUG.fullmatch(slug)
    assert slug not in taken
    assert len(set(taken)) == others
    assert len(slug) <= 40

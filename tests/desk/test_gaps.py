"""What the knowledge base lacks: gathered, learnt from, and undone."""

from dataclasses import replace

import pytest

import faq
from desk.gaps import (
    Gaps,
    Group,
    NoSuchGap,
    Worst,
)
from desk.languages import Language
from desk.questions import Gap
from tests.desk.known_gaps import DRAFT, GRACE, PARKING, KnownGaps, open_ids, question_of
from tests.desk.stores import MORNING


def ids(group: Group) -> list[int]:
    return [question.id for question in group.questions]


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

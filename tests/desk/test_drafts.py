"""An entry that staff make: written by replies, published, withdrawn, named."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import faq
from desk.gaps import (
    MOST_ANSWER,
    MOST_TITLE,
    Gaps,
    NotReady,
    TooLong,
    slug_of,
)
from faq.loading import SLUG
from tests.desk.known_gaps import DRAFT, GRACE, KnownGaps, open_ids
from tests.desk.stores import MORNING


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

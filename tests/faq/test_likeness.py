"""Questions that ask the same are put together, however they are spelt."""

from hypothesis import given, settings
from hypothesis import strategies as st

from faq import fold
from faq.likeness import groups


def test_nothing_is_no_group() -> None:
    assert groups([]) == []


def test_one_question_is_a_group_of_its_own() -> None:
    assert groups(["when do you open"]) == [[0]]


def test_the_same_question_in_other_spellings_is_one_group() -> None:
    asked = [
        "Kada ističe rok za konkurs?",
        "када истиче рок за конкурс",
        "ko plaća gorivo",
        "kad istice rok za konkurs",
    ]
    assert groups(asked) == [[0, 1, 3], [2]]


def test_a_question_with_a_greeting_around_it_is_the_same_question() -> None:
    asked = ["where do i park the car", "hello, please, where do i park the car, thank you"]
    assert groups(asked) == [[0, 1]]


def test_questions_about_other_things_stay_apart() -> None:
    asked = ["where do i park the car", "where do i send the report", "is lunch for free"]
    assert groups(asked) == [[0], [1], [2]]


def test_the_largest_group_comes_first_then_the_oldest() -> None:
    asked = ["is lunch free", "park the car", "opening hours", "parking the car", "park the car!"]
    found = groups(asked)
    assert found[0] == [1, 3, 4]
    assert found[1:] == [[0], [2]]


def test_what_has_no_words_is_like_nothing_else() -> None:
    assert groups(["👍", "?", "park the car"]) == [[0], [1], [2]]


_WORDS = st.sampled_from(["kada", "je", "forum", "rok", "za", "konkurs", "👍", "gde", "parking"])


@settings(deadline=None)
@given(st.lists(st.text(max_size=12) | st.lists(_WORDS, max_size=5).map(" ".join), max_size=12))
def test_every_question_is_in_one_group_and_beside_its_likes(texts: list[str]) -> None:
    found = groups(texts)
    assert sorted(number for group in found for number in group) == list(range(len(texts)))
    assert all(group == sorted(group) for group in found)
    assert [len(group) for group in found] == sorted(map(len, found), reverse=True)
    home = {number: group for group in found for number in group}
    for number, text in enumerate(texts):
        same = [n for n, other in enumerate(texts) if fold(other) == fold(text) and fold(text)]
        assert set(same) <= set(home[number])

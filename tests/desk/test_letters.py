"""What staff write first: to whom, why, and the words."""

import pytest

from desk.letters import Letter, read


def of(plain: str, html: str | None = None) -> Letter | None:
    return read(f"/write {plain}", f"/write {html or plain}")


def test_a_letter_has_a_name_a_reason_and_words() -> None:
    letter = of("@arta the spring grant: Come at 10:30\nor write")
    assert letter is not None
    assert letter.names == ("@arta",)
    assert letter.reason("@arta") == "the spring grant"
    assert letter.html == "Come at 10:30\nor write"
    assert letter.number is None


def test_a_name_may_have_several_words() -> None:
    letter = of("Arta Krasniqi the grant:\nTung")
    assert letter is not None
    assert letter.names[0] == "Arta Krasniqi the grant"
    assert letter.names[-1] == "Arta"
    assert letter.reason("Arta Krasniqi") == "the grant"
    assert letter.reason("Arta Krasniqi the grant") == ""


@pytest.mark.parametrize(("head", "number"), [("7", 7), ("#7", 7), ("7a", None), ("9" * 19, None)])
def test_a_number_is_a_number(head: str, number: int | None) -> None:
    letter = of(f"{head} why: words")
    assert letter is not None
    assert letter.number == number


@pytest.mark.parametrize(
    "plain",
    [
        *("", "@arta", "@arta why", "@arta: words", "@arta why:words", "@arta why: "),
        *("@arta\nwhy: words", f"@arta {'e' * 200}: words", "@arta https://linja.example words"),
    ],
)
def test_what_lacks_one_of_the_three_is_no_letter(plain: str) -> None:
    assert of(plain) is None


def test_formatting_of_the_words_is_kept_and_one_that_begins_before_them_is_dropped() -> None:
    inside = of("@arta why: a & b", "@arta why: a &amp; <b>b</b>")
    across = of("@arta why: a & b", "@arta <b>why: a &amp; b</b>")
    assert inside is not None
    assert across is not None
    assert inside.html == "a &amp; <b>b</b>"
    assert across.html == "a &amp; b"

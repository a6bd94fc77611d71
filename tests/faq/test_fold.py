"""What people type becomes one spelling, whatever their keyboard."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq import fold

LATIN = [*"abcčćdđefghijklmnoprsštuvzž", "lj", "nj", "dž"]
CYRILLIC = [*"абцчћдђефгхијклмнопрсштувзж", "љ", "њ", "џ"]
letters = st.sampled_from(list(zip(LATIN, CYRILLIC, strict=True)))
calm = settings(deadline=None)  # the machine may be busy


@calm
@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@calm
@given(st.text())
def test_only_words_with_single_spaces_are_left(text: str) -> None:
    assert all(word.isalnum() for word in fold(text).split(" ") if fold(text))


@calm
@given(st.lists(st.lists(letters, min_size=1), min_size=1))
def test_both_scripts_of_serbian_are_one(words: list[list[tuple[str, str]]]) -> None:
    latin = " ".join("".join(pair[0] for pair in word) for word in words)
    cyrillic = " ".join("".join(pair[1] for pair in word) for word in words)
    assert fold(latin) == fold(cyrillic) == fold(latin.upper()) == fold(cyrillic.upper())


@calm
@given(st.text(alphabet="abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ "))
def test_turkish_reads_the_same_in_capitals_and_without_dots(text: str) -> None:
    capitals = text.replace("i", "İ").upper()
    bare = text.translate(str.maketrans("çğıöşüÇĞİÖŞÜ", "cgiosuCGIOSU"))
    assert fold(text) == fold(capitals) == fold(bare)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("İPTAL, IĞDIR!", "iptal igdir"),
        ("I\u0307stanbul", "istanbul"),
        ("Événement   à l'école", "evenement a l ecole"),
        ("Mbështetje për OJQ-të", "mbeshtetje per ojq te"),
        ("Çfarë është kjo?", "cfare eshte kjo"),
        ("Događaj u Đakovici", "dogadjaj u djakovici"),
        ("Događaj u Ðakovici", "dogadjaj u djakovici"),  # an Icelandic letter, seen in the wild
        ("ЂОРЂЕ и Љиљана, џеп", "djordje i ljiljana dzep"),
        ("ǆep", "dzep"),
        ("Скопје: ќерка, ѓавол", "skopje cerka djavol"),
        ("Año, señor", "ano senor"),
        ("gün â î û", "gun a i u"),
        ("so\u00adft\u200bly", "softly"),
        ("28. 11. 2026.", "28 11 2026"),
        ("№ ½ ﬁ x²", "no 1 2 fi x2"),
        ("snake_case", "snake case"),
        ("👍🏽 …", ""),
    ],
)
def test_a_spelling(typed: str, folded: str) -> None:
    assert fold(typed) == folded

"""Titles stand in the order of the reader's own alphabet."""

import pytest

from faq.alphabets import sort_key


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        (
            "sq",
            ["Cak", "Çelës", "Dysh", "Dhomë", "Emër", "Ëndërr", "Luan", "Llampë", "Zyrë", "Zhurmë"],
        ),
        ("sr_Latn", ["Cena", "Čaj", "Ćilim", "Dom", "Džep", "Đak", "Luk", "Ljudi", "Zid", "Žaba"]),
        ("sr_Cyrl", ["Дом", "Ђак", "Лук", "Људи", "Наш", "Њива", "Тим", "Ћилим", "Чај", "Џеп"]),
        ("tr", ["Cam", "Çam", "Gün", "Hak", "Irmak", "İzin", "Ofis", "Örgüt", "Sivil", "Şube"]),
        ("eu", ["Ibarra", "Nor", "Ñabar", "Ordua"]),
    ],
)
def test_letters_stand_where_the_alphabet_has_them(language: str, ordered: list[str]) -> None:
    shuffled = sorted(ordered, key=lambda title: title[::-1])
    assert sorted(shuffled, key=lambda title: sort_key(title, language)) == ordered


def test_a_foreign_letter_stands_beside_its_base() -> None:
    titles = ["Zebra", "Évora", "Fado", "Elvas"]
    ordered = sorted(titles, key=lambda title: sort_key(title, "en"))
    assert ordered == ["Elvas", "Évora", "Fado", "Zebra"]


def test_quotes_do_not_count_and_words_come_before_longer_words() -> None:
    titles = ["Forumet", "“Forum” i ri", "Forum", "2 forume"]
    ordered = sorted(titles, key=lambda title: sort_key(title, "sq"))
    assert ordered == ["2 forume", "Forum", "“Forum” i ri", "Forumet"]

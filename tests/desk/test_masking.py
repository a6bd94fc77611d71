"""What is personal is covered before others read it, and what is asked can still be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.masking import COVER, mask

# Whatever is written in these places is covered, and nothing else.
COVERED = [
    # telephones
    ("call me on {} please", "+383 44 123 456"),
    ("call me on {} please", "044/123-456"),
    ("call me on {} please", "(028) 123 456"),
    ("zovite {}", "+381641234567"),
    ("nire zenbakia {} da", "943 12 34 56"),
    ("tel:{}", "+38344123456"),
    ("{} or {}", "044 123 456"),
    # e-mail, @names, links
    ("write to {}, thank you", "arta.k+ngo@mail.example.org"),
    ("({})", "ana@primer.rs"),
    ("I am {} here", "@arta_k"),
    ("see {} for it", "https://example.org/members?id=7#top"),
    ("see {} for it", "HTTP://EXAMPLE.ORG"),
    ("vidi {} hvala", "www.primer.rs/ana"),
    ("bakın {} teşekkürler", "t.me/arta_k"),
    # accounts and identity numbers
    ("IBAN {} at the bank", "XK05 1212 0123 4567 8906"),
    ("IBAN {} at the bank", "TR330006100519786457841326"),
    ("our account {}", "1701-0012-3456-7890"),
    ("JMBG {}", "0101990710006"),
    ("my id is {}", "1234567890"),
    # after an introduction, in every language and script
    ("My name is {} and I ask", "Arta Krasniqi"),
    ("my name is {} and i ask", "arta"),
    ("This is {}, hello", "Ana-Marija"),
    ("Unë jam {} nga Gjakova", "Arta Krasniqi"),
    ("une jam {} nga Gjakova", "Çlirim"),
    ("Emri im është {}.", "Ëngjëll"),
    ("më quajnë {}", "arta"),
    ("Ja sam {} iz Mitrovice", "Željko Đorđević"),
    ("zovem se {} i pitam", "petar"),
    ("ime mi je {}", "Čedomir"),
    ("Ја сам {} из Митровице", "Жељко Ђорђевић"),
    ("зовем се {} и питам", "Петар"),
    ("Име ми је {}", "петар"),
    ("Benim adım {}", "ayşe"),
    ("Ben {}, sorum var", "İbrahim Şahin"),
    ("Adım {}.", "Çağla"),
    ("Nire izena {} da", "ane"),
    ("Ni {} naiz", "Ane Etxeberria"),
    # after a greeting
    ("Dear {}, when do we meet", "Ms Arta"),
    ("hello {}!", "Arta"),
    ("Përshëndetje {}, kur takohemi", "Arta"),
    ("E dashur {},", "Zana"),
    ("Poštovana {}, kada se vidimo", "Šejla"),
    ("zdravo {}", "Ana Petrović"),
    ("Драга {}, када се видимо", "Љиљана"),
    ("Здраво {}, имам питање", "Петре"),
    ("Sayın {}, ne zaman", "Ayşe Hanım"),
    ("merhaba {}", "Ömer"),
    ("Kaixo {}, noiz da", "Ane"),
    ("Egun on {}!", "Iñaki"),
]

# Nothing here is anybody's.
PLAIN = [
    # dates and times
    "the forum is on 28.11.2026 at 17:30",
    "rok je 28.11.2026.",
    "rok je 28. 11. 2026. u 17:30",
    "28/11/2026 or 29-11-2026",
    "from 06.02.2026 to 08.02.2026",
    "until 2026-11-28",
    "22 November 2026",
    # years, sums, numbers of things
    "the budget for 2026",
    "the programme 2025-2027 or 2025/2026",
    "a grant of 5000 euro",
    "grant od 5.000 evra",
    "12,500 EUR in 3 parts",
    "a grant of 15.000 €",
    "10 000 euro for 120 people",
    "article 12 of law 06/L-043",
    # ordinary words
    "hello, how do we sign up for the forum",
    "dear all, is there a fee",
    "this is about the report",
    "i am a volunteer, may i come",
    "jam vullnetare, a mund të vij",
    "përshëndetje, kur është forumi",
    "ja sam volonterka iz Mitrovice",
    "ja sam žena iz sela, mogu li da dođem",
    "zdravo, kada je forum",
    "zdravo svima",
    "ја сам волонтерка",
    "здраво како да се пријавим на форум",
    "драги људи, када је форум",
    "ben bir şey sormak istiyorum",
    "adım adım nasıl başvururum",
    "merhaba, forum ne zaman",
    "ni boluntarioa naiz",
    "kaixo, noiz da foroa",
    "egun on guztioi",
    "the Katılıyoruz programme and the Topaguneak",
]


@pytest.mark.parametrize(("around", "personal"), COVERED)
def test_what_is_personal_is_covered_and_nothing_beside_it(around: str, personal: str) -> None:
    assert mask(around.replace("{}", personal)) == around.replace("{}", COVER)


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_nobodys_stays(text: str) -> None:
    assert mask(text) == text


def test_all_that_is_personal_in_a_letter_is_covered_at_once() -> None:
    letter = (
        "Hello Arta,\nmy name is Ana Petrović. Write to ana@primer.rs or @ana_p,\n"
        "or call 044 123 456. Our account: XK05 1212 0123 4567 8906.\nhttps://primer.rs/ana"
    )
    assert mask(letter) == (
        "Hello …,\nmy name is …. Write to … or …,\nor call …. Our account: ….\n…"
    )


def test_nothing_is_nothing() -> None:
    assert mask("") == ""


PARTS = st.sampled_from(
    [personal for _, personal in COVERED]
    + [around.replace("{}", "").strip() for around, _ in COVERED]
    + ["Hello", "my name is", "Dear", "ben", "2026", "12", ".", "-", "/", "@", "+", "…", "a"]
)
TEXTS = st.lists(PARTS, max_size=6).flatmap(
    lambda parts: st.sampled_from([" ", "", "\n", ", "]).map(lambda between: between.join(parts))
)


@given(TEXTS | st.text(max_size=40))
def test_what_was_covered_once_is_covered_for_good(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(TEXTS, st.integers(10_000_000, 9_999_999_999))
def test_no_long_number_is_left_anywhere(text: str, number: int) -> None:
    assert str(number) not in mask(f"{text} {number} {text}")


@given(TEXTS)
def test_no_address_is_left_anywhere(text: str) -> None:
    shown = mask(f"{text} zana@example.org {text} @zana_k {text}")
    assert "zana" not in shown

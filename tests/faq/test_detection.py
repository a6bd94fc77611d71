"""Which language a text is in: as people type, in both scripts of Serbian, long and short."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq.detection import Detector, shipped
from faq.serbian import to_cyrillic, to_latin

SHORT = {
    "sq": ["faleminderit", "mirëdita", "a jeni aty", "sa kushton", "ku ndodheni", "nuk kuptoj"],
    "sr": ["hvala", "zdravo svima", "gde ste", "koliko košta", "ne razumem", "kada počinje"],
    "tr": ["teşekkürler", "merhaba", "ne zaman", "kaç para", "anlamadım", "neredesiniz"],
    "eu": ["eskerrik asko", "kaixo", "noiz da", "zenbat da", "ez dut ulertzen", "non zaudete"],
    "en": ["thank you", "hello there", "how much", "where are you", "i don't understand", "when"],
}
LONG = {
    "sq": [
        "A mund të më tregoni se kur mbahet takimi i ardhshëm dhe ku duhet të vijmë?",
        "Jemi një shoqatë e vogël nga Gjakova dhe duam ta përgatisim buxhetin tonë.",
    ],
    "sr": [
        "Možete li mi reći kada se održava sledeći sastanak i gde treba da dođemo?",
        "Mi smo malo udruženje iz Mitrovice i želeli bismo da pripremimo svoj budžet.",
        "Gdje se može predati zahtjev i tko će nam odgovoriti sljedeći tjedan?",
        "Ko je od vas vidio izvještaj i hoće li neko doći u Sarajevo?",
    ],
    "tr": [
        "Bir sonraki toplantının ne zaman yapılacağını ve nereye gelmemiz gerektiğini yazın.",
        "Biz Prizren'de küçük bir derneğiz ve bütçemizi hazırlamak istiyoruz.",
    ],
    "eu": [
        "Esango didazue noiz den hurrengo bilera eta nora etorri behar dugun?",
        "Elkarte txiki bat gara Hernanin eta gure aurrekontua prestatu nahi dugu.",
    ],
    "en": [
        "Could you tell me when the next meeting takes place and where we have to come?",
        "We are a small association in Leeds and would like to prepare our budget.",
    ],
}
ASKED = [
    (language, text) for texts in (SHORT, LONG) for language in texts for text in texts[language]
]
BARE = str.maketrans({"ı": "i", "đ": "dj"})


def bare(text: str) -> str:
    """Without marks, as many people type."""
    apart = unicodedata.normalize("NFD", text.translate(BARE))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def language_of(text: str) -> str | None:
    guess = shipped().guess(text)
    return guess.language if guess else None


@pytest.mark.parametrize(("language", "text"), ASKED)
def test_a_text_is_known_for_its_language_with_marks_and_without(language: str, text: str) -> None:
    assert language_of(text) == language
    assert language_of(bare(text)) == language


@pytest.mark.parametrize(("language", "text"), ASKED)
def test_shouting_is_no_other_language(language: str, text: str) -> None:
    capitals = text.replace("i", "İ").upper() if language == "tr" else text.upper()
    assert language_of(capitals) == language


@pytest.mark.parametrize("text", SHORT["sr"] + LONG["sr"])
def test_both_scripts_of_serbian_are_one_text(text: str) -> None:
    cyrillic = to_cyrillic(text)
    assert shipped().likelihoods(cyrillic)["sr"] == shipped().likelihoods(text)["sr"] == 0
    assert language_of(cyrillic.upper()) == "sr"


def test_a_longer_text_says_more() -> None:
    short = shipped().guess("gde je")
    longer = shipped().guess("gde je kancelarija i kada radi")
    assert short is not None
    assert longer is not None
    assert longer.margin > short.margin > 0


def test_what_stands_around_the_words_says_nothing() -> None:
    plain = shipped().likelihoods("kada je forum")
    assert shipped().likelihoods("  Kada, je... FORUM?! 28. 11. 👍") == plain


@pytest.mark.parametrize("text", ["", "  \n", "👍", "12345", "+383 44 123 456", "?!…", "\u0301"])
def test_without_letters_there_is_no_language(text: str) -> None:
    assert shipped().guess(text) is None
    assert shipped().likelihoods(text) == {}


def test_only_the_languages_in_question_are_guessed() -> None:
    text = "teşekkürler, çok yardımcı oldunuz"
    among = shipped().guess(text, among=("sq", "eu"))
    assert among is not None
    assert among.language in ("sq", "eu")
    assert shipped().guess(text, among=["tr", "en"]) == shipped().guess(text, among=("en", "tr"))
    assert shipped().guess(text, among=()) is None
    assert shipped().guess(text, among=("de",)) is None


def test_of_one_language_there_is_no_doubt() -> None:
    alone = shipped().guess("teşekkürler", among=["sq"])
    assert alone is not None
    assert (alone.language, alone.margin) == ("sq", float("inf"))


def test_a_letter_is_known_by_its_first_thousand_characters() -> None:
    serbian = "Želimo da se prijavimo na konkurs. " * 30
    assert len(serbian) > 1000
    assert shipped().likelihoods(serbian + "thank you " * 500) == shipped().likelihoods(serbian)


def test_a_detector_knows_what_it_was_taught() -> None:
    detector = Detector({"vowels": ["aoeu", "eoai"], "others": ["bcdf", "fgbd"]})
    assert detector.languages == ("vowels", "others")
    for text, language in [("oea", "vowels"), ("DBG", "others"), ("fdc", "others")]:
        guess = detector.guess(text)
        assert guess is not None
        assert guess.language == language


@pytest.mark.parametrize(
    "text",
    ["qwrtz xcvb ghjk", "wo finde ich das nächste Büro", "jak se zde mohu přihlásit", "字 漢字"],
)
def test_what_is_in_none_of_the_languages_says_nothing_for_any(text: str) -> None:
    assert shipped().likelihoods(text) == {}
    assert shipped().guess(text) is not None


@pytest.mark.parametrize(("language", "text"), ASKED)
def test_what_is_in_one_of_them_speaks_for_it(language: str, text: str) -> None:
    assert max(shipped().likelihoods(text).items(), key=lambda item: item[1]) == (language, 0.0)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_every_text_with_letters_has_a_likeliest_language_and_no_other_has_one(text: str) -> None:
    guess = shipped().guess(text)
    assert (guess is not None) == any(letter.isalpha() for letter in to_latin(text))
    if guess is not None:
        assert guess.margin >= 0.0
    likely = shipped().likelihoods(text)
    if likely:
        assert guess is not None
        assert set(likely) == {"sq", "sr", "tr", "eu", "en"}
        assert likely[guess.language] == max(likely.values()) == 0.0

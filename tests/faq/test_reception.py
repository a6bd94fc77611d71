"""What a receptionist hears: courtesies, swearing, a bare number, and danger to life anywhere."""

import tomllib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import faq
from faq.calibration import bank
from faq.reception import LISTS, Courtesy, pared, recognise
from faq.serbian import to_cyrillic

LANGUAGES = ("sq", "sr_Latn", "tr", "eu", "en")
PHRASES = {
    language: tomllib.loads((LISTS / f"{language}.toml").read_text("utf-8"))
    for language in LANGUAGES
}
KINDS = [(language, Courtesy(kind)) for language in LANGUAGES for kind in PHRASES[language]]


def bare(text: str, dj: str = "dj") -> str:
    """As people type without marks; đ is two letters to some and d to others."""
    text = text.replace("đ", dj).replace("ı", "i")
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def missed(language: str, kind: Courtesy, said: list[str]) -> list[str]:
    return [text for text in said if recognise(text, [language]) is not kind]


# Each list in each language


@pytest.mark.parametrize(("language", "kind"), KINDS)
def test_every_phrase_of_the_lists_is_recognised_as_what_it_is(
    language: str, kind: Courtesy
) -> None:
    phrases = PHRASES[language][kind]
    assert missed(language, kind, phrases) == []
    assert missed(language, kind, [f"  {text.capitalize()}!!! 🙏" for text in phrases]) == []


@pytest.mark.parametrize(("language", "kind"), KINDS)
def test_every_phrase_is_recognised_without_diacritics(language: str, kind: Courtesy) -> None:
    assert missed(language, kind, [bare(text) for text in PHRASES[language][kind]]) == []


@pytest.mark.parametrize("kind", [Courtesy(kind) for kind in PHRASES["sr_Latn"]])
def test_every_serbian_phrase_is_recognised_in_cyrillic(kind: Courtesy) -> None:
    said = [to_cyrillic(text) for text in PHRASES["sr_Latn"][kind]]
    assert missed("sr_Cyrl", kind, said) == []
    assert missed("sr_Latn", kind, said) == []


@pytest.mark.parametrize("kind", [Courtesy(kind) for kind in PHRASES["sr_Latn"]])
def test_every_serbian_phrase_is_recognised_with_a_plain_d(kind: Courtesy) -> None:
    said = [bare(text, dj="d") for text in PHRASES["sr_Latn"][kind]]
    assert missed("sr_Latn", kind, said) == []


# Courtesies


@pytest.mark.parametrize(
    ("text", "courtesy"),
    [
        ("Hello?", Courtesy.GREETING),
        ("good morning!", Courtesy.GREETING),
        ("hello, good morning", Courtesy.GREETING),
        ("Tungjatjeta", Courtesy.GREETING),
        ("pershendetje", Courtesy.GREETING),
        ("Добар дан", Courtesy.GREETING),
        ("Zdravo, dobar dan", Courtesy.GREETING),
        ("MERHABA", Courtesy.GREETING),
        ("İYİ GÜNLER", Courtesy.GREETING),
        ("Egun on!", Courtesy.GREETING),
        ("thank you very much", Courtesy.THANKS),
        ("ok 👍 thanks", Courtesy.THANKS),
        ("faleminderit shume", Courtesy.THANKS),
        ("Хвала пуно!", Courtesy.THANKS),
        ("tesekkur ederim", Courtesy.THANKS),
        ("Eskerrik asko.", Courtesy.THANKS),
        ("bye", Courtesy.GOODBYE),
        ("mirupafshim", Courtesy.GOODBYE),
        ("Довиђења", Courtesy.GOODBYE),
        ("Görüşürüz", Courtesy.GOODBYE),
        ("agur", Courtesy.GOODBYE),
        ("you idiots", Courtesy.SWEARING),
        ("budalla", Courtesy.SWEARING),
        ("јебига", Courtesy.SWEARING),
        ("salak mısınız", Courtesy.SWEARING),
        ("joder", Courtesy.SWEARING),
    ],
)
def test_a_courtesy_is_recognised_in_every_language(text: str, courtesy: Courtesy) -> None:
    assert recognise(text, [*LANGUAGES]) is courtesy


@pytest.mark.parametrize(
    "text",
    [
        "good morning, when is the forum",
        "hello, how do i sign up",
        "hi there is the office open",
        "thank you, and where do i send the report",
        "përshëndetje, kur është forumi",
        "Добар дан, када је форум",
        "hvala, a gde ste",
        "merhaba, forum ne zaman",
        "kaixo, noiz da foroa",
        "hello " * 9,
    ],
)
def test_a_courtesy_with_a_question_is_a_question(text: str) -> None:
    assert recognise(text, [*LANGUAGES]) is None


@pytest.mark.parametrize(
    ("language", "text", "rest"),
    [
        ("en", "Good morning, hello, when is the forum?", "when is the forum"),
        ("sq", "Përshëndetje! Kur është forumi", "kur eshte forumi"),
        ("sr_Cyrl", "Добар дан, када је форум", "kada je forum"),
        ("tr", "İyi günler, forum ne zaman", "forum ne zaman"),
        ("eu", "Kaixo, noiz da foroa", "noiz da foroa"),
    ],
)
def test_what_follows_a_greeting_is_what_is_asked(language: str, text: str, rest: str) -> None:
    assert pared(text, language) == rest


@pytest.mark.parametrize(
    "text", ["When is the forum, hello?", "Hello!", "hello, good morning", "", "👍", "Helloise"]
)
def test_a_text_that_is_no_greeting_or_nothing_else_stays_as_it_is(text: str) -> None:
    assert pared(text, "en") == text
    assert pared("merhaba, forum", "de") == "merhaba, forum"


def test_a_courtesy_is_heard_in_the_languages_that_are_asked_for() -> None:
    assert recognise("merhaba", ["eu"]) is None
    assert recognise("merhaba", ["eu", "tr"]) is Courtesy.GREETING
    assert recognise("merhaba", []) is None
    assert recognise("hello", ["de"]) is None


def test_swearing_in_a_long_message_leaves_the_question_to_be_answered() -> None:
    assert recognise("where is the fucking report form", ["en"]) is Courtesy.SWEARING
    long = "this is bullshit, i have sent you the report three times already"
    assert recognise(long, ["en"]) is None


@pytest.mark.parametrize("text", ["classification of costs", "scunthorpe council", "a cockpit"])
def test_a_word_that_only_looks_rude_is_none(text: str) -> None:
    assert recognise(text, ["en"]) is None


# Signs and numbers


@pytest.mark.parametrize("sign", ["👍", "❤️🙏🏽", "🙏 🙏"])
def test_a_kind_sign_is_a_thank_you(sign: str) -> None:
    assert recognise(sign, ["en"]) is Courtesy.THANKS


@pytest.mark.parametrize("text", ["?", "...", "!!!", "☎️"])
def test_a_sign_without_a_word_is_a_sign(text: str) -> None:
    assert recognise(text, ["en"]) is Courtesy.SIGN


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_nothing_is_nothing(text: str) -> None:
    assert recognise(text, ["en"]) is None


@pytest.mark.parametrize(
    "text",
    [
        "+383 44 123 456",
        "044/123-456",
        "(028) 123 456",
        "0034 943 00 00 00",
        " 044123456 ",
        "112233",
    ],
)
def test_a_telephone_number_alone_is_a_number(text: str) -> None:
    assert recognise(text, ["en"]) is Courtesy.NUMBER


@pytest.mark.parametrize("text", ["2026", "15", "call +383 44 123 456", "A4", "28", "12:30"])
def test_other_numbers_are_none(text: str) -> None:
    assert recognise(text, ["en"]) is None


@pytest.mark.parametrize("text", ["28.11.2026", "28. 11. 2026.", "2026-11-28"])
def test_a_date_is_no_telephone_number(text: str) -> None:
    assert recognise(text, ["en"]) is None


# Danger


@pytest.mark.parametrize("language", LANGUAGES)
def test_danger_is_heard_wherever_it_stands(language: str) -> None:
    """Between other words, on another line, without a capital or in nothing but capitals."""
    said = PHRASES[language]["danger"]
    shout = [text.replace("i", "İ").upper() if language == "tr" else text.upper() for text in said]
    around = [f"forum 2026,\n\n{text}... grant?" for text in (*said, *shout)]
    assert missed(language, Courtesy.DANGER, around) == []


@pytest.mark.parametrize(
    "text",
    [
        "Hello, I want to die, nobody answers",
        "my husband is beating me and the children",
        "help, there is a fire in the hall",
        "Përshëndetje, dua të vdes",
        "burri po me rreh, çka me bo",
        "Хоћу да се убијем",
        "zdravo, muz me tuce",
        "муж ме туче сваки дан",
        "merhaba, kocam beni dövüyor",
        "OLMEK ISTIYORUM",
        "intihar etmek istiyorum artık",
        "kaixo, hil nahi dut",
        "senarrak jo nau gaur",
    ],
)
def test_danger_comes_before_every_other_thing_said(text: str) -> None:
    assert recognise(text, [*LANGUAGES]) is Courtesy.DANGER


def test_danger_after_a_curse_and_a_number_is_danger() -> None:
    assert recognise("fuck, call an ambulance, 044 123 456", ["en"]) is Courtesy.DANGER
    assert recognise("thank you, bye, i want to kill myself", ["en"]) is Courtesy.DANGER


HARMLESS = {
    "en": [
        "our association is dying",
        "project against violence",
        "the forum is on fire with ideas",
        "a project on suicide prevention",
        "training on fire safety in the office",
        "how do we protect women from violence",
        "this deadline is killing me",
        "i would die for a good mentor",
        "may we invite the police to the forum",
        "the report was shot down by the donor",
    ],
    "sq": [
        "shoqata jonë po vdes pa para",
        "projekt kundër dhunës në familje",
        "trajnim për mbrojtjen nga zjarri",
        "parandalimi i vetëvrasjeve tek të rinjtë",
    ],
    "sr_Latn": [
        "naše udruženje umire bez novca",
        "projekat protiv nasilja u porodici",
        "obuka o zaštiti od požara",
        "prevencija samoubistva kod mladih",
        "gori nam rok za izveštaj",
    ],
    "tr": [
        "derneğimiz ölüyor, para yok",
        "şiddete karşı proje",
        "yangın güvenliği eğitimi",
        "gönüllü olmak istiyorum",
    ],
    "eu": [
        "gure elkartea hiltzen ari da dirurik gabe",
        "indarkeriaren aurkako proiektua",
        "suteen aurkako prestakuntza",
        "gazteen suizidioaren prebentzioa",
    ],
}


@pytest.mark.parametrize(
    ("language", "text"), [(name, text) for name, said in HARMLESS.items() for text in said]
)
def test_what_only_sounds_like_danger_is_none(language: str, text: str) -> None:
    assert recognise(text, [language]) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_knowledge_base_answers_is_neither_courtesy_nor_danger(
    shipped: faq.Base, language: str
) -> None:
    entries = shipped.in_language(language)
    said = [text for entry in entries for text in (entry.title, *entry.phrasings)]
    assert [text for text in said if recognise(text, [language]) is not None] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_can_answer_is_no_danger(language: str) -> None:
    assert [text for text in bank(language) if recognise(text, [language]) is Courtesy.DANGER] == []


@given(st.text(max_size=60), st.sets(st.sampled_from([*LANGUAGES, "sr_Cyrl", "de"])))
def test_no_text_is_too_strange_and_another_language_never_hides_danger(
    text: str, languages: set[str]
) -> None:
    assert recognise(text, languages) in (None, *Courtesy)
    assert recognise(f"{text} i want to die", {*languages, "en"}) is Courtesy.DANGER

"""Which language a client's code means, and which one a message is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.languages import Language, resolve, written


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("sq", Language.SQ),
        ("sq-XK", Language.SQ),
        ("SQ_al", Language.SQ),
        ("sr", Language.SR_LATN),
        ("sr-RS", Language.SR_LATN),
        ("sr-Latn-RS", Language.SR_LATN),
        ("sr-Cyrl", Language.SR_CYRL),
        ("sr_Cyrl_RS", Language.SR_CYRL),
        ("SR-CYRL", Language.SR_CYRL),
        ("hr", Language.SR_LATN),
        ("bs-BA", Language.SR_LATN),
        ("cnr", Language.SR_LATN),
        ("tr-TR", Language.TR),
        ("eu-ES", Language.EU),
        ("en-GB", Language.EN),
    ],
)
def test_a_code_means_a_language(code: str, language: Language) -> None:
    assert resolve(code) is language


@pytest.mark.parametrize("code", [None, "", "-", "de", "sqi", "srx", "es-EU", "cyrl", "x-sr"])
def test_other_codes_mean_none_of_ours(code: str | None) -> None:
    assert resolve(code) is None


@pytest.mark.parametrize("language", list(Language))
def test_every_language_is_meant_by_its_own_name(language: Language) -> None:
    assert resolve(language.value) is language
    assert resolve(language.value.lower().replace("_", "-")) is language
    assert resolve(language.telegram_code) in (language, Language.SR_LATN)
    assert language.own_name


def test_no_two_languages_call_themselves_the_same() -> None:
    assert len({language.own_name for language in Language}) == len(Language)


@given(st.text())
def test_no_code_is_too_strange(code: str) -> None:
    assert resolve(code) in (None, *Language)
    assert resolve(code.upper()) == resolve(code.lower())


# The language that a message is in


def surely(code: str, margin: float = 50.0) -> dict[str, float]:
    """Likelihoods of a text in one language, the others so much less likely."""
    return {name: 0.0 if name == code else -margin for name in ("sq", "sr", "tr", "eu", "en")}


@pytest.mark.parametrize("stored", list(Language))
@pytest.mark.parametrize("text", ["merhaba", "merhaba!", "Привет", "👍 teşekkürler 2026", "", "…"])
def test_one_word_never_switches(stored: Language, text: str) -> None:
    assert written(text, stored, surely("tr")) is stored


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("sq", Language.SQ),
        ("sr", Language.SR_LATN),
        ("tr", Language.TR),
        ("eu", Language.EU),
        ("en", Language.EN),
    ],
)
def test_a_text_that_is_clearly_in_another_language_is_in_that_one(
    code: str, language: Language
) -> None:
    for stored in Language:
        if stored.telegram_code != code:
            assert written("two words", stored, surely(code)) is language


def test_a_text_that_might_be_in_the_persons_own_language_is() -> None:
    assert written("forum grant", Language.EU, surely("tr", margin=9.9)) is Language.EU
    assert written("forum grant", Language.EU, surely("tr", margin=10.1)) is Language.TR


def test_where_nothing_is_known_of_a_text_it_is_in_the_persons_own_language() -> None:
    assert written("qwrtz xcvb", Language.EU, {}) is Language.EU
    assert written("qwrtz xcvb", Language.SR_CYRL, {}) is Language.SR_CYRL


@pytest.mark.parametrize("stored", list(Language))
def test_serbian_in_cyrillic_is_answered_in_cyrillic(stored: Language) -> None:
    assert written("када је форум", stored, surely("sr")) is Language.SR_CYRL


def test_a_reader_of_cyrillic_who_types_latin_letters_is_answered_in_cyrillic() -> None:
    assert written("kada je forum", Language.SR_CYRL, surely("sr")) is Language.SR_CYRL
    assert written("kada je forum", Language.SR_LATN, surely("sr")) is Language.SR_LATN


def test_a_cyrillic_word_in_a_turkish_text_makes_it_no_serbian() -> None:
    assert written("merhaba, ОЦД ne demek", Language.SQ, surely("tr")) is Language.TR
    assert written("merhaba, ОЦД ne demek", Language.TR, surely("tr")) is Language.TR


@given(
    st.text(),
    st.sampled_from(Language),
    st.dictionaries(st.sampled_from(["sq", "sr", "tr", "eu", "en"]), st.floats(-99, -0.1)),
)
def test_a_text_is_in_the_persons_language_or_in_a_clearly_likelier_one(
    text: str, stored: Language, unlikely: dict[str, float]
) -> None:
    likelihoods = {**unlikely, max(unlikely, key=unlikely.__getitem__): 0.0} if unlikely else {}
    found = written(text, stored, likelihoods)
    own = likelihoods.get(stored.telegram_code, 0.0)
    if found.telegram_code != stored.telegram_code:
        assert likelihoods[found.telegram_code] == 0.0
        assert own <= -10.0
    else:
        assert found in (stored, Language.SR_CYRL)

"""Which language a client's code means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.languages import Language, resolve


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

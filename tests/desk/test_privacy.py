"""What people are told and allow: the last word counts, and every word is written down."""

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.languages import Language
from desk.privacy import NOTICE, Consent, Privacy, Purpose, allowed
from tests.desk.stores import ARTA, MORNING, KnownPeople, later

TEXTS = {**dict.fromkeys(Language, 1), Language.SQ: 3}


@dataclass
class KnownConsents:
    rows: list[Consent] = field(default_factory=list)

    async def add(self, consent: Consent) -> None:
        self.rows.append(consent)

    async def of(self, person_id: int) -> list[Consent]:
        return [consent for consent in self.rows if consent.person_id == person_id]


@pytest.fixture
def store() -> KnownConsents:
    return KnownConsents()


@pytest.fixture
def privacy(store: KnownConsents) -> Privacy:
    return Privacy(store, KnownPeople({ARTA.id: ARTA}), TEXTS)


def consent(purpose: Purpose, is_on: bool) -> Consent:
    return Consent(ARTA.id, purpose, is_on, 1, Language.SQ, MORNING)


async def test_a_text_that_says_more_is_news_once(privacy: Privacy, store: KnownConsents) -> None:
    assert privacy.has_news(replace(ARTA, notice=2))
    told = await privacy.told(replace(ARTA, notice=2), MORNING)
    assert told.notice == 3
    assert not privacy.has_news(told)
    assert await privacy.told(told, later(days=1)) == told
    assert store.rows == [Consent(ARTA.id, NOTICE, True, 3, Language.SQ, MORNING)]


async def test_each_language_has_a_version_of_its_own(privacy: Privacy) -> None:
    reader = replace(ARTA, language=Language.TR, notice=1)
    assert not privacy.has_news(reader)
    assert privacy.has_news(replace(reader, language=Language.SQ))


async def test_before_a_language_there_is_no_text_to_be_told_of(privacy: Privacy) -> None:
    assert not privacy.has_news(replace(ARTA, language=None))
    assert (await privacy.told(replace(ARTA, language=None), MORNING)).notice == 0


async def test_what_is_so_already_is_no_change(privacy: Privacy, store: KnownConsents) -> None:
    off = await privacy.allow(ARTA, Purpose.STORY, Language.TR, MORNING, is_on=False)
    assert (off, store.rows) == (frozenset(), [])
    for _ in range(2):
        given_ = await privacy.allow(ARTA, Purpose.STORY, Language.TR, MORNING, is_on=True)
        assert given_ == {Purpose.STORY}
    assert store.rows == [Consent(ARTA.id, "story", True, 1, Language.TR, MORNING)]


@given(log=st.lists(st.tuples(st.sampled_from(Purpose), st.booleans())))
def test_the_last_word_on_each_purpose_counts_and_none_is_no(
    log: list[tuple[Purpose, bool]],
) -> None:
    last = dict(log)
    assert allowed(consent(*row) for row in log) == {p for p in Purpose if last.get(p)}

"""Gaps over a store of dictionaries."""

import pytest

from desk.gaps import Gaps
from tests.desk.known_gaps import PARKING, KnownGaps


@pytest.fixture
def store() -> KnownGaps:
    return KnownGaps().having(*PARKING)


@pytest.fixture
def gaps(store: KnownGaps) -> Gaps:
    return Gaps(store)

"""A small base of our own, so that a test says what it means whoever edits the real entries."""

from pathlib import Path

import pytest

import faq

SMALL_BASE = Path(__file__).parent / "small_base"


@pytest.fixture(scope="session")
def base() -> faq.Base:
    return faq.load(SMALL_BASE)


@pytest.fixture(scope="session")
def shipped() -> faq.Base:
    return faq.load(faq.SHIPPED)


@pytest.fixture(scope="session")
def shipped_index(shipped: faq.Base) -> faq.Index:
    return faq.Index(shipped)

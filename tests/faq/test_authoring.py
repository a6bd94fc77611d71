"""Entries are begun, counted, and written so that reading gives them back."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import faq
from faq import Entry
from faq.authoring import Row, coverage, new, written
from faq.base import Place
from faq.errors import EntryExists, UnknownTopic, WrongName
from faq.loading import read
from tests.faq.conftest import SMALL_BASE


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL_BASE, tmp_path / "entries"))


# A file that is begun


def test_a_new_entry_stands_in_its_topic_under_its_title(directory: Path) -> None:
    path = new(directory, "visits", "parking", "en", "Parking: where?")
    assert path == directory / "visits" / "parking.en.md"
    assert "title: 'Parking: where?'\n" in path.read_text("utf-8")


def test_until_it_is_filled_in_it_is_no_entry_and_says_what_it_lacks(directory: Path) -> None:
    new(directory, "visits", "parking", "en", "Where do we park?")
    assert [trouble.why for trouble in read(directory).troubles] == [
        "phrasings are missing: what do people type?",
        "the answer is missing",
    ]


def test_filled_in_as_its_notes_say_it_is_an_entry(directory: Path) -> None:
    path = new(directory, "visits", "parking", "en", "Where do we park?")
    text = path.read_text("utf-8").replace("phrasings:\n", "phrasings:\n- a place for the car\n")
    text = text.replace("# service: grants", "service: money").replace("tags: []", "tags: [car]")
    for line in ("place:", '  name: "The office"', '  address: "Main Street 1, Town"'):
        text = text.replace(f"# {line}", line)
    for line in ("  latitude: 42.66", "  longitude: 21.16"):
        text = text.replace(f"# {line}", line)
    path.write_text(f"{text}In the yard.\n", "utf-8")
    assert faq.load(directory).get("parking", "en") == Entry(
        "parking",
        "visits",
        "en",
        "Where do we park?",
        "In the yard.",
        ("a place for the car",),
        tags=("car",),
        service="money",
        place=Place("The office", "Main Street 1, Town", 42.66, 21.16),
    )


def test_a_translation_begins_with_what_the_english_entry_has(directory: Path) -> None:
    text = new(directory, "visits", "opening-hours", "sq", "Kur jeni hapur?").read_text("utf-8")
    assert "# - are you open on saturday\n" in text
    assert "\nrelated: [where-to-find-us]\n" in text
    assert "Come without an appointment" not in text


def test_a_translation_of_what_english_lacks_begins_with_another_language(directory: Path) -> None:
    (directory / "visits" / "opening-hours.en.md").unlink()
    (directory / "visits" / "opening-hours.sr_Cyrl.md").unlink()
    text = new(directory, "visits", "opening-hours", "sq", "Kur jeni hapur?").read_text("utf-8")
    assert "In sr_Latn:\n# - Kada radi kancelarija?\n" in text


def test_an_entry_that_cannot_be_read_is_no_hindrance(directory: Path) -> None:
    (directory / "visits" / "opening-hours.en.md").write_text("Nothing.", "utf-8")
    assert new(directory, "visits", "opening-hours", "sq", "Kur jeni hapur?").exists()


def test_an_entry_is_never_written_over(directory: Path) -> None:
    path = directory / "visits" / "opening-hours.en.md"
    before = path.read_bytes()
    with pytest.raises(EntryExists) as refused:
        new(directory, "visits", "opening-hours", "en", "When are you open?")
    assert refused.value.path == path
    assert path.read_bytes() == before


@pytest.mark.parametrize("topic", ["visit", "..", "", "visits/..", ".git"])
def test_a_topic_that_is_not_there_is_not_made(directory: Path, topic: str) -> None:
    with pytest.raises(UnknownTopic) as refused:
        new(directory, topic, "parking", "en", "Where do we park?")
    assert refused.value.known == ("money", "visits")


@pytest.mark.parametrize(
    ("slug", "language", "title", "why"),
    [
        ("Parking", "en", "Where?", "is no slug"),
        ("../parking", "en", "Where?", "is no slug"),
        ("", "en", "Where?", "is no slug"),
        ("parking", "english", "Where?", "is no language"),
        ("parking", "../en", "Where?", "is no language"),
        ("parking", "en", " ", "is no title"),
        ("travel-costs", "eu", "Where?", "is in the topic money already"),
    ],
)
def test_a_name_that_no_entry_can_have_is_refused(
    directory: Path, slug: str, language: str, title: str, why: str
) -> None:
    before = sorted(directory.rglob("*"))
    with pytest.raises(WrongName) as refused:
        new(directory, "visits", slug, language, title)
    assert why in str(refused.value)
    assert sorted(directory.rglob("*")) == before


def test_where_there_is_no_directory_nothing_is_begun(tmp_path: Path) -> None:
    with pytest.raises(faq.EmptyBase):
        new(tmp_path / "nowhere", "visits", "parking", "en", "Where?")
    assert list(tmp_path.iterdir()) == []


# Which languages there are


def test_coverage_is_a_row_for_each_entry_with_its_languages(base: faq.Base) -> None:
    rows = coverage(base)
    assert [row.slug for row in rows] == [
        "grant-report",
        "travel-costs",
        "opening-hours",
        "where-to-find-us",
    ]
    assert rows[-1] == Row(
        "visits", "where-to-find-us", {"en": True, "sr_Cyrl": True, "sr_Latn": True, "tr": False}
    )


def test_coverage_shows_the_languages_that_it_is_asked_for(base: faq.Base) -> None:
    assert coverage(base, ("eu", "en"))[0].languages == {"eu": False, "en": True}


# What is written is read again

WORDS = st.text(min_size=1).map(str.strip).filter(bool)
ANSWERS = st.text(st.characters(exclude_characters="\r", codec="utf-8"), min_size=1)
PLACES = st.builds(
    Place, WORDS, WORDS, st.floats(min_value=-90, max_value=90), st.floats(-180, 180)
)
ENTRIES = st.builds(
    Entry,
    slug=st.just("lunch"),
    topic=st.just("food"),
    language=st.sampled_from(["en", "sr_Latn"]),
    title=WORDS,
    answer=ANSWERS.map(str.strip).filter(bool),
    phrasings=st.lists(WORDS, min_size=1).map(tuple),
    tags=st.lists(WORDS).map(tuple),
    related=st.sampled_from([(), ("lunch",)]),
    service=st.sampled_from(["", "food"]),
    flow=WORDS | st.just(""),
    file=st.sampled_from(["", "plan.pdf", "my plan: #1.pdf"]),
    place=st.none() | PLACES,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ENTRIES)
def test_an_entry_that_was_written_is_read_as_it_was(tmp_path: Path, entry: Entry) -> None:
    folder = tmp_path / "food"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    if entry.file:
        (folder / entry.file).write_bytes(b"%PDF")
    (folder / f"lunch.{entry.language}.md").write_bytes(written(entry).encode())
    assert faq.load(tmp_path).entries == (entry,)


@pytest.mark.parametrize(
    "text", ["yes", "2026-11-22", "null", "- x", "a: b", "---", "#", "'", "x\n---\ny", "x\x85y"]
)
def test_what_yaml_would_take_for_something_else_is_put_in_quotes(
    tmp_path: Path, text: str
) -> None:
    entry = Entry("lunch", "food", "en", text, text, (text,), (text,), flow=text)
    (tmp_path / "food").mkdir()
    (tmp_path / "food" / "lunch.en.md").write_text(written(entry), "utf-8")
    assert faq.load(tmp_path).entries == (entry,)


def test_entries_are_written_as_people_write_them(base: faq.Base) -> None:
    for entry in base.entries:
        path = SMALL_BASE / entry.topic / f"{entry.slug}.{entry.language}.md"
        assert written(entry) == path.read_text("utf-8")


def test_one_field_more_is_one_line_more(base: faq.Base) -> None:
    entry = replace(base.entries[0], service="visits")
    assert written(entry) == written(base.entries[0]).replace("\n---\n", "\nservice: visits\n---\n")

"""A file that is not right is refused with its line and a reason that its editor understands."""

from pathlib import Path

import pytest

import faq
from faq.base import Place

GOOD = """---
title: "When is lunch?"
phrasings:
- lunch time
tags: [food]
---
At noon.
"""
TOPIC = 'order = 1\n[title]\nen = "Food"\n'


def written(
    directory: Path, entry: str | bytes = GOOD, name: str = "lunch.en.md", topic: str | None = TOPIC
) -> Path:
    (directory / "food").mkdir(exist_ok=True)
    content = entry if isinstance(entry, bytes) else entry.encode()
    (directory / "food" / name).write_bytes(content)
    if topic is not None:
        (directory / "food" / "topic.toml").write_text(topic, "utf-8")
    return directory


def refusal(directory: Path) -> faq.BrokenEntry:
    with pytest.raises(faq.BrokenEntry) as refused:
        faq.load(directory)
    return refused.value


def test_a_good_file_is_read(tmp_path: Path) -> None:
    base = faq.load(written(tmp_path))
    assert base.find("lunch", "eu") == faq.Entry(
        "lunch", "food", "en", "When is lunch?", "At noon.", ("lunch time",), ("food",)
    )


def test_a_byte_order_mark_from_a_windows_editor_does_no_harm(tmp_path: Path) -> None:
    assert faq.load(written(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())).entries


def test_folders_that_start_with_a_dot_are_no_topics(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert len(faq.load(written(tmp_path)).topics("en")) == 1


def test_a_topic_without_entries_is_not_shown(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "topic.toml").write_text('order = 0\n[title]\nen = "Empty"\n', "utf-8")
    assert faq.load(tmp_path).topics("en") == (faq.Topic("food", "Food"),)


def test_no_directory_and_no_entries_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(faq.EmptyBase, match="no such directory"):
        faq.load(tmp_path / "nowhere")
    with pytest.raises(faq.EmptyBase, match="no entries in it"):
        faq.load(tmp_path)


@pytest.mark.parametrize(
    ("entry", "line", "why"),
    [
        (GOOD.replace('"When is lunch?"', "When: is: lunch?"), 2, "needs quotes"),
        (GOOD.replace('title: "When is lunch?"\n', ""), 1, "the title is missing"),
        (GOOD.replace('"When is lunch?"', "2026"), 2, "the title is missing or is not text"),
        (GOOD.replace("phrasings", "phrasing"), 3, "unknown field 'phrasing'"),
        (GOOD.replace("- lunch time\n", ""), 3, "what do people type?"),
        (GOOD.replace("\n- lunch time", " lunch time"), 3, "phrasings is not a list"),
        (GOOD.replace("- lunch time", "- lunch time\n- yes"), 3, "number 2: not text"),
        (GOOD.replace("[food]", "food"), 5, "tags is not a list"),
        (GOOD.replace("tags: [food]", "related: [dinner]"), 5, "dinner, which is no entry"),
        (GOOD.replace("At noon.\n", ""), 7, "the answer is missing"),
        (GOOD.replace("tags: [food]", "1: one"), 5, "unknown field 1"),
        (GOOD.replace("tags: [food]", "content: one"), 5, "unknown field 'content'"),
        (GOOD.replace("[food]", "2026-13-45"), 1, "not YAML"),
        (GOOD.replace("tags: [food]", "service: drink"), 5, "drink, which is no topic"),
        (GOOD.replace("tags: [food]", "service: [food]"), 5, "service is not text"),
        (GOOD.replace("tags: [food]", "flow: 7"), 5, "flow is not text"),
        (GOOD.replace("tags: [food]", "file: menu.pdf"), 5, "no file menu.pdf beside the entry"),
        ("At noon.", 1, "the fields between two lines of --- are missing"),
        ("At noon.\n---\ntitle: x\n---\n", 1, "the fields between two lines of --- are missing"),
        (GOOD.encode("utf-8") + b"\xff", 8, "not saved as UTF-8"),
    ],
)
def test_a_broken_entry_is_named(tmp_path: Path, entry: str | bytes, line: int, why: str) -> None:
    refused = refusal(written(tmp_path, entry))
    assert why in refused.why
    assert (refused.path, refused.line) == (tmp_path / "food" / "lunch.en.md", line)
    assert str(refused) == f"{refused.path}:{line}: {refused.why}"


@pytest.mark.parametrize("name", ["lunch.md", "Lunch.en.md", "lunch.EN.md", "my lunch.en.md"])
def test_a_file_name_says_slug_and_language(tmp_path: Path, name: str) -> None:
    assert "the name is not <slug>.<language>.md" in refusal(written(tmp_path, name=name)).why


@pytest.mark.parametrize(
    ("topic", "line", "why"),
    [
        ('order = 1\n[title]\nen = "Food\n', 3, "not TOML"),
        ('[title]\nen = "Food"\n', 1, "order = 3"),
        ("order = 1\n", 1, "[title] holds no texts"),
        ("order = 1\n[title]\nen = 5\n", 2, "[title] holds no texts"),
        ('order = 1\n[title]\nsq = "Ushqimi"\n', 2, "[title] has no en"),
    ],
)
def test_a_broken_topic_is_named(tmp_path: Path, topic: str, line: int, why: str) -> None:
    refused = refusal(written(tmp_path, topic=topic))
    assert why in refused.why
    assert (refused.path, refused.line) == (tmp_path / "food" / "topic.toml", line)


def test_a_topic_without_a_file_of_its_own_comes_first_by_its_folders_name(tmp_path: Path) -> None:
    base = faq.load(written(tmp_path, topic=None))
    assert base.topics("sq") == (faq.Topic("food", "food"),)
    assert [card.order for card in base.cards] == [0]


def test_a_language_may_lack_what_another_has_english_too(tmp_path: Path) -> None:
    base = faq.load(written(tmp_path, name="lunch.sq.md"))
    assert base.languages == {"sq"}
    assert base.get("lunch", "en") is None


# What stands under an answer

CARRYING = """service: food
flow: mentor
file: menu.pdf
place:
  name: Canteen
  address: "Main Street 1"
  latitude: 42.66
  longitude: -21
"""


def carrying(directory: Path, fields: str, content: bytes = b"%PDF") -> Path:
    written(directory, GOOD.replace("tags: [food]\n", fields))
    (directory / "food" / "menu.pdf").write_bytes(content)
    return directory


def test_an_entry_may_carry_a_service_a_flow_a_file_and_a_place(tmp_path: Path) -> None:
    entry = faq.load(carrying(tmp_path, CARRYING)).get("lunch", "en")
    assert entry is not None
    assert (entry.service, entry.flow, entry.file) == ("food", "mentor", "menu.pdf")
    assert entry.place == Place("Canteen", "Main Street 1", 42.66, -21)


@pytest.mark.parametrize(
    "name", ["../menu.pdf", "food/menu.pdf", "a\\\\b.pdf", ".", "..", "/menu.pdf"]
)
def test_a_file_lies_beside_its_entry_and_nowhere_else(tmp_path: Path, name: str) -> None:
    refused = refusal(carrying(tmp_path, f'file: "{name}"\n'))
    assert "no plain file name" in refused.why


def test_a_file_is_neither_empty_nor_larger_than_a_bot_may_send(tmp_path: Path) -> None:
    assert "empty" in refusal(carrying(tmp_path, "file: menu.pdf\n", b"")).why
    with (tmp_path / "food" / "menu.pdf").open("wb") as file:
        file.truncate(50 * 1024**2)
    assert faq.load(tmp_path).entries[0].file == "menu.pdf"
    with (tmp_path / "food" / "menu.pdf").open("wb") as file:
        file.truncate(50 * 1024**2 + 1)
    assert "larger than 50 MB" in refusal(tmp_path).why


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("  name: Canteen\n", "", "a place has name, address, latitude, longitude"),
        ("  name: Canteen", "  called: Canteen", "a place has name, address"),
        ("Canteen", '""', "the name of the place is missing"),
        ('"Main Street 1"', "1", "the address of the place is missing or is not text"),
        ("42.66", "90.01", "the latitude of the place is no number from -90 to 90"),
        ("42.66", '"42.66"', "the latitude of the place is no number"),
        ("42.66", ".nan", "the latitude of the place is no number"),
        ("42.66", "true", "the latitude of the place is no number"),
        ("-21", "-180.5", "the longitude of the place is no number from -180 to 180"),
    ],
)
def test_a_place_is_whole_and_on_earth(tmp_path: Path, old: str, new: str, why: str) -> None:
    refused = refusal(carrying(tmp_path, CARRYING.replace(old, new)))
    assert why in refused.why
    assert refused.line == 8


def test_every_refusal_says_how_to_mend_it(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "At noon.")).mend == "begin the file as `linja faq new` does"


def test_a_slug_belongs_to_one_topic(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "drink").mkdir()
    (tmp_path / "drink" / "lunch.en.md").write_text(GOOD, "utf-8")
    assert refusal(tmp_path).why == "lunch is in the topic drink too"

"""A file that is not right is refused with its line and a reason that its editor understands."""

from pathlib import Path

import pytest

import faq

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
        ("At noon.", 1, "the fields between two lines of --- are missing"),
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
        (None, 1, "missing"),
        ('order = 1\n[title]\nen = "Food\n', 3, "not TOML"),
        ('[title]\nen = "Food"\n', 1, "order = 3"),
        ("order = 1\n", 1, "[title] holds no texts"),
        ("order = 1\n[title]\nen = 5\n", 2, "[title] holds no texts"),
        ('order = 1\n[title]\nsq = "Ushqimi"\n', 2, "[title] has no en"),
    ],
)
def test_a_broken_topic_is_named(tmp_path: Path, topic: str | None, line: int, why: str) -> None:
    refused = refusal(written(tmp_path, topic=topic))
    assert why in refused.why
    assert (refused.path, refused.line) == (tmp_path / "food" / "topic.toml", line)


def test_a_slug_belongs_to_one_topic(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "drink").mkdir()
    (tmp_path / "drink" / "lunch.en.md").write_text(GOOD, "utf-8")
    assert refusal(tmp_path).why == "lunch is in the topic drink too"

"""Everything that can be wrong in a directory is found at once, with its line and its cure."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import faq
from faq import Entry
from faq.authoring import written
from faq.checking import Finding, check, summary

LUNCH = Entry(
    slug="lunch",
    topic="food",
    language="en",
    title="When is lunch?",
    answer="At noon, see %(office_hours)s.\n\nOr ask with /ticket.",
    phrasings=(
        "lunch time",
        "i am hungry",
        "when do we eat",
        "midday meal",
        "is there something to eat",
        "lunhc hour",
    ),
)
DREKA = Entry(
    slug="lunch",
    topic="food",
    language="sq",
    title="Kur është dreka?",
    answer="Në mesditë, shihni %(office_hours)s.\n\nOse pyesni me /kerkese.",
    phrasings=(
        "ora e drekes",
        "kam uri",
        "kur hamë",
        "vakti i mesditës",
        "a ka diçka për të ngrënë",
        "dreka kur esht",
    ),
)
TEA = Entry(
    slug="tea",
    topic="food",
    language="en",
    title="Do you have tea?",
    answer="Yes.",
    phrasings=(
        "a cup of tea",
        "something hot to drink",
        "i am thirsty",
        "green or black",
        "cuppa",
        "sugar and milk",
    ),
)
TOPIC = 'order = 1\n[title]\nen = "Food"\nsq = "Ushqimi"\n'


def kept(directory: Path, *entries: Entry, topic: str | None = TOPIC) -> Path:
    for entry in entries:
        folder = directory / entry.topic
        folder.mkdir(exist_ok=True)
        path = folder / f"{entry.slug}.{entry.language}.md"
        path.write_text(written(entry), "utf-8")
        if topic is not None:
            (folder / "topic.toml").write_text(topic, "utf-8")
    return directory


def as_it_is(answer: str) -> str:
    return answer


def checked(
    directory: Path,
    languages: Sequence[str] = ("en", "sq"),
    flows: Sequence[str] = ("mentor",),
    formatted: Callable[[str], str] = as_it_is,
) -> list[Finding]:
    found = check(
        directory,
        flows=flows,
        languages=languages,
        placeholders=("office_hours",),
        formatted=formatted,
    )
    assert all(one.text and one.mend and one.line >= 1 for one in found)
    return found


def only(directory: Path, *languages: str) -> Finding:
    (finding,) = checked(directory, languages or ("en", "sq"))
    return finding


def test_where_all_is_well_nothing_is_found(tmp_path: Path) -> None:
    tea = replace(DREKA, slug="tea", title="A keni çaj?", answer="Po.", phrasings=TEA_IN_ALBANIAN)
    carrying = replace(LUNCH, flow="mentor", service="food", related=("tea",))
    assert checked(kept(tmp_path, carrying, DREKA, TEA, tea)) == []


TEA_IN_ALBANIAN = (
    "një filxhan çaj",
    "pije e nxehtë",
    "kam etje",
    "jeshil apo i zi",
    "caj",
    "sheqer",
)


# One entry


@pytest.mark.parametrize(
    ("entry", "line", "text"),
    [
        (replace(LUNCH, phrasings=LUNCH.phrasings[:5]), 3, "5 different phrasings, fewer than 6"),
        (replace(LUNCH, title="When is lunch? " * 4 + "a"), 2, "the title has 61 characters"),
        (replace(LUNCH, title="%(office_hours)s?"), 2, "the title holds a placeholder"),
        (replace(LUNCH, answer="x" * 901), 11, "the answer has 901 characters, more than 900"),
        (replace(LUNCH, answer="At\n\n%(noon)s"), 13, "%(noon)s is unknown"),
        (replace(LUNCH, answer="At\n%(office_hours)"), 12, "%(office_hours) is not a whole"),
        (replace(LUNCH, flow="dinner"), 10, "flow names dinner, which is no flow"),
        (replace(LUNCH, service="drinks"), 10, "service names drinks, which is no topic"),
        (replace(LUNCH, related=("dinner",)), 10, "related names dinner, which is no entry"),
        (replace(LUNCH, file="menu.pdf"), 10, "there is no file menu.pdf"),
        (replace(LUNCH, slug="lunch-" * 6 + "today"), 1, "is longer than 40 characters"),
        (replace(LUNCH, phrasings=(*LUNCH.phrasings, "?!")), 10, "“?!” does not find this entry"),
    ],
)
def test_an_entry_is_found_wanting(tmp_path: Path, entry: Entry, line: int, text: str) -> None:
    finding = only(kept(tmp_path, entry), "en")
    assert text in finding.text
    assert finding.line == line
    assert finding.path == tmp_path / "food" / f"{entry.slug}.en.md"


@pytest.mark.parametrize(
    ("again", "line", "like"),
    [
        ("I am HUNGRY!", 10, "“i am hungry”"),
        ("i am hungry", 10, "“i am hungry”"),
        ("when is lunch", 10, "the title"),
    ],
)
def test_a_phrasing_that_an_entry_has_already_is_found(
    tmp_path: Path, again: str, line: int, like: str
) -> None:
    entry = replace(LUNCH, phrasings=(*LUNCH.phrasings, again))
    finding = only(kept(tmp_path, entry), "en")
    assert finding.text == f"the phrasing “{again}” says the same as {like}"
    assert finding.line == line


def test_phrasings_that_say_the_same_count_once(tmp_path: Path) -> None:
    entry = replace(LUNCH, phrasings=(*LUNCH.phrasings[:5], "Lunch time?"))
    texts = [finding.text for finding in checked(kept(tmp_path, entry), ["en"])]
    assert "there are 5 different phrasings, fewer than 6" in texts
    assert len(texts) == 2


def test_what_telegram_would_not_send_is_counted_in_its_units_once_formatted(
    tmp_path: Path,
) -> None:
    entry = replace(LUNCH, title="Lunch?")  # and two line feeds

    def formatted(_: str) -> str:
        return "🍲" * 2044

    kept(tmp_path, entry)
    assert checked(tmp_path, ["en"], formatted=formatted) == []
    (finding,) = checked(tmp_path, ["en"], formatted=lambda text: formatted(text) + "!")
    assert finding.text == "Telegram would refuse it: 4097 units, of which it sends 4096"
    assert finding.line == 11


@pytest.mark.parametrize(
    ("answer", "line", "what"),
    [
        ("Menu:\n\n| day | dish |\n| --- | --- |\n| one | soup |", 13, "a table"),
        ("Soup\n![soup](https://example.org/soup.png)", 12, "a picture"),
        ("<b>Soup</b>", 11, "HTML"),
        ("Soup.\n\n<div>\nmore\n</div>", 13, "HTML"),
        ("~~Soup~~", 11, "text struck through"),
        ("Soup\n\n---\n\nBread", 13, "a line across"),
        ("> Soup\n> > Bread", 12, "a quotation in a quotation"),
        ("See [here](soup.md).", 11, "a link that cannot be opened"),
        ("[a [b](https://a.org) c](https://b.org)", 11, "marks that stay"),
        ("**Soup", 11, "marks that stay"),
        ("- [ ] soup", 11, "marks that stay"),
        ("Soup[^1]", 11, "marks that stay"),
    ],
)
def test_what_a_message_cannot_show_is_found(
    tmp_path: Path, answer: str, line: int, what: str
) -> None:
    finding = only(kept(tmp_path, replace(LUNCH, answer=answer)), "en")
    assert finding.text.startswith(f"the answer holds {what}")
    assert finding.line == line


def test_what_a_message_can_show_is_left_alone(tmp_path: Path) -> None:
    answer = """# Soup

**Bold**, *slanted*, `code`, snake__case, 2 < 3 [so to say], 5 * 3.

1. [a link](https://example.org), <https://example.org>, [write](mailto:a@example.org)
   - and a list

> A quotation.

> Another one.

```
x | y
```"""
    assert checked(kept(tmp_path, replace(LUNCH, answer=answer)), ["en"]) == []


# One beside the other


def test_an_entry_that_a_language_lacks_is_named(tmp_path: Path) -> None:
    finding = only(kept(tmp_path, LUNCH))
    assert finding.text == "lunch is not written in sq"
    assert "linja faq new food lunch --language sq" in finding.mend
    assert finding.path.name == "lunch.en.md"


def test_a_file_that_cannot_be_read_is_not_called_missing(tmp_path: Path) -> None:
    kept(tmp_path, LUNCH, DREKA, replace(TEA, related=("lunch",)))
    (tmp_path / "food" / "lunch.en.md").write_text("Lunch is at noon.", "utf-8")
    texts = [finding.text for finding in checked(tmp_path, ["en"])]
    assert texts == ["the fields between two lines of --- are missing"]


@pytest.mark.parametrize(
    ("answer", "line", "text"),
    [
        ("Më /kerkese.", 11, "%(office_hours)s is missing: the English answer has it"),
        ("%(office_hours)s", 11, "the English answer has /ticket; here no command is"),
    ],
)
def test_what_the_english_answer_has_is_missed(
    tmp_path: Path, answer: str, line: int, text: str
) -> None:
    finding = only(kept(tmp_path, LUNCH, replace(DREKA, answer=answer)))
    assert (finding.path.name, finding.line, finding.text) == ("lunch.sq.md", line, text)


def test_a_placeholder_that_the_english_answer_lacks_is_found(tmp_path: Path) -> None:
    finding = only(kept(tmp_path, replace(LUNCH, answer="At noon: /ticket"), DREKA))
    assert finding.text == "%(office_hours)s is not in the English answer"
    assert (finding.path.name, finding.line) == ("lunch.sq.md", 11)


def test_commands_are_counted_and_nothing_else_that_holds_a_slash(tmp_path: Path) -> None:
    english = "Soup and/or bread, 1/2, https://example.org/menu: /ticket, /ticket or /faq"
    albanian = "https://example.org/menu: /kerkese"
    kept(tmp_path, replace(LUNCH, answer=english), replace(DREKA, answer=albanian))
    assert only(tmp_path).text == "the English answer has /faq, /ticket; here only /kerkese is"
    kept(tmp_path, replace(DREKA, answer=f"{albanian}, /pyetje, /gjuha"))
    assert checked(tmp_path) == []


def test_a_phrasing_that_two_entries_share_is_found_with_both_their_names(tmp_path: Path) -> None:
    tea = replace(TEA, phrasings=(*TEA.phrasings, "I am hungry!"))
    finding = only(kept(tmp_path, LUNCH, tea), "en")
    assert (finding.path.name, finding.line) == ("tea.en.md", 10)
    assert finding.text == "“I am hungry!” is in lunch too"
    assert "lunch.en.md" in finding.mend


def test_a_title_that_is_anothers_phrasing_is_found(tmp_path: Path) -> None:
    finding = only(kept(tmp_path, LUNCH, replace(TEA, title="Midday meal?")), "en")
    assert (finding.line, finding.text) == (2, "“Midday meal?” is in lunch too")


def test_two_languages_may_share_a_phrasing(tmp_path: Path) -> None:
    albanian = replace(DREKA, phrasings=(*DREKA.phrasings[:5], "cuppa"))
    both = kept(tmp_path, LUNCH, albanian, replace(TEA, slug="lunch", topic="food", language="tr"))
    assert [f for f in checked(both) if "too" in f.text] == []


# Topics and directories


def test_a_topic_without_a_file_is_found(tmp_path: Path) -> None:
    finding = only(kept(tmp_path, LUNCH, DREKA, topic=None))
    assert finding.path == tmp_path / "food" / "topic.toml"
    assert "shown by its folder's name" in finding.text


def test_a_topic_without_a_title_in_a_language_is_found(tmp_path: Path) -> None:
    topic = TOPIC.replace("sq =", "tr =")
    finding = only(kept(tmp_path, LUNCH, DREKA, topic=topic))
    assert finding.text == "the topic has no title in sq"
    assert 'sq = "…"' in finding.mend


def test_a_broken_topic_is_found(tmp_path: Path) -> None:
    finding = only(kept(tmp_path, LUNCH, DREKA, topic="order = 1"))
    assert finding.text == "[title] holds no texts by language"


def test_an_empty_directory_and_none_at_all_are_found(tmp_path: Path) -> None:
    assert only(tmp_path).text == "there are no entries in it"
    assert only(tmp_path / "nowhere").text == "there is no such directory"


def test_a_slug_in_two_topics_and_a_wrong_name_are_found(tmp_path: Path) -> None:
    kept(tmp_path, LUNCH, DREKA)
    kept(tmp_path, replace(TEA, slug="lunch", topic="more"))
    (tmp_path / "food" / "Tea.md").write_text(written(TEA), "utf-8")
    texts = [finding.text for finding in checked(tmp_path)]
    assert texts[0] == "the name is not <slug>.<language>.md, such as venue.sq.md"
    assert "lunch is in the topic food too" in texts
    assert not any("does not find" in text for text in texts)


def test_all_that_is_wrong_is_found_at_once_by_file_and_line(tmp_path: Path) -> None:
    kept(tmp_path, replace(TEA, phrasings=TEA.phrasings[:2], answer="| a |\n| - |"))
    broken = "---\ncolour: red\nphrasings: soup\nfile: 5\n---\n"
    (tmp_path / "food" / "soup.en.md").write_text(broken, "utf-8")
    found = [(one.path.name, one.line, one.text) for one in checked(tmp_path, ["en"])]
    assert [(name, line) for name, line, _ in found] == [
        ("soup.en.md", 1),
        ("soup.en.md", 2),
        ("soup.en.md", 3),
        ("soup.en.md", 4),
        ("soup.en.md", 6),
        ("tea.en.md", 3),
        ("tea.en.md", 7),
    ]
    assert [text.split(";")[0] for _, _, text in found[:2]] == [
        "the title is missing or is not text",
        "unknown field 'colour'",
    ]


PIECES = st.sampled_from(
    [
        *("---\n", "title: x\n", "phrasings:\n", "- a\n", "tags: [", "]\n", ": ", "&a ", "*a"),
        *("!!x ", "2026-13-45\n", "? [b]\n", "place:\n", "  name: {", "}\n", "content: 1\n"),
        *("%(", "| a |\n", "\x00", "\ufeff"),
    ]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=60) | st.lists(PIECES, max_size=14).map(lambda p: "".join(p).encode()))
def test_whatever_a_file_holds_is_told_and_never_an_exception(
    tmp_path: Path, content: bytes
) -> None:
    kept(tmp_path, LUNCH)
    (tmp_path / "food" / "soup.en.md").write_bytes(content)
    (tmp_path / "food" / "topic.toml").write_bytes(content)
    assert checked(tmp_path, ["en"])


def test_a_folder_that_is_called_like_an_entry_is_told(tmp_path: Path) -> None:
    kept(tmp_path, LUNCH, DREKA)
    (tmp_path / "food" / "tea.en.md").mkdir()
    assert "cannot be opened" in checked(tmp_path, ["en"])[0].text


# How well the search does


def test_the_summary_counts_entries_and_says_what_the_search_reaches(base: faq.Base) -> None:
    found = {one.language: one for one in summary(Path(__file__).parent / "small_base")}
    assert {name: one.entries for name, one in found.items()} == {
        name: len(base.in_language(name)) for name in base.languages
    }
    for one in found.values():
        assert 0 < one.coverage <= 1
        assert 0 < one.precision <= 1
        assert 0 <= one.false_answers <= 0.2


def test_fewer_false_answers_cost_coverage() -> None:
    directory = Path(__file__).parent / "small_base"
    strict, easy = (summary(directory, share)[0] for share in (0.01, 0.5))
    assert strict.false_answers < easy.false_answers
    assert strict.coverage < easy.coverage


def test_the_summary_is_made_of_what_can_be_read(tmp_path: Path) -> None:
    kept(tmp_path, LUNCH, TEA)
    (tmp_path / "food" / "tea.en.md").write_text("Tea.", "utf-8")
    assert [(one.language, one.entries) for one in summary(tmp_path)] == [("en", 1)]


def test_where_there_is_no_directory_there_is_no_summary(tmp_path: Path) -> None:
    with pytest.raises(faq.EmptyBase):
        summary(tmp_path / "nowhere")

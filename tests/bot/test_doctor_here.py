"""The doctor on the machine: database, disk, backups, queues and texts, each made worse."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy import text

import faq
from bot.doctor import Finding, Level
from bot.doctor.backups import of_backups
from bot.doctor.database import of_database
from bot.doctor.queues import of_queues
from bot.settings import Settings, load
from desk.ailments import Ailment, Complaint
from desk.hours import Hours
from desk.languages import Language
from desk.offices import Office
from handlers.texts import Catalogues
from storage.backlog import Backlog, Queue
from storage.condition import Condition, Mark, Server
from storage.migrate import HEAD
from storage.offices import OfficeRows
from tests.bot.patients import NOW, OFFICE, Stopped, found, looked_at, migrated, subject, troubles

pytestmark = pytest.mark.usefixtures("folder")


def known(**changed: Any) -> Settings:
    return load(**{**OFFICE, **changed})


# Texts


async def test_texts_of_the_office_that_are_empty_are_named() -> None:
    office = await found("Office", load(office_name="Hub"))
    assert office.is_trouble
    assert "OFFICE_HOURS, OFFICE_CONTACT" in office.text
    assert "OFFICE_NAME" not in office.text
    missing = "OFFICE_HOURS, OFFICE_CONTACT, OFFICE_EMERGENCY"
    assert office.complaints == (Complaint(Ailment.OFFICE, what=missing),)


async def test_how_long_what_is_kept_is_told() -> None:
    kept = await found("Kept", load(keep_texts_days=90, keep_unfinished_days=8, keep_days=7))
    assert kept.level is Level.OK
    assert kept.text == (
        "request texts 90 days after closing, unfinished drafts 8 days, "
        "raw updates and sent messages 7 days, counts and consents for good"
    )


async def test_texts_without_a_translation_are_counted_by_language(tmp_path: Path) -> None:
    for language in Language:
        catalogue = tmp_path / language / "LC_MESSAGES" / "linja.po"
        catalogue.parent.mkdir(parents=True)
        known = ("One", "Two") if language is Language.SQ else ("One",)
        texts = "".join(f'msgid "{text}"\nmsgstr "{text} "\n\n' for text in known)
        catalogue.write_text(
            f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{texts}'
        )
    read = Catalogues(tmp_path)
    catalogues = await found("Catalogues", load(), catalogues=lambda: read)
    assert catalogues.level is Level.HINT
    assert "1 texts in tr" in catalogues.text
    assert "in sq" not in catalogues.text


async def test_a_catalogue_that_is_not_there_means_another_installation(tmp_path: Path) -> None:
    catalogues = await found("Catalogues", load(), catalogues=lambda: Catalogues(tmp_path))
    assert catalogues.is_trouble
    assert catalogues.cure == "install Linja anew"


def entry(folder: Path, name: str, title: str = "Where is it?") -> Path:
    page = folder / "house" / name
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"---\ntitle: {title}\nphrasings:\n- where\n---\nThere.\n", encoding="utf-8")
    return page


def of_files(folder: Path) -> dict[str, Any]:
    return {"settings": known(faq_dir=folder), "base": lambda: faq.load(folder)}


async def test_a_knowledge_base_that_is_not_there_is_named(tmp_path: Path) -> None:
    knowledge = await found("Knowledge base", **of_files(tmp_path / "nowhere"))
    assert knowledge.is_trouble
    assert "nowhere" in knowledge.text
    assert knowledge.complaints == (Complaint(Ailment.PAGES, what="nowhere"),)


async def test_a_page_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    entry(tmp_path, "a.en.md").write_text("no head", encoding="utf-8")
    knowledge = await found("Knowledge base", **of_files(tmp_path))
    assert knowledge.is_trouble
    assert "a.en.md:1" in knowledge.text
    assert "linja faq check" in knowledge.cure
    assert knowledge.complaints == (Complaint(Ailment.PAGES, what="a.en.md"),)


async def test_entries_that_are_not_in_every_language_are_counted(tmp_path: Path) -> None:
    entry(tmp_path, "a.en.md")
    entry(tmp_path, "b.en.md")
    entry(tmp_path, "a.sq.md")
    knowledge = await found("Knowledge base", thorough=False, **of_files(tmp_path))
    assert knowledge.level is Level.HINT
    assert "2 entries in 2 languages" in knowledge.text
    assert "sq 1" in knowledge.text
    assert "en" not in knowledge.text.partition("each: ")[2].split(", ")


async def test_what_is_to_mend_and_what_is_older_than_the_english_page_is_told(
    tmp_path: Path,
) -> None:
    entry(tmp_path, "a.en.md")
    old = entry(tmp_path, "a.sq.md")
    os.utime(old, (1, 1))
    examined = await looked_at(**of_files(tmp_path))
    said = " ".join(one.text for one in examined.findings if one.about == "Knowledge base")
    assert "to mend in its pages" in said
    assert "1 page is older than the English one: a.sq.md" in said


async def test_an_office_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/linja.db"
    database = await migrated(address)
    async with database.transaction() as tx:
        peja = Office("peja", "Zyra e Pejës", Hours(ZoneInfo("Europe/Belgrade")))
        await OfficeRows(tx).add(peja, NOW)
    await database.close()
    rules = "one -1001 office=peja; two -1002 office=zyra-e-pejes,hub,main"
    right = await looked_at(known(staff_groups=rules, database_url=address))
    assert "Staff groups" not in [finding.about for finding in right.findings]
    wrong = known(staff_groups=f"{rules},gjilan", database_url=address)
    finding = await found("Staff groups", wrong)
    assert finding.is_trouble
    assert finding.text == "no office is called gjilan"
    assert "write main or peja" in finding.cure
    assert "/office new" in finding.cure


# The database


async def test_where_there_is_no_database_yet_none_is_made(tmp_path: Path) -> None:
    database = await found("Database", known(database_url=f"sqlite:///{tmp_path}/new/linja.db"))
    assert database.level is Level.HINT
    assert "linja run" in database.cure
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(("revision", "level"), [("9999", Level.TROUBLE), ("0016", Level.HINT)])
async def test_tables_of_another_version_stay_as_they_are(
    tmp_path: Path, revision: str, level: Level
) -> None:
    address = f"sqlite:///{tmp_path}/linja.db"
    database = await migrated(address)
    async with database.transaction() as tx:
        await tx.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
    await database.close()
    finding = await found("Database", known(database_url=address))
    assert finding.level is level
    assert revision in finding.text
    with closing(sqlite3.connect(tmp_path / "linja.db")) as file:
        assert file.execute("SELECT version_num FROM alembic_version").fetchone() == (revision,)


@pytest.mark.parametrize("address", ["sqlite:///file", "postgresql://a:hunter2@127.0.0.1:9/a"])
async def test_a_database_that_cannot_be_opened_is_named(tmp_path: Path, address: str) -> None:
    (tmp_path / "file").write_text("this is no database" * 100)
    finding = await found("Database", known(database_url=address))
    assert finding.is_trouble
    assert "hunter2" not in finding.line
    assert "\n" not in finding.line
    assert "DATABASE_URL" in finding.cure or "linja db restore" in finding.cure


def damage(path: Path) -> None:
    """Some pages in the middle, as a failing disk does."""
    whole = bytearray(path.read_bytes())
    for page in range(10, len(whole) // 4096, 3):
        whole[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(whole)


async def test_a_damaged_file_is_seen_and_staff_hear_of_it(sqlite_address: str) -> None:
    damage(Path(sqlite_address.removeprefix("sqlite:///")))
    finding = await found("Database", known(database_url=sqlite_address))
    assert finding.is_trouble
    assert "damaged" in finding.text
    assert "linja db restore" in finding.cure
    assert finding.complaints == (Complaint(Ailment.DAMAGE),)


# The machine


async def test_little_room_is_a_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = SimpleNamespace(free=100 * 1024**2, total=10 * 1024**3)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    disk = await found("Disk", known())
    assert disk.text.startswith("100 MB free of 10.0 GB")
    assert disk.complaints == (Complaint(Ailment.ROOM),)


async def test_a_disk_without_room_for_another_file_is_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = {"f_frsize": 4096, "f_blocks": 2**20, "f_bfree": 2**19, "f_bavail": 2**19}
    full = SimpleNamespace(f_files=9, f_favail=0, **room)
    monkeypatch.setattr(os, "statvfs", lambda _path: full)
    disk = await found("Disk", known())
    assert disk.text.startswith("no more files fit")
    assert disk.complaints == (Complaint(Ailment.ROOM),)


async def test_a_folder_that_is_closed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != tmp_path)
    disk = await found("Disk", known(database_url=f"sqlite:///{tmp_path}/linja.db"))
    assert disk.is_trouble
    assert f"{tmp_path} cannot be written to" in disk.text
    assert "DATABASE_URL" in disk.cure


# Queues


def queues(backlog: Backlog, since: datetime | None = None) -> dict[str, Finding]:
    looks = subject(known(), clock=Stopped(), since=since)
    return {finding.about: finding for finding in of_queues(backlog, looks)}


def ago(**passed: float) -> Queue:
    return Queue(3, NOW - timedelta(**passed))


def alone(queue: str, **passed: float) -> Backlog:
    waits: dict[str, Any] = {queue: ago(**passed)}
    return Backlog(**waits)


@pytest.mark.parametrize(
    ("queue", "about", "soon", "late"),
    [
        ("updates", "Updates", 50, 70),
        ("urgent", "Answers", 110, 130),
        ("others", "Messages", 800, 1000),
        ("timers", "Reminders", 290, 310),
    ],
)
def test_what_waits_for_too_long_is_late(queue: str, about: str, soon: int, late: int) -> None:
    assert about not in queues(alone(queue, seconds=soon))
    finding = queues(alone(queue, seconds=late))[about]
    assert finding.is_trouble
    assert finding.text.startswith("3 ")
    assert "linja run" in finding.cure
    assert finding.complaints


def test_what_waited_when_the_line_was_opened_is_not_late_yet() -> None:
    since = NOW - timedelta(seconds=30)
    assert (
        queues(Backlog(updates=ago(hours=9)), since)["Queues"].text == "3 waiting, nothing is late"
    )
    since = NOW - timedelta(minutes=2)
    assert queues(Backlog(updates=ago(hours=9)), since)["Updates"].is_trouble


def test_dead_letters_are_a_trouble_and_refused_messages_a_hint() -> None:
    found = queues(Backlog(set_aside=ago(hours=1), failed=2))
    assert found["Dead letters"].text == "3 updates could not be handled, and set aside"
    assert "linja dead" in found["Dead letters"].cure
    assert found["Refused"].level is Level.HINT


def test_requests_past_their_target_are_staffs_and_no_trouble_of_the_line() -> None:
    found = queues(Backlog(overdue=ago(hours=5), topics={"main": 7}))
    assert found["Requests"].level is Level.HINT
    assert found["Requests"].text == "7 open in topics; 3 past their target, the oldest for 5 hours"


# Backups


def backups(folder: Path | None, **marks: tuple[str, timedelta]) -> dict[str, Any]:
    when = {name: Mark(value, NOW - passed) for name, (value, passed) in marks.items()}
    condition = Condition(
        "SQLite", 5 * 1024**2, "0017", marks={f"backup.{n}": m for n, m in when.items()}
    )
    looks = subject(known(), clock=Stopped())
    return {finding.about: finding for finding in of_backups(looks, condition, folder)}


def test_where_no_backups_are_made_that_is_a_hint() -> None:
    finding = backups(None)["Backup"]
    assert finding.level is Level.HINT
    assert "BACKUP_DIR" in finding.cure


def test_a_fresh_backup_is_well_and_an_old_one_is_not(tmp_path: Path) -> None:
    day = timedelta(days=1)
    assert backups(tmp_path, last=("x", day))["Backup"].text.startswith("1 day old")
    old = backups(tmp_path, last=("x", 3 * day))["Backup"]
    assert old.text == "the last one is 3 days old"
    assert old.complaints == (Complaint(Ailment.COPY),)


def test_a_backup_that_failed_is_told_with_its_reason(
    tmp_path: Path,
) -> None:
    day = timedelta(days=1)
    failed = backups(tmp_path, last=("x", day), failed=('{"reason": "no space"}', day / 2))
    assert failed["Backup"].text == "the last try failed 12 hours ago: no space"
    assert failed["Backup"].complaints == (Complaint(Ailment.COPY),)


def test_before_the_first_backup_there_is_a_hint(tmp_path: Path) -> None:
    assert backups(tmp_path)["Backup"].level is Level.HINT


def test_the_backups_own_disk_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != tmp_path)
    finding = backups(tmp_path, last=("x", timedelta()))["Backup's disk"]
    assert finding.complaints == (Complaint(Ailment.COPY),)


# PostgreSQL


def server(**changed: Any) -> dict[str, Finding]:
    """What is said of a server that differs so much from a good one."""
    settings = known(webhook_url="https://a.example/b", webhook_secret=SecretStr("s3cret"))
    good = Server(160002, "UTF8", 10, 100, True, True, 3, timedelta())
    condition = Condition("PostgreSQL 16.2", 9 * 1024**2, HEAD, server=replace(good, **changed))
    found = list(of_database(condition, subject(settings)))
    assert found[0].level is Level.OK
    return {finding.about: finding for finding in found if finding.is_trouble}


def test_a_good_server_is_well() -> None:
    assert server() == {}


@pytest.mark.parametrize(
    ("changed", "about", "cure"),
    [
        ({"takes_writes": False}, "Database", "primary"),
        ({"number": 130018}, "Database", "update PostgreSQL"),
        ({"encoding": "SQL_ASCII"}, "Database", "UTF8"),
        ({"has_jobs": False}, "Database", "linja db upgrade"),
        ({"connections": 95}, "Connections", "max_connections"),
        ({"ahead": timedelta(seconds=-6)}, "Database's clock", "NTP"),
    ],
)
def test_what_a_server_lacks_is_named_with_its_cure(
    changed: dict[str, Any], about: str, cure: str
) -> None:
    found = server(**changed)
    assert set(found) == {about}
    assert cure in found[about].cure


def test_the_clock_of_a_rehearsal_is_not_the_databases() -> None:
    condition = Condition(
        "PostgreSQL 16.2",
        revision=HEAD,
        server=Server(160002, "UTF8", 10, 100, True, True, 3, timedelta(days=9)),
    )
    found = of_database(condition, subject(known(), is_rehearsal=True))
    assert "Database's clock" not in [finding.about for finding in found]


async def test_a_server_that_takes_no_writes_is_seen(postgresql_address: str) -> None:
    with psycopg.connect(postgresql_address, autocommit=True) as connection:
        name = connection.info.dbname
        alter = f"ALTER DATABASE {name} {{}} default_transaction_read_only"
        connection.execute(alter.format("SET").encode() + b" = on")
        told = await troubles(known(database_url=postgresql_address))
        connection.execute(b"SET default_transaction_read_only = off")
        connection.execute(alter.format("RESET").encode())
    assert [(one.about, one.text) for one in told] == [("Database", "it takes no writes")]
    assert told[0].complaints == (Complaint(Ailment.DAMAGE),)


@pytest.mark.parametrize(("led", "level"), [(True, Level.OK), (False, Level.HINT)])
def test_whether_the_line_is_open_is_told(led: bool, level: Level) -> None:
    condition = Condition("SQLite 3", revision=HEAD, is_led=led)
    (line, *_) = of_database(condition, subject(known()))
    assert (line.about, line.level) == ("Line", level)


def test_the_line_itself_knows_that_it_is_open() -> None:
    condition = Condition("SQLite 3", revision=HEAD, is_led=True)
    found = of_database(condition, subject(known(), since=NOW))
    assert "Line" not in [finding.about for finding in found]

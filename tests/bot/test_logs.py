"""What is logged, and what never is: no token, no words of a person."""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot import logs
from bot.watch import causes
from storage.database import Database
from storage.inbox import Arrived, Inbox
from storage.migrate import upgrade
from tests.watch.journal import journal

TOKEN = "123456789:AAbb-CCdd_EEff"
WORDS = "Gorani fluturon natën"


def record(message: str, *args: object, exc_info: bool = False) -> logging.LogRecord:
    about = sys.exc_info() if exc_info else None
    return logging.LogRecord("bot", logging.ERROR, __file__, 1, message, args, about)


def formatted(*parts: object, **more: bool) -> str:
    """Without the time."""
    message, *args = parts
    line = logs.text().format(record(str(message), *args, **more))
    return line.partition(" ")[2]


def test_a_line_tells_when_how_bad_who_and_what() -> None:
    line = logs.text().format(record("the disk is full"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]{12}\+00:00 ERROR bot: the disk is full", line)


def test_figures_stand_behind_it() -> None:
    told = record("parcel delivered")
    told.row, told.ms = 12, 3.5
    assert logs.text().format(told).endswith("parcel delivered row=12 ms=3.5")


def test_in_json_each_is_a_field() -> None:
    told = record("parcel %d delivered", 12)
    told.ms = 3.5
    with causes.bound("u1-a"):
        line = json.loads(logs.json().format(told))
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "event": "parcel 12 delivered",
        "level": "ERROR",
        "logger": "bot",
        "cause": "u1-a",
        "ms": 3.5,
    }


def test_in_json_a_traceback_is_on_the_same_line() -> None:
    try:
        int(TOKEN)
    except ValueError:
        line = logs.json().format(record("failed", exc_info=True))
    assert "\n" not in line
    assert json.loads(line)["exception"].startswith("Traceback")


def test_half_a_character_breaks_no_line() -> None:
    assert json.loads(logs.json().format(record("\ud83d")))["event"] == "\ud83d"


def test_what_asyncio_knows_of_a_failed_task_is_not_told() -> None:
    told = record("Task exception was never retrieved\nfuture: <Task exception=KeyError('Arta')>")
    told.name = "asyncio"
    assert "Arta" not in logs.text().format(told)


def test_a_token_in_a_message_is_blotted_out() -> None:
    assert formatted(f"calling /bot{TOKEN}/getMe") == "ERROR bot: calling /bot<token>/getMe"


def test_a_token_among_the_arguments_is_blotted_out() -> None:
    assert formatted("calling %s and %s", f"http://a/bot{TOKEN}/x", 3) == (
        "ERROR bot: calling http://a/bot<token>/x and 3"
    )


def test_a_token_in_a_figure_is_blotted_out() -> None:
    told = record("called")
    told.url = f"/bot{TOKEN}/getMe"
    assert TOKEN not in logs.text().format(told)
    assert TOKEN not in logs.json().format(told)


def test_every_token_is_blotted_out_not_only_the_first() -> None:
    assert formatted(f"{TOKEN} {TOKEN}") == "ERROR bot: <token> <token>"


def test_a_token_in_a_traceback_is_blotted_out() -> None:
    try:
        Path(f"/nowhere/bot{TOKEN}/getMe").read_bytes()
    except OSError:
        text = formatted("failed", exc_info=True)
    assert "Traceback" in text
    assert "<token>" in text
    assert TOKEN not in text


def test_a_traceback_that_was_formatted_before_by_somebody_else_is_not_told() -> None:
    failed = record("failed")
    failed.exc_text = f"Traceback: {TOKEN}"
    assert TOKEN not in logs.text().format(failed)


@pytest.mark.parametrize("harmless", ["12:30:45", "row 1234:", "sqlite:///data/linja.db", "a:b"])
def test_what_only_looks_a_little_like_a_token_stays(harmless: str) -> None:
    assert formatted(harmless) == f"ERROR bot: {harmless}"


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
def test_the_level_is_that_of_our_own_loggers(level: str) -> None:
    """A library at DEBUG writes whatever goes through it."""
    with journal(level, "text") as read:
        assert logging.getLogger("bot.worker").isEnabledFor(getattr(logging, level))
        for name in ("somebody.elses", "sqlalchemy.engine", "aiohttp.access", "fontTools.subset"):
            assert not logging.getLogger(name).isEnabledFor(logging.INFO)
        logging.getLogger("somebody.elses").error("calling /bot%s/getMe", TOKEN)
    assert "<token>" in read.text


@pytest.mark.parametrize(("is_terminal", "begins"), [(True, "20"), (False, "{")])
def test_by_itself_it_is_text_on_a_terminal_and_json_elsewhere(
    is_terminal: bool, begins: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: is_terminal)
    with journal("INFO", "auto") as read:
        logging.getLogger("bot").info("here")
    assert read.text.startswith(begins)


async def test_an_error_of_the_database_does_not_repeat_what_people_wrote(
    sqlite_address: str,
) -> None:
    """Such an error is logged with its traceback."""
    database = Database(sqlite_address)
    await upgrade(database)
    letter = Arrived(1, mailbox=None, raw=WORDS)  # type: ignore[arg-type]
    with pytest.raises(SQLAlchemyError) as caught:
        async with database.transaction() as tx:
            await Inbox(tx).add([letter], datetime(2026, 11, 22, tzinfo=UTC))
    await database.close()
    assert WORDS not in str(caught.value)

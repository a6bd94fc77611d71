"""What is logged, and what never is: no token, no words of a person."""

import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot import logs
from bot.logs import Redacted
from storage.database import Database
from storage.inbox import Arrived, Inbox
from storage.migrate import upgrade

TOKEN = "123456789:AAbb-CCdd_EEff"
WORDS = "Gorani fluturon natën"


def record(message: str, *args: object, exc_info: bool = False) -> logging.LogRecord:
    about = sys.exc_info() if exc_info else None
    return logging.LogRecord("bot", logging.ERROR, __file__, 1, message, args, about)


def formatted(*parts: object, **more: bool) -> str:
    message, *args = parts
    return Redacted("%(levelname)s %(message)s").format(record(str(message), *args, **more))


def test_a_token_in_a_message_is_blotted_out() -> None:
    assert formatted(f"calling /bot{TOKEN}/getMe") == "ERROR calling /bot<token>/getMe"


def test_a_token_among_the_arguments_is_blotted_out() -> None:
    assert formatted("calling %s and %s", f"http://a/bot{TOKEN}/x", 3) == (
        "ERROR calling http://a/bot<token>/x and 3"
    )


def test_every_token_is_blotted_out_not_only_the_first() -> None:
    assert formatted(f"{TOKEN} {TOKEN}") == "ERROR <token> <token>"


def test_a_token_in_a_traceback_is_blotted_out() -> None:
    try:
        int(TOKEN)
    except ValueError:
        text = formatted("failed", exc_info=True)
    assert "Traceback" in text
    assert "<token>" in text
    assert TOKEN not in text


def test_a_traceback_that_was_formatted_before_by_somebody_else_is_blotted_out_too() -> None:
    failed = record("failed")
    failed.exc_text = f"Traceback: {TOKEN}"
    assert TOKEN not in Redacted("%(message)s").format(failed)


@pytest.mark.parametrize("harmless", ["12:30:45", "row 1234:", "sqlite:///data/linja.db", "a:b"])
def test_what_only_looks_a_little_like_a_token_stays(harmless: str) -> None:
    assert formatted(harmless) == f"ERROR {harmless}"


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    """The root logger, left as it was found."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield root
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
def test_whatever_the_level_all_that_is_logged_goes_through_the_blotting(
    root_logger: logging.Logger, level: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(level)
    assert logging.getLevelName(root_logger.level) == level
    logging.getLogger("somebody.elses").error("calling /bot%s/getMe", TOKEN)
    assert "<token>" in capsys.readouterr().err
    assert not logging.getLogger("aiohttp.access").isEnabledFor(logging.INFO)


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

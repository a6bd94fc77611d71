"""No word that anybody wrote, no name and no token is in the log, whatever goes wrong."""

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from telegram.error import BadRequest

from bot.watch.discreet import said, traceback_of
from desk.errors import NotYours
from storage.database import Database
from tests.watch.journal import Journal, journal
from tests.world import World

ARTA, BESA = "Artemidora", "Besjanka"
WORDS = ("flutur", "kumbull", "mjegulla", "rrufeja", "lejleku")
HIDDEN = "(its words are not shown: they may be somebody's)"

BOTH = pytest.mark.parametrize("form", ["json", "text"])


async def talk(world: World) -> None:
    """All that words can come in: a question, a request, a note, a file, a profile, a search."""
    arta, besa = await world.member(ARTA), await world.staff(BESA)
    question, request, note, reply, found = WORDS
    await arta.says(f"{question} xyzzy?")
    thread = await arta.ticket(f"Na duhet {request}")
    await besa.says(f"// {note}", thread)
    sent = await besa.says(f"Mirëdita, {reply}", thread)
    await besa.edits(sent, text=f"Mirëdita, {reply}!")
    await besa.says(f"/find {found}")
    await arta.sends("photo", caption=question)
    await besa.says(f"/solve {reply}", thread)
    await arta.says("/profile")


def assert_nothing_of_it(read: Journal) -> None:
    assert read.text
    told = read.text.lower()
    assert [word for word in (*WORDS, ARTA.lower(), BESA.lower()) if word in told] == []


@BOTH
@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
async def test_a_whole_talk_leaves_no_word_in_the_log(
    watched: World, level: str, form: str
) -> None:
    with journal(level, "json" if form == "json" else "text") as read:
        await talk(watched)
    assert_nothing_of_it(read)


@BOTH
async def test_neither_does_one_in_which_handlers_fail_on_what_was_said(
    watched: World, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(update: object, *_: object) -> None:
        raise ValueError(f"what is one to do with {update}")

    monkeypatch.setattr("bot.worker.handle", broken)
    arta = await watched.post("/control/people", first_name=ARTA, language_code="sq")
    with journal("DEBUG", "json" if form == "json" else "text") as read:
        await watched.post("/control/say", person=arta["id"], chat=arta["id"], text=WORDS[0])
        await watched.quiet()
    assert "ValueError" in read.text
    assert "broken" in read.text  # where it was
    assert_nothing_of_it(read)


@BOTH
async def test_neither_does_a_row_that_the_database_refuses(
    postgresql_address: str, form: str
) -> None:
    """PostgreSQL repeats the whole row in its error."""
    forbidden = b"ALTER TABLE questions ADD CONSTRAINT nothing_said CHECK (plain = '')"
    async with World(postgresql_address) as world:
        with psycopg.connect(postgresql_address, autocommit=True) as connection:
            connection.execute(forbidden)
            with journal("DEBUG", "json" if form == "json" else "text") as read:
                arta = await world.member(ARTA)
                await arta.says(WORDS[0])
            connection.execute(b"ALTER TABLE questions DROP CONSTRAINT nothing_said")
    assert "CheckViolation" in read.text
    assert_nothing_of_it(read)


# Errors one by one


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (ValueError(WORDS[0]), f"ValueError: {HIDDEN}"),
        (KeyError(ARTA), f"KeyError: {HIDDEN}"),
        (RuntimeError(f"no room for {WORDS[1]}"), f"RuntimeError: {HIDDEN}"),
        (AttributeError("no attribute 'x'"), "AttributeError: no attribute 'x'"),
        (OSError(28, "No space left on device"), "OSError: [Errno 28] No space left on device"),
        (NotYours(12), "desk.errors.NotYours: 12"),
        (ValueError(), "ValueError"),
        (BadRequest("Chat not found"), "telegram.error.BadRequest: Chat not found"),
    ],
)
def test_an_error_shows_its_words_only_where_they_are_nobodys(error: Exception, shown: str) -> None:
    assert said(error) == shown


def failed() -> Exception | None:
    try:
        try:
            int(WORDS[0])
        except ValueError as error:
            raise KeyError(WORDS[1]) from error
    except KeyError as error:
        return error
    return None


def test_a_traceback_shows_where_and_because_of_what() -> None:
    error = failed()
    assert error is not None
    told = traceback_of(error)
    assert told.index("ValueError") < told.index("led to") < told.index("KeyError")
    assert "in failed" in told
    assert [word for word in WORDS[:2] if word in told] == []


def test_errors_in_a_group_are_all_told() -> None:
    told = traceback_of(ExceptionGroup(WORDS[0], [ValueError(WORDS[1]), TypeError("not that")]))
    assert "ValueError" in told
    assert "TypeError: not that" in told
    assert [word for word in WORDS[:2] if word in told] == []


def test_errors_that_caused_each_other_come_to_an_end() -> None:
    one, other = KeyError(), ValueError()
    one.__context__, other.__context__ = other, one
    assert traceback_of(one).count("KeyError") == 1


async def test_a_row_that_is_there_already_is_not_repeated(database: Database) -> None:
    """PostgreSQL adds its key to the error."""
    row = f"INSERT INTO marks VALUES ('{WORDS[0]}', '{ARTA}', 1)"
    async with database.transaction() as tx:
        await tx.execute(text(row))
    with pytest.raises(DBAPIError) as caught:
        async with database.transaction() as tx:
            await tx.execute(text(row))
    told = traceback_of(caught.value)
    assert "IntegrityError" in told
    assert [word for word in (WORDS[0], ARTA) if word in told] == []


async def test_a_value_that_is_none_is_not_repeated(postgresql_address: str) -> None:
    with (
        psycopg.connect(postgresql_address) as connection,
        pytest.raises(psycopg.DataError) as caught,
    ):
        connection.execute(b"SELECT cast(%s AS integer)", (WORDS[0],))
    assert WORDS[0] in str(caught.value)
    assert said(caught.value).endswith(HIDDEN)

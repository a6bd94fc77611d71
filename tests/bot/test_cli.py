"""The command line, as an operator meets it, in a folder of its own."""

import asyncio
import json
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import typer
from typer.testing import CliRunner

from bot.cli import app
from sandbox import Sandbox
from tests.bot.shell import Ended, Operator, environment

TOKEN = "123456:AAbbCCddEEff"
UNREACHABLE = {
    "BOT_TOKEN": TOKEN,
    "STAFF_CHAT_ID": "-100",
    "BOT_API_URL": "http://127.0.0.1:9",
    "LOG_LEVEL": "DEBUG",
}
PYTHON_M_BOT = [sys.executable, "-m", "bot"]
ANYWHERE = {"SANDBOX_LISTEN": "127.0.0.1:0"}


# What there is


def commands(group: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that lead to it."""
    for name, command in getattr(group, "commands", {}).items():
        yield (*path, name), command
        yield from commands(command, *path, name)


COMMANDS = dict(commands(typer.main.get_command(app)))


def test_these_are_the_commands() -> None:
    assert {" ".join(words) for words in COMMANDS} == {
        "run",
        "sandbox",
        "doctor",
        "groups",
        "db",
        "db upgrade",
        "db backup",
        "db check",
        "db restore",
        "dead",
        "dead list",
        "dead show",
        "dead retry",
        "dead drop",
        "outbox",
        "outbox list",
        "outbox show",
        "outbox retry",
        "outbox drop",
        "faq",
        "faq check",
        "faq new",
        "faq coverage",
        "faq export",
        "faq search",
        "faq detect",
        "import",
        "import events",
        "import mentors",
    }


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_says_what_it_does(words: tuple[str, ...]) -> None:
    command = COMMANDS[words]
    shown = CliRunner().invoke(app, [*words, "--help"])
    assert shown.exit_code == 0
    first = (command.help or "").splitlines()[0]
    assert len(first) > 20
    assert first.endswith((".", "…"))
    assert first.split()[0] in shown.output


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_argument_says_what_it_is(words: tuple[str, ...]) -> None:
    ours = [p for p in COMMANDS[words].params if p.name != "help"]
    assert all(getattr(parameter, "help", None) for parameter in ours)


def test_the_program_says_what_it_is_and_lists_its_commands() -> None:
    shown = subprocess.run(
        [*PYTHON_M_BOT, "--help"], env=environment(), capture_output=True, text=True, check=True
    )
    assert "support line" in shown.stdout
    assert ".env.example" in shown.stdout
    for words in COMMANDS:
        assert words[0] in shown.stdout


# Wrong settings


@pytest.mark.parametrize("words", [("run",), ("doctor",), ("db", "upgrade")], ids=" ".join)
async def test_a_wrong_setting_ends_in_one_line(operator: Operator, words: tuple[str, ...]) -> None:
    ended = await operator.types(*words, KEEP_DAYS="0")
    assert ended.code == 2
    assert ended.line.startswith("KEEP_DAYS ")
    assert ended.out == ""
    assert list(operator.folder.iterdir()) == []


UNOPENABLE = ["sqlite:///file/linja.db", "postgresql://linja:hunter2@127.0.0.1:9/linja"]


@pytest.mark.parametrize("words", [("run",), ("db", "upgrade")], ids=" ".join)
@pytest.mark.parametrize("address", UNOPENABLE)
async def test_a_database_that_cannot_be_opened_ends_in_one_line(
    operator: Operator, words: tuple[str, ...], address: str
) -> None:
    (operator.folder / "file").touch()
    ended = await operator.types(*words, DATABASE_URL=address, **ANYWHERE)
    assert ended.code in (1, 2)
    assert ended.line.startswith("DATABASE_URL ")
    assert "hunter2" not in ended.err


async def test_a_place_of_the_sandbox_that_is_taken_is_said_so(operator: Operator) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        ended = await operator.types("run", SANDBOX_LISTEN=address)
    assert ended.code == 2
    assert ended.line.startswith(f"SANDBOX_LISTEN {address} is taken")


async def test_a_place_of_the_webhook_that_is_taken_is_said_so(
    operator: Operator, box: Sandbox
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        webhook = {"WEBHOOK_URL": f"http://{address}/hook", "WEBHOOK_SECRET": "long-random-word"}
        ended = await operator.types("run", **at(box), **webhook, WEBHOOK_LISTEN=address)
    assert ended.code == 2
    assert ended.line.startswith(f"WEBHOOK_LISTEN {address} is taken")


# The database


async def test_the_database_is_made_and_copied_and_no_copy_is_written_over(
    operator: Operator,
) -> None:
    made = await operator.types("db", "upgrade")
    assert (made.code, made.err) == (0, "")
    assert "up to date" in made.out
    copied = await operator.types("db", "backup", "copies/monday.db")
    assert (copied.code, copied.err) == (0, "")
    copy = operator.folder / "copies" / "monday.db"
    assert tables(copy) == tables(operator.folder / "data" / "linja.db")
    before = copy.read_bytes()
    refused = await operator.types("db", "backup", "copies/monday.db")
    assert refused.code == 2
    assert "copies/monday.db exists already" in refused.line
    assert copy.read_bytes() == before


def tables(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    found = {name for (name,) in rows}
    assert {"inbox", "outbox", "tickets", "alembic_version"} <= found
    return found


async def test_where_there_is_no_database_there_is_nothing_to_copy(operator: Operator) -> None:
    ended = await operator.types("db", "backup", "copy.db")
    assert ended.code == 1
    assert "no database" in ended.line
    assert not (operator.folder / "copy.db").exists()


# The doctor, and which groups there are


async def test_the_doctor_looks_without_a_token_and_ends_with_1_for_what_is_missing(
    operator: Operator,
) -> None:
    ended = await operator.types("doctor")
    assert (ended.code, ended.err) == (1, "")
    lines = ended.out.splitlines()
    assert {line.split()[0] for line in lines if line[:1].strip()} == {"TROUBLE", "hint", "ok", "1"}
    assert any("OFFICE_NAME" in line for line in lines if line.startswith("TROUBLE"))
    assert any("BOT_TOKEN" in line for line in lines)


async def test_the_doctor_speaks_json_and_hints_are_no_troubles(operator: Operator) -> None:
    office = {f"OFFICE_{name}": "x" for name in ("NAME", "HOURS", "CONTACT", "EMERGENCY")}
    ended = await operator.types("doctor", "--json", **office)
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out)["is_well"] is True
    assert list(operator.folder.iterdir()) == []  # looking makes nothing


async def test_groups_without_a_token_asks_for_one(operator: Operator) -> None:
    ended = await operator.types("groups")
    assert ended.code == 2
    assert ended.line.startswith("BOT_TOKEN is missing")


# The token


def holds_no_token(ended: Ended) -> bool:
    return not any(part in ended.out + ended.err for part in (TOKEN, TOKEN.partition(":")[2]))


@pytest.mark.parametrize("words", ["doctor", "run", "groups"])
async def test_a_telegram_out_of_reach_is_named_and_the_token_never_shown(
    operator: Operator, words: str
) -> None:
    ended = await operator.types(words, **UNREACHABLE)
    assert ended.code == 1
    assert "BOT_API_URL" in ended.out + ended.err
    assert "Traceback" not in ended.err
    assert holds_no_token(ended)


# Running


async def page(address: str) -> str:
    async with aiohttp.ClientSession() as http, http.get(address) as answer:
        assert answer.status == 200
        return await answer.text()


def address_in(said: str) -> str:
    return next(word for word in said.split() if word.startswith("http://"))


async def test_in_an_empty_folder_the_line_opens_and_closes_again(operator: Operator) -> None:
    running, said = await operator.opens("run", **ANYWHERE)
    assert "<!doctype html>" in (await page(address_in(said))).lower()
    ended, seconds = await running.stopped()
    assert (ended.code, ended.err) == (0, "")
    assert seconds < 6
    assert {path.name for path in operator.folder.iterdir()} == {"data"}
    written = list((operator.folder / "data").rglob("*"))
    assert [path for path in written if path.stat().st_mode & 0o077] == []  # nobody else's to read


def test_as_a_program_of_its_own_it_opens_and_closes_too(tmp_path: Path) -> None:
    line = subprocess.Popen(
        [*PYTHON_M_BOT, "run"], cwd=tmp_path, env=environment(**ANYWHERE), stdout=subprocess.PIPE
    )
    with line:
        try:
            assert line.stdout is not None
            assert b"http://127.0.0.1:" in line.stdout.readline()
            line.terminate()
            assert line.wait(6) == 0
        finally:
            line.kill()


async def test_ctrl_c_ends_the_line_as_politely(operator: Operator) -> None:
    running, said = await operator.opens("sandbox", **ANYWHERE)
    assert "STAFF_CHAT_ID=" in said
    ended, _ = await running.stopped(signal.SIGINT)
    assert (ended.code, ended.err) == (0, "")


async def test_the_same_database_is_not_run_twice_and_no_level_writes_words(
    operator: Operator,
) -> None:
    running, said = await operator.opens("run", LOG_LEVEL="DEBUG", **ANYWHERE)
    second = await operator.types("run", SANDBOX_DIR="other", **ANYWHERE)
    assert second.code == 1
    assert second.line.startswith("another process runs on ")
    assert " data/linja.db: " in second.line
    await somebody_says(address_in(said), "Gorani fluturon")
    ended, _ = await running.stopped()
    assert ended.code == 0
    assert "Gorani" not in ended.out + ended.err


async def somebody_says(address: str, words: str) -> None:
    """Until the line has answered."""
    async with aiohttp.ClientSession(address) as http:
        person = await posted(http, "/control/people", first_name="Arta")
        said = {"person": person["id"], "chat": person["id"], "text": words}
        await posted(http, "/control/say", **said)
        async with asyncio.timeout(30):
            while True:
                async with http.get(f"/control/chats/{person['id']}/messages") as answer:
                    if len((await answer.json())["result"]) > 1:
                        return
                await asyncio.sleep(0.02)


async def posted(http: aiohttp.ClientSession, path: str, **body: Any) -> Any:
    async with http.post(path, json=body) as answer:
        return (await answer.json())["result"]


# Against a Telegram elsewhere


def at(box: Sandbox) -> dict[str, str]:
    return {
        "BOT_API_URL": box.url,
        "BOT_TOKEN": box.token,
        "STAFF_CHAT_ID": str(box.world.staff_group_id),
    }


async def test_the_line_opens_on_a_telegram_elsewhere_and_closes_amid_a_long_poll(
    operator: Operator, box: Sandbox
) -> None:
    running, said = await operator.opens("run", LOG_LEVEL="WARNING", **at(box))
    assert said.startswith("The line is open (polling)")
    await somebody_says(box.url, "Tung")
    ended, seconds = await running.stopped()
    assert (ended.code, ended.err) == (0, "")
    assert seconds < 6


async def test_a_token_that_telegram_refuses_is_to_be_copied_anew(
    operator: Operator, box: Sandbox
) -> None:
    ended = await operator.types("run", **{**at(box), "BOT_TOKEN": TOKEN})
    assert ended.code == 2
    assert ended.line.startswith("BOT_TOKEN ")
    assert holds_no_token(ended)

"""Letters that nobody has, or over which somebody died; and replicas of two versions."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest
from telegram import Update

import handlers
from bot.membership import Membership, Place
from handlers.context import Context
from storage.inbox import Arrived, Inbox, Letter
from storage.jobs import Jobs
from storage.migrate import HEAD, NewerSchema
from tests.bot.shell import Operator
from tests.fleet.fleet import Fleet
from tests.people import Member
from tests.storage.rows import MORNING

_JOB = """
INSERT INTO procrastinate_jobs (queue_name, task_name, lock, status, attempts)
VALUES ('letters', 'letter', 'chat:{chat}', 'doing', {deaths})
"""


@pytest.fixture
async def arta(pair: Fleet) -> Member:
    return await pair.member("Arta")


async def died_over(fleet: Fleet, person: Member, deaths: int) -> None:
    """A worker that nobody knows had the person's letter in hand, and `deaths` before it."""

    async def over() -> bool:
        return await fleet.asks("SELECT count(*) FROM procrastinate_jobs") == [(0,)]

    await fleet.until(over)
    await fleet.does(_JOB.format(chat=person.id, deaths=deaths))


async def written_down(fleet: Fleet, person: Member, words: str) -> None:
    """As if it had come before there were jobs, or by a replica that is no more."""
    who = {"id": person.id, "is_bot": False, "first_name": person.name}
    message = {"message_id": 9000, "date": 1, "chat": {**who, "type": "private"}, "from": who}
    raw = {"update_id": 9000, "message": {**message, "text": words}}
    async with fleet.replicas[0].app.database.transaction() as tx:
        await Inbox(tx).add([Arrived(9000, f"chat:{person.id}", json.dumps(raw))], MORNING)


async def test_a_letter_whose_job_cannot_be_written_down_is_not_kept_and_is_brought_again(
    pair: Fleet, arta: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, newest = Jobs.put, "SELECT max(id) FROM inbox"
    kept, known = [], await pair.asks(newest)

    async def put_the_second_time(jobs: Jobs, letters: Sequence[Letter]) -> None:
        kept.append(await pair.asks(newest))
        if len(kept) == 1:
            raise OSError("no room for a job")
        await put(jobs, letters)

    monkeypatch.setattr(Jobs, "put", put_the_second_time)
    before = len(await arta.reads())
    await arta.says("/help")
    assert len(await arta.reads()) == before + 1
    assert kept == [known, known]


async def test_a_letter_without_a_job_gets_one(pair: Fleet, arta: Member) -> None:
    before = len(await arta.reads())
    await written_down(pair, arta, "/help")
    assert len(await arta.reads()) > before


async def test_the_job_of_a_worker_that_nobody_knows_is_taken_up(pair: Fleet, arta: Member) -> None:
    before = len(await arta.reads())
    await died_over(pair, arta, 0)
    await written_down(pair, arta, "/help")
    assert len(await arta.reads()) > before


async def test_a_letter_over_which_three_have_died_is_set_aside_and_staff_hear_of_it(
    pair: Fleet, arta: Member
) -> None:
    besa = await pair.staff()
    await died_over(pair, arta, 2)
    await written_down(pair, arta, "/help")
    await pair.quiet()
    ((dead, error),) = await pair.asks(
        "SELECT dead_at IS NOT NULL, error FROM inbox WHERE update_id = 9000"
    )
    assert dead
    assert error.startswith("Deadly")
    assert "Deadly" in (await besa.told()).text
    await arta.says("/help")  # the conversation goes on
    assert (await pair.asks("SELECT count(*) FROM inbox WHERE dead_at IS NOT NULL"))[0] == (1,)


async def test_a_newer_replica_may_add_to_the_tables_while_an_older_one_goes_on(
    pair: Fleet, arta: Member
) -> None:
    await pair.does(
        "ALTER TABLE people ADD COLUMN of_tomorrow TEXT",
        "UPDATE alembic_version SET version_num = '9999'",
    )
    try:
        await arta.ticket()
        assert "1" in (await arta.last()).text
        with pytest.raises(NewerSchema, match="9999"):
            await pair.adds()
    finally:
        await pair.does(
            "ALTER TABLE people DROP COLUMN of_tomorrow",
            f"UPDATE alembic_version SET version_num = '{HEAD}'",
        )


async def test_what_an_operator_has_retried_is_handled_once_and_in_its_place(
    pair: Fleet, arta: Member, operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One letter of the chat is in hand meanwhile, and another one waits."""
    desk = Desk(monkeypatch)
    await arta.says("/ticket A")
    assert desk.handled == ["/ticket A"] * 3
    desk.breaks_on = ""
    for words in ("/help B", "/help C"):
        await pair.post("/control/say", person=arta.id, chat=arta.id, text=words)
    again = await operator.types("dead", "retry", "--all", DATABASE_URL=pair.address)
    assert again.out == "1 will be handled again.\n"
    async with asyncio.timeout(20):
        while (await pair.asks("SELECT count(*) FROM procrastinate_jobs"))[0] != (3,):
            await asyncio.sleep(0.02)
    jobs = await pair.asks("SELECT DISTINCT lock, args::text FROM procrastinate_jobs")
    assert jobs == [(f"chat:{arta.id}", "{}")]  # of what was said, nothing is kept twice
    desk.gate.set()
    await pair.quiet()
    assert desk.handled[3:] == ["/help B", "/ticket A", "/help C"]
    assert len(await pair.topics()) == 1


class Desk:
    """Every replica waits with "/help B" before it begins, and fails over what it breaks on.

    `handled` is what members wrote, as often and in the order that it was begun with.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.handled: list[str] = []
        self.gate = asyncio.Event()
        self.breaks_on = "/ticket"
        place_of = Membership.place

        async def place(members: Membership, update: Update, groups: Any) -> Place:
            if _words(update) == "/help B":
                await self.gate.wait()
            return await place_of(members, update, groups)

        async def handle(update: Update, context: Context) -> None:
            if words := _words(update):
                self.handled.append(words)
            if self.breaks_on and words.startswith(self.breaks_on):
                raise ZeroDivisionError
            await handlers.handle(update, context)

        monkeypatch.setattr(Membership, "place", place)
        monkeypatch.setattr("bot.worker.handle", handle)


def _words(update: Update) -> str:
    return (update.message and update.message.text) or ""

"""Letters that nobody has, or over which somebody died; and replicas of two versions."""

import json

import pytest

from storage.inbox import Arrived, Inbox
from storage.migrate import HEAD, NewerSchema
from tests.fleet.fleet import Fleet
from tests.people import Member
from tests.storage.rows import MORNING

_JOB = """
INSERT INTO procrastinate_jobs (queue_name, task_name, lock, status, attempts)
VALUES ('letters', 'letter', 'chat:{chat}', '{status}', {attempts})
"""


@pytest.fixture
async def arta(pair: Fleet) -> Member:
    return await pair.member("Arta")


async def written_down(fleet: Fleet, person: Member, words: str) -> None:
    """As if it had come before there were jobs, or by a replica that is no more."""
    who = {"id": person.id, "is_bot": False, "first_name": person.name}
    message = {"message_id": 9000, "date": 1, "chat": {**who, "type": "private"}, "from": who}
    raw = {"update_id": 9000, "message": {**message, "text": words}}
    async with fleet.replicas[0].app.database.transaction() as tx:
        await Inbox(tx).add([Arrived(9000, f"chat:{person.id}", json.dumps(raw))], MORNING)


async def test_a_letter_without_a_job_gets_one(pair: Fleet, arta: Member) -> None:
    before = len(await arta.reads())
    await written_down(pair, arta, "/help")
    assert len(await arta.reads()) > before


async def test_the_job_of_a_worker_that_nobody_knows_is_taken_up(pair: Fleet, arta: Member) -> None:
    before = len(await arta.reads())
    await pair.does(_JOB.format(chat=arta.id, status="doing", attempts=0))
    await written_down(pair, arta, "/help")
    assert len(await arta.reads()) > before


async def test_a_letter_over_which_three_have_died_is_set_aside_and_staff_hear_of_it(
    pair: Fleet, arta: Member
) -> None:
    besa = await pair.staff()
    await pair.does(_JOB.format(chat=arta.id, status="doing", attempts=2))
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

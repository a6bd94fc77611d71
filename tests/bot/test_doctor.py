"""The doctor: each trouble is found, and comes with the setting or the step that mends it."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.doctor import Finding, examine, groups
from bot.settings import Settings, load
from desk.hours import Hours
from desk.offices import Office
from sandbox import Sandbox
from storage.database import Database
from storage.migrate import upgrade
from storage.offices import OfficeRows

OFFICE = {
    "office_name": "Hub",
    "office_hours": "9-17",
    "office_contact": "+383 38 000 000",
    "office_emergency": "112",
}
TOKEN = "123456:AAbbCCddEEff"

pytestmark = pytest.mark.usefixtures("folder")


async def control(box: Sandbox, path: str, **body: Any) -> Any:
    async with (
        aiohttp.ClientSession(box.url) as http,
        http.post(f"/control/{path}", json=body) as answer,
    ):
        assert answer.status == 200, await answer.text()
        return (await answer.json())["result"]


def settings(box: Sandbox, **changed: Any) -> Settings:
    known: dict[str, Any] = {
        "bot_token": SecretStr(box.token),
        "bot_api_url": box.url,
        "staff_chat_id": box.world.staff_group_id,
        **OFFICE,
    }
    return load(**{**known, **changed})


async def found(about: str, settings: Settings) -> Finding:
    async with asyncio.timeout(20):
        findings = await examine(settings)
    return next(finding for finding in findings if finding.about == about)


async def test_a_line_that_lacks_nothing_is_well(box: Sandbox) -> None:
    findings = await examine(settings(box))
    assert [finding for finding in findings if not finding.is_well] == []
    about = {finding.about for finding in findings}
    assert about >= {"Catalogues", "Knowledge base", "Office", "Disk", "Database", "Staff group"}


async def test_without_a_token_the_doctor_says_what_happens_instead() -> None:
    telegram = await found("Telegram", load())
    assert telegram.is_well
    assert "BOT_TOKEN" in telegram.text


async def test_texts_of_the_office_that_are_empty_are_named() -> None:
    office = await found("Office", load(office_name="Hub"))
    assert not office.is_well
    assert "OFFICE_HOURS, OFFICE_CONTACT" in office.text
    assert "OFFICE_NAME" not in office.text


async def test_how_long_what_is_kept_is_told() -> None:
    kept = await found("Kept", load(keep_texts_days=90, keep_unfinished_days=8, keep_days=7))
    assert kept.is_well
    assert kept.text == (
        "request texts 90 days after closing, unfinished drafts 8 days, "
        "raw updates and sent messages 7 days, counts and consents for good"
    )


async def test_a_knowledge_base_that_is_not_there_is_named(tmp_path: Path) -> None:
    knowledge = await found("Knowledge base", load(faq_dir=tmp_path / "nowhere"))
    assert not knowledge.is_well
    assert "nowhere" in knowledge.text


async def test_a_database_of_a_later_version_asks_for_an_update(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/linja.db"
    database = Database(address)
    await upgrade(database)
    async with database.transaction() as tx:
        await tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    finding = await found("Database", load(database_url=address))
    assert not finding.is_well
    assert "9999" in finding.text
    assert "update Linja" in finding.text


@pytest.mark.parametrize(
    "address", ["sqlite:///file/linja.db", "sqlite:///file", "postgresql://a:hunter2@127.0.0.1:9/a"]
)
async def test_a_database_that_cannot_be_opened_is_named(tmp_path: Path, address: str) -> None:
    (tmp_path / "file").write_text("this is no database, and no folder" * 100)
    finding = await found("Database", load(database_url=address))
    assert not finding.is_well
    assert "DATABASE_URL" in finding.text
    assert "hunter2" not in finding.text
    assert "\n" not in finding.text


async def test_a_token_that_telegram_refuses_is_to_be_copied_anew(box: Sandbox) -> None:
    token = await found("Token", settings(box, bot_token=SecretStr(TOKEN)))
    assert not token.is_well
    assert "BOT_TOKEN" in token.text
    assert TOKEN not in token.text


async def test_a_telegram_that_cannot_be_reached_is_named(box: Sandbox) -> None:
    telegram = await found("Telegram", settings(box, bot_api_url="http://127.0.0.1:9"))
    assert not telegram.is_well
    assert "BOT_API_URL" in telegram.text
    assert box.token not in telegram.text


async def test_a_staff_group_that_is_not_known_is_named(box: Sandbox) -> None:
    group = await found("Staff group", settings(box, staff_chat_id=-100999))
    assert not group.is_well
    assert "STAFF_CHAT_ID" in group.text


async def test_rights_that_the_bot_lacks_are_named_one_by_one(box: Sandbox) -> None:
    await control(box, "rights", chat=box.world.staff_group_id, can_manage_topics=False)
    group = await found("Staff group", settings(box))
    assert not group.is_well
    assert "Manage Topics" in group.text
    assert "Delete Messages" not in group.text


async def test_a_bot_that_is_a_plain_member_has_no_rights(box: Sandbox) -> None:
    chat = box.world.staff_group_id
    await control(box, "members", chat=chat, person=box.world.bot.id, status="member")
    group = await found("Staff group", settings(box))
    assert not group.is_well
    assert "administrator" in group.text


async def test_a_group_without_topics_is_asked_to_turn_them_on(box: Sandbox) -> None:
    chat = await control(box, "chats", title="Plain", is_forum=False)
    group = await found("Staff group", settings(box, staff_chat_id=chat["id"]))
    assert not group.is_well
    assert "turn Topics on" in group.text


async def test_every_staff_group_is_looked_at(box: Sandbox) -> None:
    chat = (await control(box, "chats", title="Peja"))["id"]
    known = settings(box, staff_groups=f"peja {chat} service=mentoring; far -100999")
    assert (await found("Staff group", known)).is_well
    assert (await found("Staff group peja", known)).is_well
    far = await found("Staff group far", known)
    assert not far.is_well
    assert "STAFF_GROUPS" in far.text
    await control(box, "rights", chat=chat, can_manage_topics=False)
    assert "Manage Topics" in (await found("Staff group peja", known)).text


async def test_a_service_that_no_entry_is_about_is_named(box: Sandbox) -> None:
    chat = (await control(box, "chats", title="Peja"))["id"]
    wrong = settings(box, staff_groups=f"peja {chat} service=mentoring,gardening")
    named = await found("Staff groups", wrong)
    assert not named.is_well
    assert "gardening" in named.text
    assert "mentoring" not in named.text


async def test_an_office_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/linja.db"
    database = Database(address)
    await upgrade(database)
    async with database.transaction() as tx:
        peja = Office("peja", "Zyra e Pejës", Hours(ZoneInfo("Europe/Belgrade")))
        await OfficeRows(tx).add(peja, datetime(2026, 11, 22, tzinfo=UTC))
    await database.close()
    known: dict[str, Any] = {"database_url": address, "office_name": "Hub Prishtina"}
    rules = "one -1001 office=peja; two -1002 office=zyra-e-pejes,hub-prishtina,main"
    findings = await examine(load(staff_groups=rules, **known))
    assert "Staff groups" not in [finding.about for finding in findings]
    wrong = await found("Staff groups", load(staff_groups=f"{rules},gjilan", **known))
    assert not wrong.is_well
    assert "no office is called gjilan: write main or peja" in wrong.text
    assert "/office new" in wrong.text


async def test_groups_that_have_written_are_listed_and_nothing_is_confirmed(box: Sandbox) -> None:
    chat = box.world.staff_group_id
    await control(box, "say", person=next(iter(box.world.people)), chat=chat, text="hello")
    for _ in range(2):
        known = await groups(settings(box, staff_chat_id=0))
        assert known == {chat: box.world.staff_group.title}

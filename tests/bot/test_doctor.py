"""The doctor at Telegram's: each trouble is made, found, and comes with what mends it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from bot.doctor import Level, by_hand, groups
from bot.settings import Settings
from desk.ailments import Ailment, Complaint
from desk.clock import SystemClock
from sandbox import Sandbox
from storage.marks import Marks
from tests.bot.patients import NOW, TOKEN, control, found, looked_at, migrated, settings, troubles

pytestmark = pytest.mark.usefixtures("folder")

HOOK = "https://line.example.org/hook"


async def test_a_line_that_lacks_nothing_is_well(box: Sandbox) -> None:
    examined = await looked_at(settings(box))
    assert [finding for finding in examined.findings if finding.is_trouble] == []
    about = {finding.about for finding in examined.findings}
    assert about >= {"Catalogues", "Knowledge base", "Office", "Disk", "Clock", "Staff group"}
    assert about >= {"Token", "Privacy mode", "Updates", "Database"}


async def test_by_hand_the_same_is_looked_at(box: Sandbox) -> None:
    by_line, by_operator = await looked_at(settings(box)), await by_hand(settings(box))
    assert [one.about for one in by_line.findings] == [one.about for one in by_operator.findings]


async def test_looking_calls_nothing_that_changes_anything_at_telegram(box: Sandbox) -> None:
    await looked_at(settings(box))
    called = {call["method"] for call in box.api.log.since(0)}
    assert {method[:3] for method in called} == {"get"}
    assert "getUpdates" not in called


async def test_without_a_token_the_doctor_says_what_happens_instead(box: Sandbox) -> None:
    telegram = await found("Telegram", settings(box, bot_token=None))
    assert telegram.level is Level.HINT
    assert "sandbox" in telegram.text


async def test_a_token_that_telegram_refuses_is_to_be_copied_anew(box: Sandbox) -> None:
    token = await found("Token", settings(box, bot_token=SecretStr(TOKEN)))
    assert token.is_trouble
    assert "BOT_TOKEN" in token.cure
    assert TOKEN not in token.line


async def test_a_telegram_that_cannot_be_reached_is_named(box: Sandbox) -> None:
    examined = await looked_at(settings(box, bot_api_url="http://127.0.0.1:9"))
    (telegram,) = [finding for finding in examined.findings if finding.is_trouble]
    assert telegram.about == "Telegram"
    assert "BOT_API_URL" in telegram.cure
    assert box.token not in telegram.line
    assert not examined.reaches_staff


# Staff groups


async def test_a_staff_group_that_is_not_known_is_named(box: Sandbox) -> None:
    examined = await looked_at(settings(box, staff_chat_id=-100999))
    group = next(one for one in examined.findings if one.about == "Staff group")
    assert group.is_trouble
    assert "STAFF_CHAT_ID" in group.cure
    assert not examined.reaches_staff


async def test_rights_that_the_bot_lacks_are_named_one_by_one(box: Sandbox) -> None:
    await control(box, "rights", chat=box.world.staff_group_id, can_manage_topics=False)
    group = await found("Staff group", settings(box))
    assert group.is_trouble
    assert "Manage Topics" in group.cure
    assert "Delete Messages" not in group.line
    assert group.complaints == (Complaint(Ailment.RIGHT, what="can_manage_topics"),)


async def test_a_bot_that_is_a_plain_member_has_no_rights_and_reads_nothing(box: Sandbox) -> None:
    chat = box.world.staff_group_id
    await control(box, "members", chat=chat, person=box.world.bot.id, status="member")
    told = {finding.about: finding for finding in await troubles(settings(box))}
    assert set(told) == {"Staff group", "Privacy mode"}
    assert "administrator" in told["Staff group"].cure
    assert "does not read staff" in told["Privacy mode"].text


async def test_a_bot_that_was_thrown_out_cannot_say_so_there(box: Sandbox) -> None:
    chat = box.world.staff_group_id
    await control(box, "members", chat=chat, person=box.world.bot.id, status="kicked")
    examined = await looked_at(settings(box))
    group = next(one for one in examined.findings if one.about == "Staff group")
    assert group.is_trouble
    assert group.cure.startswith("add the bot")
    assert not examined.reaches_staff


async def test_a_group_without_topics_is_asked_to_turn_them_on(box: Sandbox) -> None:
    chat = await control(box, "chats", title="Plain", is_forum=False)
    group = await found("Staff group", settings(box, staff_chat_id=chat["id"]))
    assert group.is_trouble
    assert group.cure.startswith("turn Topics on")


async def test_every_staff_group_is_looked_at(box: Sandbox) -> None:
    chat = (await control(box, "chats", title="Peja"))["id"]
    known = settings(box, staff_groups=f"peja {chat} service=mentoring; far -100999")
    assert (await found("Staff group", known)).level is Level.OK
    assert (await found("Staff group peja", known)).level is Level.OK
    far = await found("Staff group far", known)
    assert far.complaints == (Complaint(Ailment.OUTSIDE, "far"),)
    assert "STAFF_GROUPS" in far.cure
    await control(box, "rights", chat=chat, can_manage_topics=False)
    peja = await found("Staff group peja", known)
    assert peja.complaints == (Complaint(Ailment.RIGHT, "peja", "can_manage_topics"),)


async def test_a_group_whose_loss_staff_have_heard_of_is_not_told_twice(
    box: Sandbox, sqlite_address: str
) -> None:
    database = await migrated(sqlite_address)
    async with database.transaction() as tx:
        await Marks(tx).put("lost:far", "yes", NOW)
    await database.close()
    known = settings(box, staff_groups="far -100999", database_url=sqlite_address)
    far = await found("Staff group far", known)
    assert far.is_trouble
    assert far.complaints == ()


async def test_a_group_that_has_moved_is_looked_at_where_it_is(
    box: Sandbox, sqlite_address: str
) -> None:
    database = await migrated(sqlite_address)
    async with database.transaction() as tx:
        await Marks(tx).move_chat(-77, box.world.staff_group_id)
    await database.close()
    known = settings(box, staff_chat_id=-77, database_url=sqlite_address)
    examined = await looked_at(known)
    assert [one.level for one in examined.findings if one.about == "Staff group"] == [
        Level.OK,
        Level.HINT,
    ]
    assert examined.reaches_staff


async def test_open_topics_are_counted(box: Sandbox) -> None:
    assert "0 topics are open" in (await found("Staff group", settings(box))).text


async def test_a_service_that_no_entry_is_about_is_named(box: Sandbox) -> None:
    chat = (await control(box, "chats", title="Peja"))["id"]
    wrong = settings(box, staff_groups=f"peja {chat} service=mentoring,gardening")
    named = await found("Staff groups", wrong)
    assert named.is_trouble
    assert named.text == "no entry is about gardening"


# Privacy mode, which an administrator need not care for


async def test_privacy_mode_that_is_on_is_right_for_an_administrator(box: Sandbox) -> None:
    privacy = await found("Privacy mode", settings(box))
    assert privacy.level is Level.OK


async def test_privacy_mode_that_is_off_may_be_on(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = {**box.world.bot.as_me(), "can_read_all_group_messages": True}
    monkeypatch.setattr(type(box.world.bot), "as_me", lambda _self: me)
    privacy = await found("Privacy mode", settings(box))
    assert privacy.level is Level.HINT
    assert "/setprivacy" in privacy.cure


# How updates come


def hook(box: Sandbox, **info: Any) -> None:
    for name, value in {"url": HOOK, **info}.items():
        setattr(box.world.webhook, name, value)


def pushed(box: Sandbox, **changed: Any) -> Settings:
    ours = {"webhook_url": HOOK, "webhook_secret": SecretStr("s3cret"), **changed}
    return settings(box, **ours)


async def test_a_webhook_that_is_ours_is_well(box: Sandbox) -> None:
    hook(box)
    updates = await found("Updates", pushed(box))
    assert updates.level is Level.OK
    assert "127.0.0.1" in updates.text


async def test_a_webhook_that_is_not_set_is_set_by_opening_the_line(box: Sandbox) -> None:
    updates = await found("Updates", pushed(box))
    assert updates.is_trouble
    assert "linja run" in updates.cure


async def test_a_webhook_of_another_program_is_named(box: Sandbox) -> None:
    hook(box, url="https://elsewhere.example.org/")
    for known in (pushed(box), settings(box)):
        updates = await found("Updates", known)
        assert updates.is_trouble
        assert "elsewhere" in updates.text
        assert "another program" in updates.cure


@pytest.mark.parametrize("address", ["http://line.example.org", "https://line.example.org:8080"])
async def test_an_address_that_telegram_never_calls_is_named(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr("bot.doctor.telegram._CLOUD", box.url)  # the sandbox is not so strict
    hook(box, url=address)
    webhook = await found("Webhook", pushed(box, webhook_url=address))
    assert webhook.is_trouble
    assert "443" in webhook.cure


async def test_what_telegram_could_not_push_is_told_with_its_own_words(box: Sandbox) -> None:
    at = int(SystemClock().now().timestamp()) - 130
    hook(box, last_error_date=at, last_error_message="Connection refused")
    webhook = await found("Webhook", pushed(box))
    assert webhook.text == "Telegram could not push, 2 minutes ago: Connection refused"
    assert "WEBHOOK_LISTEN" in webhook.cure


async def test_what_could_not_be_pushed_before_the_line_was_opened_is_over(box: Sandbox) -> None:
    now = SystemClock().now()
    hook(box, last_error_date=int(now.timestamp()) - 130, last_error_message="refused")
    assert await troubles(pushed(box), since=now - timedelta(seconds=60)) == []


async def test_many_updates_that_wait_at_telegram_are_a_trouble(box: Sandbox) -> None:
    person = next(iter(box.world.people))
    for number in range(100):
        await control(box, "say", person=person, chat=person, text=f"{number}")
    updates = await found("Updates", settings(box))
    assert updates.text == "100 updates wait at Telegram"
    assert updates.complaints == (Complaint(Ailment.LATE_IN),)


async def test_updates_that_were_not_asked_for_are_asked_for_by_opening(box: Sandbox) -> None:
    hook(box)
    box.world.updates.allow(["message"])
    webhook = await found("Webhook", pushed(box))
    assert "callback_query" in webhook.text
    assert "linja run" in webhook.cure


# The clock


class Wrong:
    def __init__(self, seconds: float) -> None:
        self._by = timedelta(seconds=seconds)

    def now(self) -> datetime:
        return SystemClock().now() + self._by


@pytest.mark.parametrize(("seconds", "side"), [(600, "ahead of"), (-600, "behind")])
async def test_a_wrong_clock_is_seen_by_telegrams(box: Sandbox, seconds: int, side: str) -> None:
    clock = await found("Clock", settings(box), clock=Wrong(seconds))
    assert clock.is_trouble
    assert f"{side} Telegram's" in clock.text
    assert "NTP" in clock.cure
    assert clock.complaints == (Complaint(Ailment.CLOCK),)


async def test_a_clock_that_is_a_little_wrong_is_well(box: Sandbox) -> None:
    assert (await found("Clock", settings(box), clock=Wrong(3))).level is Level.OK


# Which groups there are


async def test_groups_that_have_written_are_listed_and_nothing_is_confirmed(box: Sandbox) -> None:
    chat = box.world.staff_group_id
    await control(box, "say", person=next(iter(box.world.people)), chat=chat, text="hello")
    for _ in range(2):
        known = await groups(settings(box, staff_chat_id=0))
        assert known == {chat: box.world.staff_group.title}

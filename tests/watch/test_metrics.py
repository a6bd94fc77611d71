"""What the line says of itself in numbers, after people have talked with it."""

import sqlite3
from typing import Any

import pytest
from prometheus_client import generate_latest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.watch.watch import Watch, kind_of, lane_kind
from desk.clock import SystemClock
from desk.languages import Language
from desk.timers import Kind, Timer
from handlers import timers
from handlers.context import Context
from tests.watch.monitoring import Monitoring, read
from tests.world import World


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ('{"update_id":1,"message":{"text":"callback_query"}}', "message"),
        ('{"callback_query":{"id":"1"},"update_id":1}', "callback_query"),
        ('{"update_id":1,"of_tomorrow":{}}', "other"),
        ('{"update_id":1}', "other"),
        ("", "other"),  # of somebody who is forgotten
    ],
)
def test_an_update_is_of_a_kind_that_telegram_names(raw: str, kind: str) -> None:
    assert kind_of(raw) == kind


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (None, "ok"),
        (RetryAfter(3), "flood"),
        (Forbidden("blocked"), "refused"),
        (BadRequest("chat not found"), "refused"),
        (ChatMigrated(-1001), "refused"),
        (Conflict("another polls"), "refused"),
        (TimedOut(), "unreachable"),
        (NetworkError("Bad Gateway"), "unreachable"),
    ],
)
def test_a_call_ends_in_one_of_four_ways(error: TelegramError | None, outcome: str) -> None:
    watch = Watch(SystemClock())
    watch.called("sendMessage", 0.1, error)
    seen = read(generate_latest(watch.metrics.registry).decode())
    assert seen.of("linja_telegram_calls_total", method="sendMessage", outcome=outcome) == 1


@pytest.mark.parametrize(
    ("lane", "kind"),
    [("chat:42", "member"), ("staff", "staff"), ("staff:peja", "staff"), ("marks:7", "marks")],
)
def test_lanes_are_of_few_kinds(lane: str, kind: str) -> None:
    assert lane_kind(lane) == kind


POISON = {"message": {"message_id": "not a number", "date": "never", "chat": {"id": 77}}}
FLOOD = {"error_code": 429, "description": "Too Many Requests: retry after 1", "retry_after": 1}


async def fault(world: World, **how: Any) -> None:
    await world.post("/control/faults", **how)


async def test_a_talk_is_counted_from_the_first_word_to_the_last(
    world: World, monitoring: Monitoring
) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    await besa.says("Mirëdita!", thread)
    seen = await monitoring.scrapes()
    assert seen.sum("linja_retries_total") == 0  # that a card makes its topic first is none
    received = seen.of("linja_updates_received_total")
    assert received
    assert seen.sum("linja_updates_total", outcome="handled") == received
    assert seen.of("linja_updates_total", kind="message", outcome="handled")
    assert seen.of("linja_update_handling_seconds_count") == received
    assert seen.sum("linja_parcels_delivered_total", lane="member")
    assert seen.sum("linja_parcels_delivered_total", lane="staff")
    assert seen.of("linja_telegram_calls_total", method="sendMessage", outcome="ok")
    assert seen.of("linja_requests_open", status="waiting") == 1
    assert seen.of("linja_updates_pending") == 0
    assert seen.of("linja_mailbox_updates") == 0


async def test_how_soon_the_first_message_came_is_told_for_members_and_for_staff(
    world: World, monitoring: Monitoring
) -> None:
    arta = await world.member("Arta")
    before = (await monitoring.scrapes()).of("linja_reply_seconds_count", to="member") or 0
    await arta.ticket("Na duhet ndihmë")
    seen = await monitoring.scrapes()
    updates = (seen.of("linja_reply_seconds_count", to="member") or 0) - before
    assert updates in {1, 2, 3}  # each update's first message, however many there were
    assert seen.of("linja_reply_seconds_count", to="staff") == 1
    assert (seen.of("linja_reply_seconds_sum", to="member") or 0) < 60


async def test_a_reply_that_had_to_wait_counts_its_waiting(
    world: World, monitoring: Monitoring
) -> None:
    arta = await world.member("Arta")
    before = await monitoring.scrapes()
    await fault(world, method="sendMessage", chat=arta.id, times=1, **FLOOD)
    await world.post("/control/say", person=arta.id, chat=arta.id, text="/help")
    await world.until(lambda: _was_tried_again(monitoring))
    await world.later(seconds=90)
    seen = await monitoring.scrapes()
    waited = [one.of("linja_reply_seconds_sum", to="member") or 0 for one in (before, seen)]
    assert waited[1] - waited[0] >= 90
    assert seen.of("linja_telegram_calls_total", method="sendMessage", outcome="flood") == 1
    assert seen.of("linja_retries_total", what="parcel") == 1


async def _was_tried_again(monitoring: Monitoring) -> bool:
    return 'linja_retries_total{what="parcel"}' in (await monitoring.asks("/metrics")).text


@pytest.mark.parametrize(
    ("language", "words", "outcome"),
    [
        (Language.SQ, "Si mund të aplikoj për grant?", "answered"),
        (Language.TR, "xyzzy qwrt plugh", "unknown"),
    ],
)
async def test_what_a_search_has_come_to_is_counted_by_language(
    world: World, monitoring: Monitoring, language: Language, words: str, outcome: str
) -> None:
    ane = await world.member("Ane", language)
    await ane.says(words)
    seen = await monitoring.scrapes()
    found = {key: value for key, value in seen.samples.items() if key[0] == "linja_searches_total"}
    labels = frozenset({("language", str(language)), ("outcome", outcome)})
    assert found == {("linja_searches_total", labels): 1}


async def test_a_dead_letter_is_seen_until_somebody_has_looked_after_it(
    watched: World,
) -> None:
    monitoring = Monitoring(watched)
    await watched.staff()
    await watched.post("/control/updates", update=POISON)
    seen = await monitoring.scrapes()
    assert seen.of("linja_dead_letters") == 1
    assert seen.of("linja_updates_total", kind="message", outcome="set_aside") == 1
    assert watched.app is not None
    async with watched.app.database.transaction() as tx:
        await tx.execute(text("UPDATE inbox SET dead_at = NULL, done_at = 1"))
    assert (await monitoring.scrapes()).of("linja_dead_letters") == 0


async def test_a_handler_that_fails_is_tried_again_and_that_is_counted(
    world: World, monitoring: Monitoring, monkeypatch: pytest.MonkeyPatch
) -> None:
    arta = await world.member("Arta")

    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("handlers.questions.answer", broken)
    await arta.says("xyzzy qwrt")
    seen = await monitoring.scrapes()
    assert seen.of("linja_retries_total", what="update") == 2
    assert seen.of("linja_updates_total", kind="message", outcome="set_aside") == 1


async def test_reminders_are_counted_with_how_late_they_were(
    world: World, monitoring: Monitoring
) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    await besa.says("Mirëdita!", thread)
    await world.later(days=3, minutes=1)
    seen = await monitoring.scrapes()
    assert seen.of("linja_timers_fired_total", kind="nudge") == 1
    fired = seen.sum("linja_timers_fired_total")
    assert seen.of("linja_timer_delay_seconds_count") == fired
    assert seen.of("linja_timers_oldest_seconds") == 0


async def test_a_reminder_that_met_a_locked_database_is_due_still_and_no_try_is_counted(
    world: World, monitoring: Monitoring, monkeypatch: pytest.MonkeyPatch
) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    await besa.says("Mirëdita!", thread)
    fire = timers.fire
    met: list[str] = []

    async def locked_once(timer: Timer, context: Context) -> None:
        if timer.kind is Kind.NUDGE and not met:
            met.append(timer.key)
            raise OperationalError("UPDATE", {}, sqlite3.OperationalError("database is locked"))
        await fire(timer, context)

    monkeypatch.setattr(timers, "fire", locked_once)
    await world.later(days=3, minutes=1)
    await world.until(lambda: _has_fired(monitoring, "nudge"))
    assert met
    assert (await monitoring.scrapes()).of("linja_retries_total", what="timer") in (None, 0)


async def _has_fired(monitoring: Monitoring, kind: str) -> bool:
    return (await monitoring.scrapes()).of("linja_timers_fired_total", kind=kind) == 1


async def test_who_waits_for_the_desk_is_seen_with_since_when(watched: World) -> None:
    arta = await watched.member("Arta")
    await arta.ticket("Na duhet ndihmë")
    await watched.later(hours=2)
    seen = await Monitoring(watched).scrapes()
    assert seen.of("linja_requests_open", status="new") == 1
    assert 7200 <= (seen.of("linja_request_oldest_seconds") or 0) < 7300


async def test_what_cannot_go_out_is_seen(watched: World) -> None:
    arta = await watched.member("Arta")
    unreachable = {"error_code": 500, "description": "oops", "times": 1000}
    await fault(watched, method="sendMessage", **unreachable)
    for words in ("/help", "/help"):
        await watched.post("/control/say", person=arta.id, chat=arta.id, text=words)
    monitoring = Monitoring(watched)

    async def waits() -> bool:
        assert watched.app is not None
        watched.app.lookout.forget()
        seen = read((await monitoring.asks("/metrics")).text)
        due = seen.of("linja_parcels_due", priority="person")
        return due == seen.of("linja_lane_parcels", lane="member") == 2

    await watched.until(waits)


async def test_this_process_says_what_it_is(watched: World) -> None:
    seen = await Monitoring(watched).scrapes()
    engine = watched.engine
    assert seen.sum("linja_database_info", engine=engine) == 1
    assert seen.sum("linja_build_info") == 1
    assert seen.of("linja_ready") == 1
    assert seen.of("linja_leader") == 1
    assert (seen.of("linja_leader_term") or 0) >= 1
    assert seen.of("linja_database_up") == 1
    assert 0 < (seen.of("linja_database_answer_seconds") or 0) < 10
    assert (seen.of("linja_database_size_bytes") or 0) > 100_000
    assert seen.of("process_resident_memory_bytes")


async def test_no_number_names_anybody(world: World, monitoring: Monitoring) -> None:
    arta, besa = await world.member("Artemida Krasniqi"), await world.staff("Besarta")
    thread = await arta.ticket("Fjalë që njihet")
    await besa.says("Përgjigje që njihet", thread)
    seen = (await monitoring.scrapes()).text
    for word in ("Artemida", "Besarta", "njihet", str(arta.id), str(besa.id), str(world.group_id)):
        assert word not in seen


async def test_a_database_that_is_away_is_a_number_and_not_an_error(
    monitoring: Monitoring, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise OSError("the disk is gone")

    assert (await monitoring.scrapes()).of("linja_updates_pending") == 0
    monkeypatch.setattr("bot.watch.lookout.look", away)
    seen = await monitoring.scrapes()
    assert seen.of("linja_database_up") == 0
    assert seen.of("linja_updates_pending") is None  # nobody knows, and nothing old is repeated
    monkeypatch.undo()
    assert (await monitoring.scrapes()).of("linja_database_up") == 1


async def test_many_scrapes_are_one_look_at_the_tables(
    monitoring: Monitoring, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage import watching

    looks = []

    async def counted(*args: Any) -> watching.Standing:
        looks.append(1)
        return await watching.look(*args)

    monkeypatch.setattr("bot.watch.lookout.look", counted)
    await monitoring.scrapes()
    for _ in range(5):
        await monitoring.asks("/metrics")
    assert len(looks) == 1


async def test_prometheus_may_ask_for_either_of_its_formats(monitoring: Monitoring) -> None:
    plain = await monitoring.asks("/metrics")
    assert plain.kind == "text/plain"
    wanted = "application/openmetrics-text;version=1.0.0"
    newer = await monitoring.asks("/metrics", Accept=wanted)
    assert newer.kind == "application/openmetrics-text"
    assert newer.text.endswith("# EOF\n")


async def test_every_number_says_what_it_is(monitoring: Monitoring) -> None:
    text_of = (await monitoring.asks("/metrics")).text
    told = [line for line in text_of.splitlines() if line.startswith("# HELP linja_")]
    assert len(told) > 25
    assert [line for line in told if len(line.split(maxsplit=3)) < 4 or line[-1] != "."] == []

"""Stories about what goes wrong, each made to happen: nothing is lost, and people are told."""

from typing import Any

import pytest
from sqlalchemy import text

from desk.languages import Language
from tests.world import CATALOGUES, World


async def fault(world: World, **how: Any) -> None:
    await world.post("/control/faults", **how)


async def test_a_deleted_topic_comes_back_with_card_and_last_messages(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    await arta.says("Me buxhetin")
    await besa.says("Po shikojmë", thread)
    await world.post("/control/topic", chat=world.group_id, thread=thread, action="delete")
    await arta.says("A ka ndonjë lajm?")
    (topic,) = await world.topics()
    seen = await besa.sees(topic["message_thread_id"])
    assert "Na duhet ndihmë" in seen[0].text
    assert "Me buxhetin" in seen[1].text
    assert "Po shikojmë" in seen[1].text
    assert [message.text for message in seen[2:]] == ["A ka ndonjë lajm?"]
    await besa.says("Ja ku jemi", topic["message_thread_id"])
    assert (await arta.last()).text == "Ja ku jemi"


async def test_files_come_back_with_the_topic(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    await arta.sends("photo")
    await world.post("/control/topic", chat=world.group_id, thread=thread, action="delete")
    await arta.says("E patë foton?")
    (topic,) = await world.topics()
    seen = await besa.sees(topic["message_thread_id"])
    assert ["photo" in message.raw for message in seen] == [False, False, True, False]


async def test_a_topic_deleted_while_it_is_mended_is_mended_again(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    await world.post("/control/topic", chat=world.group_id, thread=thread, action="delete")
    gone = {"error_code": 400, "description": "Bad Request: message thread not found"}
    await fault(world, method="sendMessage", chat=world.group_id, times=1, **gone)
    await arta.says("A ka ndonjë lajm?")
    topic = (await world.topics())[-1]
    texts = [message.text for message in await besa.sees(topic["message_thread_id"])]
    assert "Na duhet ndihmë" in texts[0]
    assert texts.count("A ka ndonjë lajm?") == 1


async def test_a_closed_topic_is_opened_for_what_must_arrive(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    closed = {"error_code": 400, "description": "Bad Request: TOPIC_CLOSED"}
    await fault(world, method="copyMessage", chat=world.group_id, times=1, **closed)
    await arta.says("A jeni aty?")
    assert (await besa.sees(thread))[-1].text == "A jeni aty?"
    assert len(await world.calls("reopenForumTopic")) == 1


async def test_a_deleted_card_is_sent_anew(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    gone = {"error_code": 400, "description": "Bad Request: message to edit not found"}
    await fault(world, method="editMessageText", chat=world.group_id, times=1, **gone)
    await besa.says("/close", thread)
    cards = [m for m in await besa.sees(thread) if m.labels]
    assert cards[-1].labels == ["Reopen"]


async def test_who_blocks_the_bot_is_marked_and_staff_are_told_once(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    await world.post("/control/delivery", delay=0)
    refused = {"error_code": 403, "description": "Forbidden: bot was blocked by the user"}
    await fault(world, method="copyMessage", chat=arta.id, times=2, **refused)
    reply = await besa.says("Mirëdita!", thread)
    await besa.says("A jeni aty?", thread)
    seen = await besa.sees(thread)
    assert next(m for m in seen if m.id == reply.id).reactions == ["👎"]
    told = [m for m in seen if "has blocked the bot" in m.text and not m.labels]
    assert len(told) == 1
    assert "has blocked the bot" in (await besa.card(thread)).text


async def test_whoever_writes_again_can_be_reached_again(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    await world.post(f"/control/people/{arta.id}", blocked=True)
    assert "has blocked the bot" in (await besa.card(thread)).text
    await world.post(f"/control/people/{arta.id}", blocked=False)
    assert "has blocked the bot" not in (await besa.card(thread)).text
    await world.post(f"/control/people/{arta.id}", blocked=True)
    await besa.says("/close", thread)
    assert "has blocked the bot" not in (await besa.card(thread)).text
    await world.post(f"/control/people/{arta.id}", blocked=False)
    await besa.says("Mirë se u kthyet", thread)
    assert (await arta.last()).text == "Mirë se u kthyet"


@pytest.mark.parametrize("cut", ["before", "after"])
async def test_a_cut_connection_loses_nothing(world: World, cut: str) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    await fault(world, method="copyMessage", times=1, cut=cut)
    await arta.says("A arriti kjo?")
    texts = [message.text for message in await besa.sees(thread)]
    assert texts.count("A arriti kjo?") == (1 if cut == "before" else 2)


@pytest.mark.parametrize("code", [500, 502, 504])
async def test_telegrams_own_troubles_are_waited_out(world: World, code: int) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    await fault(world, method="copyMessage", error_code=code, description="oops", times=1)
    await arta.says("E para")
    await arta.says("E dyta")
    texts = [message.text for message in await besa.sees(thread)]
    assert texts[-2:] == ["E para", "E dyta"]


async def test_a_flood_refusal_holds_that_chat_and_keeps_the_order(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    flood = {"error_code": 429, "description": "Too Many Requests: retry after 1"}
    await fault(world, method="copyMessage", retry_after=1, times=1, **flood)
    await arta.says("E para")
    await arta.says("E dyta")
    assert [m.text for m in await besa.sees(thread)][-2:] == ["E para", "E dyta"]


async def test_a_burst_that_had_to_wait_goes_as_one_message(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    flood = {"error_code": 429, "description": "Too Many Requests: retry after 2"}
    await fault(world, chat=world.group_id, retry_after=2, times=1, **flood)
    for words in ("një", "dy", "tre", "katër"):
        await world.post("/control/say", person=arta.id, chat=arta.id, text=words)
    seen = await besa.sees(thread)
    assert "\n\n".join(m.text for m in seen[1:]) == "një\n\ndy\n\ntre\n\nkatër"
    assert len(seen) < 4
    said = next(m for m in await arta.sees() if m.text == "tre")
    await arta.edits(said, text="TRE")
    assert "dy\n\nTRE\n\nkatër\n\n(edited)" in (await besa.sees(thread))[-1].text


async def test_a_burst_that_an_edit_made_too_long_goes_as_its_messages(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    flood = {"error_code": 429, "description": "Too Many Requests: retry after 2"}
    await fault(world, chat=world.group_id, retry_after=2, times=1, **flood)
    for words in ("një", "dy", "tre"):
        said = await world.post("/control/say", person=arta.id, chat=arta.id, text=words)
    await world.post(
        "/control/edit",
        person=arta.id,
        chat=arta.id,
        message_id=said["message_id"],
        text="3" * 4096,
    )
    texts = [m.text for m in (await besa.sees(thread))[1:]]
    assert "3" * 4096 in texts
    assert "dy" in " ".join(texts)


async def test_formatting_that_telegram_refuses_goes_as_plain_text(world: World) -> None:
    arta = await world.member("Arta")
    refused = {"error_code": 400, "description": "Bad Request: can't parse entities: oops"}
    await fault(world, method="sendMessage", chat=arta.id, times=1, **refused)
    await arta.says("/ndihme")
    told = await arta.last()
    assert arta.words("<b>How the support line works</b>").split("\n", maxsplit=1)[
        0
    ] in told.text or ("/pyetjet" in told.text)
    assert "<b>" not in told.text
    assert not told.raw.get("entities") or all(e["type"] != "bold" for e in told.raw["entities"])


async def test_what_telegram_will_never_copy_is_shown_in_words(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    never = {"error_code": 400, "description": "Bad Request: the message can't be copied"}
    await fault(world, method="copyMessage", times=2, **never)
    await arta.says("Fjalët e mia")
    assert "Fjalët e mia" in (await besa.sees(thread))[-1].text
    await arta.sends("poll")
    assert (await arta.last()).text == arta.words(
        "This message could not be passed on to our staff. Please send it in another form."
    )


async def test_staff_see_why_a_reply_cannot_be_delivered(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    never = {"error_code": 400, "description": "Bad Request: the message can't be copied"}
    await fault(world, method="copyMessage", chat=arta.id, times=1, **never)
    reply = await besa.says("Mirëdita!", thread)
    seen = await besa.sees(thread)
    assert "message can't be copied" in seen[-1].text
    assert next(m for m in seen if m.id == reply.id).reactions == ["👎"]


async def test_a_group_that_moved_is_followed_and_remembered(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    await arta.ticket("Na duhet ndihmë")
    moved = await world.post("/control/migrate", chat=world.group_id)
    world.group_id, was = moved["id"], world.group_id
    await arta.says("A jeni aty?")
    thread = (await world.topics())[-1]["message_thread_id"]
    texts = [message.text for message in await besa.sees(thread)]
    assert "Na duhet ndihmë" in texts[0]
    assert texts[-1] == "A jeni aty?"
    await world.close()
    now, world.group_id = world.group_id, was  # the setting still names the old group
    await world.open()
    world.group_id = now
    await besa.says("Po, këtu jemi", thread)
    assert (await arta.last()).text == "Po, këtu jemi"


async def test_rights_taken_away_hold_tickets_until_they_are_given_back(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    refused = {"error_code": 400, "description": "Bad Request: not enough rights to send"}
    await fault(world, method="copyMessage", chat=world.group_id, times=1, **refused)
    await world.post("/control/say", person=arta.id, chat=arta.id, text="A arriti?")
    await world.until(lambda: _called(world, "copyMessage"))
    await world.close()
    await world.open()
    assert (await besa.sees(thread))[-1].text == "A arriti?"


async def _called(world: World, method: str) -> bool:
    log = await world.get("/control/log")
    return any(call["method"] == method for call in log)


async def test_what_waits_when_the_line_stops_arrives_when_it_opens(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    await world.close()
    await world.post("/control/say", person=arta.id, chat=arta.id, text="Kur ishit mbyllur")
    await world.post(
        "/control/say", person=besa.id, chat=world.group_id, thread=thread, text="Edhe unë"
    )
    await world.open()
    assert (await besa.sees(thread))[-1].text == "Kur ishit mbyllur"
    assert (await arta.last()).text == "Edhe unë"


POISON = {"message": {"message_id": "not a number", "date": "never", "chat": {"id": 77}}}


async def test_an_update_nobody_can_read_is_set_aside_and_told_once(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    for _ in range(3):
        await world.post("/control/updates", update=POISON)
    await arta.says("xyzzy qwrt")
    assert arta.label("Send it to the support line") in (await arta.last()).labels
    told = [message for message in await besa.general() if "set aside" in message.text]
    assert len(told) == 1
    assert await _dead(world) == 3


async def test_a_handler_that_fails_three_times_apologises_and_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    arta, besa = await world.member("Arta", Language.SQ), await world.staff()
    failures = []

    async def broken(*_: object) -> None:
        failures.append(1)
        raise ZeroDivisionError

    monkeypatch.setattr("handlers.questions.answer", broken)
    await arta.says("xyzzy qwrt")
    monkeypatch.undo()
    assert len(failures) == 3
    sorry = CATALOGUES.texts(Language.SQ).label(
        "Something went wrong on our side, and your last message could not be handled. "
        "It is kept, and our staff have been told. Please write to us again, or send /ticket."
    )
    assert (await arta.last()).text == sorry
    assert any("ZeroDivisionError" in message.text for message in await besa.general())
    await arta.says("xyzzy qwrt")
    assert arta.label("Send it to the support line") in (await arta.last()).labels
    assert await _dead(world) == 1


async def test_a_database_that_is_away_for_a_moment_loses_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError

    from storage.inbox import Inbox

    arta = await world.member("Arta")
    finish, tries = Inbox.finish, []

    async def away(self: Inbox, *arguments: Any) -> bool:
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("COMMIT", {}, Exception("disk is full"))
        return await finish(self, *arguments)

    monkeypatch.setattr(Inbox, "finish", away)
    await arta.says("xyzzy qwrt")
    assert arta.label("Send it to the support line") in (await arta.last()).labels
    assert await _dead(world) == 0


async def _dead(world: World) -> int:
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        query = "SELECT count(*) FROM inbox WHERE dead_at IS NOT NULL"
        number: int = (await tx.execute(text(query))).scalar_one()
        return number


async def test_an_edit_that_leaves_no_room_for_the_mark_arrives_without_it(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    said = await arta.says("e shkurtër")
    await arta.edits(said, text="e" * 4090)
    assert (await besa.sees(thread))[-1].text == "e" * 4090

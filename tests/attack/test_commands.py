"""Commands where they do not belong, from whom they should not come, and in forged links."""

from itertools import product
from typing import Any

import pytest

from desk.languages import Language
from handlers.routing import Side
from handlers.views import language as views
from handlers.views.html import plain
from tests.attack.forging import Forger, said_in
from tests.attack.surface import BEGINNINGS, commands
from tests.people import Member, Staff
from tests.world import CATALOGUES, World

STAFFS = sorted(set(commands(Side.STAFF)) - set(commands(Side.MEMBER)))
MEMBERS = sorted(set(commands(Side.MEMBER)) - set(commands(Side.STAFF)))
ELSEWHERE: dict[str, dict[str, Any]] = {
    "a group": {"id": -1_009, "type": "group", "title": "Elsewhere"},
    "a supergroup": {"id": -1_000_000_009, "type": "supergroup", "title": "Linja"},
    "a channel": {"id": -1_000_000_010, "type": "channel", "title": "Linja"},
}


async def asked(world: World) -> tuple[Member, Staff, int]:
    """A member with a request, the owner of the staff group, and the request's topic."""
    arta, drita = await world.member("Arta", Language.EN), await world.owner()
    return arta, drita, await arta.ticket("Diçka e fshehtë")


async def test_a_member_types_every_command_of_the_staffs_in_private(forger: Forger) -> None:
    arta, _, _ = await asked(forger.world)
    before, since = await forger.tables(), len(await forger.world.calls())
    read = len(await arta.reads())
    for word in STAFFS:
        forger.write(arta, forger.private(arta), f"/{word} 1")
    answers = {message.text for message in (await arta.reads())[read:]}
    assert len(STAFFS) > 40
    assert answers == {plain(str(views.staff_only(CATALOGUES.texts(Language.EN)).text))}
    assert await forger.tables() == before
    assert await forger.sent_to(forger.world.group_id, since) == []


async def test_the_owner_of_the_staff_group_types_them_in_private(forger: Forger) -> None:
    """Whoever has their phone in their hand has not the group's eyes on it."""
    _, drita, _ = await asked(forger.world)
    before = await forger.tables()
    for word in STAFFS:
        forger.write(drita, forger.private(drita), f"/{word} 1")
    assert await forger.tables() == before


@pytest.mark.parametrize("in_topic", [True, False], ids=["in a topic", "in General"])
async def test_staff_type_every_command_of_the_members_in_the_group(
    forger: Forger, in_topic: bool
) -> None:
    arta, drita, thread = await asked(forger.world)
    before, since = await forger.tables(), len(await forger.world.calls())
    for word in MEMBERS:
        forger.write(drita, forger.group, f"/{word} x", thread if in_topic else None)
    assert await forger.tables() == before
    assert await forger.sent_to(arta.id, since) + await forger.sent_to(drita.id, since) == []


async def test_every_command_in_groups_and_channels_elsewhere(forger: Forger) -> None:
    """Also in those that are called as ours is."""
    arta, drita, thread = await asked(forger.world)
    before, since = await forger.tables(), len(await forger.world.calls())
    for number, word in enumerate((*STAFFS, *MEMBERS)):
        who, chat = (arta, drita)[number % 2], list(ELSEWHERE.values())[number % 3]
        forger.write(who, chat, f"/{word} 1", thread)
    await forger.world.quiet()
    assert (await forger.world.calls())[since:] == []
    assert await forger.tables() == before


STRANGERS: dict[str, dict[str, Any]] = {
    "somebody outside": {"from": {"id": 77, "is_bot": False, "first_name": "Besa"}},
    "another bot": {"from": {"id": 78, "is_bot": True, "first_name": "Linja"}},
    "a channel": {
        "from": {"id": 136817688, "is_bot": True, "first_name": "Channel"},
        "sender_chat": ELSEWHERE["a channel"],
    },
    "the linked channel": {
        "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"},
        "sender_chat": ELSEWHERE["a channel"], "is_automatic_forward": True,
    },
    "another group's hidden administrator": {
        "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"},
        "sender_chat": ELSEWHERE["a supergroup"],
    },
    "nobody": {},
}  # fmt: skip


async def test_every_command_of_the_staffs_from_whoever_is_none_of_them(forger: Forger) -> None:
    arta, _, thread = await asked(forger.world)
    before, since = await forger.tables(), len(await forger.world.calls())
    for number, (word, stranger) in enumerate(product(STAFFS[::3], STRANGERS.values())):
        command = {"type": "bot_command", "offset": 0, "length": len(word) + 1}
        message = {"message_id": 8_000 + number, "date": 1_795_305_600, "chat": forger.group}
        message |= {"text": f"/{word} 1", "entities": [command], **stranger}
        forger.deliver(message={**message, "message_thread_id": thread, "is_topic_message": True})
    assert await forger.tables() == before
    assert await forger.sent_to(arta.id, since) == []
    assert await forger.dead() == []


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("/close@other_bot", {}),
        ("please /close", {"entities": [{"type": "bot_command", "offset": 7, "length": 6}]}),
        ("/close", {"entities": []}),
        ("/close", {"entities": [{"type": "bold", "offset": 0, "length": 6}]}),
        ("/clоse", {}),
        ("/close\u200b", {"entities": [{"type": "bot_command", "offset": 0, "length": 7}]}),
        ("／close", {"entities": [{"type": "bot_command", "offset": 0, "length": 6}]}),
        ("//close", {"entities": [{"type": "bot_command", "offset": 1, "length": 6}]}),
    ],
)  # fmt: skip
async def test_what_only_looks_like_a_command_closes_nothing_and_reaches_no_member(
    forger: Forger, words: str, more: dict[str, Any]
) -> None:
    arta, drita, thread = await asked(forger.world)
    since = len(await forger.world.calls())
    command = [{"type": "bot_command", "offset": 0, "length": len(words)}]
    message = {"message_id": 8_000, "date": 1_795_305_600, "chat": forger.group, "text": words}
    message |= {"from": forger.user(drita), "message_thread_id": thread, "is_topic_message": True}
    forger.deliver(message={"entities": command, **message, **more})
    assert "Close" in (await drita.card(thread)).labels
    if words.startswith("/"):
        assert await forger.sent_to(arta.id, since) == []


async def test_words_that_become_a_command_when_they_are_edited(forger: Forger) -> None:
    arta, drita, thread = await asked(forger.world)
    said = await drita.says("Po", thread)
    await drita.edits(said, text="/close")
    assert "Close" in (await drita.card(thread)).labels
    mine = await arta.says("Edhe një gjë")
    await arta.edits(mine, text="/forgetme")
    assert "Arta" in said_in([await drita.card(thread)])


# Links

LINKS = (*BEGINNINGS, "seat", "faq", "admin_", "staff_", "tk.close:")
FORGED = (
    "", "1", "0", "-1", "2", "99999999999999999999", "1_1", "1:1", "x", "é", "%00", "\x00", "' --",
    "<b>", "../../etc/passwd", "a" * 64, "a" * 4000, "A" * 43, "\u202e1", "١", "1 2", "__proto__",
)  # fmt: skip


@pytest.mark.parametrize("part", range(3))
async def test_every_link_with_a_forged_end_is_answered_and_opens_nothing_of_anothers(
    forger: Forger, part: int
) -> None:
    arta, drita, thread = await asked(forger.world)
    elif_ = await forger.world.member("Elif", Language.EN)
    before, since = await forger.tables(), len(await forger.world.calls())
    told, mine = len(await drita.sees(thread)), len(await elif_.reads())
    forged = [f"/start {beginning}{end}" for beginning, end in product(LINKS, FORGED)][part::3]
    for words in forged:
        forger.write(elif_, forger.private(elif_), words)
    read = (await elif_.reads())[mine:]
    assert len(read) >= len(forged)
    assert "fshehtë" not in said_in(read)
    assert await forger.tables() == before
    assert await forger.sent_to(arta.id, since) == []
    assert len(await drita.sees(thread)) == told
    assert await forger.dead() == []

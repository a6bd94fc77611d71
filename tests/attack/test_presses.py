"""Buttons under attack: forged, replayed, pressed on another person's message, or from long ago."""

from dataclasses import fields

import pytest

from desk.languages import Language
from handlers.routing import Side
from tests.attack.forging import Forger, only_of, said_in
from tests.attack.surface import buttons, prefixes
from tests.people import Member, Staff
from tests.world import World

SECRET_WORDS = "Diçka e fshehtë"


async def asked(world: World) -> tuple[Member, Staff, int]:
    """A member with a request, somebody of the staff, and the request's topic."""
    arta, besa = await world.member("Arta", Language.EN), await world.owner("Besa")
    return arta, besa, await arta.ticket(SECRET_WORDS)


def made_of(prefix: str, value: str = "1") -> str:
    """Callback data as that button packs it, with this in place of every field."""
    button = next(one for one in buttons() if one.prefix == prefix)
    return ":".join((prefix, *[value] * len(fields(button))))


async def test_a_member_presses_every_button_of_the_staffs_in_their_private_chat(
    forger: Forger,
) -> None:
    arta, _, _ = await asked(forger.world)
    chat, before = forger.private(arta), await forger.tables()
    pressed = [forger.press(arta, chat, made_of(prefix), 1) for prefix in only_of(Side.STAFF)]
    refused = arta.label("Only the staff can do this. To write to them, send /ticket.")
    assert len(pressed) > 100
    toasts = await forger.toasts()
    assert {toasts[number] for number in pressed} == {refused}
    assert await forger.tables() == before
    assert await forger.dead() == []


async def test_somebody_outside_presses_every_button_in_the_staff_group(forger: Forger) -> None:
    """Who was removed a moment ago still sees the messages that they have."""
    arta, _, _ = await asked(forger.world)
    before = await forger.tables()
    since = len(await forger.world.calls())
    pressed = [forger.press(arta, forger.group, made_of(prefix), 1) for prefix in prefixes()]
    toasts = await forger.toasts()
    assert len({toasts[number] for number in pressed}) == 1
    assert await forger.tables() == before
    assert await forger.sent_to(forger.world.group_id, since) == []
    assert await forger.dead() == []


async def test_staff_press_every_button_of_the_members_in_the_group(forger: Forger) -> None:
    _, besa, _ = await asked(forger.world)
    before = await forger.tables()
    pressed = [
        forger.press(besa, forger.group, made_of(prefix), 1) for prefix in only_of(Side.MEMBER)
    ]
    toasts = await forger.toasts()
    assert all(toasts[number] for number in pressed)
    assert await forger.tables() == before


async def test_a_stranger_presses_every_button_with_the_ids_of_somebody_else(
    forger: Forger,
) -> None:
    """Ids are guessed easily: everything here has number 1."""
    arta, besa, thread = await asked(forger.world)
    elif_ = await forger.world.member("Elif", Language.EN)
    since = len(await forger.world.calls())
    mine = len(await besa.sees(thread))
    for prefix in prefixes(Side.MEMBER):
        forger.press(elif_, forger.private(elif_), made_of(prefix), 1)
    assert SECRET_WORDS not in said_in(await elif_.reads())
    assert await forger.sent_to(arta.id, since) == []
    assert len(await besa.sees(thread)) == mine
    assert await forger.dead() == []


async def test_a_press_by_one_person_on_a_message_in_anothers_chat(forger: Forger) -> None:
    """Nothing of hers may be written into his chat, nor anything of his be done."""
    arta, _, _ = await asked(forger.world)
    elif_ = await forger.world.member("Elif", Language.EN)
    await elif_.ticket("Başka bir şey")
    before, since = await forger.tables(), len(await forger.world.calls())
    pressed = [
        forger.press(elif_, forger.private(arta), made_of(prefix, value), 1)
        for prefix in prefixes(Side.MEMBER)
        for value in ("1", "2")
    ]
    toasts = await forger.toasts()
    assert {toasts[number] for number in pressed} == {
        elif_.label("This button no longer works. Write your question, or send /help.")
    }
    assert await forger.tables() == before
    assert await forger.sent_to(arta.id, since) == []
    assert await forger.sent_to(elif_.id, since) == []


async def test_a_press_in_a_group_that_is_none_of_the_lines(forger: Forger) -> None:
    arta, besa, _ = await asked(forger.world)
    before, since = await forger.tables(), len(await forger.world.calls())
    for chat in (
        {"id": -1_009, "type": "group", "title": "Elsewhere"},
        {"id": -1_000_000_009, "type": "channel", "title": "Elsewhere"},
    ):
        for who in (arta, besa):
            for prefix in ("tk.close", "tk.take", "tk.show", "lg"):
                forger.press(who, chat, made_of(prefix), 1)
    assert await forger.tables() == before
    assert await forger.sent_to(-1_009, since) + await forger.sent_to(-1_000_000_009, since) == []


async def test_the_same_press_is_replayed(forger: Forger) -> None:
    """Twice with one query, as Telegram may deliver it; and again later with another."""
    _, besa, thread = await asked(forger.world)
    await besa.presses("I take it", thread)
    card = await besa.card(thread)
    for data in ("tk.take:1", "tk.close:1"):
        forger.press(besa, forger.group, data, card.id)
        before = await forger.tables()
        for _ in range(3):
            forger.press(besa, forger.group, data, card.id)
        assert await forger.tables() == before
    assert all((await forger.toasts()).values())


async def test_a_button_that_was_for_a_moment_is_pressed_after_the_moment(forger: Forger) -> None:
    """What staff held back and sent is not sent again; what was dropped does not come back."""
    arta, besa, thread = await asked(forger.world)
    drita = await forger.world.staff("Drita")
    await besa.presses("I take it", thread)
    await drita.says("Is this for her?", thread)
    held = await besa.told(thread)
    (send, keep) = [data for data in held.data if data.startswith(("hd.send", "hd.keep"))]
    forger.press(drita, forger.group, send, held.id)
    before = len(await arta.reads())
    for data in (send, keep, send):
        forger.press(drita, forger.group, data, held.id)
    assert len(await arta.reads()) == before


# From before an upgrade, or from another program

OLD = ("{}", "{}:1:2:3:4:5:6:7:8:9", "{}:x")  # beside what tests/desk/test_callback.py tries
UNKNOWN = (
    "",
    ":",
    "x",
    "tk",
    "tk.",
    "no.longer:1",
    "TK.CLOSE:1",
    "\u200btk.close:1",
    '{"a":1}',
    None,
)


@pytest.mark.parametrize("side", Side)
async def test_a_button_packed_by_another_version_is_answered_and_does_nothing(
    forger: Forger, side: Side
) -> None:
    arta, besa, _ = await asked(forger.world)
    who, chat = (arta, forger.private(arta)) if side is Side.MEMBER else (besa, forger.group)
    simple = {b.prefix for b in buttons() if not fields(b)}
    worded = {b.prefix for b in buttons() if any(f.type is str for f in fields(b))}
    before = await forger.tables()
    several = [
        form.format(prefix)
        for prefix in sorted(set(prefixes(side)) - worded)
        for form in OLD
        if not (form == "{}" and prefix in simple)
    ]
    pressed = [forger.press(who, chat, data, 1) for data in (*several, *UNKNOWN)]
    toasts = await forger.toasts()
    assert {toasts[number] for number in pressed} == {
        who.label("This button no longer works. Write your question, or send /help.")
    }
    assert await forger.tables() == before
    assert await forger.dead() == []

"""The staff groups as they are today: where each has moved to, and whether the bot is in it."""

from collections.abc import Sequence

from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden

from bot.api import BotApi
from bot.opening import surely
from bot.unit import Unit, Units
from desk.groups import StaffGroup
from handlers import groups

_INSIDE = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER, ChatMemberStatus.MEMBER)


async def settle(units: Units, api: BotApi) -> None:
    """What has changed while the line was closed, at Telegram and in the settings.

    Raises TelegramError.
    """
    known = (await units.groups()).all
    inside = {group.name: await _is_inside(api, group, units.house.bot_id) for group in known[1:]}
    async with units.begin() as unit:
        for name, is_inside in inside.items():
            await (groups.found if is_inside else groups.lost)(name, unit.context)
        await _dissolve(unit, [group.name for group in known])
        for group in known:
            await _place(unit, group)
        unit.moves_groups = True


async def _is_inside(api: BotApi, group: StaffGroup, bot_id: int) -> bool:
    try:
        params = {"chat_id": group.chat_id, "user_id": bot_id}
        member = await surely(api, "getChatMember", params)
    except (BadRequest, Forbidden):
        return False
    return member["status"] in _INSIDE


async def _dissolve(unit: Unit, known: Sequence[str]) -> None:
    """What is in a group that the settings do not know any more."""
    for name in await unit.context.moves.strangers(known):
        await groups.dissolved(name, unit.context)


async def _place(unit: Unit, group: StaffGroup) -> None:
    """Where the setting names another chat than before, the topics of the old one do not count."""
    key, now = f"group:{group.name}", str(group.chat_id)
    before = await unit.marks.get(key)
    if before == now:
        return
    if before is not None and await unit.marks.chat_now(int(before)) != group.chat_id:
        await unit.context.tickets.forget_topics(group.name)
    await unit.marks.put(key, now, unit.context.now)

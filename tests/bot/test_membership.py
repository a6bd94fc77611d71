"""Who is staff is asked for each group: being in one says nothing about another."""

from datetime import datetime
from typing import Any

import pytest
from telegram import Update

from bot.membership import Membership, Place
from desk.groups import MAIN, Groups, StaffGroup

ALI = 7
GROUPS = Groups((StaffGroup(MAIN, -1), StaffGroup("turkish", -2)))


class KnownMembers:
    """Telegram, as far as getChatMember goes: chat to status."""

    def __init__(self, places: dict[int, str]) -> None:
        self.places = places
        self.asked: list[int] = []

    async def call(self, method: str, params: dict[str, Any]) -> dict[str, str]:
        assert (method, params["user_id"]) == ("getChatMember", ALI)
        self.asked.append(params["chat_id"])
        return {"status": self.places.get(params["chat_id"], "left")}


def said(chat_id: int, text: str = "hello") -> Update:
    user = {"id": ALI, "is_bot": False, "first_name": "Ali"}
    chat = {"id": chat_id, "type": "supergroup", "title": "Staff"}
    date = int(datetime(2026, 11, 22).timestamp())  # noqa: DTZ001 - any time
    message = {"message_id": 5, "date": date, "chat": chat, "from": user, "text": text}
    update = Update.de_json({"update_id": 1, "message": message}, None)
    assert update is not None
    return update


def membership(places: dict[int, str]) -> tuple[Membership, KnownMembers]:
    known = KnownMembers(places)
    return Membership(known), known  # type: ignore[arg-type]


async def test_a_place_in_one_group_is_none_in_another() -> None:
    asked, known = membership({-1: "member"})
    assert await asked.place(said(-1), GROUPS) is Place.INSIDE
    assert await asked.place(said(-2), GROUPS) is Place.OUTSIDE
    assert await asked.place(said(-1), GROUPS) is Place.INSIDE
    assert known.asked == [-1, -2]


async def test_what_is_no_staff_group_is_not_asked_about() -> None:
    asked, known = membership({-3: "member"})
    assert await asked.place(said(-3), GROUPS) is Place.OUTSIDE
    assert known.asked == []


@pytest.mark.parametrize(("chat_id", "place"), [(-1, Place.OWNER), (-2, Place.INSIDE)])
async def test_the_owner_of_the_main_group_is_the_desks(chat_id: int, place: Place) -> None:
    asked, _known = membership({-1: "creator", -2: "creator"})
    assert await asked.place(said(chat_id), GROUPS) is place

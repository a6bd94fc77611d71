"""A bot and a hand on the control channel, both over real HTTP, for the sandbox's own tests."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from sandbox import Sandbox


class BotApiError(AssertionError):
    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(answer["description"])
        self.error_code = answer["error_code"]
        self.description = answer["description"]
        self.parameters = answer.get("parameters", {})


class ControlError(AssertionError):
    """The control channel refused; its sentence is the message."""


@dataclass
class Client:
    box: Sandbox
    http: aiohttp.ClientSession

    async def raw(self, method: str, **params: Any) -> dict[str, Any]:
        url = f"{self.box.url}/bot{self.box.token}/{method}"
        async with self.http.post(url, json=params) as response:
            answer: dict[str, Any] = await response.json()
        return answer

    async def api(self, method: str, **params: Any) -> Any:
        answer = await self.raw(method, **params)
        if not answer["ok"]:
            raise BotApiError(answer)
        return answer["result"]

    async def refusal(self, method: str, **params: Any) -> str:
        answer = await self.raw(method, **params)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"

    async def form(self, method: str, data: aiohttp.FormData | dict[str, str]) -> Any:
        url = f"{self.box.url}/bot{self.box.token}/{method}"
        async with self.http.post(url, data=data) as response:
            answer = await response.json()
        if not answer["ok"]:
            raise BotApiError(answer)
        return answer["result"]

    async def control(self, path: str, **values: Any) -> Any:
        async with self.http.post(f"{self.box.url}/control/{path}", json=values) as response:
            return _result(await response.json())

    async def look(self, path: str) -> Any:
        async with self.http.get(f"{self.box.url}/control/{path}") as response:
            return _result(await response.json())

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        updates: list[dict[str, Any]] = await self.api("getUpdates", **params)
        return updates

    async def confirmed_updates(self, **params: Any) -> list[dict[str, Any]]:
        """What is waiting; it will not come again."""
        updates = await self.updates(**params)
        if updates:
            await self.updates(offset=max(u["update_id"] for u in updates) + 1, limit=1)
        return updates

    def id_of(self, first_name: str) -> int:
        people = self.box.world.people.values()
        return next(person.id for person in people if person.first_name == first_name)

    @property
    def group(self) -> int:
        return self.box.world.staff_group_id

    async def person_says(self, first_name: str, text: str, **where: Any) -> dict[str, Any]:
        """In the private chat with the bot, unless a chat is named."""
        person = self.id_of(first_name)
        place = {"chat": person, **where}
        message: dict[str, Any] = await self.control("say", person=person, text=text, **place)
        return message

    async def messages(self, chat: int, **query: int) -> list[dict[str, Any]]:
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        messages: list[dict[str, Any]] = await self.look(f"chats/{chat}/messages?{asked}")
        return messages


def _result(answer: dict[str, Any]) -> Any:
    if not answer["ok"]:
        raise ControlError(answer["error"])
    return answer["result"]

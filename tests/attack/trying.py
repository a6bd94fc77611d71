"""Tries acts through the front door, as updates, and tells how each was answered."""

import asyncio
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import count
from typing import Any

from desk.staff import MayNot
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views import card, work
from handlers.views import language as members
from handlers.views.html import plain
from handlers.views.mentoring import joining, office
from tests.attack.acts import Act
from tests.world import World

JSON = dict[str, Any]
# How an act was answered, as one letter of the tables.
DONE, IGNORED = "+", "."
_ids = count(7_000_000)  # of messages and presses, above those of the sandbox


@dataclass(frozen=True, slots=True)
class Trial:
    """An update that tries an act in a chat; by `mark` its answer is known."""

    chat: JSON
    update: JSON
    mark: str | int


def press(act: Act, user: JSON, message: JSON) -> Trial:
    mark = str(next(_ids))
    query = {"from": user, "message": message, "chat_instance": "1", "data": act.data}
    return Trial(message["chat"], {"callback_query": {"id": mark, **query}}, mark)


def command(act: Act, writer: JSON, place: JSON) -> Trial:
    """`writer` is `from` and what else tells who wrote; `place` is the chat, and its topic."""
    mark = next(_ids)
    entity = {"type": "bot_command", "offset": 0, "length": len(act.name)}
    message = {"message_id": mark, "date": 1_795_000_000, "text": act.name, "entities": [entity]}
    return Trial(place["chat"], {"message": {**message, **writer, **place}}, mark)


class Refusals:
    """The words with which the line says no, each with its letter."""

    def __init__(self, texts: Sequence[Texts]) -> None:
        self._words: dict[str, str] = {}
        for _ in texts:
            self._words |= {
                card.staff_only(_): "s",
                _words(members.staff_only(_)): "s",
                members.old_button(_): "o",
                _words(members.unknown_command(_)): "u",
                _words(card.unknown_command(_)): "u",
                office.no_mentor(_): "m",
                _words(office.was_mentor(_)): "m",
                plain(str(joining.not_yours(_))): "n",
            }
        self._roles = tuple(_words(work.may_not(MayNot(frozenset()), _)) for _ in texts)

    def letter(self, words: str) -> str:
        """Of the refusal; DONE where it is none."""
        said = plain(words)
        return "r" if said.startswith(self._roles) else self._words.get(said, DONE)


def _words(screen: Screen) -> str:
    return plain(str(screen.text))


class Door:
    """Where all are tried at once and then judged by what the line has answered."""

    def __init__(self, world: World, refusals: Refusals) -> None:
        self._world = world
        self._refusals = refusals
        self._seen = 0

    async def try_all(self, trials: Iterable[Trial]) -> list[str]:
        """The letter of each. What is said in a private chat is the answer to all that is tried
        there: where there are several, they are all done, or one of them is found wrong.
        """
        await self._calls()
        tried = list(trials)
        for trial in tried:
            self._world.box.world.updates.inject(trial.update)
        presses = {trial.mark for trial in tried if "callback_query" in trial.update}
        calls = [one for one in await self._calls(presses) if one["method"] != "getChatMember"]
        return [self._judged(trial, calls) for trial in tried]

    async def _calls(self, presses: AbstractSet[str | int] = frozenset()) -> list[JSON]:
        """Those that are new. Every press is answered, sometimes a moment after all is done."""
        await self._world.quiet()
        async with asyncio.timeout(120):
            while True:
                new: list[JSON] = await self._world.get(f"/control/log?since={self._seen}")
                if presses <= {one["params"].get("callback_query_id") for one in new}:
                    break
                await asyncio.sleep(0.01)
        self._seen = new[-1]["n"] if new else self._seen
        return new

    def _judged(self, trial: Trial, calls: Sequence[JSON]) -> str:
        answers = [call["params"] for call in calls if _is_answer(trial, call["params"])]
        answers.sort(key=lambda params: params.get("callback_query_id") != trial.mark)
        said = [text for answer in answers if (text := answer.get("text"))]
        if said:
            return self._refusals.letter(said[0])
        here = [call for call in calls if call["params"].get("chat_id") == trial.chat["id"]]
        return DONE if here else IGNORED


def _is_answer(trial: Trial, params: JSON) -> bool:
    quoted = params.get("reply_parameters") or {}
    is_private = trial.chat["type"] == "private"
    return (
        params.get("callback_query_id") == trial.mark
        or quoted.get("message_id") == trial.mark
        or (is_private and params.get("chat_id") == trial.chat["id"])
    )

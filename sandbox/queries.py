"""Questions that wait for the bot's answer: button presses and inline queries."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import bad_request
from sandbox.model import JSON

# Telegram gives up on a press within a minute or less; the figure is not documented.
ANSWER_WITHIN_SECONDS = 60


@dataclass(slots=True)
class Query:
    """`asked_at` is the sandbox's time in seconds."""

    person_id: int
    asked_at: float
    chat_id: int | None = None
    message_id: int | None = None
    text: str = ""
    answered: "asyncio.Future[Any]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


@dataclass(slots=True)
class Queries:
    waiting: dict[str, Query] = field(default_factory=dict)
    # What the bot answered, so that a person can choose: result id -> (query, person, result).
    results: dict[tuple[int, str], tuple[str, JSON]] = field(default_factory=dict)
    # Messages sent from inline results: inline_message_id -> (chat id, message id).
    inline_messages: dict[str, tuple[int, int]] = field(default_factory=dict)

    def ask(self, query_id: str, query: Query) -> None:
        too_old = query.asked_at - ANSWER_WITHIN_SECONDS
        for old in [key for key, other in self.waiting.items() if other.asked_at < too_old]:
            del self.waiting[old]
        self.waiting[query_id] = query

    def close(self) -> None:
        """Nobody waits any longer: the sandbox stops."""
        for query in self.waiting.values():
            if not query.answered.done():
                query.answered.set_result(None)

    def answer(self, query_id: str, answer: Any, now: float) -> Query:
        """Each is answerable once, and for a minute."""
        query = self.waiting.get(query_id)
        if query is None or now - query.asked_at > ANSWER_WITHIN_SECONDS:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        del self.waiting[query_id]
        if not query.answered.done():
            query.answered.set_result(answer)
        return query

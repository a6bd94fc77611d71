"""Failures ordered in advance: the next calls that match are refused or lose their connection."""

from dataclasses import dataclass, replace
from typing import Any

from sandbox.errors import Refused, bad_request, migrated, too_many_requests
from sandbox.model import JSON

_DEFAULT_DESCRIPTIONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """`method` None is any but getUpdates; `cut` "after" closes the connection once it is done.

    `slow`: the call is done, and its answer takes so many seconds.
    """

    method: str | None = None
    chat: int | None = None
    error_code: int | None = None
    description: str | None = None
    retry_after: int | None = None
    migrate_to_chat_id: int | None = None
    times: int = 1
    cut: str | None = None
    slow: float = 0.0

    def hits(self, method: str, params: JSON) -> bool:
        if self.chat is not None and params.get("chat_id") != self.chat:
            return False
        if self.method is None:
            return method != "getUpdates"
        return self.method.lower() == method.lower()

    def refusal(self) -> Refused:
        if self.error_code is None and self.retry_after is not None:
            return too_many_requests(self.retry_after)
        if self.error_code is None and self.migrate_to_chat_id is not None:
            return migrated(self.migrate_to_chat_id)
        if self.error_code is None:
            return bad_request(self.description or "fault")
        text = self.description or _DEFAULT_DESCRIPTIONS.get(self.error_code, "Error")
        extra = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to_chat_id}
        return Refused(
            self.error_code, text, **{name: n for name, n in extra.items() if n is not None}
        )

    def as_json(self) -> JSON:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


class Faults:
    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._waiting.append(fault)

    def clear(self) -> None:
        self._waiting.clear()

    def take(self, method: str, params: JSON) -> Fault | None:
        """The first fault that hits this call, used up by one."""
        for index, fault in enumerate(self._waiting):
            if fault.hits(method, params):
                if fault.times <= 1:
                    del self._waiting[index]
                else:
                    self._waiting[index] = replace(fault, times=fault.times - 1)
                return fault
        return None

    def as_json(self) -> list[JSON]:
        return [fault.as_json() for fault in self._waiting]


def fault_from(values: dict[str, Any]) -> Fault:
    known = {name: values[name] for name in Fault.__dataclass_fields__ if name in values}
    return Fault(**known)

"""One Bot API call from its name to its answer: faults, flood limits, execution, log, observers."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass
from typing import Any, Protocol

from sandbox.errors import ConnectionCut, Refused
from sandbox.faults import Faults
from sandbox.flood import FloodWindows, weight
from sandbox.methods import METHODS
from sandbox.methods.receiving import ASYNC_METHODS
from sandbox.model import JSON
from sandbox.params import Params
from sandbox.world import World

LOG_LENGTH = 20_000


class Observer(Protocol):
    """Hears of each call before it is executed; uploaded files stand as attach:// placeholders."""

    def request(self, method: str, params: dict[str, Any]) -> None: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    ok: bool = True
    error_code: int | None = None
    description: str | None = None


DONE = Outcome()
CUT_BEFORE = Outcome(ok=False, description="the connection was cut before execution")
CUT_AFTER = Outcome(description="the connection was cut after execution")


def _refused(refused: Refused) -> Outcome:
    return Outcome(ok=False, error_code=refused.error_code, description=refused.description)


class CallLog:
    """The last calls, without getUpdates; `n` counts from 1."""

    def __init__(self) -> None:
        self.entries: deque[JSON] = deque(maxlen=LOG_LENGTH)
        self._n = 0

    def add(self, method: str, params: JSON, outcome: Outcome) -> None:
        self._n += 1
        self.entries.append(
            {
                "n": self._n,
                "at": time.monotonic(),
                "method": method,
                "params": params,
                "ok": outcome.ok,
                "error_code": outcome.error_code,
                "description": outcome.description,
            }
        )

    def since(self, n: int) -> list[JSON]:
        return [entry for entry in self.entries if entry["n"] > n]


class BotApi:
    def __init__(self, world: World, observers: list[Observer]) -> None:
        self.world = world
        self.faults = Faults()
        self.flood = FloodWindows()
        self.log = CallLog()
        self.latency = 0.0
        self._observers = observers
        self._names = {name.lower(): name for name in (*METHODS, *ASYNC_METHODS)}

    async def answer(self, method: str, params: Params) -> JSON:
        """The JSON envelope; raises ConnectionCut where there shall be no answer."""
        name = self._names.get(method.lower(), method)
        values = dict(params.values)
        for observer in self._observers:
            observer.request(name, values)
        try:
            result = await self._call(name, params, values)
        except Refused as refused:
            self._logged(name, values, _refused(refused))
            return envelope(refused)
        return {"ok": True, "result": result}

    async def _call(self, name: str, params: Params, values: JSON) -> Any:
        if name.lower() not in self._names:
            raise Refused(404, "Not Found")
        fault = self.faults.take(name, values)
        if fault and fault.slow:
            result = await self._execute(name, params, values)
            self._logged(name, values, DONE)
            await asyncio.sleep(fault.slow)
            return result
        if fault and fault.cut is None:
            raise fault.refusal()
        if fault and fault.cut == "before":
            self._logged(name, values, CUT_BEFORE)
            raise ConnectionCut
        if self.latency:
            await asyncio.sleep(self.latency)
        result = await self._execute(name, params, values)
        self._logged(name, values, CUT_AFTER if fault else DONE)
        if fault:
            raise ConnectionCut
        return result

    async def _execute(self, name: str, params: Params, values: JSON) -> Any:
        if waiting := ASYNC_METHODS.get(name):
            return await waiting(self.world, params)
        cost = weight(name, values)
        chat_id = values.get("chat_id")
        if not cost or not isinstance(chat_id, int):
            return METHODS[name](self.world, params)
        self.flood.check(chat_id, cost)
        result = METHODS[name](self.world, params)
        self.flood.count(chat_id, cost)
        return result

    def _logged(self, name: str, values: JSON, outcome: Outcome) -> None:
        if name != "getUpdates":
            self.log.add(name, values, outcome)


def envelope(refused: Refused) -> JSON:
    answer: JSON = {
        "ok": False,
        "error_code": refused.error_code,
        "description": refused.description,
    }
    if refused.parameters:
        answer["parameters"] = refused.parameters
    return answer

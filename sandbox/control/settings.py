"""The control channel's knobs: faults, limits, delivery, clock, log, raw updates, reset."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from aiohttp import web

from sandbox.control.asked import Asked, Control, answering
from sandbox.errors import ControlRefused
from sandbox.faults import fault_from
from sandbox.flood import STRICT, Limits
from sandbox.model import JSON
from sandbox.population import reset
from sandbox.state import clock_state, world_state


async def state(control: Control, _asked: Asked) -> JSON:
    return {
        **world_state(control.world),
        "limits": control.api.flood.limits.as_json(),
        "faults": control.api.faults.as_json(),
        "latency": control.api.latency,
        "delivery": asdict(control.world.updates.delivery),
    }


async def add_fault(control: Control, asked: Asked) -> list[JSON]:
    if asked.values.get("cut") not in (None, "before", "after"):
        raise ControlRefused('"cut" must be before or after')
    for name in ("chat", "error_code", "retry_after", "migrate_to_chat_id", "times"):
        asked.optional_integer(name)
    control.api.faults.add(fault_from(asked.values))
    return control.api.faults.as_json()


async def list_faults(control: Control, _asked: Asked) -> list[JSON]:
    return control.api.faults.as_json()


async def clear_faults(control: Control, _asked: Asked) -> list[JSON]:
    control.api.faults.clear()
    return []


async def set_limits(control: Control, asked: Asked) -> JSON:
    if asked.given("strict"):
        limits = STRICT if asked.values["strict"] else Limits()
    else:
        limits = _limits(control.api.flood.limits, asked.values)
    control.api.flood.set_limits(limits)
    return limits.as_json()


def _limits(old: Limits, values: JSON) -> Limits:
    known: JSON = {name: values[name] for name in ("overall", "private", "group") if name in values}
    try:
        return old.changed(known)
    except (TypeError, ValueError, LookupError):
        raise ControlRefused("a limit is null or [how many, in how many seconds]") from None


async def set_delivery(control: Control, asked: Asked) -> JSON:
    delivery = control.world.updates.delivery
    if asked.given("duplicate"):
        delivery.duplicate = bool(asked.values["duplicate"])
    if asked.given("shuffle"):
        delivery.shuffle = bool(asked.values["shuffle"])
    if asked.given("delay"):
        delivery.delay = asked.number("delay")
    if asked.given("latency"):
        control.api.latency = asked.number("latency")
    return {**asdict(delivery), "latency": control.api.latency}


async def inject(control: Control, asked: Asked) -> JSON:
    update = asked.values.get("update")
    if not isinstance(update, dict):
        raise ControlRefused('"update" must be an object')
    return control.world.updates.inject(update)


async def set_clock(control: Control, asked: Asked) -> JSON:
    clock = control.world.clock
    if asked.values.get("reset"):
        clock.reset()
    else:
        try:
            clock.advance(timedelta(seconds=asked.number("advance")))
        except OverflowError:
            raise ControlRefused("there is no such time") from None
    return clock_state(control.world)


async def log(control: Control, asked: Asked) -> list[Any]:
    return control.api.log.since(asked.integer("since", 0))


async def reset_world(control: Control, _asked: Asked) -> bool:
    """Back to the default world; what the bot set up at its start (commands, webhook) stays."""
    reset(control.world)
    control.api.faults.clear()
    control.api.flood.set_limits(Limits())
    control.api.latency = 0.0
    control.world.events.emit("reset")
    return True


def routes(control: Control) -> list[web.RouteDef]:
    return [
        web.get("/control/state", answering(control, state)),
        web.post("/control/faults", answering(control, add_fault)),
        web.get("/control/faults", answering(control, list_faults)),
        web.delete("/control/faults", answering(control, clear_faults)),
        web.post("/control/limits", answering(control, set_limits)),
        web.post("/control/delivery", answering(control, set_delivery)),
        web.post("/control/updates", answering(control, inject)),
        web.post("/control/clock", answering(control, set_clock)),
        web.get("/control/log", answering(control, log)),
        web.post("/control/reset", answering(control, reset_world)),
    ]

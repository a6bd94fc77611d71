"""The control channel: how tests and the page make people act, time pass and things fail."""

from aiohttp import web

from sandbox.control import chats, events, people, settings, talk
from sandbox.control.asked import Control

__all__ = ["Control", "routes"]


def routes(control: Control) -> list[web.RouteDef]:
    return [
        *people.routes(control),
        *talk.routes(control),
        *chats.routes(control),
        *settings.routes(control),
        *events.routes(control),
    ]

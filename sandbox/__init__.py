"""A local Telegram: Bot API server, the world behind it, and a page to talk in."""

from sandbox.api import Observer
from sandbox.box import Sandbox
from sandbox.clock import Clock
from sandbox.world import World

__all__ = ["Clock", "Observer", "Sandbox", "World"]

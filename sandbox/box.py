"""The Sandbox: puts the parts together, starts and stops them."""

from pathlib import Path

from aiohttp import web

from sandbox.api import BotApi, Observer
from sandbox.clock import Clock
from sandbox.control import Control
from sandbox.files import Files
from sandbox.persistence import Storage
from sandbox.population import found, populate
from sandbox.profile import BotProfile
from sandbox.server import application
from sandbox.state import clock_state
from sandbox.webhook import WebhookDelivery
from sandbox.world import World, forget_changes

_CLOSING_SECONDS = 1.0


class Sandbox:
    """A Telegram of one's own. `data_dir` None: nothing outlives it."""

    def __init__(
        self,
        token: str = "1000:sandbox",  # noqa: S107 - nothing in the world takes this token
        data_dir: Path | None = None,
        *,
        populate: bool = True,
    ) -> None:
        self.token = token
        self.clock = Clock()
        self.observers: list[Observer] = []
        self._storage = Storage(data_dir) if data_dir else None
        self.world = World(
            bot=BotProfile(int(token.partition(":")[0])),
            clock=self.clock,
            files=Files(data_dir / "files" if data_dir else None),
            touched=self._storage.touched if self._storage else forget_changes,
            populated=populate,
        )
        self.api = BotApi(self.world, self.observers)
        self._control = Control(self.world, self.api)
        self._webhook = WebhookDelivery(self.world, self.api)
        self._runner: web.AppRunner | None = None
        self.url = ""
        self.clock.on_advance.append(self._clock_moved)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        app = application(self.world, self.api, self._control, self.token)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSING_SECONDS)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        # Only whoever has the place may touch the world: another may be running on it.
        self._wake_up()
        bound = self._runner.addresses[0]
        self.url = f"http://{host}:{bound[1]}"
        self._webhook.start()

    def _wake_up(self) -> None:
        """The world as it was left, or a new one."""
        known = self._storage.load(self.world) if self._storage else False
        if not known:
            found(self.world)
            if self.world.populated:
                populate(self.world)
        if self._storage:
            self._storage.begin(self.world)

    async def stop(self) -> None:
        self.world.updates.close()
        self.world.queries.close()
        await self._webhook.stop()
        for socket in list(self._control.sockets):
            await socket.close(code=1001)
        if self._runner:
            await self._runner.cleanup()
        if self._storage:
            await self._storage.close(self.world)

    def _clock_moved(self) -> None:
        self.world.touched("settings", "clock")
        self.world.events.emit("clock", **clock_state(self.world))

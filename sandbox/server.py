"""The HTTP side: Bot API, file downloads, the control channel and the page, as one application."""

from email.utils import format_datetime
from pathlib import Path

from aiohttp import web

from sandbox.api import BotApi, envelope
from sandbox.bodies import read_params
from sandbox.control import Control, routes
from sandbox.errors import ConnectionCut, Refused
from sandbox.wire import json_response
from sandbox.world import World

PAGE = Path(__file__).with_name("page")
MAX_BODY = 64 * 1024 * 1024


def application(world: World, api: BotApi, control: Control, token: str) -> web.Application:
    app = web.Application(client_max_size=MAX_BODY)
    bot = _BotHandlers(world, api, token)
    app.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]*}", bot.call)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", bot.download)
    app.router.add_routes(routes(control))
    app.router.add_get("/", _index)
    app.router.add_get("/page/{path:.+}", _page_file)

    async def say_the_time(_request: web.Request, answer: web.StreamResponse) -> None:
        """The sandbox's own, which may have been moved."""
        answer.headers["Date"] = format_datetime(world.clock.now(), usegmt=True)

    app.on_response_prepare.append(say_the_time)
    return app


class _BotHandlers:
    def __init__(self, world: World, api: BotApi, token: str) -> None:
        self._world = world
        self._api = api
        self._token = token

    async def call(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self._token:
            return _refusal(Refused(401, "Unauthorized"))
        try:
            params = await read_params(request)
            answer = await self._api.answer(request.match_info["method"], params)
        except Refused as refused:
            return _refusal(refused)
        except ConnectionCut:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        return json_response(answer, 200 if answer["ok"] else answer["error_code"])

    async def download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self._token:
            return _refusal(Refused(401, "Unauthorized"))
        file = self._world.files.by_path(request.match_info["path"])
        if file is None:
            return _refusal(Refused(404, "Not Found"))
        data = self._world.files.data(file)
        return web.Response(body=data, content_type="application/octet-stream")


def _refusal(refused: Refused) -> web.Response:
    return json_response(envelope(refused), refused.error_code)


async def _index(_request: web.Request) -> web.StreamResponse:
    return _page("index.html")


async def _page_file(request: web.Request) -> web.StreamResponse:
    return _page(request.match_info["path"])


def _page(name: str) -> web.StreamResponse:
    path = (PAGE / name).resolve()
    if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
        return web.Response(status=404, text="Not Found")
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})

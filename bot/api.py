"""The Bot API over aiohttp: one call, its result as raw JSON, its errors as Telegram's own.

python-telegram-bot maps the errors; its httpx transport costs 2 to 8 ms of CPU a call, this one
about a tenth of that.
"""

import re
import time
from collections.abc import Callable
from typing import Any

import aiohttp
from telegram import InputFile
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter  # PTB exports no maker of them

from bot.wire import parsed

_CONNECT = 5.0  # seconds
_ANSWER = 30.0  # seconds; a long poll adds its own
_PARALLEL = 64


class Unreachable(NetworkError):
    """Nobody answers at the address: it is wrong, or the network is away."""


class AiohttpRequest(BaseRequest):
    """A transport for python-telegram-bot."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return _ANSWER

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=_PARALLEL)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Raises TelegramError. What cannot be read holds people's words, so no log repeats it."""
        try:
            return parsed(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("Invalid server response") from None

    async def do_request(  # noqa: PLR0913, PLR0917 - BaseRequest's own signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        assert self._session is not None
        seconds = read_timeout if isinstance(read_timeout, int | float) else _ANSWER
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT, sock_read=seconds)
        body = _body(request_data) if request_data else {}
        try:
            async with self._session.request(method, url, timeout=timeout, **body) as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientConnectorError, aiohttp.InvalidURL) as error:
            raise Unreachable(f"{type(error).__name__} while calling Telegram") from None
        except (aiohttp.ClientError, OSError) as error:
            # The address holds the token: only the kind of error may travel on.
            raise NetworkError(f"{type(error).__name__} while calling Telegram") from None


def _parameter(name: str, value: Any) -> RequestParameter:
    """Only a file needs python-telegram-bot's conversion, which costs as much as the call."""
    if isinstance(value, InputFile):
        return RequestParameter.from_input(name, value)
    return RequestParameter(name, value, None)


def _body(data: RequestData) -> dict[str, Any]:
    """JSON, or a form where a file goes along (Bot API, "Making requests")."""
    if not data.contains_files:
        return {"json": data.parameters}
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return {"data": form}


# The method, the seconds it took, and the error that it ended in.
Called = Callable[[str, float, TelegramError | None], None]


def _unheard(_method: str, _seconds: float, _error: TelegramError | None) -> None:
    """Nobody listens."""


class BotApi:
    """`BOT_API_URL + "/bot<token>/<method>"` (Bot API, "Making requests").

    `called` hears of every call that has ended.
    """

    def __init__(self, root: str, token: str, request: BaseRequest | None = None) -> None:
        self.called: Called = _unheard
        self._root = root
        self._token = token
        # python-telegram-bot makes small letters of a description.
        self._secret = re.compile(re.escape(token), re.IGNORECASE)
        self._request = request or AiohttpRequest()

    async def open(self) -> None:
        await self._request.initialize()

    async def close(self) -> None:
        await self._request.shutdown()

    async def call(
        self, method: str, params: dict[str, Any] | None = None, *, wait: float = 0
    ) -> Any:
        """The result; `wait` is how many seconds longer than usual Telegram may take.

        Raises telegram.error.TelegramError.
        """
        data = RequestData([_parameter(k, v) for k, v in (params or {}).items()])
        url = f"{self._root}/bot{self._token}/{method}"
        began, failed = time.perf_counter(), None
        try:
            return await self._request.post(url, data, read_timeout=_ANSWER + wait)
        except TelegramError as error:
            error.message = self._secret.sub("<token>", error.message)
            failed = error
            raise
        finally:
            self.called(method, time.perf_counter() - began, failed)

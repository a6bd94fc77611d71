"""What a trace is made of, where nobody wants any; how they begin where somebody does."""

import hashlib
from urllib.parse import urlsplit

from bot.trouble import CannotUse

_PATH = "/v1/traces"  # OTLP over HTTP


class Traces:
    """Nobody wants any. `began` is by `perf_counter`."""

    def received(self, cause: str, began: float) -> None:
        """An update is on disk."""

    def handled(self, cause: str, began: float, kind: str) -> None:
        """It is done."""

    def fired(self, cause: str, began: float, kind: str) -> None:
        """A timer has done what it was there for."""

    def delivered(self, cause: str | None, began: float, method: str, lane: str) -> None:
        """Telegram has taken a parcel."""

    async def close(self) -> None:
        """What was not handed on yet is, or is given up within two seconds."""


def ids_of(cause: str) -> tuple[int, int]:
    """Of the trace, and of its first span: whoever knows the cause knows both."""
    digest = hashlib.sha256(cause.encode()).digest()
    return int.from_bytes(digest[:16], "big"), int.from_bytes(digest[16:24], "big")


def collected(url: str, share: float) -> Traces:
    """Handed to the collector at this address. Raises CannotUse without the extra [otel]."""
    try:
        from bot.watch.spans import Spans, to_collector  # noqa: PLC0415 - half a second
    except ImportError as error:
        why = "needs packages that are not there: install linja[otel], or leave it empty"
        raise CannotUse("TRACES_URL", url, why) from error
    endpoint = url if urlsplit(url).path.strip("/") else url.rstrip("/") + _PATH
    return Spans(to_collector(endpoint), share)

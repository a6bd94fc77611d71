"""Spans of OpenTelemetry: an update's arrival, its handling, what was sent because of it.

The three happen in tasks, processes and machines of their own, and hand nothing on to each other:
the ids of a trace and of its first span are made from the cause, which stands with each row.
Nothing in a span was written by people.
"""

import asyncio
import os
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExportResult
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import TraceIdRatioBased
from opentelemetry.trace import (
    Link,
    NonRecordingSpan,
    SpanContext,
    SpanKind,
    TraceFlags,
    set_span_in_context,
)

from bot.watch import causes
from bot.watch.traces import Traces, ids_of

_PATIENCE = 1.0  # seconds for one delivery to the collector
_NOWHERE = Context()


class Spans(Traces):
    """`share` of the traces is kept, each whole or not at all: their ids decide."""

    def __init__(self, processor: SpanProcessor, share: float = 1.0) -> None:
        self._ids = _Ids()
        self._provider = TracerProvider(
            sampler=TraceIdRatioBased(share),
            resource=Resource.create(_resource()),
            shutdown_on_exit=False,
            id_generator=self._ids,
        )
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("linja")

    def received(self, cause: str, began: float) -> None:
        self._first("update received", SpanKind.CONSUMER, cause, began, {})

    def handled(self, cause: str, began: float, kind: str) -> None:
        self._next("update handled", SpanKind.INTERNAL, cause, began, {"linja.kind": kind})

    def fired(self, cause: str, began: float, kind: str) -> None:
        self._first("timer fired", SpanKind.INTERNAL, cause, began, {"linja.kind": kind})

    def delivered(self, cause: str | None, began: float, method: str, lane: str) -> None:
        first, *joined = causes.each(cause) or [""]
        if first:
            said = {"linja.lane": lane, "linja.method": method}
            links = [Link(_begun(one)) for one in joined]
            self._next("parcel delivered", SpanKind.PRODUCER, first, began, said, links)

    async def close(self) -> None:
        await asyncio.to_thread(self._provider.shutdown)

    def _first(
        self, name: str, kind: SpanKind, cause: str, began: float, said: Mapping[str, str]
    ) -> None:
        self._ids.cause = cause
        try:
            span = self._tracer.start_span(
                name, _NOWHERE, kind, _with(cause, said), start_time=_nanoseconds(began)
            )
        finally:
            self._ids.cause = None
        span.end()

    def _next(
        self,
        name: str,
        kind: SpanKind,
        cause: str,
        began: float,
        said: Mapping[str, str],
        links: Sequence[Link] = (),
    ) -> None:
        within = set_span_in_context(NonRecordingSpan(_begun(cause)), _NOWHERE)
        self._tracer.start_span(
            name, within, kind, _with(cause, said), links, start_time=_nanoseconds(began)
        ).end()


def to_collector(endpoint: str) -> SpanProcessor:
    return _Batches(_Exporter(endpoint=endpoint, timeout=_PATIENCE))


class _Exporter(OTLPSpanExporter):
    """After its deadline it gives up what is left."""

    deadline = float("inf")

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        if time.monotonic() > self.deadline:
            return SpanExportResult.FAILURE
        return super().export(spans)


class _Batches(BatchSpanProcessor):
    """A collector that is away holds nobody up when the line closes."""

    def __init__(self, exporter: _Exporter) -> None:
        super().__init__(exporter)
        self._last = exporter

    def shutdown(self) -> None:
        self._last.deadline = time.monotonic() + _PATIENCE
        super().shutdown()  # type: ignore[no-untyped-call]


class _Ids(RandomIdGenerator):
    """The ids of a first span are its cause's."""

    cause: str | None = None

    def generate_trace_id(self) -> int:
        return ids_of(self.cause)[0] if self.cause else super().generate_trace_id()

    def generate_span_id(self) -> int:
        return ids_of(self.cause)[1] if self.cause else super().generate_span_id()


def _begun(cause: str) -> SpanContext:
    trace_id, span_id = ids_of(cause)
    return SpanContext(
        trace_id, span_id, is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED)
    )


def _with(cause: str, said: Mapping[str, str]) -> dict[str, str]:
    return {"linja.cause": cause, **said}


def _nanoseconds(began: float) -> int:
    """Since 1970, of a moment by `perf_counter`."""
    return time.time_ns() - round((time.perf_counter() - began) * 1e9)


def _resource() -> dict[str, str]:
    """What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say goes before this."""
    said = "OTEL_SERVICE_NAME" in os.environ or SERVICE_NAME in os.environ.get(
        "OTEL_RESOURCE_ATTRIBUTES", ""
    )
    return {SERVICE_VERSION: version("linja"), **({} if said else {SERVICE_NAME: "linja"})}

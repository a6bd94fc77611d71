"""Traces: an update's arrival, its handling and what was sent, as one, without a word in them."""

import ast
import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence

import pytest
from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bot.trouble import CannotUse
from bot.watch.spans import Spans
from bot.watch.traces import collected, ids_of
from tests.doors import served
from tests.house.source import on
from tests.world import World

FLOOD = {"error_code": 429, "description": "Too Many Requests: retry after 1", "retry_after": 1}


@pytest.fixture
def kept() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
async def traced(world: World, kept: InMemorySpanExporter) -> AsyncIterator[World]:
    assert world.app is not None
    spans = world.app.watch.traces = Spans(SimpleSpanProcessor(kept))
    yield world
    await spans.close()


def traces(spans: Sequence[ReadableSpan]) -> dict[int, list[ReadableSpan]]:
    found: dict[int, list[ReadableSpan]] = {}
    for span in spans:
        found.setdefault(span.context.trace_id, []).append(span)
    return found


def named(spans: Sequence[ReadableSpan], name: str) -> list[ReadableSpan]:
    return [span for span in spans if span.name == name]


async def test_an_update_is_one_trace_down_to_its_delivery(
    traced: World, kept: InMemorySpanExporter
) -> None:
    arta = await traced.member("Arta")
    kept.clear()
    await arta.says("/help")
    (spans,) = traces(kept.get_finished_spans()).values()
    (first,) = named(spans, "update received")
    (handled,) = named(spans, "update handled")
    delivered = named(spans, "parcel delivered")
    assert first.parent is None
    assert delivered
    for span in (handled, *delivered):
        assert span.parent is not None
        assert span.parent.span_id == first.context.span_id
        assert (first.start_time or 0) <= (span.start_time or 0) <= (span.end_time or 0)
    assert {span.attributes["linja.cause"] for span in spans if span.attributes} == {
        (first.attributes or {})["linja.cause"]
    }


async def test_a_timer_is_one_trace_down_to_what_it_sends(
    traced: World, kept: InMemorySpanExporter
) -> None:
    arta, besa = await traced.member("Arta"), await traced.staff()
    await besa.says("Mirëdita!", await arta.ticket())
    kept.clear()
    await traced.later(days=3, minutes=1)
    await traced.quiet()
    spans = kept.get_finished_spans()
    fired = {span.context.span_id: span for span in named(spans, "timer fired")}
    sent = [span.parent for span in named(spans, "parcel delivered")]
    assert fired
    assert all(span.parent is None for span in fired.values())
    assert any(parent is not None and parent.span_id in fired for parent in sent)


async def test_the_id_in_the_log_is_the_trace(traced: World, kept: InMemorySpanExporter) -> None:
    await traced.member("Arta")
    (span, *_) = named(kept.get_finished_spans(), "update received")
    cause = str((span.attributes or {})["linja.cause"])
    assert ids_of(cause) == (span.context.trace_id, span.context.span_id)


async def test_a_burst_that_goes_as_one_is_linked_to_each_of_its_messages(
    traced: World, kept: InMemorySpanExporter
) -> None:
    arta = await traced.member("Arta")
    await arta.ticket("Na duhet ndihmë")
    await traced.post("/control/faults", chat=traced.group_id, times=1, **FLOOD)
    kept.clear()
    for words in ("një", "dy", "tre"):
        await traced.post("/control/say", person=arta.id, chat=arta.id, text=words)
    await traced.quiet()
    spans = kept.get_finished_spans()
    received = {span.context.trace_id for span in named(spans, "update received")}
    to_staff = [
        span
        for span in named(spans, "parcel delivered")
        if (span.attributes or {})["linja.lane"] == "staff"
    ]
    reached = {span.context.trace_id for span in to_staff}
    reached |= {link.context.trace_id for span in to_staff for link in span.links}
    assert len(received) == 3
    assert reached == received


async def test_no_span_holds_a_word_or_a_name(traced: World, kept: InMemorySpanExporter) -> None:
    arta, besa = await traced.member("Artemidora"), await traced.staff("Besjanka")
    thread = await arta.ticket("kumbull")
    await besa.says("mjegulla", thread)
    told = " ".join(span.to_json() for span in kept.get_finished_spans())
    assert "linja.cause" in told
    found = [word for word in ("Artemidora", "Besjanka", "kumbull", "mjegulla") if word in told]
    assert found == []


def test_a_share_of_the_traces_is_kept_whole() -> None:
    kept = InMemorySpanExporter()
    spans = Spans(SimpleSpanProcessor(kept), share=0.25)
    for number in range(400):
        cause = f"u{number}-1"
        spans.received(cause, time.perf_counter())
        spans.handled(cause, time.perf_counter(), "message")
        spans.delivered(cause, time.perf_counter(), "sendMessage", "member")
    found = traces(kept.get_finished_spans())
    assert 50 < len(found) < 150
    assert {len(trace) for trace in found.values()} == {3}


# To a collector


class Collector:
    def __init__(self) -> None:
        self.spans: list[str] = []
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        said = ExportTraceServiceRequest.FromString(await request.read())
        for resource in said.resource_spans:
            self.spans += [one.name for scope in resource.scope_spans for one in scope.spans]
        return web.Response()


@pytest.fixture
async def collector() -> AsyncIterator[Collector]:
    opened, app = Collector(), web.Application()
    app.router.add_post("/v1/traces", opened.take)
    async with served(web.AppRunner(app)) as opened.url:
        yield opened


async def test_what_is_left_is_handed_on_when_the_line_closes(
    sqlite_address: str, collector: Collector
) -> None:
    async with World(sqlite_address, traces_url=collector.url) as world:
        await world.member("Arta")
    assert {"update received", "update handled", "parcel delivered"} <= set(collector.spans)


async def test_a_collector_that_is_away_holds_nobody_up(sqlite_address: str) -> None:
    async with World(sqlite_address, traces_url="http://127.0.0.1:9") as world:
        await world.member("Arta")
        began = time.monotonic()
        await world.close()
    assert time.monotonic() - began < 4


async def test_nor_does_one_that_never_answers(sqlite_address: str) -> None:
    hung: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _, writer: hung.append(writer), "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with World(sqlite_address, traces_url=url) as world:
        await world.member("Arta")
        began = time.monotonic()
        await world.close()
    assert time.monotonic() - began < 4
    for writer in hung:
        writer.close()
    server.close()


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bot.watch.spans", None)
    with pytest.raises(CannotUse, match=r"TRACES_URL http://a needs .* install linja\[otel\]"):
        collected("http://a", 1)


def test_nobody_pays_for_what_nobody_asked_for() -> None:
    """Importing it takes as long as half a start."""
    heavy = ("opentelemetry", "bot.watch.spans")
    beside = [module for module in on("bot") if module.name != "bot/watch/spans.py"]
    assert [m.name for m in beside if m.imports_any(*heavy)] == ["bot/watch/traces.py"]
    (traces,) = [module for module in beside if module.name == "bot/watch/traces.py"]
    at_once = [node for node in traces.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not any(heavy[0] in ast.unparse(n) or heavy[1] in ast.unparse(n) for n in at_once)

"""What a search costs: CPU time of a question, memory and building time of the index, by size.

Each is measured in a process of its own, so that no other index is in its memory. A base holds the
shipped entries and fillers; what the entries themselves take is not counted.
"""

import ctypes
import gc
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import psutil

from bench.figures import ms, percentile, table
from bench.meanings import Diced
from bench.search_peers import OURS, PEERS, SEMANTIC
from faq import Base, Entry, Index
from faq.meaning import Meaning, model

_WARMING = 5
_MB = 1024 * 1024

Search = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be measured: a method by its name, with these entries, asked these questions."""

    name: str
    language: str
    entries: tuple[Entry, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """`times` are seconds of CPU and `waits` those of the clock, one for each question.

    `memory` is what the process has grown by, in MB; `held` is what is left of that when the free
    pages of its heap have gone back to the system, which only glibc can be asked for.
    """

    name: str
    language: str
    size: int
    times: tuple[float, ...]
    waits: tuple[float, ...]
    memory: float
    held: float | None
    built: float

    @property
    def p95(self) -> float:
        """Of CPU; with a sentence model, which works on all cores at once, of the clock."""
        return percentile(self.waits if self.name == SEMANTIC else self.times, 95)


def apart(task: Task) -> Cost:
    """In a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measure, task).result()


def measure(task: Task) -> Cost:
    build = _builder(task)
    build(task.entries[:3])(task.questions[0])  # what is loaded once, whatever the size
    before, begun = _memory(), time.process_time()
    search = build(task.entries)
    built, memory = time.process_time() - begun, _memory() - before
    held = _memory() - before if _given_back() else None
    times, waits = _times(search, task.questions)
    return Cost(task.name, task.language, len(task.entries), times, waits, memory, held, built)


def _builder(task: Task) -> Callable[[Sequence[Entry]], Search]:
    if task.name in (OURS, SEMANTIC):
        meaning = Diced(model()) if task.name == SEMANTIC else None
        return lambda entries: _index(entries, task.language, meaning)
    make = next(peer.make for peer in PEERS if peer.name == task.name)
    assert make is not None, f"{task.name} is not installed"
    return lambda entries: make(entries, task.language).best


def _index(entries: Sequence[Entry], language: str, meaning: Meaning | None) -> Search:
    index = Index(Base(tuple(entries), ()), meaning=meaning)
    index.prepare(language)
    return lambda text: index.search(text, language)


def _times(search: Search, questions: Sequence[str]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    for text in questions[:_WARMING]:
        search(text)
    times, waits = [], []
    for text in questions:
        begun, since = time.process_time(), time.perf_counter()
        search(text)
        times.append(time.process_time() - begun)
        waits.append(time.perf_counter() - since)
    return tuple(times), tuple(waits)


def _given_back() -> bool:
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is None:
        return False
    trim(0)
    return True


def _memory() -> float:
    gc.collect()
    return float(psutil.Process().memory_info().rss) / _MB


def show(costs: Sequence[Cost]) -> None:
    rows = [
        [
            f"{cost.size:,} entries in {cost.language}, {cost.name}",
            ms(percentile(cost.times, 50)),
            ms(percentile(cost.times, 95)),
            ms(percentile(cost.waits, 95)),
            f"{cost.memory:.0f} MB",
            "-" if cost.held is None else f"{cost.held:.0f} MB",
            f"{cost.built:.1f} s",
        ]
        for cost in costs
    ]
    table(["a question", "CPU p50", "CPU p95", "clock p95", "memory", "held", "built in"], rows)

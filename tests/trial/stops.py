"""How long nothing was sent though something had been said that nobody had heard yet."""

from collections.abc import Iterable, Iterator, Mapping

_SENT, _HEARD, _SAID = range(3)


def stops(
    said: Mapping[str, float], heard: Mapping[str, float], sent: Iterable[float]
) -> Iterator[tuple[float, float]]:
    """(since, until) of each time without a message while some word was on its way, in seconds.

    Being taken in and being handled count, too; so no stop of sending is longer than these.
    """
    happened = [
        *((at, _SENT) for at in sent),
        *((heard[word], _HEARD) for word in said if word in heard),
        *((at, _SAID) for at in said.values()),
    ]
    on_their_way, since = 0, 0.0
    for at, kind in sorted(happened):
        if kind == _SENT:
            if on_their_way:
                yield since, at
            since = at
        elif kind == _HEARD:
            on_their_way -= 1
        else:
            since = since if on_their_way else at
            on_their_way += 1


def longest(every: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """(since, until); an instant where there was none."""
    return max(every, key=lambda stop: stop[1] - stop[0], default=(0.0, 0.0))

"""How long something takes or how much it is, as an operator reads it."""

from datetime import timedelta

_MB = 1024**2


def size(n: int) -> str:
    """Of bytes."""
    return f"{n / 1024**3:.1f} GB" if n >= 1024**3 else f"{max(1, n // _MB)} MB"


def age(passed: timedelta) -> str:
    """Rounded down to what matters of it."""
    seconds = max(0, int(passed.total_seconds()))
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= 2 * length or (unit == "day" and seconds >= length):
            n = seconds // length
            return f"{n} {unit}{'' if n == 1 else 's'}"
    return counted(seconds, "second", "seconds")


def counted(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"

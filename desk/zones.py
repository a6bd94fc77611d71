"""Time zones as people write them: "Europe/Vienna", "europe vienna", "Vienna"."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import faq
from desk.errors import DeskError

# What the towns of the line are called by those who live there; the database has one of each zone.
_TOWNS = {
    "Europe/Belgrade": "beograd belgrad pristina prishtina prishtine mitrovica mitrovice nis",
    "Europe/Istanbul": "ankara izmir antalya diyarbakir",
    "Europe/Madrid": "bilbao bilbo donostia gasteiz vitoria irunea",
    "Europe/Skopje": "shkup uskup skoplje tetovo tetove",
    "Europe/Tirane": "tirana durres shkoder shkodra vlore korce elbasan",
    "Europe/Vienna": "wien bec vjene viyana viena",
}
# Names of the database that say no place, and copies of it under other names.
_NO_PLACES = ("posix/", "right/", "Etc/", "SystemV/")


class NoSuchZone(DeskError):
    """No time zone, or more than one, is called so."""


def parse_zone(text: str) -> ZoneInfo:
    """By its whole name or by its city, in any script, without marks. Raises NoSuchZone."""
    keys = _named().get(faq.fold(text), frozenset())
    ours = [key for key in keys if key.startswith("Europe/")]  # Asia/Istanbul is the same clock
    found = ours if len(ours) == 1 else list(keys)
    if len(found) != 1:
        raise NoSuchZone(text)
    return ZoneInfo(found[0])


@cache
def _named() -> dict[str, frozenset[str]]:
    """The database is files in a folder: read once, when somebody first asks."""
    named: dict[str, set[str]] = {}
    for key in available_timezones():
        if "/" in key and not key.startswith(_NO_PLACES):
            for name in (key, key.rpartition("/")[2]):
                named.setdefault(faq.fold(name), set()).add(key)
    for key, towns in _TOWNS.items():
        for town in towns.split():
            named.setdefault(town, set()).add(key)
    return {name: frozenset(keys) for name, keys in named.items()}

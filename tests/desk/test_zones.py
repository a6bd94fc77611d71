"""Time zones by the names that people know."""

import pytest

from desk.zones import NoSuchZone, parse_zone


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Europe/Belgrade", "Europe/Belgrade"),
        ("europe belgrade", "Europe/Belgrade"),
        (" vienna ", "Europe/Vienna"),
        ("New York", "America/New_York"),
        ("İSTANBUL", "Europe/Istanbul"),
        ("Скопје", "Europe/Skopje"),
        ("Prishtinë", "Europe/Belgrade"),
        ("Üsküp", "Europe/Skopje"),
        ("Bilbo", "Europe/Madrid"),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(text: str, key: str) -> None:
    assert parse_zone(text).key == key


@pytest.mark.parametrize("text", ["", "Mars", "../../etc/passwd", "UTC+3", "Etc/GMT+3", "\0"])
def test_what_is_no_place_is_no_zone(text: str) -> None:
    with pytest.raises(NoSuchZone):
        parse_zone(text)

"""Stories of where people meet: a region that is chosen, and a place that nobody has named yet."""

from desk.mentoring.directory import Place
from tests.bookers import anybody, looking, pressed
from tests.mentors import MONDAY, listed
from tests.scenarios.test_hours import at
from tests.world import World


async def test_who_meets_in_a_region_is_found_there_and_the_place_is_named_later(
    small_world: World,
) -> None:
    await at(small_world, MONDAY)
    await listed(small_world, "Vesna", regions=("Prizren",))
    (arta,) = await anybody(small_world, "Arta")
    change = await pressed(arta, await looking(arta), "Change")
    assert "The region" not in change.labels  # all come to the same
    await listed(small_world, "Milica", week="mo-fr 8-17", regions=("Gjilan",))
    near = await pressed(
        arta,
        await looking(arta),
        *("Change", "The region", "Prizren", "Change", "Online or in person", "In person"),
    )
    assert "Region: Prizren" in near.text
    assert "Milica" not in near.text
    booked = await pressed(arta, near, "Wed, 25 Nov, 09:00 – Vesna", "Book it")
    assert "Where: In person, the place is still to be named" in booked.text
    assert await small_world.calls("sendVenue") == []


async def test_a_place_without_coordinates_is_told_in_words_alone(small_world: World) -> None:
    await at(small_world, MONDAY)
    await listed(small_world, is_online=False, place=Place("Biblioteka"), regions=())
    (arta,) = await anybody(small_world, "Arta")
    booked = await pressed(arta, await looking(arta), "Wed, 25 Nov, 09:00", "Book it")
    assert "Where: Biblioteka" in booked.text
    assert await small_world.calls("sendVenue") == []

"""Stories about the files of the knowledge base: changed meanwhile, and what they carry."""

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from desk.languages import Language
from tests.people import Member
from tests.world import World

SMALL = Path(__file__).parent.parent / "faq" / "small_base"
PARKING = """---
title: Where can I park?
phrasings:
- is there a parking place
- where do i leave my car
- parking near the office
- can i come by car
- is parking free
- car park
flow: ticket
file: plan.pdf
place:
  name: "The office"
  address: "Main Street 1"
  latitude: 42.66
  longitude: 21.16
---
Behind the house, on the left.
"""


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    """A knowledge base of its own, to be changed."""
    folder = tmp_path / "entries"
    copytree(SMALL, folder)
    return folder


def add(entries: Path, text: str, language: str = "en") -> None:
    topic = next(path for path in entries.iterdir() if path.is_dir())
    (topic / "plan.pdf").write_bytes(b"%PDF-1.4 a plan")
    (topic / f"parking.{language}.md").write_text(text, encoding="utf-8")


async def is_offered(world: World, person: Member, words: str, title: str) -> bool:
    found: list[dict[str, Any]] = await world.post("/control/inline", person=person.id, query=words)
    return any(result["title"] == title for result in found)


async def test_an_entry_is_there_without_a_restart_and_a_bad_edit_takes_nothing_away(
    sqlite_address: str, entries: Path
) -> None:
    async with World(sqlite_address, faq_dir=entries) as world:
        ane = await world.member("Ane", Language.EN)
        add(entries, PARKING)
        await world.until(
            lambda: is_offered(world, ane, "is there a parking place", "Where can I park?")
        )
        add(entries, "no front matter at all")
        (entries / "broken").mkdir()
        later = PARKING.replace("Where can I park?", "Where is the car park?")
        await ane.says("is there a parking place")
        assert any(m.text.startswith("Where can I park?") for m in await ane.reads())
        add(entries, later)
        await world.until(
            lambda: is_offered(world, ane, "is there a parking place", "Where is the car park?")
        )


async def test_an_entry_brings_its_place_its_file_and_a_button(
    sqlite_address: str, entries: Path
) -> None:
    add(entries, PARKING)
    async with World(sqlite_address, faq_dir=entries) as world:
        ane = await world.member("Ane", Language.EN)
        await ane.says("is there a parking place")
        answer, place, file = (await ane.reads())[-3:]
        assert "Write to a person" in answer.labels
        assert place.raw["venue"]["title"] == "The office"
        assert place.raw["location"]["latitude"] == pytest.approx(42.66)
        assert file.raw["document"]["file_name"] == "plan.pdf"
        await ane.presses("Write to a person", on=answer)
        assert "what you send next opens a request" in (await ane.last()).text


async def test_an_entry_of_another_language_says_so_and_leads_to_a_person(
    sqlite_address: str, entries: Path
) -> None:
    add(entries, PARKING)
    async with World(sqlite_address, faq_dir=entries) as world:
        elif_ = await world.member("Elif", Language.TR)
        await elif_.says("/start faq_parking")
        answer = next(m for m in await elif_.reads() if "Where can I park?" in m.text)
        note = "<i>This text is only there in another language so far: %(language)s</i>"
        assert elif_.words(note, language="English") in answer.text
        assert elif_.label("Talk to a person") in answer.labels

"""The whole of mentoring as people live it, in each language, and every date that they read."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from desk.languages import Language
from tests.bookers import MORNING, RARE, looking, now, pressed
from tests.mentors import TOKEN, listed
from tests.people import Member, Seen
from tests.scenarios.test_hours import at
from tests.sessions import opened, with_words
from tests.storage.sessions import at as moment
from tests.world import World

DATES = Path(__file__).parent / "dates"
SAID = {
    Language.SQ: "nga e mërkura deri të premten nga ora 9 deri në 10",
    Language.SR_LATN: "od srede do petka od 9 do 10 časova",
    Language.SR_CYRL: "од среде до петка од 9 до 10 часова",
    Language.TR: "çarşambadan cumaya 9'dan 10'a kadar",
    Language.EU: "asteazkenetik ostiralera 9etatik 10etara",
    Language.EN: "from Wednesday to Friday 9-10",
}

_DATED = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b20\d\d")


class Cast(NamedTuple):
    """All of one language. Vesna is the mentor."""

    vesna: Member
    ane: Member
    zana: Member
    ibon: Member


class Diary:
    """What some have read that holds a clock or a year, each line once, as it came."""

    def __init__(self, *members: Member) -> None:
        self._members = members
        self.lines: list[str] = []

    async def look(self) -> None:
        for member in self._members:
            for seen in await member.reads():
                self.add(*seen.text.splitlines(), *seen.labels)

    def add(self, *read: str) -> None:
        for line in read:
            if _DATED.search(line) and line not in self.lines:
                self.lines.append(line)


async def slot(member: Member, day: int) -> str:
    """Of the newest buttons with times, the one of this day of November."""
    for seen in reversed(await member.reads()):
        for label in seen.labels:
            if "Vesna" in label and re.search(rf"\b{day}", label):
                return label
    raise AssertionError(day)


async def newest(member: Member, words: str) -> Seen:
    return (await with_words(member, member.words(words)))[-1]


async def until(world: World, day: int, hour: float, diary: Diary) -> None:
    await at(world, moment(day, hour))
    await world.quiet()
    await diary.look()


@pytest.mark.parametrize("language", list(Language))
async def test_from_the_first_hours_to_the_next_session(
    small_world: World, language: Language
) -> None:
    await at(small_world, MORNING)
    await listed(small_world, week="we-th 9-10", terms=RARE)
    names = ("Vesna", "Ane", "Zana", "Ibon")
    cast = Cast(*[await small_world.member(name, language) for name in names])
    diary = Diary(cast.ane, cast.vesna, cast.ibon)
    await cast.vesna.says(f"/start mentor_{TOKEN}-Vesna")
    await one_books_and_one_waits(cast, diary)
    await the_mentor_says_other_hours_and_one_moves(cast, diary)
    await they_meet_and_agree_on_the_next_one(cast, diary)
    assert diary.lines == (DATES / f"mentoring.{language}.txt").read_text().splitlines()


async def one_books_and_one_waits(cast: Cast, diary: Diary) -> None:
    offers = await looking(cast.ane)
    await diary.look()
    await pressed(cast.ane, offers, await slot(cast.ane, 25))
    await diary.look()
    await pressed(cast.ane, offers, "Book it")
    hers = await looking(cast.zana)
    await pressed(cast.zana, hers, await slot(cast.zana, 26), "Book it")
    none = await looking(cast.ibon)
    await diary.look()
    await pressed(cast.ibon, none, "Tell me when a time is free")
    await pressed(cast.zana, hers, "Cancel it", "Yes, cancel")
    await diary.look()
    offer = await newest(cast.ibon, "<b>A time is free for you.</b>")
    await pressed(cast.ibon, offer, "Book it")


async def the_mentor_says_other_hours_and_one_moves(cast: Cast, diary: Diary) -> None:
    vesna, ane = cast.vesna, cast.ane
    await vesna.says("/hours")
    await vesna.presses("Write my week")
    await vesna.says(SAID[vesna.texts.language])
    await diary.look()
    await pressed(vesna, await vesna.last(), "Yes, keep it")
    await until(vesna.world, 1, 9.1, diary)
    choice = await pressed(ane, await newest(ane, "<b>You have a session soon.</b>"), "Move")
    await diary.look()
    await pressed(ane, choice, await slot(ane, 27))
    await diary.look()


async def they_meet_and_agree_on_the_next_one(cast: Cast, diary: Diary) -> None:
    vesna, ane = cast.vesna, cast.ane
    await until(ane.world, 3, 9.1, diary)
    await pressed(ane, await newest(ane, "<b>You have a session soon.</b>"), "I’ll come")
    await until(ane.world, 4, 7.1, diary)
    await until(ane.world, 4, 10.3, diary)
    asked = await newest(ane, "<b>How was the session?</b>")
    thanks = await pressed(ane, asked, "5", "Yes", "Yes")
    over = await pressed(vesna, await opened(vesna, "✓"), "Write notes")
    await vesna.says("1, 2, 3")
    await pressed(vesna, over, "That is all")
    await diary.look()
    following = await pressed(ane, thanks, "Next session")
    await pressed(ane, following, following.labels[0])
    await diary.look()
    assert ane.words("booked") in (await now(ane, following)).text

"""Somebody looks for a mentor: may they, for what, with whom, in which language and how."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from desk.incoming import Incoming
from desk.mentoring.areas import Area
from desk.mentoring.directory import Kind, Mentor, Standing
from desk.mentoring.eligibility import Verdict
from desk.mentoring.lacking import could
from desk.mentoring.wishes import Wish, WishState
from desk.people import Person
from desk.profile import Field
from handlers import withholding
from handlers.context import Context
from handlers.mentoring import rights, waiting
from handlers.mentoring.asking import Asker, both, of_wish
from handlers.mentoring.choosing import best
from handlers.mentoring.wish_buttons import (
    AboutCall,
    AnotherWish,
    BeginWish,
    ChangeWish,
    ListPeople,
    NotAboutCall,
    PutPart,
    ShowAreas,
    ShowPart,
)
from handlers.routing import OnCommand, Pressed, Said, on_press
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views import language as language_views
from handlers.views import menus
from handlers.views.mentoring import areas as area_views
from handlers.views.mentoring import eligibility as eligibility_views
from handlers.views.mentoring import wishing as views
from handlers.views.mentoring.words import key_of

LINK = "mentor"  # the start parameter of a link to this
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_MOST_WORDS = 500  # characters of a need that are kept
_CHOICES = 6


async def command(said: Said, context: Context) -> None:
    await begin(said.person, context)


async def begin(person: Person, context: Context) -> None:
    """Not for whom nobody is to be bothered by now."""
    if await withholding.refuses(person, person.blocked_until, context):
        return
    person = await context.people.tell(person)
    screen = await waiting.screen(person, context) or await _asked(person, Kind.MENTOR, 0, context)
    await context.tell(person.id, screen)


async def from_button(pressed: Pressed, _button: BeginWish, context: Context) -> None:
    """What stood there, such as an answer, stays."""
    await begin(pressed.person, context)


async def another(pressed: Pressed, button: AnotherWish, context: Context) -> None:
    await _from(pressed, button.kind, 0, context)


async def not_about(pressed: Pressed, button: NotAboutCall, context: Context) -> None:
    await _from(pressed, button.kind, button.call_id, context)


async def _from(pressed: Pressed, kind: str, call_id: int, context: Context) -> None:
    if kind not in list(Kind):
        context.toast(pressed.query, language_views.old_button(context.texts_of(pressed.person)))
        return
    person = await context.people.tell(pressed.person)
    await context.change(pressed.query, await _asked(person, Kind(kind), call_id, context))


async def about(pressed: Pressed, button: AboutCall, context: Context) -> None:
    _ = context.texts_of(pressed.person)
    calls = (await rights.verdict_of(pressed.person, Kind.MENTOR, context)).calls
    call = next((one for one in calls if one.id == button.call_id), None)
    if call is None:
        context.toast(pressed.query, language_views.old_button(_))
        return
    await context.change(pressed.query, eligibility_views.answers_are_published(call, _))


async def mentors_of(kind: Kind, context: Context) -> list[Mentor]:
    known = await context.mentors.all(Standing.APPROVED)
    return [one for one in known if kind in one.kinds]


async def _asked(person: Person, kind: Kind, after_call: int, context: Context) -> Screen:
    """`after_call`: it is about none of the open calls up to this one, by their numbers."""
    _ = context.texts_of(person)
    verdict = await rights.verdict_of(person, kind, context)
    refused = await _refused(verdict, _, context)
    if refused is not None:
        has_peers = kind is not Kind.PEER and await mentors_of(Kind.PEER, context)
        return views.or_peers(refused, _) if has_peers else refused
    calls = sorted(verdict.calls, key=lambda call: call.id)
    call = next((one for one in calls if one.id > after_call), None)
    if call is not None:
        no = NotAboutCall(call.id, kind)
        return eligibility_views.is_it_about(call, AboutCall(call.id), no, _)
    wish = await made(person, kind, verdict, context)
    return await need(Asker(person, _), wish, 0, context)


async def _refused(verdict: Verdict, _: Texts, context: Context) -> Screen | None:
    """None where somebody of the kind can be booked by this person."""
    if not await mentors_of(verdict.kind, context):
        return views.nobody_yet(_)
    return None if verdict.may else eligibility_views.refused(verdict, _)


async def made(person: Person, kind: Kind, verdict: Verdict, context: Context) -> Wish:
    """In the place of what they were still choosing."""
    for wish in await context.wishes.of(person.id):
        is_other = wish.booking_id is not None or wish.waiting_since is not None
        if wish.state is WishState.OPEN and not is_other:
            await context.bookings.drop(wish, context.now)
    return await context.wishes.add(
        Wish(
            id=0,
            person_id=person.id,
            zone=await context.zone_of(person),
            language=context.texts_of(person).language.telegram_code,
            made_at=context.now,
            length=_usual(await mentors_of(kind, context)),
            kind=kind,
            organisation_id=await _organisation(person, verdict, context),
        )
    )


async def _organisation(person: Person, verdict: Verdict, context: Context) -> int | None:
    """The one whose grant gives the right; else the first for which they write."""
    if verdict.organisation_id is not None:
        return verdict.organisation_id
    known = await context.organisations.of(person)
    return known[0].organisation.id if known else None


def _usual(mentors: Iterable[Mentor]) -> timedelta:
    """An hour, or what most give where nobody gives an hour."""
    given = [length for one in mentors for length in one.terms.lengths]
    return _HOUR if _HOUR in given or not given else max(given, key=given.count)


# What they need


async def need(asker: Asker, wish: Wish, page: int, context: Context) -> Screen:
    """What a member types next is read as a need."""
    found = await _areas(wish, page, context)
    if asker.is_staff:
        return views.need_of_another(wish, found, asker.texts)
    await context.people.expect_about(asker.person, Field.NEED, context.now, wish.id)
    ahead = await context.bookings.upcoming(asker.person.id, context.now)
    return views.need(wish, found, has_ahead=bool(ahead), _=asker.texts)


async def _areas(wish: Wish, page: int, context: Context) -> views.Paged:
    """Those in which somebody helps."""
    known = {area for one in await mentors_of(wish.kind, context) for area in one.areas}
    return views.paged([area for area in Area if area in known], page, views.AREAS_SHOWN)


async def areas(
    pressed: Pressed, asker: Asker, wish: Wish, button: ShowAreas, context: Context
) -> None:
    await context.change(pressed.query, await need(asker, wish, button.page, context))


async def told(person: Person, words: Incoming, context: Context) -> bool:
    """False where it is no need any more, but a question."""
    assert person.awaiting is not None
    wish = await context.wishes.get(person.awaiting.about_id or 0)
    if wish is None or wish.state in (WishState.BOOKED, WishState.DROPPED):
        await context.people.tell(person)
        return False
    asker = Asker(person, context.texts_of(person))
    found = read(words.plain, asker.texts)
    if found:
        await context.tell(person.id, await needing(asker, wish, found, words.plain, context))
        return True
    question = await context.questions.keep_for_staff(person, words)
    shown = await _areas(wish, 0, context)
    await context.tell(person.id, views.no_area(wish, shown, question, asker.texts))
    return True


def read(text: str, _: Texts) -> list[Area]:
    """Who writes an area's own name means that one alone."""
    named = area_views.called(text, (_,))
    if named is not None:
        return [named]
    known = area_views.phrasings(_)
    return area_views.found(text, known, _.language)[:_CHOICES]


async def needing(
    asker: Asker, wish: Wish, found: list[Area], words: str, context: Context
) -> Screen:
    wish = replace(wish, words=words[:_MOST_WORDS])
    if len(found) > 1:
        await context.wishes.save(wish)
        return views.which_area(wish, found, asker.texts)
    return await _put(asker, replace(wish, area=found[0], mentor_id=None), context)


async def _put(asker: Asker, wish: Wish, context: Context) -> Screen:
    if not asker.is_staff:
        await context.people.tell(asker.person)
    await context.wishes.save(wish)
    return await best(asker, wish, context)


# With whom, and how


async def people(
    pressed: Pressed, asker: Asker, wish: Wish, button: ListPeople, context: Context
) -> None:
    """Whoever speaks their language, whatever the field."""
    any_ = replace(wish, area=None, mentor_id=None, avoided=())
    known = could(any_, await mentors_of(wish.kind, context))
    found = views.paged(known, button.page, views.PEOPLE_SHOWN)
    await context.change(pressed.query, views.people(wish, found, asker.texts))


async def change(
    pressed: Pressed, asker: Asker, wish: Wish, _button: ChangeWish, context: Context
) -> None:
    chosen = None if wish.mentor_id is None else await context.mentors.get(wish.mentor_id)
    has_regions = len(_regions(await mentors_of(wish.kind, context))) > 1
    screen = views.change(wish, chosen, has_regions=has_regions, _=asker.texts)
    await context.change(pressed.query, screen)


async def part(
    pressed: Pressed, asker: Asker, wish: Wish, button: ShowPart, context: Context
) -> None:
    known, _ = await mentors_of(wish.kind, context), asker.texts
    match button.part:
        case "language":
            screen = views.languages(wish, _languages(known), _)
        case "how":
            screen = views.ways(wish, _)
        case "region":
            screen = views.regions(wish, _regions(known), _)
        case "length":
            screen = views.lengths(wish, _lengths(known), _)
        case _:
            context.toast(pressed.query, language_views.old_button(asker.texts))
            return
    await context.change(pressed.query, screen)


def _languages(mentors: Iterable[Mentor]) -> list[str]:
    return sorted({code for one in mentors for code in one.languages})


def _regions(mentors: Iterable[Mentor]) -> list[str]:
    """To which anybody comes."""
    return sorted({region for one in mentors for region in one.regions})


def _lengths(mentors: Iterable[Mentor]) -> list[timedelta]:
    return sorted({length for one in mentors for length in one.terms.lengths})


async def put(
    pressed: Pressed, asker: Asker, wish: Wish, button: PutPart, context: Context
) -> None:
    wanted = _with(wish, button.what, await mentors_of(wish.kind, context))
    if wanted is None:
        context.toast(pressed.query, language_views.old_button(asker.texts))
        return
    await context.change(pressed.query, await _put(asker, wanted, context))


def _with(wish: Wish, what: str, known: list[Mentor]) -> Wish | None:
    """None for what cannot be chosen. Whom they chose or avoided before was for another wish."""
    part, _dot, value = what.partition(".")
    if part == "area" and value in list(Area):
        return replace(wish, area=Area(value), mentor_id=None, avoided=())
    if part == "language" and value in _languages(known):
        return replace(wish, language=value, mentor_id=None, avoided=())
    if part == "how" and value in views.WAYS:
        return replace(wish, is_online=views.WAYS[value])
    regions = {"": None, **{key_of(one): one for one in _regions(known)}}
    if part == "region" and value in regions:
        return replace(wish, region=regions[value], mentor_id=None, avoided=())
    lengths = {str(length // _MINUTE): length for length in _lengths(known)}
    if part == "length" and value in lengths:
        return replace(wish, length=lengths[value])
    return None


ROUTES = (
    OnCommand(("mentor", *menus.MENTOR), command),
    on_press(BeginWish, from_button),
    on_press(AnotherWish, another),
    on_press(AboutCall, about),
    on_press(NotAboutCall, not_about),
    *both(ShowAreas, of_wish(areas)),
    *both(ListPeople, of_wish(people)),
    *both(ChangeWish, of_wish(change)),
    *both(ShowPart, of_wish(part)),
    *both(PutPart, of_wish(put)),
)

"""What kinds of events, their standings, themes and questions are called; an event's own words."""

from collections.abc import Iterable, Mapping

import faq
from desk.events.event import Kind, Part, Question, Standing, Words, said
from desk.events.themes import Theme
from desk.languages import Language
from faq.serbian import to_cyrillic
from handlers.texts import N_, Texts

KINDS: Mapping[Kind, str] = {
    Kind.NATIONAL: N_("National forum"),
    Kind.REGIONAL: N_("Regional forum"),
    Kind.THEMATIC: N_("Thematic forum"),
    Kind.AD_HOC: N_("Ad hoc forum"),
    Kind.TRAINING: N_("Training"),
    Kind.CAPSULE: N_("Training capsule"),
    Kind.WORKSHOP: N_("Workshop"),
    Kind.OPEN_MEETING: N_("Open meeting"),
    Kind.MARATHON: N_("Idea marathon"),
    Kind.ONE_TO_ONE: N_("Meeting with a municipality"),
    Kind.PRESENTATION: N_("Presentation of a roadmap"),
    Kind.NETWORKING: N_("Networking"),
}
STANDINGS: Mapping[Standing, str] = {
    Standing.DRAFT: N_("draft"),
    Standing.PUBLISHED: N_("published"),
    Standing.CANCELLED: N_("cancelled"),
    Standing.DONE: N_("done"),
}
THEMES: Mapping[Theme, str] = {
    Theme.PARTICIPATION: N_("Participation of citizens"),
    Theme.CONSENSUS: N_("Disputes and consensus"),
    Theme.PARTNERSHIP: N_("Partnerships"),
    Theme.ADVOCACY: N_("Advocacy"),
    Theme.PUBLIC: N_("Relations with the public"),
    Theme.CAREERS: N_("Career counselling"),
    Theme.ELDERLY: N_("Care for the elderly"),
    Theme.COMMUNITY_CENTRES: N_("Community centres"),
    Theme.WASTE: N_("Waste in towns"),
    Theme.CHILDREN: N_("Children with special needs"),
    Theme.WOMEN_YOUTH: N_("Women and youth"),
    Theme.GOOD_PRACTICE: N_("Good practice"),
    Theme.INNOVATION: N_("Innovation"),
    Theme.ENTERPRISE: N_("Social enterprise"),
    Theme.ACCESSIBILITY: N_("Accessibility"),
    Theme.DIVERSITY: N_("Diversity and inclusion"),
    Theme.QUALITY: N_("Quality"),
    Theme.LEADERSHIP: N_("Leadership"),
    Theme.FUNDRAISING: N_("Fundraising"),
    Theme.MANAGEMENT: N_("Management"),
    Theme.EQUALITY: N_("Gender equality"),
}
QUESTIONS: Mapping[Question, str] = {
    Question.ORGANISATION: N_("Organisation"),
    Question.ACCESS: N_("Needs for access"),
    Question.INTERPRETATION: N_("Interpretation"),
    Question.PHOTOS: N_("Pictures"),
}
PARTS: Mapping[Part, str] = {
    Part.FACILITATOR: N_("Event facilitator"),
    Part.EXPERT: N_("Invited expert"),
}


def kind(one: Kind, _: Texts) -> str:
    return _.label(KINDS[one])


def themes(of: Iterable[Theme], _: Texts) -> str:
    """In the order in which themes are always listed."""
    wanted = frozenset(of)
    return ", ".join(_.label(THEMES[theme]) for theme in Theme if theme in wanted)


def theme_names(_: Texts) -> dict[Theme, tuple[str]]:
    return {theme: (_.label(name),) for theme, name in THEMES.items()}


def kind_called(text: str, every: Iterable[Texts]) -> Kind | None:
    """By its name in any of the languages, or by what the program calls it."""
    wanted = faq.fold(text)
    for one in Kind:
        known = (one.replace("_", " "), *(_.label(KINDS[one]) for _ in every))
        if wanted in map(faq.fold, known):
            return one
    return None


def theme_called(text: str, every: Iterable[Texts]) -> Theme | None:
    """As `kind_called`."""
    wanted = faq.fold(text)
    for one in Theme:
        known = (one.replace("_", " "), *(_.label(THEMES[one]) for _ in every))
        if wanted in map(faq.fold, known):
            return one
    return None


def spoken(words: Words, _: Texts) -> str:
    """What somebody wrote for an event, in the reader's language and script where it is there."""
    code = _.language.telegram_code
    text = said(words, code)
    return to_cyrillic(text) if _.language is Language.SR_CYRL and words.get(code) else text

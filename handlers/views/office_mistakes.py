"""What staff read where an office cannot be arranged as they wrote: how it is written."""

from collections.abc import Sequence

from markupsafe import Markup

from desk.days import DayIsOver
from desk.errors import DeskError
from desk.languages import WRITTEN
from desk.offices import MAIN, MOST_NAME, MOST_OFFICES, NameTaken, Office, UnknownLanguage
from handlers.screen import Screen, bullets, lines, paragraphs
from handlers.texts import Texts
from handlers.views import dates, office_desk, offices
from handlers.views.html import clip

_GIVEN = 40  # characters of what somebody typed


def no_such_office(given: str, known: Sequence[Office], _: Texts) -> Screen:
    names = bullets(
        Markup("<code>{}</code> – {}").format(one.slug, offices.name_of(one, _)) for one in known
    )
    text = _(
        "There is no office “%(given)s”. There are these:\n%(names)s",
        given=clip(given, _GIVEN),
        names=names,
    )
    new = _("For a further one: <code>/office new Mitrovica</code>")
    return Screen(paragraphs(text, new))


def which_office(verb: str, known: Sequence[Office], _: Texts) -> Screen:
    text = _("Which office do you mean? Write its short name before “%(verb)s”:", verb=verb)
    commands = [Markup("<code>/office {} {}</code>").format(one.slug, verb) for one in known]
    return Screen(lines(text, *commands))


def unknown_step(given: str, office: Office, _: Texts) -> Screen:
    text = _("I do not understand “%(given)s”. Nothing has changed.", given=clip(given, _GIVEN))
    return Screen(paragraphs(text, office_desk.how(office, _)))


def no_hours(part: str, office: Office, _: Texts) -> Screen:
    wrong = _unread(part, _)
    how = _(
        "Write days and hours, such as <code>/office %(office)s hours mo-fr 9-13, 14-17; sa 10-13"
        "</code>, or <code>24/7</code>, or <code>off</code>. Days may be in any of our languages.",
        office=office.slug,
    )
    return Screen(paragraphs(wrong, how))


def no_zone(given: str, office: Office, _: Texts) -> Screen:
    how = _(
        "Write a time zone or its city, such as <code>/office %(office)s zone Europe/Belgrade"
        "</code> or <code>/office %(office)s zone Istanbul</code>",
        office=office.slug,
    )
    return Screen(paragraphs(_unread(given, _), how))


def no_calendar(given: str, office: Office, _: Texts) -> Screen:
    return Screen(
        paragraphs(_unread(given, _), office_desk.choose_holidays(office, _).text),
        office_desk.choose_holidays(office, _).rows,
    )


def no_language(error: UnknownLanguage, office: Office, _: Texts) -> Screen:
    names = bullets(
        Markup("<code>{}</code> – {}").format(language.telegram_code, language.own_name)
        for language in WRITTEN
    )
    how = _(
        "Write codes, such as <code>/office %(office)s languages sq, sr</code>, or "
        "<code>all</code> for all that no other office names:\n%(names)s",
        office=office.slug,
        names=names,
    )
    return Screen(paragraphs(_unread(error.word, _), how))


def no_day(given: str, office: Office, _: Texts) -> Screen:
    how = _(
        "Write a day, or the first and the last of several, at most two months, such as\n"
        "<code>/office %(office)s closed 24.12. team day</code>\n"
        "<code>/office %(office)s closed 2026-12-28 - 2026-12-31</code>\n"
        "<code>/office %(office)s open 26.12. 10-12</code>",
        office=office.slug,
    )
    return Screen(paragraphs(_unread(given, _), how))


def day_is_over(error: DeskError, _: Texts) -> Screen:
    assert isinstance(error, DayIsOver)
    day = dates.full(error.day, _.language)
    return Screen(_("This day is over: %(day)s. Nothing has changed.", day=day))


def no_span(given: str, office: Office, _: Texts) -> Screen:
    how = _(
        "Write from when to when it is open on that day, such as "
        "<code>/office %(office)s open 26.12. 10-12</code>",
        office=office.slug,
    )
    return Screen(paragraphs(_unread(given, _), how))


def no_name(_: Texts) -> Screen:
    text = _(
        "Write the name of the office after the command, at most %(most)s characters, such as "
        "<code>/office new Mitrovica</code>",
        most=_.number(MOST_NAME),
    )
    return Screen(text)


def name_taken(error: DeskError, _: Texts) -> Screen:
    assert isinstance(error, NameTaken)
    text = _(
        "There is an office of that name already: <code>/office %(office)s</code>",
        office=error.slug,
    )
    return Screen(text)


def too_many(_: Texts) -> Screen:
    text = _("There is room for %(most)s offices. Remove one first.", most=_.number(MOST_OFFICES))
    return Screen(text)


def in_the_settings(_: Texts) -> Screen:
    text = _(
        "The first office is described by the settings of the line: OFFICE_NAME, OPENING_HOURS, "
        "TIMEZONE, HOLIDAYS and OFFICE_LANGUAGES. Whoever runs the line changes it there. "
        "Single days can be changed here: <code>/office %(office)s closed 24.12.</code>",
        office=MAIN,
    )
    return Screen(text)


def _unread(given: str, _: Texts) -> Markup | None:
    """Nothing was given: then only how it is written is told."""
    if not given.strip():
        return None
    return _("I cannot read “%(given)s”. Nothing has changed.", given=clip(given, _GIVEN))

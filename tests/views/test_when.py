"""Dates, times, spans and counts as people of each language read them: golden tables."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.languages import Language
from handlers.texts import Catalogues, Texts
from handlers.views import dates, when

SQ, SR, SRC = Language.SQ, Language.SR_LATN, Language.SR_CYRL
TR, EU, EN = Language.TR, Language.EU, Language.EN
TIRANA, ISTANBUL = ZoneInfo("Europe/Tirane"), ZoneInfo("Europe/Istanbul")
SATURDAY = datetime(2026, 6, 13, 12, 5, tzinfo=UTC)  # 14:05 in Tirana, 15:05 in Istanbul


@pytest.fixture(scope="module")
def catalogues() -> Catalogues:
    return Catalogues()


def test_a_day_has_its_weekday_month_and_year(catalogues: Catalogues) -> None:
    assert {_.language: when.day(SATURDAY, TIRANA, _) for _ in _all(catalogues)} == {
        SQ: "e shtunë, 13 qershor 2026",
        SR: "subota, 13. jun 2026.",
        SRC: "субота, 13. јун 2026.",
        TR: "13 Haziran 2026 Cumartesi",
        EU: "2026ko ekainaren 13a, larunbata",
        EN: "Saturday, 13 June 2026",
    }


def test_a_short_day_fits_a_button(catalogues: Catalogues) -> None:
    assert {_.language: when.short_day(SATURDAY, TIRANA, _) for _ in _all(catalogues)} == {
        SQ: "sht, 13 qershor",
        SR: "sub, 13. jun",
        SRC: "суб, 13. јун",
        TR: "13 Haz Cmt",
        EU: "eka. 13a, lr.",
        EN: "Sat, 13 Jun",
    }


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 6, 1), "2026ko ekainaren 1a, astelehena"),
        (date(2026, 6, 2), "2026ko ekainaren 2a, asteartea"),
        (date(2025, 6, 5), "2025eko ekainaren 5a, osteguna"),
        (date(2021, 6, 10), "2021eko ekainaren 10a, osteguna"),
        (date(2026, 6, 11), "2026ko ekainaren 11, osteguna"),
        (date(2030, 3, 15), "2030eko martxoaren 15a, ostirala"),
        (date(2031, 5, 20), "2031ko maiatzaren 20a, asteartea"),
        (date(2020, 6, 21), "2020ko ekainaren 21a, igandea"),
        (date(2026, 8, 31), "2026ko abuztuaren 31, astelehena"),
        (date(2000, 1, 25), "2000ko urtarrilaren 25a, asteartea"),
        (date(2015, 11, 30), "2015eko azaroaren 30a, astelehena"),
        (date(2100, 10, 13), "2100eko urriaren 13a, asteazkena"),
    ],
)
def test_basque_numbers_take_the_ending_of_their_last_word(day: date, shown: str) -> None:
    assert dates.full(day, EU) == shown


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (13, 15, "2026ko ekainaren 13tik 15era"),
        (1, 2, "2026ko ekainaren 1etik 2ra"),
        (2, 5, "2026ko ekainaren 2tik 5era"),
        (5, 10, "2026ko ekainaren 5etik 10era"),
        (10, 11, "2026ko ekainaren 10etik 11ra"),
        (11, 21, "2026ko ekainaren 11tik 21era"),
        (15, 20, "2026ko ekainaren 15etik 20ra"),
        (21, 25, "2026ko ekainaren 21etik 25era"),
        (25, 30, "2026ko ekainaren 25etik 30era"),
        (22, 29, "2026ko ekainaren 22tik 29ra"),
    ],
)
def test_a_basque_run_goes_from_and_to(first: int, last: int, shown: str) -> None:
    assert dates.run(date(2026, 6, first), date(2026, 6, last), EU) == shown


def test_the_clock_has_twenty_four_hours_and_two_figures() -> None:
    assert when.clock(SATURDAY, TIRANA) == "14:05"
    assert when.clock(SATURDAY, ISTANBUL) == "15:05"
    assert when.clock(datetime(2026, 1, 1, 23, 7, tzinfo=UTC), TIRANA) == "00:07"


def test_a_moment_of_these_days_is_named_by_its_day(catalogues: Catalogues) -> None:
    def near(days: int, _: Texts) -> str:
        return when.moment(SATURDAY, TIRANA, SATURDAY - timedelta(days=days), _)

    assert {_.language: [near(n, _) for n in (-1, 0, 1)] for _ in _all(catalogues)} == {
        SQ: ["dje, ora 14:05", "sot, ora 14:05", "nesër, ora 14:05"],
        SR: ["juče u 14:05", "danas u 14:05", "sutra u 14:05"],
        SRC: ["јуче у 14:05", "данас у 14:05", "сутра у 14:05"],
        TR: ["dün saat 14:05", "bugün saat 14:05", "yarın saat 14:05"],
        EU: ["atzo, 14:05", "gaur, 14:05", "bihar, 14:05"],
        EN: ["yesterday 14:05", "today 14:05", "tomorrow 14:05"],
    }


@pytest.mark.parametrize("days", [-2, 2, 365])
def test_a_moment_further_away_has_its_date(catalogues: Catalogues, days: int) -> None:
    now = SATURDAY + timedelta(days=days)

    assert {_.language: when.moment(SATURDAY, TIRANA, now, _) for _ in _all(catalogues)} == {
        SQ: "e shtunë, 13 qershor 2026, ora 14:05",
        SR: "subota, 13. jun 2026. u 14:05",
        SRC: "субота, 13. јун 2026. у 14:05",
        TR: "13 Haziran 2026 Cumartesi, saat 14:05",
        EU: "2026ko ekainaren 13a, larunbata, 14:05",
        EN: "Saturday, 13 June 2026, 14:05",
    }


def test_a_day_near_is_named_and_one_far_has_its_date(catalogues: Catalogues) -> None:
    def near(days: int, _: Texts) -> str:
        return when.near_day(SATURDAY, TIRANA, SATURDAY - timedelta(days=days), _)

    assert {_.language: [near(n, _) for n in (-1, 0, 1)] for _ in _all(catalogues)} == {
        SQ: ["dje", "sot", "nesër"],
        SR: ["juče", "danas", "sutra"],
        SRC: ["јуче", "данас", "сутра"],
        TR: ["dün", "bugün", "yarın"],
        EU: ["atzo", "gaur", "bihar"],
        EN: ["yesterday", "today", "tomorrow"],
    }
    assert near(2, catalogues.texts(SR)) == "subota, 13. jun 2026."


def test_today_ends_at_midnight_of_the_reader(catalogues: Catalogues) -> None:
    _ = catalogues.texts(EN)
    late, later = (
        datetime(2026, 6, 13, 21, 30, tzinfo=UTC),
        datetime(2026, 6, 13, 22, 30, tzinfo=UTC),
    )

    assert when.moment(late, TIRANA, later, _) == "yesterday 23:30"
    assert when.moment(late, ISTANBUL, later, _) == "today 00:30"


def test_an_interval_of_hours_has_one_day(catalogues: Catalogues) -> None:
    end = SATURDAY + timedelta(minutes=115)

    assert {_.language: when.interval(SATURDAY, end, TIRANA, _) for _ in _all(catalogues)} == {
        SQ: "e shtunë, 13 qershor 2026, ora 14:05–16:00",
        SR: "subota, 13. jun 2026. od 14:05 do 16:00",
        SRC: "субота, 13. јун 2026. од 14:05 до 16:00",
        TR: "13 Haziran 2026 Cumartesi, saat 14:05–16:00",
        EU: "2026ko ekainaren 13a, larunbata, 14:05–16:00",
        EN: "Saturday, 13 June 2026, 14:05–16:00",
    }


RUNS = {
    SQ: ("13–14 qershor 2026", "30 qershor – 2 korrik 2026", "31 dhjetor 2026 – 1 janar 2027"),
    SR: ("13.–14. jun 2026.", "30. jun – 2. jul 2026.", "31. decembar 2026. – 1. januar 2027."),
    SRC: ("13.–14. јун 2026.", "30. јун – 2. јул 2026.", "31. децембар 2026. – 1. јануар 2027."),
    TR: ("13–14 Haziran 2026", "30 Haziran – 2 Temmuz 2026", "31 Aralık 2026 – 1 Ocak 2027"),
    EU: (
        "2026ko ekainaren 13tik 14ra",
        "2026ko ekainaren 30etik uztailaren 2ra",
        "2026ko abenduaren 31tik 2027ko urtarrilaren 1era",
    ),
    EN: ("13–14 June 2026", "30 June – 2 July 2026", "31 December 2026 – 1 January 2027"),
}


@pytest.mark.parametrize("language", Language)
def test_an_interval_of_days_says_nothing_twice(catalogues: Catalogues, language: Language) -> None:
    def days(first: date, last: date) -> str:
        start = datetime(first.year, first.month, first.day, 9, tzinfo=TIRANA)
        end = datetime(last.year, last.month, last.day, 17, tzinfo=TIRANA)
        return when.interval(start, end, TIRANA, catalogues.texts(language))

    assert RUNS[language] == (
        days(date(2026, 6, 13), date(2026, 6, 14)),
        days(date(2026, 6, 30), date(2026, 7, 2)),
        days(date(2026, 12, 31), date(2027, 1, 1)),
    )


COUNTS = (1, 2, 5, 11, 21, 22)
HOURS_WITHIN = {
    SQ: "brenda një ore|brenda # orësh|brenda # orësh|brenda # orësh|brenda # orësh|brenda # orësh",
    SR: "u roku od # sata|u roku od # sata|u roku od # sati|u roku od # sati|u roku od # sata|"
    "u roku od # sata",
    SRC: "у року од # сата|у року од # сата|у року од # сати|у року од # сати|у року од # сата|"
    "у року од # сата",
    TR: "bir saat içinde|# saat içinde|# saat içinde|# saat içinde|# saat içinde|# saat içinde",
    EU: "ordubeteko epean|# orduko epean|# orduko epean|# orduko epean|# orduko epean|"
    "# orduko epean",
    EN: "within 1 hour|within # hours|within # hours|within # hours|within # hours|within # hours",
}
DAYS_WITHIN = {
    SQ: "brenda një dite pune|brenda # ditësh pune|brenda # ditësh pune|brenda # ditësh pune|"
    "brenda # ditësh pune|brenda # ditësh pune",
    SR: "u roku od # radnog dana|u roku od # radna dana|u roku od # radnih dana|"
    "u roku od # radnih dana|u roku od # radnog dana|u roku od # radna dana",
    SRC: "у року од # радног дана|у року од # радна дана|у року од # радних дана|"
    "у року од # радних дана|у року од # радног дана|у року од # радна дана",
    TR: "bir iş günü içinde|# iş günü içinde|# iş günü içinde|# iş günü içinde|# iş günü içinde|"
    "# iş günü içinde",
    EU: "lanegun bateko epean|# laneguneko epean|# laneguneko epean|# laneguneko epean|"
    "# laneguneko epean|# laneguneko epean",
    EN: "within 1 working day|within # working days|within # working days|within # working days|"
    "within # working days|within # working days",
}
MINUTES_AGO = {
    SQ: "një minutë më parë|# minuta më parë|# minuta më parë|# minuta më parë|# minuta më parë|"
    "# minuta më parë",
    SR: "pre # minuta|pre # minuta|pre # minuta|pre # minuta|pre # minuta|pre # minuta",
    SRC: "пре # минута|пре # минута|пре # минута|пре # минута|пре # минута|пре # минута",
    TR: "bir dakika önce|# dakika önce|# dakika önce|# dakika önce|# dakika önce|# dakika önce",
    EU: "duela minutu bat|duela # minutu|duela # minutu|duela # minutu|duela # minutu|"
    "duela # minutu",
    EN: "1 minute ago|# minutes ago|# minutes ago|# minutes ago|# minutes ago|# minutes ago",
}
HOURS_AGO = {
    SQ: "një orë më parë|# orë më parë|# orë më parë|# orë më parë|# orë më parë|# orë më parë",
    SR: "pre # sata|pre # sata|pre # sati|pre # sati|pre # sata|pre # sata",
    SRC: "пре # сата|пре # сата|пре # сати|пре # сати|пре # сата|пре # сата",
    TR: "bir saat önce|# saat önce|# saat önce|# saat önce|# saat önce|# saat önce",
    EU: "duela ordubete|duela # ordu|duela # ordu|duela # ordu|duela # ordu|duela # ordu",
    EN: "1 hour ago|# hours ago|# hours ago|# hours ago|# hours ago|# hours ago",
}
DAYS_AGO = {
    SQ: "një ditë më parë|# ditë më parë|# ditë më parë|# ditë më parë|# ditë më parë|"
    "# ditë më parë",
    SR: "pre # dana|pre # dana|pre # dana|pre # dana|pre # dana|pre # dana",
    SRC: "пре # дана|пре # дана|пре # дана|пре # дана|пре # дана|пре # дана",
    TR: "bir gün önce|# gün önce|# gün önce|# gün önce|# gün önce|# gün önce",
    EU: "duela egun bat|duela # egun|duela # egun|duela # egun|duela # egun|duela # egun",
    EN: "1 day ago|# days ago|# days ago|# days ago|# days ago|# days ago",
}
HOURS = {
    SQ: "# orë|# orë|# orë|# orë|# orë|# orë",
    SR: "# sat|# sata|# sati|# sati|# sat|# sata",
    SRC: "# сат|# сата|# сати|# сати|# сат|# сата",
    TR: "# saat|# saat|# saat|# saat|# saat|# saat",
    EU: "ordubete|# ordu|# ordu|# ordu|# ordu|# ordu",
    EN: "# hour|# hours|# hours|# hours|# hours|# hours",
}
DAYS = {
    SQ: "# ditë|# ditë|# ditë|# ditë|# ditë|# ditë",
    SR: "# dan|# dana|# dana|# dana|# dan|# dana",
    SRC: "# дан|# дана|# дана|# дана|# дан|# дана",
    TR: "# gün|# gün|# gün|# gün|# gün|# gün",
    EU: "egun bat|# egun|# egun|# egun|# egun|# egun",
    EN: "# day|# days|# days|# days|# days|# days",
}
HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)


@pytest.mark.parametrize("language", Language)
def test_spans_count_as_the_language_does(catalogues: Catalogues, language: Language) -> None:
    _ = catalogues.texts(language)

    assert [when.within(n * HOUR, _) for n in COUNTS] == _counted(HOURS_WITHIN[language])
    assert [when.within(n * DAY, _) for n in COUNTS] == _counted(DAYS_WITHIN[language])
    assert [when.ago(n * MINUTE, _) for n in COUNTS] == _counted(MINUTES_AGO[language])
    assert [when.ago(n * HOUR, _) for n in COUNTS] == _counted(HOURS_AGO[language])
    assert [when.ago(n * DAY, _) for n in COUNTS] == _counted(DAYS_AGO[language])
    assert [when.duration(n * HOUR, _) for n in COUNTS] == _counted(HOURS[language])
    assert [when.duration(n * DAY, _) for n in COUNTS] == _counted(DAYS[language])


def test_a_wait_of_minutes_is_promised_in_minutes(catalogues: Catalogues) -> None:
    assert {_.language: when.within(30 * MINUTE, _) for _ in _all(catalogues)} == {
        SQ: "brenda 30 minutash",
        SR: "u roku od 30 minuta",
        SRC: "у року од 30 минута",
        TR: "30 dakika içinde",
        EU: "30 minutuko epean",
        EN: "within 30 minutes",
    }


@pytest.mark.parametrize(
    ("wait", "promised"),
    [
        (timedelta(0), "within 1 minute"),
        (timedelta(seconds=61), "within 2 minutes"),
        (timedelta(minutes=59, seconds=1), "within 1 hour"),
        (timedelta(minutes=61), "within 2 hours"),
        (timedelta(hours=23), "within 23 hours"),
        (timedelta(hours=23, minutes=1), "within 1 working day"),
        (timedelta(hours=25), "within 2 working days"),
    ],
)
def test_a_promise_is_rounded_up(catalogues: Catalogues, wait: timedelta, promised: str) -> None:
    assert when.within(wait, catalogues.texts(EN)) == promised


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=119), "1 minute ago"),
        (timedelta(minutes=119), "1 hour ago"),
        (timedelta(hours=47), "1 day ago"),
        (timedelta(days=1500), "1,500 days ago"),
    ],
)
def test_what_has_passed_is_rounded_down(
    catalogues: Catalogues, passed: timedelta, said: str
) -> None:
    assert when.ago(passed, catalogues.texts(EN)) == said


def test_what_has_just_happened_has_a_word(catalogues: Catalogues) -> None:
    assert {_.language: when.ago(MINUTE / 2, _) for _ in _all(catalogues)} == {
        SQ: "pak çaste më parë",
        SR: "malopre",
        SRC: "малопре",
        TR: "az önce",
        EU: "oraintxe",
        EN: "just now",
    }


def test_a_length_of_two_units_joins_them(catalogues: Catalogues) -> None:
    assert {_.language: when.duration(90 * MINUTE, _) for _ in _all(catalogues)} == {
        SQ: "1 orë e 30 minuta",
        SR: "1 sat i 30 minuta",
        SRC: "1 сат и 30 минута",
        TR: "1 saat 30 dakika",
        EU: "ordubete eta 30 minutu",
        EN: "1 hour 30 minutes",
    }


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(0), "0 minutes"),
        (timedelta(minutes=1, seconds=59), "1 minute"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(days=1, minutes=15), "1 day 15 minutes"),
        (timedelta(days=2, hours=3, minutes=15), "2 days 3 hours"),
    ],
)
def test_a_length_has_two_units_at_most(
    catalogues: Catalogues, length: timedelta, said: str
) -> None:
    assert when.duration(length, catalogues.texts(EN)) == said


def test_numbers_are_grouped_as_the_language_does(catalogues: Catalogues) -> None:
    shown = {_.language: _spaced(when.number(12345.5, _)) for _ in _all(catalogues)}

    assert shown == {
        SQ: "12 345,5",
        SR: "12.345,5",
        SRC: "12.345,5",
        TR: "12.345,5",
        EU: "12.345,5",
        EN: "12,345.5",
    }


ZONES = ("Europe/Tirane", "Europe/Skopje", "Europe/Istanbul", "Europe/Madrid")


def test_a_zone_has_the_name_of_its_city_in_the_readers_language() -> None:
    assert {
        language: [when.zone_label(ZoneInfo(key), language) for key in ZONES]
        for language in Language
    } == {
        SQ: ["Tiranë (CET)", "Shkup (CET)", "Stamboll (UTC+3)", "Madrid (CET)"],
        SR: ["Tirana (CET)", "Skoplje (CET)", "Istanbul (UTC+3)", "Madrid (CET)"],
        SRC: ["Тирана (CET)", "Скопље (CET)", "Истанбул (UTC+3)", "Мадрид (CET)"],
        TR: ["Tiran (CET)", "Üsküp (CET)", "İstanbul (UTC+3)", "Madrid (CET)"],
        EU: ["Tirana (CET)", "Skopje (CET)", "Istanbul (UTC+3)", "Madril (CET)"],
        EN: ["Tirana (CET)", "Skopje (CET)", "Istanbul (UTC+3)", "Madrid (CET)"],
    }


@pytest.mark.parametrize("language", Language)
def test_the_zone_that_kosovo_shares_names_no_city(language: Language) -> None:
    assert when.zone_label(ZoneInfo("Europe/Belgrade"), language) == "CET"


def test_a_zone_of_elsewhere_is_named_too() -> None:
    assert when.zone_label(ZoneInfo("Europe/Paris"), SR) == "Pariz"
    assert when.zone_label(ZoneInfo("UTC"), EU) == "UTC"


def _all(catalogues: Catalogues) -> list[Texts]:
    return [catalogues.texts(language) for language in Language]


def _counted(forms: str) -> list[str]:
    return [form.replace("#", str(n)) for form, n in zip(forms.split("|"), COUNTS, strict=True)]


def _spaced(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")

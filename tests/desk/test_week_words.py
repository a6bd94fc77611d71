"""A week as people write it in their own words, in each language of the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.languages import Language
from desk.week import DayNamedTwice, UnreadableHours, parse_hours, parse_spans, written
from desk.week_names import CLOCK_ENDINGS, DAYS, WORDS
from faq.serbian import to_cyrillic

READ = {
    Language.SQ: {
        "e hënë 10-12, 14-16": "mo 10:00-12:00 14:00-16:00",
        "të hënën 10-12 dhe 14-16": "mo 10:00-12:00 14:00-16:00",
        "e hene dhe e merkure 10.00-12.00": "mo 10:00-12:00; we 10:00-12:00",
        "hën-enj 9-13": "mo-th 09:00-13:00",
        "nga e hëna deri të premten 9-13": "mo-fr 09:00-13:00",
        "prej te henes deri te enjten nga ora 10 deri ne 12": "mo-th 10:00-12:00",
        "çdo ditë pune 9-12": "mo-fr 09:00-12:00",
        "ditët e punës nga 9 deri 12": "mo-fr 09:00-12:00",
        "ditëve të punës, 9:00 – 12:30": "mo-fr 09:00-12:30",
        "çdo ditë 8-10": "mo-su 08:00-10:00",
        "Të hënave dhe të premteve nga ora 10:00 deri në orën 12:00": (
            "mo 10:00-12:00; fr 10:00-12:00"
        ),
        "çdo të martë midis orës 10 dhe 12": "tu 10:00-12:00",
        "e shtunë, e diel: mbyllur; e enjte 9-11": "th 09:00-11:00",
        "fundjavë 10-12": "sa-su 10:00-12:00",
        "E hënë: 10-12\nE martë: 14-16\nE mërkurë: 10-12": (
            "mo 10:00-12:00; tu 14:00-16:00; we 10:00-12:00"
        ),
        "për të premten 10-12": "fr 10:00-12:00",
        "nga ora 10 deri në ora 12 të hënën": "mo 10:00-12:00",
        "të shtunën paradite 9-12, të dielën pasdite 16-18": "sa 09:00-12:00; su 16:00-18:00",
    },
    Language.SR_LATN: {
        "ponedeljak 9-11 i 13-15, sreda od 10 do 12": "mo 09:00-11:00 13:00-15:00; we 10:00-12:00",
        "svaki radni dan 9-17": "mo-fr 09:00-17:00",
        "radnim danima od 9 do 17 časova": "mo-fr 09:00-17:00",
        "ponedeljkom 9-11h": "mo 09:00-11:00",
        "u ponedeljak i sredu 9-11": "mo 09:00-11:00; we 09:00-11:00",
        "sredom i petkom, 10.00–12.00": "we 10:00-12:00; fr 10:00-12:00",
        "od ponedeljka do petka od 9 do 17 sati": "mo-fr 09:00-17:00",
        "svakog utorka 14-16": "tu 14:00-16:00",
        "pon, sre i pet od 8:30 do 12": "mo 08:30-12:00; we 08:30-12:00; fr 08:30-12:00",
        "cetvrtkom izmedju 10 i 12": "th 10:00-12:00",
        "svake srede 9-10": "we 09:00-10:00",
        "vikendom 10-12": "sa-su 10:00-12:00",
        "svakog dana 8-9": "mo-su 08:00-09:00",
        "ponedjeljkom i srijedom 9-11, nedjeljom neradno": "mo 09:00-11:00; we 09:00-11:00",
        "Ponedeljak (9-11); utorak (9-11 i 13-15)": "mo 09:00-11:00; tu 09:00-11:00 13:00-15:00",
        "subotom, nedeljom: 10-12": "sa-su 10:00-12:00",
        "od 10 do 12 ponedeljkom; od 14 do 16 utorkom": "mo 10:00-12:00; tu 14:00-16:00",
        "ponedeljkom posle podne od 4 do 6, utorkom 8-10 uveče": "mo 16:00-18:00; tu 20:00-22:00",
        "subota i nedelja ne radim, pon/sre 9-11": "mo 09:00-11:00; we 09:00-11:00",
        "od utorka do četvrtka 9-12, i od 13 do 15": "tu-th 09:00-12:00 13:00-15:00",
    },
    Language.TR: {
        "pazartesi 10-12 ve 14-16": "mo 10:00-12:00 14:00-16:00",
        "pazartesi ve çarşamba 10.00-12.00": "mo 10:00-12:00; we 10:00-12:00",
        "hafta içi 9-17": "mo-fr 09:00-17:00",
        "haftaici her gun 9-17 arasi": "mo-fr 09:00-17:00",
        "pazartesileri 10-12": "mo 10:00-12:00",
        "pazartesi günleri saat 10.00-12.00": "mo 10:00-12:00",
        "Salı günü 10'dan 12'ye": "tu 10:00-12:00",
        "perşembe 10’dan 13’e kadar": "th 10:00-13:00",
        "Pazartesi'den Cuma'ya 9-12": "mo-fr 09:00-12:00",
        "pazartesiden cumaya kadar 9.30-12.30, 13.30-17": "mo-fr 09:30-12:30 13:30-17:00",
        "pazartesi ile cuma arası 9-12": "mo-fr 09:00-12:00",
        "cuma 10 ile 12 arasında": "fr 10:00-12:00",
        "her pazar 10-11": "su 10:00-11:00",
        "ÇARŞAMBA VE CUMA 10:00 – 12:00": "we 10:00-12:00; fr 10:00-12:00",
        "hafta sonu kapalı, hafta içi 9-12": "mo-fr 09:00-12:00",
        "sali ve persembe gunleri saat 18'den 20'ye kadar": "tu 18:00-20:00; th 18:00-20:00",
        "her gün 9-10": "mo-su 09:00-10:00",
        "salı ve perşembe akşamları 6-8, cuma yok": "tu 18:00-20:00; th 18:00-20:00",
        "pazartesi öğleden sonra 12-2": "mo 12:00-14:00",
        "pazartesiden cuma gününe kadar 9-12": "mo-fr 09:00-12:00",
    },
    Language.EU: {
        "astelehena 10-12 eta 16-18": "mo 10:00-12:00 16:00-18:00",
        "astelehenetan 10-12": "mo 10:00-12:00",
        "asteleheneetan 10-12": "mo 10:00-12:00",
        "astelehenean 10etatik 12etara": "mo 10:00-12:00",
        "lanegunetan 9-13": "mo-fr 09:00-13:00",
        "astelehenetik ostiralera 9-13": "mo-fr 09:00-13:00",
        "astelehenetik ostegunera, 9:00etatik 13:00etara": "mo-th 09:00-13:00",
        "astearte eta ostegunetan 16:30etik 18:00etara": "tu 16:30-18:00; th 16:30-18:00",
        "astearteetan 10-12": "tu 10:00-12:00",
        "asteartero eta ostiralero 10-12": "tu 10:00-12:00; fr 10:00-12:00",
        "asteazkenetan 10ak eta 12ak artean": "we 10:00-12:00",
        "egunero 8-9": "mo-su 08:00-09:00",
        "asteburuan itxita; ostegunean 9-11": "th 09:00-11:00",
        "martitzenetan 10-12, barikuan 9-11": "tu 10:00-12:00; fr 09:00-11:00",
        "igandeetan 10etatik 12etara, larunbatean 9-10": "sa 09:00-10:00; su 10:00-12:00",
        "al.-or. 9-13": "mo-fr 09:00-13:00",
        "domeketan 10-11": "su 10:00-11:00",
        "astelehenean arratsaldeko 4etatik 6etara": "mo 16:00-18:00",
        "lanegun guztietan goizez 9-13, asteburuetan ez": "mo-fr 09:00-13:00",
    },
    Language.EN: {
        "Mondays 10-12 and 14-16": "mo 10:00-12:00 14:00-16:00",
        "from Monday to Friday 9-17": "mo-fr 09:00-17:00",
        "weekdays from 9 to 17": "mo-fr 09:00-17:00",
        "every day 9-10": "mo-su 09:00-10:00",
        "on Tuesday & Thursday between 10 and 12": "tu 10:00-12:00; th 10:00-12:00",
        "mo 9-12; 14-16; weekend closed": "mo 09:00-12:00 14:00-16:00",
        "Monday\n10-12\n14-16": "mo 10:00-12:00 14:00-16:00",
    },
}
CASES = [(text, week) for texts in READ.values() for text, week in texts.items()]


@pytest.mark.parametrize(("text", "week"), CASES)
def test_a_week_is_read_in_the_words_of_its_language(text: str, week: str) -> None:
    assert written(parse_hours(text)) == week


@pytest.mark.parametrize(("text", "week"), READ[Language.SR_LATN].items())
def test_serbian_is_read_in_both_scripts(text: str, week: str) -> None:
    assert written(parse_hours(to_cyrillic(text))) == week


@pytest.mark.parametrize(("text", "week"), CASES)
def test_case_and_marks_do_not_matter(text: str, week: str) -> None:
    plain = text.translate(str.maketrans("ëçčćšžığüşö", "eccc" + "szigus" + "o"))
    assert written(parse_hours(plain.upper())) == week
    assert written(parse_hours(plain.lower())) == week


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("e hënë 10-12, kujdes: jo të premten", "kujdes: jo të premten"),
        ("çdo ditë përveç të premtes 9-12", "përveç"),
        ("svaki dan osim nedelje 9-12", "osim"),
        ("ponedeljak 9-11; po dogovoru", "po dogovoru"),
        ("od ponedeljka 9-11", "od ponedeljka"),
        ("do petka 9-11", "do petka 9-11"),
        ("ponedeljak od 9", "ponedeljak od 9"),
        ("cumaya kadar 9-12", "cumaya"),
        ("pazartesiden 9-12", "pazartesiden"),
        ("pazar hariç 9-12", "hariç"),
        ("pazartesi gününden 9-12", "pazartesi gününden 9-12"),
        ("astelehenean goizeko 4etatik 3etara", "goizeko 4etatik 3etara"),
        ("pazartesi sabah 16-18", "sabah 16-18"),
        ("ponedeljkom 10-12, 14-16 utorkom", "utorkom"),
        ("ostiralera 9-12", "ostiralera"),
        ("e hënë 10-12 ose 14-16", "ose"),
        ("hafta içi - cumartesi 9-12", "hafta içi - cumartesi"),
        ("Monday 9-12\nTuesday 10\nFriday 9-12", "Tuesday 10"),
        ("Monday 9-12, 14-17:5", "14-17:5"),
        ("понедељком 9-11, празником 9-10", "празником"),
    ],
)
def test_what_cannot_be_read_is_quoted_as_it_was_written(text: str, part: str) -> None:
    with pytest.raises(UnreadableHours) as error:
        parse_hours(text)
    assert error.value.part == part


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("hafta içi 9-17, cuma 9-12", "cuma"),
        ("ponedeljkom 9-11 i ponedeljkom 14-16", "ponedeljkom"),
    ],
)
def test_a_day_is_named_once(text: str, part: str) -> None:
    with pytest.raises(DayNamedTwice) as error:
        parse_hours(text)
    assert error.value.part == part


@pytest.mark.parametrize("text", ["nga 10 deri 12", "od 10 do 12", "10'dan 12'ye", "10etatik 12ra"])
def test_the_hours_of_a_day_are_read_in_words_too(text: str) -> None:
    assert [(span.opens, span.closes) for span in parse_spans(text)] == [(600, 720)]


ENDINGS = [f"{hour}{ending}" for hour in (9, 12) for ending in ("", ":30", *CLOCK_ENDINGS)]
PARTS = st.sampled_from([*DAYS, *WORDS, *ENDINGS, "-", ",", ";", "\n", "jo", "№"])


@given(st.lists(PARTS, max_size=14).map(" ".join))
def test_no_words_are_too_strange_and_what_is_read_is_read_back(text: str) -> None:
    try:
        week = parse_hours(text)
    except UnreadableHours as error:
        assert error.part in text.strip()  # noqa: PT017
        return
    assert parse_hours(written(week)) == week

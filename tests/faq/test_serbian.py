"""Serbian Cyrillic made from Latin: the letters, the traps, and what must stay as it is."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from faq import serbian
from faq.serbian import entry_to_cyrillic, to_cyrillic, to_latin

# Latin and Cyrillic, as the Serbian orthography has them.
TABLE = """
    zahtev захтев         podrška подршка       odgovor одговор       pitanje питање
    ljubav љубав          Ljubav Љубав          LJUBAV ЉУБАВ          biljka биљка
    nedelja недеља        učiteljice учитељице  ponedeljak понедељак  obaveštenje обавештење
    njegov његов          Njegoš Његош          NJEGOŠ ЊЕГОШ          umrežavanje умрежавање
    konj коњ              konju коњу            KONJ КОЊ              kanjon кањон
    džep џеп              Džep Џеп              DŽEP ЏЕП              budžet буџет
    BUDŽET БУЏЕТ          odžak оџак            Odžaci Оџаци          nadžak наџак
    madžarski маџарски    hodža хоџа            patlidžan патлиџан    Prijepolje Пријепоље
    injekcija инјекција   INJEKCIJA ИНЈЕКЦИЈА   Injekcija Инјекција   dezinjekcija дезинјекција
    injektor инјектор     inicirati иницирати   injicirati инјицирати konjunkcija конјункција
    konjunktura конјунктура  konjugacija конјугација  Konjugovan Конјугован
    konjektura конјектура vanjezički ванјезички izvanjezički изванјезички
    Tanjug Танјуг         TANJUG ТАНЈУГ         Tanjuga Танјуга       anjon анјон
    nadživeti надживети   NADŽIVETI НАДЖИВЕТИ   Nadživljen Надживљен  nadžnjevati наджњевати
    podžupan поджупан     podžanr поджанр       predželudac преджелудац  Predživot Предживот
    odživeti одживети     odžaliti оджалити     odžvakati оджвакати   odjaviti одјавити
    odjednom одједном     podjednako подједнако nadjačati надјачати   predjelo предјело
    objekat објекат       subjekat субјекат     adjektiv адјектив     đak ђак
    Đorđe Ђорђе           ĐAK ЂАК               građanski грађански   čas час
    ćirilica ћирилица     šest шест             žena жена             fond фонд
    Mitrovica Митровица   Priština Приштина     Beograd Београд       opština општина
    OCD ОЦД               NVO НВО               EU ЕУ                 Vi Ви
    I И                   i и                   savetnik/ca саветник/ца  e-pošta е-пошта
    24/7 24/7             d.o.o. д.о.о.         tj. тј.               npr. нпр.
    online онлајн         Online Онлајн         ONLINE ОНЛАЈН         e-mail имејл
    E-mailom Имејлом      emailu имејлу         webinar вебинар       chat чет
    covid ковид           COVID-19 КОВИД-19     PDF-u PDF-у           Wi-Fi Wi-Fi
    Telegram Telegram     Telegramu Telegramu   Zoomom Zoomom         Excelu Excelu
    Linju Linju           linija линија         LinkedIn LinkedIn     newsletter newsletter
    Katılıyoruz Katılıyoruz  Prishtinë Prishtinë  Shqip Shqip         WhatsApp-om WhatsApp-ом
    II II                 XXI XXI               IV. IV.               A4 A4
    5G 5G                 MB MB                 CET CET               GDPR GDPR
    pdf pdf               topagunea topagunea   Topaguneak Topaguneak topagune топагуне
    PDCS PDCS             gdpr gdpr             (PDCS) (PDCS)
"""
LATIN, CYRILLIC = TABLE.split()[::2], TABLE.split()[1::2]

KEPT = [
    "%(name)s",
    "%(office_hours)s",
    "%s",
    "{ime}",
    "<b>",
    "</b>",
    '<a href="tg://user?id=1" title="veza">',
    "<code>/zahtev lj</code>",
    "<!-- beleška -->",
    "&amp;",
    "&#39;",
    "`lj nj dž`",
    "```\ngit pull\n```",
    "https://example.org/strana?naziv=lj&b=nj#dž",
    "t.me/linja_bot?start=lang_eu",
    "linja.org",
    "www.primer.rs/strana",
    "tg://resolve?domain=linja",
    "mailto:ana@primer.org",
    "ana.k+linja@primer.co.rs",
    "@linja_bot",
    "/pomoc",
    "/zahtev@linja_bot",
    "?start=faq_obuke",
    "lang_eu",
    "obrazac.docx",
    "Google Drive",
    "Biz de Varız",
    "Srpski · Српски",
    "topaguneak",
    "Telegrama",
    "MP3",
    "Olof Palme International Center",
    "Partners Albania",
    "Partners for Democratic Change Slovakia (PDCS)",
    "Slovak Aid",
    "slovak aid",
    "gdpr",
]


@pytest.mark.parametrize(("latin", "cyrillic"), list(zip(LATIN, CYRILLIC, strict=True)))
def test_a_word_is_written_as_the_orthography_has_it(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize("kept", KEPT)
def test_what_is_no_word_of_the_text_stays(kept: str) -> None:
    assert to_cyrillic(f"Pišite: {kept} i čekajte.") == f"Пишите: {kept} и чекајте."
    assert to_cyrillic(f"({kept}), {kept}!") == f"({kept}), {kept}!"


def test_a_link_keeps_its_target_and_changes_its_words() -> None:
    latin = (
        "[Ljudi](../ljudi/a.md#nj), **[mentor](https://linja.org)** i ![slika](a.png)\n[ref]: nj"
    )

    assert to_cyrillic(latin) == (
        "[Људи](../ljudi/a.md#nj), **[ментор](https://linja.org)** и ![слика](a.png)\n[ref]: nj"
    )


def test_punctuation_after_an_address_ends_it() -> None:
    latin = "Na https://linja.org, linja.org. Ili <b>https://linja.org</b>sutra"

    assert (
        to_cyrillic(latin) == "На https://linja.org, linja.org. Или <b>https://linja.org</b>сутра"
    )


def test_a_letter_and_its_mark_may_come_apart() -> None:
    assert to_cyrillic("dz\N{COMBINING CARON}ep, s\N{COMBINING CARON}uma") == "џеп, шума"


def test_emphasis_is_not_taken_for_a_name() -> None:
    assert to_cyrillic("_jedna_ i *druga* **treća** __četvrta reč__") == (
        "_једна_ и *друга* **трећа** __четврта реч__"
    )


@pytest.mark.parametrize(
    "text", ["Захтев је примљен. Љубав, Његош, џеп, ђак, ћирилица: 5 × 2 = 10 %", "", "☎️ 24–7 …"]
)
def test_what_is_cyrillic_already_does_not_change(text: str) -> None:
    assert to_cyrillic(text) == text


# And back again

SERBIAN = "абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ"


@pytest.mark.parametrize(("latin", "cyrillic"), list(zip(LATIN, CYRILLIC, strict=True)))
def test_what_is_read_in_latin_is_what_was_written_in_it(latin: str, cyrillic: str) -> None:
    """But for what is written as it is heard: "online" comes back as "onlajn"."""
    heard = {"online", "e-mail", "e-mailom", "emailu", "webinar", "chat", "covid", "covid-19"}
    if latin.lower() not in heard:
        assert to_latin(cyrillic).lower() == latin.lower()


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Љубав, Његош и џеп", "Ljubav, Njegoš i džep"),
        ("Ђорђе пише: 24/7, t.me/linja", "Đorđe piše: 24/7, t.me/linja"),
        ("Shqip, Türkçe, Euskara", "Shqip, Türkçe, Euskara"),
        ("ќерка", "ќerka"),
    ],
)
def test_each_cyrillic_letter_of_serbian_has_its_latin_one(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


def test_no_two_letters_become_the_same() -> None:
    sounds = [to_latin(letter) for letter in SERBIAN]
    assert len(set(sounds)) == len(SERBIAN)
    assert not set("".join(sounds)) & set(SERBIAN)


# What no rule can know: where two letters of one language are one of the other, and words that
# stay in Latin or are spelt by their sound.
AMBIGUOUS = re.compile("[лн]ј|дж", re.IGNORECASE)
WORDS = tomllib.loads(Path(serbian.__file__).with_suffix(".toml").read_text("utf-8"))
LISTED = {word.lower() for name in ("codes", "overrides") for word in WORDS[name]}


@given(st.lists(st.text(alphabet=SERBIAN[:30], min_size=1), max_size=5))
def test_serbian_words_come_back_from_latin_as_they_were(words: list[str]) -> None:
    assume(not any(AMBIGUOUS.search(word) or to_latin(word) in LISTED for word in words))
    text = " ".join(words)
    assert to_cyrillic(to_latin(text)) == text


_TEXTS = st.lists(st.sampled_from(LATIN + KEPT), max_size=12)


@given(_TEXTS)
def test_guarded_parts_survive_in_any_text_and_in_their_order(parts: list[str]) -> None:
    converted = to_cyrillic(" ".join(parts))

    assert re.findall(r"\S+", converted) == re.findall(r"\S+", " ".join(map(to_cyrillic, parts)))
    assert [part for part in parts if part in KEPT and part not in converted] == []


@given(st.text(alphabet="aAnNjJlLdDžŽčI /@_-.:<>%()s&;`[]{}bxw1\n"))
def test_converting_twice_is_converting_once(text: str) -> None:
    once = to_cyrillic(text)

    assert to_cyrillic(once) == once
    assert len(once) <= len(text)


LATIN_ENTRY = """\
---
title: "Kako da nađem mentora? Njegov rad: Telegram"
phrasings:
- treba mi mentor
- gde je /pomoc
- "džabe: %(office_hours)s"
tags: [mentorstvo, obuka]
related:
- get-a-mentor
- peer-mentoring
---
Pošaljite /mentor. Više: [obuke](training-sign-up.md).

- ljudi
- konjunktura
"""

CYRILLIC_ENTRY = """\
---
title: "Како да нађем ментора? Његов рад: Telegram"
phrasings:
- треба ми ментор
- где је /pomoc
- "џабе: %(office_hours)s"
tags: [mentorstvo, obuka]
related:
- get-a-mentor
- peer-mentoring
---
Пошаљите /mentor. Више: [обуке](training-sign-up.md).

- људи
- конјунктура
"""


def test_an_entry_changes_where_people_read_it_and_nowhere_else() -> None:
    assert entry_to_cyrillic(LATIN_ENTRY) == CYRILLIC_ENTRY


def test_an_entry_that_is_converted_again_stays_the_same() -> None:
    assert entry_to_cyrillic(CYRILLIC_ENTRY) == CYRILLIC_ENTRY


def test_a_field_of_several_lines_is_read_to_its_end() -> None:
    latin = "---\ntitle: >-\n  Njegov\n  put\nrelated: [put]\n---\nPut: ---\nkraj\n"

    assert entry_to_cyrillic(latin) == (
        "---\ntitle: >-\n  Његов\n  пут\nrelated: [put]\n---\nПут: ---\nкрај\n"
    )


def test_a_page_without_fields_is_all_answer() -> None:
    assert entry_to_cyrillic("title: ljubav\n") == "титле: љубав\n"

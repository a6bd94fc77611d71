"""How a message becomes words: translation, placeholders, escaping, plural forms."""

from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError
from markupsafe import Markup

from desk.languages import Language
from handlers.texts import N_, Catalogues, PlaceholderMissing, Texts

PLURALS = {
    Language.SQ: "nplurals=2; plural=(n != 1)",
    Language.SR_LATN: (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
        "(n%100<10 || n%100>=20) ? 1 : 2)"
    ),
}
TRANSLATED = {
    Language.SQ: """
msgid "Your request <b>%(number)s</b>"
msgstr "Kërkesa juaj <b>%(number)s</b>"

msgid "Done: 100%"
msgstr "Gati: 100% (%d, %s, %(, %)"

msgid "Ask about %(topic)s"
msgstr "Pyetni për %(topic)s"

msgid "Not translated yet"
msgstr ""

#, fuzzy
msgid "Guessed"
msgstr "Gabim"
""",
    Language.SR_LATN: """
msgid "%(n)s reply from %(who)s"
msgid_plural "%(n)s replies from %(who)s"
msgstr[0] "%(n)s odgovor: %(who)s"
msgstr[1] "%(n)s odgovora (2): %(who)s"
msgstr[2] "%(n)s odgovora (5): %(who)s"
""",
}


@pytest.fixture
def catalogues(tmp_path: Path) -> Catalogues:
    for language in Language:
        if language is not Language.EN:
            _write(tmp_path, language)
    return Catalogues(tmp_path)


@pytest.fixture
def albanian(catalogues: Catalogues) -> Texts:
    return catalogues.texts(Language.SQ)


def _write(directory: Path, language: Language) -> None:
    catalogue = directory / language / "LC_MESSAGES" / "linja.po"
    catalogue.parent.mkdir(parents=True)
    header = (
        'msgid ""\nmsgstr ""\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Plural-Forms: {PLURALS.get(language, PLURALS[Language.SQ])};\\n"\n'
    )
    catalogue.write_text(header + TRANSLATED.get(language, ""), encoding="utf-8")


def test_a_message_is_html_and_the_values_in_it_are_not(albanian: Texts) -> None:
    shown = albanian("Your request <b>%(number)s</b>", number="<i>7</i> & 8")

    assert shown == "Kërkesa juaj <b>&lt;i&gt;7&lt;/i&gt; &amp; 8</b>"
    assert isinstance(shown, Markup)


def test_a_value_that_is_html_already_stays_as_it_is(albanian: Texts) -> None:
    link = Markup('<a href="tg://user?id=1">Ana</a>')

    assert albanian("Ask about %(topic)s", topic=link) == f"Pyetni për {link}"


def test_a_label_is_plain_text(albanian: Texts) -> None:
    shown = albanian.label("Ask about %(topic)s", topic="Tom & <Jerry>")

    assert shown == "Pyetni për Tom & <Jerry>"
    assert type(shown) is str


@pytest.mark.parametrize("message", ["Not translated yet", "Guessed", "Unknown to all catalogues"])
def test_what_is_not_translated_is_shown_in_english(albanian: Texts, message: str) -> None:
    assert albanian(message) == message


def test_english_needs_no_catalogue(catalogues: Catalogues) -> None:
    english = catalogues.texts(Language.EN)

    assert english("Your request <b>%(number)s</b>", number=7) == "Your request <b>7</b>"
    assert english.plural("%(n)s day", "%(n)s days", n=1) == "1 day"
    assert english.plural("%(n)s day", "%(n)s days", n=1234) == "1,234 days"


def test_a_per_cent_sign_is_only_a_per_cent_sign(albanian: Texts) -> None:
    assert albanian("Done: 100%") == "Gati: 100% (%d, %s, %(, %)"
    assert albanian("Done: 100%", unused=1) == "Gati: 100% (%d, %s, %(, %)"


def test_a_value_that_looks_like_a_placeholder_is_left_alone(albanian: Texts) -> None:
    shown = albanian("Ask about %(topic)s", topic="%(secret)s", secret="token")

    assert shown == "Pyetni për %(secret)s"


@pytest.mark.parametrize("values", [{}, {"name": "forum"}])
def test_a_value_that_is_not_given_is_a_mistake_in_the_program(
    albanian: Texts, values: dict[str, str]
) -> None:
    with pytest.raises(PlaceholderMissing, match=r"no value for %\(topic\)s in 'Pyetni") as mistake:
        albanian.label("Ask about %(topic)s", **values)

    assert mistake.value.name == "topic"


@pytest.mark.parametrize(
    ("n", "shown"),
    [
        (1, "1 odgovor: A&amp;B"),
        (2, "2 odgovora (2): A&amp;B"),
        (5, "5 odgovora (5): A&amp;B"),
        (11, "11 odgovora (5): A&amp;B"),
        (21, "21 odgovor: A&amp;B"),
        (22, "22 odgovora (2): A&amp;B"),
        (1002, "1.002 odgovora (2): A&amp;B"),
    ],
)
def test_a_count_takes_the_form_and_the_figures_of_its_language(
    catalogues: Catalogues, n: int, shown: str
) -> None:
    _ = catalogues.texts(Language.SR_LATN)

    assert (
        _.plural("%(n)s reply from %(who)s", "%(n)s replies from %(who)s", n=n, who="A&B") == shown
    )


def test_an_empty_message_is_empty_and_not_the_header_of_the_catalogue(albanian: Texts) -> None:
    assert albanian("") == ""
    assert albanian.label("") == ""


def test_texts_know_their_language(catalogues: Catalogues) -> None:
    assert {language: catalogues.texts(language).language for language in Language} == {
        language: language for language in Language
    }


def test_a_marked_text_is_the_text_itself() -> None:
    assert N_("Waiting for a reply") == "Waiting for a reply"


def test_a_catalogue_that_is_not_there_is_noticed_at_start(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Catalogues(tmp_path)


def test_a_catalogue_that_is_broken_is_noticed_at_start(
    catalogues: Catalogues, tmp_path: Path
) -> None:
    assert catalogues
    turkish = tmp_path / "tr" / "LC_MESSAGES" / "linja.po"
    turkish.write_text('msgid "Yes"\nmsgst "Evet"\n', encoding="utf-8")

    with pytest.raises(PoFileError):
        Catalogues(tmp_path)

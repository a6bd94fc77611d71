"""The tools that keep texts and translations whole, and the state of the real ones."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from locales.catalogues import HERE, Tree, app, check, cyrillic, update
from locales.tree import PLURAL_FORMS

VIEW = '''
"""A view."""

NAMES = {"open": N_("Open")}


def opened(ticket, _):
    # Translators: shown once, when a request is opened.
    text = _("Your request <b>%(number)s</b> is open.", number=ticket.id)
    button = _.label("Write …")
    also = _(NAMES["open"])
    return _.plural("%(n)s reply", "%(n)s replies", n=len(ticket.replies))
'''
TRANSLATED = {
    "Open": "Otvoreno",
    "Your request <b>%(number)s</b> is open.": "Zahtev <b>%(number)s</b> je otvoren.",
    "Write …": "Pišite …",
}
ENTRY = "---\ntitle: Njegov mentor\nphrasings:\n- mentor\n---\nPut do mentora.\n"
TOPIC = 'order = 1\n[title]\nen = "People"\nsr_Latn = "Ljudi"\ntr = "İnsanlar"\n'


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A small product, all of whose texts are translated."""
    _write(tmp_path / "handlers" / "views" / "tickets.py", VIEW)
    _write(tmp_path / "faq" / "entries" / "people" / "mentor.sr_Latn.md", ENTRY)
    _write(tmp_path / "faq" / "entries" / "people" / "topic.toml", TOPIC)
    tree = Tree(tmp_path)
    update(tree)
    for language in PLURAL_FORMS:
        _translate(tree.catalogue(language))
    cyrillic(tree)
    return tree


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _edit(path: Path, *replacements: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def _translate(path: Path) -> None:
    messages = [
        (f'"{old}"\nmsgstr ""', f'"{old}"\nmsgstr "{new}"') for old, new in TRANSLATED.items()
    ]
    forms = [(f'msgstr[{n}] ""', f'msgstr[{n}] "%(n)s odgovor {n}"') for n in (0, 1)]
    _edit(path, *messages, *forms)
    if "nplurals=3" in path.read_text("utf-8"):
        _edit(path, ('msgstr[2] ""', 'msgstr[2] "%(n)s odgovor 2"'))


def _whys(tree: Tree, language: str = "tr") -> list[tuple[str, str]]:
    path = tree.catalogue(language).relative_to(tree.root)
    return [(finding.message, finding.why) for finding in check(tree) if finding.path == path]


def test_the_texts_of_the_line_are_translated_whole() -> None:
    assert [str(finding) for finding in check(HERE)] == []


def test_the_check_fails_as_a_command_when_there_is_a_finding() -> None:
    findings = check(HERE)

    result = CliRunner().invoke(app, ["check"])

    assert result.output.splitlines() == [str(finding) for finding in findings]
    assert result.exit_code == bool(findings)


def test_a_whole_tree_has_no_findings(tree: Tree) -> None:
    assert check(tree) == []


def test_a_catalogue_holds_texts_sorted_with_their_files_and_nothing_that_changes_by_itself(
    tree: Tree,
) -> None:
    assert tree.catalogue("sq").read_text("utf-8") == (
        'msgid ""\n'
        'msgstr ""\n'
        '"Project-Id-Version: Linja\\n"\n'
        '"Language: sq\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
        "\n"
        "#: handlers/views/tickets.py\n"
        "#, python-format\n"
        'msgid "%(n)s reply"\n'
        'msgid_plural "%(n)s replies"\n'
        'msgstr[0] "%(n)s odgovor 0"\n'
        'msgstr[1] "%(n)s odgovor 1"\n'
        "\n"
        "#: handlers/views/tickets.py\n"
        'msgid "Open"\n'
        'msgstr "Otvoreno"\n'
        "\n"
        "#: handlers/views/tickets.py\n"
        'msgid "Write …"\n'
        'msgstr "Pišite …"\n'
        "\n"
        "#. Translators: shown once, when a request is opened.\n"
        "#: handlers/views/tickets.py\n"
        "#, python-format\n"
        'msgid "Your request <b>%(number)s</b> is open."\n'
        'msgstr "Zahtev <b>%(number)s</b> je otvoren."\n'
    )


def test_an_update_that_brings_nothing_changes_nothing(tree: Tree) -> None:
    assert update(tree) == []
    assert cyrillic(tree) == []


def test_an_update_keeps_translations_and_guesses_nothing(tree: Tree) -> None:
    turkish = tree.catalogue("tr")
    _edit(
        turkish, ('#: handlers/views/tickets.py\nmsgid "Open"', '# state\n#, fuzzy\nmsgid "Open"')
    )
    _edit(tree.root / "handlers" / "views" / "tickets.py", ("Write …", "Write to us …"))

    changed = update(tree)

    text = turkish.read_text("utf-8")
    assert turkish in changed
    assert (
        '# state\n#: handlers/views/tickets.py\n#, fuzzy\nmsgid "Open"\nmsgstr "Otvoreno"' in text
    )
    assert 'msgid "Write to us …"\nmsgstr ""' in text
    assert "Pišite" not in text


def test_an_update_makes_the_cyrillic_catalogue_too(tree: Tree) -> None:
    _edit(tree.root / "handlers" / "views" / "tickets.py", ("Write …", "Write to us …"))

    assert tree.catalogue("sr_Cyrl") in update(tree)
    assert _whys(tree, "sr_Cyrl") == []


def test_cyrillic_is_made_of_catalogue_entries_and_topics(tree: Tree) -> None:
    people = tree.entries / "people"

    assert 'msgstr "Захтев <b>%(number)s</b> је отворен."' in _text(tree.catalogue("sr_Cyrl"))
    assert 'msgstr[2] "%(n)s одговор 2"' in _text(tree.catalogue("sr_Cyrl"))
    assert _text(people / "mentor.sr_Cyrl.md") == (
        "---\ntitle: Његов ментор\nphrasings:\n- ментор\n---\nПут до ментора.\n"
    )
    assert _text(people / "topic.toml") == TOPIC.replace("\ntr", '\nsr_Cyrl = "Људи"\ntr')


def test_a_cyrillic_entry_goes_with_its_latin_one(tree: Tree) -> None:
    (tree.entries / "people" / "mentor.sr_Latn.md").unlink()
    left = tree.entries / "people" / "mentor.sr_Cyrl.md"

    assert [(f.path, f.why) for f in check(tree)] == [
        (left.relative_to(tree.root), "its entry in Latin is gone: run cyrillic")
    ]
    assert cyrillic(tree) == [left]
    assert not left.exists()


def _text(path: Path) -> str:
    return path.read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message", "why"),
    [
        ('msgstr "Otvoreno"', 'msgstr ""', "Open", "not translated"),
        ('[1] "%(n)s odgovor 1"', '[1] ""', "%(n)s reply", "a plural form is not translated"),
        (
            'msgid "Open"',
            '#, fuzzy\nmsgid "Open"',
            "Open",
            "fuzzy: say what is right and remove the mark",
        ),
        ('msgid "Open"', 'msgid "Opens"', "Opens", "unused: run update"),
        ("%(number)s</b> je", "X</b> je", "Your", "%(number)s is missing"),
        (
            "%(number)s</b> je",
            "%(number)s %(ime)s</b> je",
            "Your",
            "%(ime)s is not in the English text",
        ),
        ('[1] "%(n)s odgovor', '[1] "odgovor', "%(n)s reply", "%(n)s is missing"),
        ("<b>%(number)s</b> je", "%(number)s je", "Your", "tags differ: <b> </b> against none"),
        ("</b> je", "<b> je", "Your", "tags differ: </b> against <b>"),
        ("Zahtev", "<Zahtev", "Your", "tags differ: none against <Zahtev "),
        ('"Otvoreno"', '"Otvoreno "', "Open", "space at an end differs"),
        ('"Otvoreno"', '"Otvoreno\\n"', "Open", "space at an end differs"),
        ('"Otvoreno"', '" Otvoreno"', "Open", "space at an end differs"),
        ('"Otvoreno"', '"Otvoreno:"', "Open", "ends with ':', the English with 'n'"),
        ("je otvoren.", "je otvoren", "Your", "ends with 'n', the English with '.'"),
        ("Pišite …", "Pišite?", "Write …", "ends with '?', the English with '…'"),
        (
            '"Otvoreno"',
            '"\\"Otvoreno\\""',
            "Open",
            "quotes are typewritten: use the language's own",
        ),
        ("Zahtev <b>", "Zahtev... <b>", "Your", "write … instead of three points"),
        (
            "%(number)s</b> je",
            "%(number)s'da</b> je",
            "Your",
            "a placeholder takes no ending: %(number)s'd",
        ),
        (
            "%(n)s odgovor 1",
            "%(n)sko odgovor 1",
            "%(n)s reply",
            "a placeholder takes no ending: %(n)sk",
        ),
    ],
)
def test_a_mistake_in_a_catalogue_is_found(
    tree: Tree, old: str, new: str, message: str, why: str
) -> None:
    _edit(tree.catalogue("tr"), (old, new))

    found = [finding for finding in _whys(tree) if finding[1] != "missing: run update"]

    assert [(text.startswith(message), reason) for text, reason in found] == [(True, why)]


def test_a_finding_names_the_line_of_the_message(tree: Tree) -> None:
    _edit(tree.catalogue("tr"), ("Otvoreno", ""))

    assert [str(finding) for finding in check(tree)] == [
        "locales/tr/LC_MESSAGES/linja.po:18: 'Open': not translated"
    ]


def test_a_text_that_no_catalogue_has_is_missing(tree: Tree) -> None:
    _edit(tree.root / "handlers" / "views" / "tickets.py", ("Write …", "Write to us …"))

    assert _whys(tree) == [
        ("Write to us …", "missing: run update"),
        ("Write …", "unused: run update"),
    ]


def test_a_text_that_has_a_plural_now_is_missing_until_it_is_written(tree: Tree) -> None:
    _edit(
        tree.root / "handlers" / "views" / "tickets.py",
        ('_.label("Write …")', '_.plural("Write …", "Write all …", n=2)'),
    )
    assert ("Write …", "missing: run update") in _whys(tree)

    update(tree)

    assert _whys(tree) == [("Write …", "not translated")]


def test_one_needs_no_number_where_its_form_is_for_one_alone(tree: Tree) -> None:
    for language in ("tr", "sr_Latn"):
        _edit(tree.catalogue(language), ('[0] "%(n)s odgovor 0"', '[0] "jedan odgovor"'))

    assert _whys(tree, "tr") == []
    assert _whys(tree, "sr_Latn") == [("%(n)s reply", "%(n)s is missing")]


def test_a_message_may_end_otherwise_when_the_translator_says_why(tree: Tree) -> None:
    _edit(
        tree.catalogue("tr"),
        ('msgstr "Otvoreno"', 'msgstr "Otvoreno."'),
        ('#: handlers/views/tickets.py\nmsgid "Open"', '# punctuation: a date\nmsgid "Open"'),
    )

    assert check(tree) == []


@pytest.mark.parametrize("language", ["tr", "sr_Latn"])
def test_plural_forms_are_those_of_the_language(tree: Tree, language: str) -> None:
    _edit(tree.catalogue(language), (PLURAL_FORMS[language], "nplurals=4; plural=0;"))

    assert ("", f"Plural-Forms must be {PLURAL_FORMS[language]}") in _whys(tree, language)


@pytest.mark.parametrize(
    ("language", "line"),
    [("sr_Latn", 'msgstr[3] "previše"'), ("tr", 'msgst "?"')],
)
def test_a_broken_catalogue_is_a_finding_too(tree: Tree, language: str, line: str) -> None:
    forms = "%(n)s odgovor 2" if language == "sr_Latn" else "%(n)s odgovor 1"
    _edit(tree.catalogue(language), (f'{forms}"\n', f'{forms}"\n{line}\n'))

    ((message, why),) = _whys(tree, language)

    assert message == ""
    assert why.startswith("the catalogue cannot be read")


def _a_word(tree: Tree) -> None:
    _edit(tree.catalogue("sr_Latn"), ("Otvoreno", "Otvoreno je"))


def _an_entry(tree: Tree) -> None:
    _edit(tree.entries / "people" / "mentor.sr_Latn.md", ("Put", "Putevi"))


def _a_topic(tree: Tree) -> None:
    _edit(tree.entries / "people" / "topic.toml", ('"Ljudi"', '"Svi ljudi"'))


@pytest.mark.parametrize(
    ("change", "stale"),
    [
        (_a_word, "locales/sr_Cyrl/LC_MESSAGES/linja.po:20"),
        (_an_entry, "faq/entries/people/mentor.sr_Cyrl.md:6"),
        (_a_topic, "faq/entries/people/topic.toml:5"),
    ],
)
def test_cyrillic_that_is_behind_its_latin_is_stale(
    tree: Tree, change: Callable[[Tree], None], stale: str
) -> None:
    change(tree)

    assert [str(finding) for finding in check(tree)] == [f"{stale}: stale: run cyrillic"]
    assert len(cyrillic(tree)) == 1
    assert check(tree) == []


@pytest.mark.parametrize(
    ("call", "why"),
    [
        ('_(f"Open {x}")', "the text is put together in the program"),
        ('_("Open " + x)', "the text is put together in the program"),
        ('_("Open" if x else "Write …")', "the text is put together in the program"),
        ('_.plural("one", f"{x}", n=2)', "the text is put together in the program"),
        ('_("Your request <b>%(number)s</b> is open.")', "no value is given for %(number)s"),
        ('_.label("Open", name=x)', "the text does not use %(name)s"),
        ('_.plural("%(n)s reply", "%(n)s replies", n=2, name=x)', "the text does not use %(name)s"),
    ],
)
def test_a_call_that_cannot_be_translated_is_found(tree: Tree, call: str, why: str) -> None:
    _write(tree.root / "handlers" / "views" / "wrong.py", f"\n{call}\n")

    (finding,) = check(tree)

    assert (finding.path, finding.line) == (Path("handlers/views/wrong.py"), 2)
    assert finding.why.startswith(why)


@pytest.mark.parametrize(
    "call",
    [
        '_("Your request <b>%(number)s</b> is open.", **values)',
        '_("Your request "\n  "<b>%(number)s</b> is open.", number=_.label("Open"))',
        'N_("Your request <b>%(number)s</b> is open.")',
        "_(NAMES[x], number=7)",
        '_.label(names.get("x"))',
        'texts.label("Open")',
        'context._("Open")',
        "[x for _ in range(3)]",
        "def label(self, _: Texts) -> str: ...",
    ],
)
def test_a_call_that_can_be_translated_is_no_finding(tree: Tree, call: str) -> None:
    _write(tree.root / "handlers" / "views" / "right.py", call)

    assert check(tree) == []


def test_english_has_its_quotes_and_points_right(tree: Tree) -> None:
    _write(tree.root / "handlers" / "wrong.py", "_('Press \"Open\"')\n_('Wait...')\n")

    sources = [(f.line, f.why) for f in check(tree) if f.path == Path("handlers/wrong.py")]

    assert sources == [
        (1, "quotes are typewritten: use the language's own"),
        (2, "write … instead of three points"),
    ]

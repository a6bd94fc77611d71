"""Where texts and catalogues are, and how a catalogue is read and written.

The same texts give the same bytes: no dates, no people, no line numbers, nothing obsolete.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import generate_po, read_po

LATIN, CYRILLIC = "sr_Latn", "sr_Cyrl"

_TWO = "nplurals=2; plural=(n != 1);"
_SERBIAN = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
    "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
# CLDR's cardinal rules. Turkish has two there, although gettext's tables often give it one: after
# a number the noun is singular, but a sentence about one thing may need other words.
PLURAL_FORMS = {"sq": _TWO, LATIN: _SERBIAN, CYRILLIC: _SERBIAN, "tr": _TWO, "eu": _TWO}


@dataclass(frozen=True, slots=True)
class Tree:
    root: Path

    @property
    def sources(self) -> tuple[Path, ...]:
        return tuple(sorted((self.root / "handlers").rglob("*.py")))

    @property
    def entries(self) -> Path:
        return self.root / "faq" / "entries"

    def catalogue(self, language: str) -> Path:
        return self.root / "locales" / language / "LC_MESSAGES" / "linja.po"


def empty(language: str) -> Catalog:
    catalog = Catalog(locale=language)
    catalog.mime_headers = [("Plural-Forms", PLURAL_FORMS[language])]
    return catalog


def messages(catalog: Catalog) -> Iterator[Message]:
    """All but its header, which Babel has as a message without an id."""
    return (message for message in catalog if message.id)


def texts(of: str | Iterable[str] | None) -> tuple[str, ...]:
    """One text, or one for each plural form."""
    return (of or "",) if of is None or isinstance(of, str) else tuple(of)


def read(path: Path, language: str) -> Catalog:
    """Empty where there is no file yet; raises PoFileError where it is not a catalogue."""
    if not path.exists():
        return empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def written(catalog: Catalog, language: str) -> str:
    lines = generate_po(
        catalog,
        omit_header=True,
        include_lineno=False,
        ignore_obsolete=True,
        sort_by="message",
        width=0,
    )
    return _header(language) + "".join(lines).rstrip("\n") + "\n"


def _header(language: str) -> str:
    fields = {
        "Project-Id-Version": "Linja",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[language],
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())
    return f'msgid ""\nmsgstr ""\n{lines}\n'

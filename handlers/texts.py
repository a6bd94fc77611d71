"""Words in the language of one person: messages become HTML, labels or counted phrases.

It holds no words: those are in `handlers/views`, in English, and in the catalogues.
"""

import re
from collections.abc import Callable, Mapping
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from desk.languages import Language

# Marks a text that is kept as data and translated where it is shown: `_.label(TEXT)`.
N_ = str

# The only thing that is replaced. Any other "%" is a per cent sign, never doubled: a
# translator's slip must not cost a person their answer.
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


class PlaceholderMissing(LookupError):
    """A view showed a text without giving all it asks for: a mistake in the program."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(f"no value for %({name})s in {text!r}")
        self.name = name
        self.text = text


class Texts:
    """Called as `_`: texts without a translation stay English."""

    def __init__(self, language: Language, translations: NullTranslations) -> None:
        self.language = language
        self.locale = Locale.parse(language.value)
        self._translations = translations

    def __call__(self, message: str, /, **values: object) -> Markup:
        """The message is HTML; values are escaped unless they are Markup themselves."""
        return _html(self._translate(message), values)

    def label(self, message: str, /, **values: object) -> str:
        """Plain text for what Telegram shows as it is: buttons, commands, names of topics."""
        return _fill(self._translate(message), values, str)

    def plural(self, singular: str, plural: str, /, *, n: int, **values: object) -> Markup:
        """HTML, as `_()`; %(n)s is the number as this language writes it."""
        text = self._translations.ngettext(singular, plural, n)
        return _html(text, {**values, "n": self.number(n)})

    def number(self, n: float) -> str:
        return format_decimal(n, locale=self.locale)

    @property
    def translated(self) -> frozenset[str]:
        """The English of what there are translations of."""
        known = getattr(self._translations, "_catalog", {})  # counted ones as pairs with a number
        return frozenset(key if isinstance(key, str) else key[0] for key in known)

    def _translate(self, message: str) -> str:
        # gettext answers the empty message with the header of its catalogue.
        return self._translations.gettext(message) if message else ""


class Catalogues:
    """All languages, read once at start; a catalogue that is not there or is broken raises."""

    def __init__(self, directory: Traversable | None = None) -> None:
        directory = directory or files("locales")
        self._texts = {
            language: Texts(language, _load(directory, language)) for language in Language
        }

    def texts(self, language: Language) -> Texts:
        return self._texts[language]

    @property
    def missing(self) -> dict[Language, int]:
        """How many texts each language lacks of those that any of them has."""
        known = {language: texts.translated for language, texts in self._texts.items()}
        every = frozenset[str]().union(*known.values())
        return {
            language: len(every - there)
            for language, there in known.items()
            if language is not Language.EN  # the source of them all
        }


def _load(directory: Traversable, language: Language) -> NullTranslations:
    if language is Language.EN:
        return NullTranslations()
    path = directory / language.value / "LC_MESSAGES" / "linja.po"
    with path.open("rb") as file:
        catalog = read_po(file, locale=language.value, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _html(text: str, values: Mapping[str, object]) -> Markup:
    return Markup(_fill(text, values, escape))  # noqa: S704 - ours is HTML; values are escaped


def _fill(text: str, values: Mapping[str, object], write: Callable[[object], str]) -> str:
    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name not in values:
            raise PlaceholderMissing(name, text)
        return write(values[name])

    return _PLACEHOLDER.sub(value, text)

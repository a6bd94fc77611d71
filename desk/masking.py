"""What is personal in a member's words is covered before the words are shown to others.

It errs on the side of covering: a question reads as well without a number or a name.
"""

import re

COVER = "…"

_WORD = r"[^\W\d_]"
_NAME = rf"{_WORD}+(?:[-'’]{_WORD}+)*"
# After these words, in any of the languages, people say who they are. Read without case, so that
# "ime mi je petar" is covered as well as "Ime mi je Petar".
_INTRODUCTIONS = (
    "my name is|i am called|this is|jam|quhem|më quajnë|me quajne|emri im është|emri im eshte|"
    "une jam|unë jam|zovem se|ime mi je|moje ime je|ja sam|зовем се|име ми је|ја сам|"
    "benim adım|benim adim|adım|adim|ismim|ben|nire izena|naiz|ni|izena dut"
)
_GREETINGS = (
    "dear|hi|hello|i dashur|e dashur|përshëndetje|pershendetje|tung|dragi|draga|poštovani|"
    "poštovana|postovani|postovana|zdravo|cao|драги|драга|поштовани|поштована|здраво|"
    "sayın|sayin|sevgili|merhaba|kaixo|agur|egun on"
)
_LINKS = re.compile(r"(?:https?://|www\.|t\.me/)\S+", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HANDLE = re.compile(r"(?<![\w/])@\w{3,}")
# Telephone, identity and account numbers: six digits or more, whatever stands between them.
_NUMBER = re.compile(r"(?<!\w)\+?\(?\d(?:[\s()./-]{0,2}\d){5,}(?!\w)")
# Dates, years and sums of money are no such numbers.
_PUBLIC = re.compile(
    r"\d{1,2}[./-] ?\d{1,2}[./-] ?\d{4}|\d{4}-\d{1,2}-\d{1,2}|(?:19|20)\d\d ?[/-] ?(?:19|20)\d\d"
)
_MONEY = re.compile(
    r"\s?(?:€|\$|eu?ro?|eura|evra|avro|lek|denar|den|din|rsd|tl|lira)", re.IGNORECASE
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}(?: ?[A-Z0-9]{1,4})?\b")
# A name is what follows and begins with a capital; after an introduction one word in any case.
_CAPITAL = rf"(?-i:[A-ZÇËŠĐČĆŽĞİŞÖÜÑА-ЯЂЈЉЊЋЏ])(?:{_WORD}|[-'’])*"
_INTRODUCED = re.compile(
    rf"\b(?P<by>{_INTRODUCTIONS})\s+(?P<name>{_CAPITAL}(?:\s+{_CAPITAL})*)", re.IGNORECASE
)
_NAMED = re.compile(
    rf"\b(?P<by>my name is|zovem se|ime mi je|зовем се|име ми је|benim adım|benim adim|"
    rf"emri im është|emri im eshte|më quajnë|me quajne|nire izena)\s+(?P<name>{_NAME})",
    re.IGNORECASE,
)
_GREETED = re.compile(
    rf"\b(?P<by>{_GREETINGS})\s+(?P<name>{_CAPITAL}(?:\s+{_CAPITAL})*)", re.IGNORECASE
)


def mask(text: str) -> str:
    """Links, e-mail, @names, long numbers, and names after a greeting or an introduction."""
    for pattern in (_LINKS, _MAIL, _IBAN):
        text = pattern.sub(COVER, text)
    text = _HANDLE.sub(COVER, _NUMBER.sub(_covered, text))
    for pattern in (_INTRODUCED, _NAMED, _GREETED):
        text = pattern.sub(lambda found: f"{found['by']} {COVER}", text)
    return text


def _covered(number: re.Match[str]) -> str:
    is_public = _PUBLIC.fullmatch(number[0]) or _MONEY.match(number.string, number.end())
    return number[0] if is_public else COVER

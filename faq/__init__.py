"""The knowledge base and its search: files in, answers out. No Telegram, no SQL, no settings."""

from faq.additions import Additions, Phrasing, merged
from faq.base import Base, Entry, Topic
from faq.errors import BrokenEntry, EmptyBase, FaqError
from faq.fold import fold, searched
from faq.languages import same_language
from faq.likeness import groups
from faq.loading import SHIPPED, load
from faq.search import Answer, Index, Outcome
from faq.shelf import Hit

__all__ = [
    "SHIPPED",
    "Additions",
    "Answer",
    "Base",
    "BrokenEntry",
    "EmptyBase",
    "Entry",
    "FaqError",
    "Hit",
    "Index",
    "Outcome",
    "Phrasing",
    "Topic",
    "fold",
    "groups",
    "load",
    "merged",
    "same_language",
    "searched",
]

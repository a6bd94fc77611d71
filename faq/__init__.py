"""The knowledge base and its search: files in, answers out. No Telegram, no SQL, no settings."""

from faq.base import Base, Entry, Topic
from faq.errors import BrokenEntry, EmptyBase, FaqError
from faq.fold import fold
from faq.loading import SHIPPED, load
from faq.search import Answer, Hit, Index, Outcome

__all__ = [
    "SHIPPED",
    "Answer",
    "Base",
    "BrokenEntry",
    "EmptyBase",
    "Entry",
    "FaqError",
    "Hit",
    "Index",
    "Outcome",
    "Topic",
    "fold",
    "load",
]

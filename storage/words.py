"""How the words that a ticket is found by are kept in a column; which words, `finding` says."""

from typing import Any

from sqlalchemy import Dialect, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.types import TypeEngine


class Words(TypeDecorator[tuple[str, ...]]):
    """Folded words, each once, in order: a tsvector on PostgreSQL, elsewhere text with spaces."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return TSVECTOR() if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        quote = "'" if dialect.name == "postgresql" else ""
        return " ".join(f"{quote}{word}{quote}" for word in value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:  # noqa: ARG002
        return None if value is None else tuple(sorted(value.replace("'", "").split()))

"""What is logged, and what never is: no token, no words of a person."""

import logging
import re

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{6,}")


class Redacted(logging.Formatter):
    """Everything in the shape of a bot's token is blotted out, in tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        return _TOKEN.sub("<token>", super().format(record))


def set_up(level: str) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(Redacted("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("aiohttp.access", "apscheduler", "alembic", "httpx"):
        logging.getLogger(noisy).setLevel(logging.WARNING)

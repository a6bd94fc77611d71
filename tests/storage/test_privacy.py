"""The consent log as rows."""

from sqlalchemy.ext.asyncio import AsyncConnection

from desk.languages import Language
from desk.privacy import Consent
from storage.people import PeopleRows
from storage.privacy import ConsentRows
from tests.storage.rows import ARTA, MORNING, later


async def test_every_line_of_the_log_comes_back_oldest_first(tx: AsyncConnection) -> None:
    await PeopleRows(tx).save(ARTA)
    log = [
        Consent(ARTA.id, "notice", True, 2, Language.SQ, MORNING),
        Consent(ARTA.id, "story", True, 2, Language.SR_CYRL, later(days=1)),
        Consent(ARTA.id, "story", False, 3, Language.EU, later(days=2)),
    ]
    for consent in log:
        await ConsentRows(tx).add(consent)
    assert await ConsentRows(tx).of(ARTA.id) == log
    assert await ConsentRows(tx).of(99) == []

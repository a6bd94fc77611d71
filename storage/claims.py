"""How a row of the outbox is claimed: by whom, and only when no row is before it.

Order does not rest on what a leader has in memory: it may not have heard yet of a row that another
process wrote down, or that an earlier term has left. In a private chat all rows are in line, in a
staff group those of a ticket.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, case, cast, func, select, text, update

from storage.leader import TERM
from storage.schema import marks, outbox

SOON = timedelta(seconds=1)  # what is due by then is in line already

_PENDING = text("outbox.state = 'pending'")
_earlier = outbox.alias("earlier")
_IS_TERM = select(marks.c.key).where(
    marks.c.key == TERM, marks.c.value == cast(bindparam("of_term", type_=BigInteger), Text)
)
_IS_EARLIER = (_earlier.c.id < outbox.c.id, _earlier.c.priority <= outbox.c.priority)
# Not of the lane's index, which would be read through where thousands wait for one group.
_IS_OF_LANE = (_earlier.c.lane == outbox.c.lane).is_(True)
_IS_LEFT = (
    *_IS_EARLIER,
    _IS_OF_LANE,
    text("earlier.state = 'sending'"),
    func.coalesce(_earlier.c.term, 0) < bindparam("of_term"),
)
_WAITS = (
    *_IS_EARLIER,
    text("earlier.state = 'pending'"),
    _earlier.c.due_at <= bindparam("soon"),
)
_private = case((outbox.c.lane.startswith("chat:"), outbox.c.lane))


def _none(*conditions: Any) -> Any:
    return ~select(_earlier.c.id).where(*conditions).exists()


CLAIM = (
    update(outbox)
    .where(outbox.c.id == bindparam("number"), _PENDING)
    .values(state="sending", attempts=outbox.c.attempts + 1, term=bindparam("of_term"))
    .returning(outbox)
)
CLAIM_IN_TERM = CLAIM.where(
    _IS_TERM.exists(),
    _none(*_IS_LEFT),
    _none(*_WAITS, _earlier.c.lane == _private),
    _none(*_WAITS, _earlier.c.ticket_id == outbox.c.ticket_id, _IS_OF_LANE),
)

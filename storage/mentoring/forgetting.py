"""What becomes of sessions, requests for facilitators and plans when somebody is forgotten."""

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.erasure import Fate
from desk.mentoring.booking import Side
from desk.timers import OF_BOOKINGS, Kind
from storage.blank import blank
from storage.mentoring.facilitation_tables import facilitation_slips, facilitations
from storage.mentoring.plans_tables import plan_confirmations, plan_versions, plans
from storage.mentoring.tables import (
    bookings,
    mentors,
    session_accounts,
    session_notes,
    wishes,
)
from storage.schema import memberships, timers


async def forget_sessions(tx: AsyncConnection, person_id: int, nobody: int) -> None:
    """What they asked for and booked is a stand-in's; a mentor is nobody of the directory."""
    theirs = select(bookings.c.id).where(bookings.c.requester_id == person_id)
    given = select(bookings.c.id).join(mentors).where(mentors.c.person_id == person_id)
    by_mentor = session_notes.c.author == Side.MENTOR
    noted = session_notes.c.booking_id.in_(theirs) | (
        session_notes.c.booking_id.in_(given) & by_mentor
    )
    said = (session_accounts.c.booking_id.in_(theirs)) | (
        session_accounts.c.booking_id.in_(given) & (session_accounts.c.side == Side.MENTOR)
    )
    wanted = select(facilitations.c.id).where(facilitations.c.person_id == person_id)
    held_by = select(facilitations.c.id).join(mentors).where(mentors.c.person_id == person_id)
    along = facilitation_slips.c.facilitation_id.in_(wanted) | (
        facilitation_slips.c.facilitation_id.in_(held_by)
        & (facilitation_slips.c.author == Side.MENTOR)
    )
    booked = list(await tx.scalars(theirs))
    gone = timers.c.about_id.in_(booked) & timers.c.kind.in_(OF_BOOKINGS)
    await tx.execute(delete(timers).where(gone))
    gone_from_directory = {**blank(mentors, Fate.WHO), "about": {}}
    for table, mine, values in (
        (session_notes, noted, blank(session_notes, Fate.WORDS)),
        (session_accounts, said, blank(session_accounts, Fate.WORDS)),
        (
            bookings,
            bookings.c.requester_id == person_id,
            {**blank(bookings, Fate.WORDS), "requester_id": nobody},
        ),
        (
            wishes,
            wishes.c.person_id == person_id,
            {**blank(wishes, Fate.WORDS), "person_id": nobody},
        ),
        (facilitation_slips, along, blank(facilitation_slips, Fate.WORDS)),
        (
            facilitations,
            facilitations.c.person_id == person_id,
            {**blank(facilitations, Fate.WORDS), "person_id": nobody},
        ),
        (mentors, mentors.c.person_id == person_id, gone_from_directory),
    ):
        await tx.execute(update(table).where(mine).values(values))


async def forget_plans(tx: AsyncConnection, person_id: int, nobody: int) -> None:
    """Words are the organisation's, as long as anybody else writes for it."""
    known = memberships.c.organisation_id
    own = select(known).where(memberships.c.person_id == person_id)
    others = select(known).where(memberships.c.person_id != person_id)
    alone = plans.c.organisation_id.in_(own) & plans.c.organisation_id.not_in(others)
    mine = plans.c.person_id == person_id
    theirs = list(await tx.scalars(select(plans.c.id).where(mine | alone)))
    about = timers.c.about_id.in_(theirs) & (timers.c.kind == Kind.OVERDUE)
    await tx.execute(delete(timers).where(about))
    for table, which, values in (
        (plans, plans.c.id.in_(theirs), blank(plans, Fate.WORDS)),
        (plans, mine, {"person_id": nobody}),
        (
            plan_versions,
            plan_versions.c.plan_id.in_(theirs),
            blank(plan_versions, Fate.WORDS),
        ),
        (
            plan_confirmations,
            plan_confirmations.c.person_id == person_id,
            blank(plan_confirmations, Fate.WHO),
        ),
    ):
        await tx.execute(update(table).where(which).values(values))

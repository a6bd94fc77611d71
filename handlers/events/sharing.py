"""A cause that staff have said yes to goes to those who follow its theme, some at a time.

Whom it has reached stands in the key of the timer that goes on: what is put into the outbox and
where it goes on from are one transaction, so that each is written to once.
"""

from desk.events.topic import NoSuchTopic, Topic, TopicStanding
from desk.outgoing import Call, Chat, Parcel, Priority
from desk.timers import Kind, Timer
from handlers.context import Context
from handlers.views.events import topics as views

AT_ONCE = 50


async def begin(topic: Topic, context: Context) -> None:
    await _from(topic.id, 0, context)


async def _from(topic_id: int, cursor: int, context: Context) -> None:
    key = f"{Kind.SHARE}:{topic_id}:{cursor}"
    await context.timers.put([Timer.once(key, Kind.SHARE, context.now, about_id=topic_id)])


async def go_on(timer: Timer, context: Context) -> None:
    """Whoever proposed it knows; what has been closed meanwhile goes to nobody more."""
    assert timer.about_id is not None
    await context.timers.drop([timer.key])
    try:
        topic = await context.topics.look(timer.about_id)
    except NoSuchTopic:
        return
    if topic.standing is not TopicStanding.OPEN:
        return
    cursor = int(timer.key.rpartition(":")[2])
    people = await context.topics.followers(topic.theme, cursor, AT_ONCE)
    for person_id in people:
        if person_id != topic.author_id:
            await _tell(topic, person_id, context)
    if len(people) == AT_ONCE:
        await _from(topic.id, people[-1], context)


async def _tell(topic: Topic, person_id: int, context: Context) -> None:
    """Nobody at night."""
    person = await context.people.look(person_id)
    assert person is not None
    screen = views.cause(topic, context.texts_of(person))
    zone = await context.zone_of(person)
    due_at = context.house.schedule.quiet.morning_after(context.now, zone)
    call = Call("sendMessage", screen.params())
    await context.outbox.put(Parcel(Chat(person_id), call, Priority.BULK, due_at=due_at))

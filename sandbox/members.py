"""Who is in a group and with which rights: ChatMember objects, and the updates on a change."""

from dataclasses import replace

from sandbox.messages import post, tell_bot
from sandbox.model import JSON, Chat, Member, Person, Status
from sandbox.world import World

NO_RIGHTS = {
    "can_manage_chat": True,
    "can_delete_messages": False,
    "can_manage_video_chats": False,
    "can_restrict_members": False,
    "can_promote_members": False,
    "can_change_info": False,
    "can_invite_users": False,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
    "can_send_welcome_messages": False,
    "can_pin_messages": False,
    "can_manage_topics": False,
    "can_manage_tags": False,
}
# What a person who is made administrator may do.
PERSON_RIGHTS = {
    **NO_RIGHTS,
    "can_delete_messages": True,
    "can_restrict_members": True,
    "can_invite_users": True,
    "can_pin_messages": True,
    "can_manage_topics": True,
}


def chat_member(user: JSON, member: Member) -> JSON:
    shown: JSON = {"user": user, "status": str(member.status)}
    match member.status:
        case Status.CREATOR:
            shown["is_anonymous"] = False
        case Status.ADMINISTRATOR:
            rights = {**NO_RIGHTS, **member.rights}
            shown.update(can_be_edited=False, is_anonymous=False, **rights)
        case Status.KICKED:
            shown["until_date"] = 0
    return shown


def set_member(world: World, chat: Chat, person: Person, status: Status, by: JSON) -> None:
    """A person's new place in a group, with the service message a join or a leave brings."""
    old = chat.member(person.id)
    if old.status is status:
        return
    rights = dict(PERSON_RIGHTS) if status is Status.ADMINISTRATOR else {}
    new = chat.members[person.id] = Member(status, rights)
    if not status.is_inside:
        del chat.members[person.id]
        if status is Status.KICKED:
            chat.members[person.id] = new
    if old.status.is_inside != status.is_inside:
        _note(world, chat, person, by, joined=status.is_inside)
    _changed(world, chat, "chat_member", person.as_user(), (old, new), by)


def _note(world: World, chat: Chat, person: Person, by: JSON, *, joined: bool) -> None:
    user = person.as_user()
    content = {"new_chat_members": [user]} if joined else {"left_chat_member": user}
    tell_bot(world, chat, post(world, chat, by, content))


def set_bot_member(world: World, chat: Chat, new: Member, by: JSON) -> None:
    old = world.bot_member(chat)
    if old != new:
        chat.members[world.bot.id] = new
        _changed(world, chat, "my_chat_member", world.bot.as_user(), (old, new), by)


def bot_rights_changed(member: Member, changes: dict[str, bool], inside: Member) -> Member:
    """`administrator` false makes a plain member of the bot, true gives back its rights."""
    administrator = changes.pop("administrator", member.status is Status.ADMINISTRATOR)
    if not administrator:
        return Member(Status.MEMBER) if member.status.is_inside else member
    base = member if member.status is Status.ADMINISTRATOR else inside
    return replace(base, status=Status.ADMINISTRATOR, rights={**base.rights, **changes})


def set_blocked(world: World, person: Person, *, blocked: bool) -> None:
    """A person blocks the bot, or lets it in again: my_chat_member in their private chat."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    chat = world.private_chat(person)
    pair = Member(Status.MEMBER), Member(Status.KICKED)
    old_new = pair if blocked else pair[::-1]
    _changed(world, chat, "my_chat_member", world.bot.as_user(), old_new, person.as_user())


def _changed(
    world: World, chat: Chat, kind: str, user: JSON, change: tuple[Member, Member], by: JSON
) -> None:
    world.touched("chats", chat.id)
    old, new = change
    world.updates.add(
        kind,
        {
            "chat": world.chat_json(chat),
            "from": by,
            "date": world.clock.timestamp(),
            "old_chat_member": chat_member(user, old),
            "new_chat_member": chat_member(user, new),
        },
    )

"""What Telegram says: whose token it is, what the bot may do in its groups, how updates come."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from telegram.constants import ChatMemberStatus
from telegram.error import ChatMigrated, InvalidToken, TelegramError

from bot.api import BotApi
from bot.doctor.finding import Finding, hint, ok, trouble
from bot.doctor.subject import Subject
from bot.doctor.words import age, counted
from bot.intake import ALLOWED
from desk.ailments import Ailment, Complaint
from desk.groups import MAIN, StaffGroup
from handlers.groups import is_lost, mark_of
from storage.condition import Condition

# What the bot does in a staff group, by the right that it needs (Bot API, ChatMemberAdministrator).
RIGHTS = {"can_manage_topics": "Manage Topics", "can_delete_messages": "Delete Messages"}
_OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
_PORTS = (443, 80, 88, 8443)  # Bot API, setWebhook
_MANY = 100  # updates that wait at Telegram
_RECENT = timedelta(minutes=30)
_CLOUD = "https://api.telegram.org"


@dataclass(slots=True)
class AtTelegram:
    """`reaches_staff`: something can be said in the main staff group."""

    findings: list[Finding] = field(default_factory=list)
    reaches_staff: bool = False


async def at_telegram(subject: Subject, condition: Condition) -> AtTelegram:
    found = AtTelegram()
    if subject.api is None:
        text = "no BOT_TOKEN: the line runs with its own sandbox"
        found.findings.append(hint("Telegram", text, "set one to open it on Telegram"))
        return found
    try:
        await _look(subject, subject.api, condition, found)
    except InvalidToken:
        cure = "copy BOT_TOKEN anew from @BotFather"
        found.findings.append(trouble("Token", "Telegram refuses it", cure))
    except TelegramError as error:
        cure = "see BOT_API_URL and the network"
        found.findings.append(trouble("Telegram", error.message, cure))
    return found


async def _look(subject: Subject, api: BotApi, condition: Condition, found: AtTelegram) -> None:
    me = await api.call("getMe")
    found.findings.append(ok("Token", f"it belongs to @{me['username']}"))
    blind = []
    for group in subject.settings.groups:
        look = _Group(group, condition)
        await look.at(api, me["id"])
        found.findings += look.findings
        found.reaches_staff |= look.is_inside and group.name == MAIN
        blind += [] if look.is_administrator else [look.about]
    info = await api.call("getWebhookInfo")
    found.findings += [*_webhook(info, subject), _privacy(me, blind), _inline(me)]


class _Group:
    """One staff group, as the bot meets it."""

    def __init__(self, group: StaffGroup, condition: Condition) -> None:
        self._name = group.name
        self._written = group.chat_id
        lost = condition.marks.get(mark_of(group.name))
        self._is_told = lost is not None and is_lost(lost.value)
        self._chat_id = condition.chat_now(group.chat_id)
        self._open = ((condition.backlog and condition.backlog.topics) or {}).get(group.name, 0)
        is_main = group.name == MAIN
        self._setting = "STAFF_CHAT_ID" if is_main else "STAFF_GROUPS"
        self.about = "Staff group" if is_main else f"Staff group {group.name}"
        self.findings: list[Finding] = []
        self.is_inside = self.is_administrator = False

    async def at(self, api: BotApi, bot_id: int) -> None:
        try:
            chat, member = await self._asked(api, bot_id)
        except ChatMigrated as error:
            self._trouble(f"it has become {error.new_chat_id}", f"write that in {self._setting}")
            return
        except InvalidToken:
            raise
        except TelegramError as error:
            self._outside(error.message)
            return
        if member["status"] in _OUT:
            self._outside("the bot is not in it")
            return
        self.is_inside = True
        self.is_administrator = member["status"] == ChatMemberStatus.ADMINISTRATOR
        self._judge(chat, member)

    async def _asked(self, api: BotApi, bot_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """Raises TelegramError."""
        chat = await api.call("getChat", {"chat_id": self._chat_id})
        place = {"chat_id": self._chat_id, "user_id": bot_id}
        return chat, await api.call("getChatMember", place)

    def _judge(self, chat: dict[str, Any], member: dict[str, Any]) -> None:
        """A forum where the bot is an administrator: without either, no ticket can be shown."""
        title = chat.get("title", "")
        missing = [right for right in RIGHTS if not member.get(right)]
        if not chat.get("is_forum"):
            complaint = Complaint(Ailment.NO_TOPICS, self._name)
            cure = "turn Topics on in the group's settings"
            self._trouble(f"“{title}” has no topics", cure, complaint)
        if missing:
            names = ", ".join(RIGHTS[right] for right in missing)
            cure = f"make the bot an administrator with the right: {names}"
            complaints = [Complaint(Ailment.RIGHT, self._name, right) for right in missing]
            self._trouble(f"in “{title}” the bot may not: {names}", cure, *complaints)
        if not self.findings:
            topics = counted(self._open, "topic is", "topics are")
            text = f"“{title}” is a forum, the bot has its rights there; {topics} open"
            self.findings.append(ok(self.about, text))
        if self._chat_id != self._written:
            text = f"it was {self._written} and has become {self._chat_id}; the line remembers that"
            self.findings.append(hint(self.about, text, f"write that in {self._setting}"))

    def _outside(self, why: str) -> None:
        cure = f"add the bot to the group, and see {self._setting} (`linja groups`)"
        complaint = Complaint(Ailment.OUTSIDE, self._name)
        self._trouble(why, cure, *([] if self._is_told else [complaint]))

    def _trouble(self, text: str, cure: str, *complaints: Complaint) -> None:
        self.findings.append(trouble(self.about, text, cure, *complaints))


def _privacy(me: dict[str, Any], blind: list[str]) -> Finding:
    """An administrator reads everything, whatever the mode (core.telegram.org/bots/features)."""
    about = "Privacy mode"
    if me.get("can_read_all_group_messages"):
        text = "off: the bot reads whatever is written in every group that it is in"
        cure = "it need not be: send /setprivacy to @BotFather, and choose Enable"
        return hint(about, text, cure)
    if blind:
        text = f"on, and the bot is no administrator in: {', '.join(blind)}; it does not read staff"
        return trouble(about, text, "make the bot an administrator there, and privacy may stay on")
    return ok(about, "on, as it should be; as an administrator the bot reads its staff groups")


def _inline(me: dict[str, Any]) -> Finding:
    """Not every line wants it, so it is no trouble where it is off."""
    if me.get("supports_inline_queries"):
        return ok("Inline mode", "answers are offered in any chat")
    cure = "for answers in any chat, send /setinline to @BotFather"
    return hint("Inline mode", "off", cure)


def _webhook(info: dict[str, Any], subject: Subject) -> Iterator[Finding]:
    """How updates come (Bot API, WebhookInfo)."""
    wanted, there = subject.settings.webhook_url or "", info.get("url") or ""
    waiting = info.get("pending_update_count", 0)
    if there != wanted:
        yield _elsewhere(wanted, there)
    elif waiting >= _MANY:
        text = f"{waiting} updates wait at Telegram"
        cure = "is `linja run` open, and does the way to it (proxy, port) hold?"
        yield trouble("Updates", text, cure, Complaint(Ailment.LATE_IN))
    elif wanted:
        ip = info.get("ip_address", "an unknown address")
        yield ok("Updates", f"pushed to {wanted} ({ip}); {waiting} wait at Telegram")
    else:
        yield ok("Updates", f"polled; {waiting} wait at Telegram")
    if wanted and there == wanted:
        yield from _pushed(info, subject)


def _elsewhere(wanted: str, there: str) -> Finding:
    """The line sets it when it opens, so another one means that somebody else has been there."""
    if not there:
        text = "Telegram knows no webhook, so it pushes nothing"
        cure = "open the line (`linja run`), which sets it; or leave WEBHOOK_URL empty to poll"
    else:
        text = f"Telegram pushes them to {there}"
        cure = (
            "does another program use this token? Stop it, then open the line again: `linja run` "
            + ("sets WEBHOOK_URL" if wanted else "ends that")
        )
    return trouble("Updates", text, cure, Complaint(Ailment.LATE_IN))


def _pushed(info: dict[str, Any], subject: Subject) -> Iterator[Finding]:
    url = urlsplit(subject.settings.webhook_url or "")
    is_fit = url.scheme == "https" and (url.port or 443) in _PORTS
    if subject.settings.bot_api_url == _CLOUD and not is_fit:
        cure = f"make WEBHOOK_URL an https address, its port one of {', '.join(map(str, _PORTS))}"
        yield trouble("Webhook", "Telegram pushes nothing to such an address", cure)
    failed_at = datetime.fromtimestamp(info.get("last_error_date", 0), UTC)
    now = subject.clock.now()
    if failed_at > max(now - _RECENT, subject.since or failed_at - _RECENT):
        yield _refused(info, now - failed_at)
    unasked = set(ALLOWED) - set(info.get("allowed_updates") or ALLOWED)
    if unasked:
        text = f"Telegram does not push: {', '.join(sorted(unasked))}"
        yield trouble("Webhook", text, "open the line again (`linja run`), which asks for them")


def _refused(info: dict[str, Any], passed: timedelta) -> Finding:
    text = f"Telegram could not push, {age(passed)} ago: {info.get('last_error_message', '')}"
    cure = "see that WEBHOOK_URL leads to WEBHOOK_LISTEN, with a certificate that holds"
    return trouble("Webhook", text, cure, Complaint(Ailment.LATE_IN))

"""getUpdates and the webhook's methods: how the bot is told of what happens."""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.errors import Refused, bad_request
from sandbox.model import JSON
from sandbox.params import Params
from sandbox.webhook_settings import WebhookSettings
from sandbox.world import World

CONFLICT_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


async def get_updates(world: World, params: Params) -> list[JSON]:
    if world.webhook.url:
        raise Refused(409, CONFLICT_WEBHOOK)
    if (allowed := params.array("allowed_updates")) is not None:
        world.updates.allow(allowed)
    return await world.updates.poll(
        params.integer("offset") or 0,
        params.integer("limit") or 0,
        params.integer("timeout") or 0,
    )


async def set_webhook(world: World, params: Params) -> bool:
    url = params.text("url") or ""
    secret = params.text("secret_token") or None
    _check(url, secret)
    if (allowed := params.array("allowed_updates")) is not None:
        world.updates.allow(allowed)
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    world.webhook = WebhookSettings(
        url=url,
        secret_token=secret,
        has_custom_certificate=params.text("certificate") is not None,
        ip_address=params.text("ip_address"),
        max_connections=min(max(params.integer("max_connections") or 40, 1), 100),
    )
    _webhook_changed(world)
    return True


def _check(url: str, secret: str | None) -> None:
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise bad_request("bad webhook: invalid webhook URL specified")
    if secret and len(secret) > 256:
        raise bad_request("secret token is too long")
    if secret and not re.fullmatch("[A-Za-z0-9_-]+", secret):
        raise bad_request("secret token contains unallowed characters")


async def delete_webhook(world: World, params: Params) -> bool:
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    world.webhook = WebhookSettings()
    _webhook_changed(world)
    return True


async def get_webhook_info(world: World, _params: Params) -> JSON:
    return world.webhook.as_info(len(world.updates.pending), world.updates.allowed)


def _webhook_changed(world: World) -> None:
    world.touched("settings", "webhook")
    world.updates.wake()


ASYNC_METHODS: dict[str, Any] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}

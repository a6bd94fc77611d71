"""What setWebhook set and how delivery has gone since; the delivery itself is in webhook.py."""

from dataclasses import asdict, dataclass

from sandbox.model import JSON


@dataclass(slots=True)
class WebhookSettings:
    url: str = ""
    secret_token: str | None = None
    has_custom_certificate: bool = False
    ip_address: str | None = None
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str | None = None

    def as_info(self, pending: int, allowed: list[str]) -> JSON:
        info: JSON = {
            "url": self.url,
            "has_custom_certificate": self.has_custom_certificate,
            "pending_update_count": pending,
        }
        if self.url:
            info["max_connections"] = self.max_connections
            info["ip_address"] = self.ip_address or "127.0.0.1"
        if self.last_error_date is not None:
            info["last_error_date"] = self.last_error_date
            info["last_error_message"] = self.last_error_message
        if allowed:
            info["allowed_updates"] = allowed
        return info

    def dump(self) -> JSON:
        return asdict(self)

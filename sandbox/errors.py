"""What can go wrong in the sandbox, with the facts that an answer is made of."""


class SandboxError(Exception):
    """The family of everything the sandbox refuses."""


class Refused(SandboxError):
    """A Bot API call that Telegram answers with ok=false."""

    def __init__(self, error_code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.error_code = error_code
        self.description = description
        self.parameters = parameters


class ControlRefused(SandboxError):
    """A request on the control channel that makes no sense in this world."""


class ConnectionCut(SandboxError):
    """The connection is to be closed without an answer."""


def bad_request(reason: str, **parameters: int) -> Refused:
    return Refused(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> Refused:
    return Refused(403, f"Forbidden: {reason}")


def too_many_requests(retry_after: int) -> Refused:
    return Refused(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def migrated(new_chat_id: int) -> Refused:
    return bad_request(
        "group chat was upgraded to a supergroup chat", migrate_to_chat_id=new_chat_id
    )

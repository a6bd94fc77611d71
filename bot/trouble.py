"""What can be wrong with the machine that a setting names, in words an operator can act on."""


class CannotUse(OSError):
    """The setting is well written, but what it names is taken, forbidden or away."""

    def __init__(self, setting: str, value: str, why: str) -> None:
        super().__init__(f"{setting} {value} {why}")
        self.setting = setting
        self.value = value
        self.why = why

    def __str__(self) -> str:
        return " ".join(part for part in (self.setting, self.value, self.why) if part)

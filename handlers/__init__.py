"""The conversation: what a person says or presses, one use case, a screen."""

from handlers.entrance import FEATURES, handle

__all__ = ["FEATURES", "handle"]

"""Every Bot API method the sandbox knows, by its name; the methods live in the modules beside."""

from collections.abc import Callable
from typing import Any

from sandbox.methods import answers, copying, editing, me, media, sending, topics, visits
from sandbox.params import Params
from sandbox.world import World

Method = Callable[[World, Params], Any]

METHODS: dict[str, Method] = {
    **me.METHODS,
    **sending.METHODS,
    **media.METHODS,
    **copying.METHODS,
    **editing.METHODS,
    **topics.METHODS,
    **visits.METHODS,
    **answers.METHODS,
}

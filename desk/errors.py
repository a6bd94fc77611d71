"""The desk's errors: each states a fact and carries ids. Words for people are found at the edge."""


class DeskError(Exception):
    """The family: a screen says what to do instead, the transaction goes on."""


class NotYours(DeskError):
    """Somebody asked for a thing that belongs to another person, or to nobody."""


class NoSuchTicket(DeskError):
    """No ticket has this number, or none belongs to this topic."""


class Forgotten(DeskError):
    """The member of this ticket has asked to be forgotten: nobody is there to be answered."""


class NothingToUndo(DeskError):
    """No message of staff's in this ticket is left that could be taken back."""

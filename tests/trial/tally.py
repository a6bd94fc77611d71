"""What has become of counted words: lost, doubled, misplaced, out of order. It only counts.

A word is `p7-3`: the third of person 7, to staff; `r7-3` is staff's third reply to that person.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.trial.stage import Posted

Place = tuple[int, int]  # chat_id, message_thread_id


@dataclass(slots=True)
class Tally:
    """`repeats` are sends that said what stood there already: when it was said for the first time.

    Where a burst goes as one message, one send repeats several words.
    """

    said: set[str]
    first: dict[str, float] = field(default_factory=dict)
    doubled: set[str] = field(default_factory=set)
    repeats: list[float] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    _places: dict[str, set[Place]] = field(default_factory=lambda: defaultdict(set))
    _newest: dict[str, int] = field(default_factory=dict)

    @property
    def lost(self) -> set[str]:
        return self.said - self.first.keys()

    @property
    def disordered(self) -> int:
        """Words that came after a later one of the same person."""
        return len(self.late)

    @property
    def scattered(self) -> int:
        """People whose words are in more than one topic or chat."""
        return sum(len(places) > 1 for places in self._places.values())

    @property
    def mixed(self) -> int:
        """Topics or chats with the words of more than one person."""
        owners: dict[Place, set[str]] = defaultdict(set)
        for whose, places in self._places.items():
            for place in places:
                owners[place].add(whose)
        return sum(len(whose) > 1 for whose in owners.values())

    @property
    def threads(self) -> set[int]:
        return {thread for places in self._places.values() for _, thread in places}

    def add(self, message: Posted) -> None:
        words = [word for word in message.tokens if word in self.said]
        repeated = [word for word in words if word in self.first]
        if repeated:
            self.doubled.update(repeated)
            self.repeats.append(self.first[repeated[0]])
        for word in words:
            whose, _, number = word.partition("-")
            self._places[whose].add((message.chat_id, message.thread))
            if word not in self.first:
                self.first[word] = message.at
                if int(number) < self._newest.get(whose, -1):
                    self.late.append(word)
                self._newest[whose] = max(int(number), self._newest.get(whose, -1))


def tally(said: Iterable[str], posted: Iterable[Posted]) -> Tally:
    """Of these words, in the messages as they came."""
    counted = Tally(set(said))
    for message in posted:
        counted.add(message)
    return counted

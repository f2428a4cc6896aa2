"""Many texts held as one, so that none of them is a thing of its own until it is asked for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
END: Final = "\0"
# Half signs cannot be written as UTF-8; a profile may hold one all the same.
ODD: Final = "surrogatepass"


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Texts one after the other, each with an end sign; `starts` has one place more than texts."""

    body: str
    starts: Numbers

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """Lay texts one after the other."""
        ended = [text + END for text in texts]
        return cls("".join(ended), places([len(text) for text in ended]))

    @classmethod
    def joined(cls, parts: Sequence[tuple["Texts", int, int]]) -> "Texts":
        """The texts from one number to before another, of each part in turn."""
        bodies = [one.body[int(one.starts[a]) : int(one.starts[b])] for one, a, b in parts]
        counts = [np.diff(one.starts[a : b + 1]) for one, a, b in parts]
        return cls("".join(bodies), places(np.concatenate([np.zeros(0, np.int64), *counts])))

    @classmethod
    def from_bytes(cls, body: npt.NDArray[np.uint8], starts: Numbers) -> "Texts":
        """Read back what `to_bytes` gave."""
        return cls(str(body.tobytes(), "utf-8", ODD), starts)

    def to_bytes(self) -> npt.NDArray[np.uint8]:
        """All texts as they are written to a file; the starts go beside."""
        return np.frombuffer(self.body.encode("utf-8", ODD), dtype=np.uint8)

    def __len__(self) -> int:
        """Count the texts."""
        return len(self.starts) - 1

    def __getitem__(self, at: int) -> str:
        """One text by its number."""
        return self.body[int(self.starts[at]) : int(self.starts[at + 1]) - 1]

    def __iter__(self) -> Iterator[str]:
        """All texts in turn."""
        return (self[at] for at in range(len(self)))

    def holder_of(self, place: int) -> int:
        """Number of the text in which a place of the body lies."""
        return int(np.searchsorted(self.starts, place, side="right")) - 1


def places(counts: Sequence[int] | Numbers) -> Numbers:
    """Where each of several runs begins, and where the last one ends."""
    made: Numbers = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])
    return made

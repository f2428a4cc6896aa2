"""What people say around the matter itself, and what they need at home, which no skill answers.

Who they are, since when, and how to reach them; and the toothache, the dog and the holiday. A
clause of this kind speaks of no skill. Without these sentences every clause would be led to some
skill, and a request in whole sentences would ask for things that nobody wants. One sentence a
line; written for this purpose, none taken from a request.
"""

from functools import lru_cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).resolve().parent / "small_talk.txt"


@lru_cache(maxsize=1)
def small_talk() -> tuple[str, ...]:
    """The sentences, in the order of the file."""
    return tuple(FILE.read_text(encoding="utf-8").split("\n")[:-1])

"""The process that searches for a server: one question at a time, until its line is closed.

It reads the database itself, so a change is found by the next question. While nobody asks it looks
once a minute whether the list of experts has changed, so that nobody's search waits for the index,
and keeps what it has read for the next start (ADR 40).
"""

import gc
import logging
import signal
import sys
from multiprocessing.connection import Connection
from typing import Final

from hub.experts import index
from hub.experts.queries import roster
from hub.experts.remembered import NAME, Memory
from hub.experts.searching import Answer, Question
from hub.kernel.errors import Refused
from hub.platform import clock, logs, runtime
from hub.platform.context import Ctx, system_actor
from hub.platform.db import Store

LOG: Final = logging.getLogger("hub.searching")
LOOK_SECONDS: Final = 60.0


def main(number: int) -> None:
    """Answer the questions that come over the file descriptor of this number."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logs.configure()
    line: Connection[Answer, Question] = Connection(number)
    index.remember(Memory(runtime.settings().data_dir / NAME, runtime.keyring))
    _keep_ready()
    settle()
    try:
        while True:
            if line.poll(LOOK_SECONDS):
                line.send(answer(runtime.store(), line.recv()))
                tidy()
            else:
                _keep_ready()
                gc.collect()
    except (EOFError, OSError):
        return
    finally:
        runtime.forget()


def settle() -> None:
    """Memory is looked through between two questions, never while somebody waits for an answer."""
    gc.collect()
    gc.freeze()
    gc.disable()


def tidy() -> None:
    """Look through what the last question left."""
    gc.collect(1)


def answer(store: Store, asked: Question) -> Answer:
    """Search for one question; a refusal and a fault are answers too."""
    try:
        with store.reading() as session:
            ctx = Ctx(session, system_actor("experts"), asked.now)
            found = index.search(ctx, text=asked.text, chosen=asked.chosen)
    except Refused as refusal:
        return Answer(asked.number, reason=refusal.reason, params=refusal.params)
    except Exception:  # the process's edge: the next question may be answered
        LOG.exception("search.fault")
        return Answer(asked.number)
    return Answer(asked.number, found)


def keep_index(store: Store) -> bool:
    """Have the index of this process ready, so that nobody's first search waits for it.

    Nothing to do without experts; without a vocabulary there is nothing to search by.
    """
    with store.reading() as session:
        ctx = Ctx(session, system_actor("experts"), clock.now())
        if not roster.is_anybody_listed(ctx):
            return False
        try:
            index.search(ctx, text="lathe")
        except Refused:
            return False
    return True


def _keep_ready() -> None:
    try:
        if keep_index(runtime.store()):
            index.keep()
        else:
            index.forget()
    except Exception:  # the process's edge: tried again in a minute, or by the next question
        LOG.exception("search.index.fault")


if __name__ == "__main__":
    main(int(sys.argv[1]))

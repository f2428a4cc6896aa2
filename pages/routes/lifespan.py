"""The life of a server process: check, open, warm up, tidy each minute, end without a loss.

Source: platform design, part 1.1.
"""

import asyncio
import gc
import importlib
import logging
import os
import signal
import socket
import threading
from asyncio.trsock import TransportSocket
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from types import FrameType
from typing import Any, Final

import uvicorn
from starlette.concurrency import run_in_threadpool
from streamlit.runtime.pages_manager import PagesManager

from hub import wiring
from hub.accounts import reads
from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_
from hub.platform import anchors, clock, commands, jobs, logs, runtime, schema
from hub.platform.context import system_actor
from hub.platform.life import LIFE
from hub.platform.settings import refuse_silence
from pages.kit import whole_runs

STARTER: Final = system_actor("start")
NOT_AT_HEAD: Final = Reason(
    "start.not_at_head",
    N_("データベースの形が古いままです。「hub migrate」を実行してください。"),
)
ROOMS: Final = (
    "about",
    "accounts",
    "experts",
    "groups",
    "home",
    "internship",
    "subsidy",
    "training",
)
SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)
TIDY_SECONDS: Final = 60
COMMAND_SECONDS: Final = 10
ANSWER_SECONDS: Final = 2
LAST_SECONDS: Final = 15
LOOK_SECONDS: Final = 0.05


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Check the database, start the workers, end them with the process."""
    logs.configure()
    LIFE.begin()
    refuse_silence(runtime.settings())
    wiring.bind()
    if not schema.at_head(runtime.store()):
        raise Refused(NOT_AT_HEAD)
    # Until the first run Streamlit takes our folder `pages` for its old kind of pages and tells
    # the first visitor of a deep link that the page does not exist.
    PagesManager.uses_pages_directory = False
    _import_pages()
    whole_runs.install()
    _warn_of_unguarded()
    # Before anybody asks: a search in this process would read all lists into it.
    wiring.search_beside()
    workers = jobs.Workers()
    workers.start()
    threading.Thread(target=_warm, name="hub-warm", daemon=True).start()
    beside = [asyncio.create_task(_tidy())]
    server = _listen()
    if server is not None:
        beside.append(asyncio.create_task(_when_open(server)))
    logs.event("server.started")
    try:
        yield {}
    finally:
        LIFE.end()
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        await run_in_threadpool(_close, workers)


def _warn_of_unguarded() -> None:
    """Write down how many people of an office still lack the second step that the setting asks."""
    found = commands.look(runtime.store(), reads.unguarded, actor=STARTER, now=clock.now())
    if found.count:
        logs.event("start.no_second_step", logging.WARNING, count=found.count)


def _import_pages() -> None:
    """Import every page before anybody asks: two first visitors at once could find half of one."""
    for room in ROOMS:
        importlib.import_module(f"pages.{room}")


def _warm() -> None:
    """Do what would make a first visit slow; what lives by then is never searched again."""
    wiring.warm()
    gc.collect()
    gc.freeze()
    if runtime.settings().search == "ready":
        wiring.search_ready()
    LIFE.warmed()
    logs.event("server.warm")


async def _tidy() -> None:
    """Collect what runs have left: Streamlit's own collection after each run is switched off."""
    while True:
        await asyncio.sleep(TIDY_SECONDS)
        gc.collect()


def _listen() -> uvicorn.Server | None:
    """Take the server's signals; a process that is not served by uvicorn keeps its own."""
    if threading.current_thread() is not threading.main_thread():
        return None
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    if isinstance(server, uvicorn.Server):
        loop = asyncio.get_running_loop()

        def asked(_number: int, _frame: FrameType | None) -> None:
            if LIFE.is_ending:
                return
            LIFE.end()
            loop.call_soon_threadsafe(_end, server)

        for number in SIGNALS:
            signal.signal(number, asked)
        return server
    return None


async def _when_open(server: uvicorn.Server) -> None:
    """Have answers sent at once, as soon as the server listens."""
    while not server.started:  # noqa: ASYNC110  uvicorn gives no event
        await asyncio.sleep(LOOK_SECONDS)
    send_at_once(each for opened in server.servers for each in opened.sockets)


def send_at_once(listening: Iterable[socket.socket | TransportSocket]) -> None:
    """Let every connection to come send its small messages without waiting for a receipt.

    Streamlit opens its listening socket in a way in which asyncio leaves the waiting on: the parts
    of a page stood still for 40 ms after the first of them (measured: ADR 23).
    """
    for each in listening:
        each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _end(server: uvicorn.Server) -> None:
    """End the server; uvicorn's own way would raise the signal again and report a failure."""
    last = threading.Timer(LAST_SECONDS, os._exit, [1])
    last.daemon = True
    last.start()
    asyncio.get_running_loop().create_task(_drain(server), name="hub-drain")


async def _drain(server: uvicorn.Server) -> None:
    """Let running commands end while others are refused, then the answers under way."""
    await asyncio.to_thread(LIFE.wait_until_idle, COMMAND_SECONDS)
    server.config.timeout_graceful_shutdown = ANSWER_SECONDS
    server.should_exit = True


def _close(workers: jobs.Workers) -> None:
    """Leave everything as a backup would want it."""
    workers.stop()
    wiring.end_search()
    store = runtime.store()
    if runtime.settings().anchor_asked:
        anchors.keep(store)
    store.settle()
    runtime.forget()
    logs.event("server.stopped")

"""Pages are drawn one after the other, and nobody waits for long."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable

import pytest

from pages.kit.turns import Turns
from pages.routes.lifespan import send_at_once


def together(count: int, work: Callable[[], None]) -> None:
    """Do the work in so many threads at once, to the end."""
    threads = [threading.Thread(target=work) for _number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_no_two_pages_are_drawn_beside_each_other() -> None:
    turns, inside, most = Turns(patience=30), [0], [0]

    def draw() -> None:
        with turns.taken():
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            time.sleep(0.01)
            inside[0] -= 1

    together(8, draw)
    assert most == [1]


def test_people_come_in_the_order_in_which_they_asked() -> None:
    turns, came = Turns(patience=30), []

    def draw(number: int) -> None:
        with turns.taken():
            came.append(number)

    with turns.taken():
        threads = [threading.Thread(target=draw, args=(number,)) for number in range(5)]
        for thread in threads:
            thread.start()
            time.sleep(0.05)
    for thread in threads:
        thread.join()
    assert came == [0, 1, 2, 3, 4]


def test_a_page_that_takes_long_does_not_stop_the_others() -> None:
    turns, ended = Turns(patience=0.05), threading.Event()

    def quick() -> None:
        with turns.taken():
            ended.set()

    with turns.taken():
        together(1, quick)
        assert ended.is_set()


def test_a_run_that_is_broken_off_gives_its_turn_back() -> None:
    turns = Turns(patience=30)
    for _number in range(3):
        with pytest.raises(ZeroDivisionError), turns.taken():
            1 / 0  # noqa: B018  what breaks off does not matter
    with turns.taken():
        pass


def test_the_parts_of_a_page_are_sent_without_waiting_for_receipts() -> None:
    """As Streamlit opens its socket, asyncio alone would leave the waiting on."""

    async def accepted(*, is_told: bool) -> int:
        listening = socket.socket(family=socket.AF_INET)
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0)
        found: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def met(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            mine = writer.get_extra_info("socket")
            found.set_result(mine.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        server = await asyncio.start_server(met, sock=listening)
        async with server:
            if is_told:
                send_at_once(server.sockets)
            _reader, writer = await asyncio.open_connection(*listening.getsockname())
            answer = await found
            writer.close()
        return answer

    assert asyncio.run(accepted(is_told=False)) == 0
    assert asyncio.run(accepted(is_told=True)) == 1

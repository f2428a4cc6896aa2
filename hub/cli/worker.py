"""`hub worker`: one more process that takes jobs and sends notices, without pages."""

import signal
from types import FrameType

from hub import wiring
from hub.platform import jobs, logs, runtime
from hub.platform.life import LIFE


def worker() -> None:
    """Work until somebody asks for the end; the tables say what there is to do."""
    logs.configure()
    LIFE.begin()
    wiring.bind()
    workers = jobs.Workers()

    def asked(_number: int, _frame: FrameType | None) -> None:
        LIFE.end()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, asked)
    workers.start()
    logs.event("worker.started")
    workers.wait()
    workers.stop()
    runtime.forget()
    logs.event("worker.stopped")

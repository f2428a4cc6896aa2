"""`hub job`: does one waiting job in this process; what a worker starts as its child."""

from hub import wiring
from hub.platform import jobs, runtime


def job(number: int) -> None:
    """Do the job with this number."""
    wiring.bind()
    jobs.work(runtime.store(), number)

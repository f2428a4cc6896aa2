"""`hub bench post`: a sender that dies between handing a mail over and writing it down.

Each mail is handed over by a sender that dies at once; after the lease another takes it. What
is asked: every mail comes at least once, and one that comes twice has the same Message-ID.
"""

import argparse
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest

from hub import wiring
from hub.platform import clock, mail, settings
from hub.platform.post import sending
from models.platform import Delivery
from models.vocab import Channel, DeliveryState
from tests.support.deliveries import a_notice, a_reachable
from tests.support.internship import a_ward, rows
from tests.support.server import database
from tests.support.smtp import mail_server


class Died(BaseException):
    """The sender is gone; nothing catches it."""


def _die(*_all: object) -> NoReturn:
    raise Died


def main() -> int:
    """Print one JSON object; 1 when a mail is missing or came under two numbers."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--deaths", type=int, default=100)
    deaths: int = asked.parse_args().deaths
    moment = [datetime(2026, 11, 24, 1, 0, tzinfo=UTC)]
    with (
        tempfile.TemporaryDirectory() as folder,
        mail_server() as post,
        database(Path(folder)) as store,
        pytest.MonkeyPatch.context() as patch,
    ):
        wiring.bind()
        patch.setattr(clock, "now", lambda: moment[0])
        person = a_reachable(store, a_ward(store), told_by=Channel.MAIL)
        for number in range(deaths):
            a_notice(store, person, f"{number}")
        here = settings.from_environment(
            {"HUB_SMTP_URL": post.url, "HUB_MAIL_FROM": "hub@ward.example"}
        )
        carrier = mail.carrier(here)
        with pytest.MonkeyPatch.context() as dying:
            dying.setattr(sending, "mark", _die)
            for _number in range(deaths):
                with pytest.raises(Died):
                    sending.send_due(store, carrier, here)
        handed = [str(each["Message-ID"]) for each in post.taken]
        moment[0] += sending.LEASE
        while sending.send_due(store, carrier, here):
            pass
        again = [str(each["Message-ID"]) for each in post.taken[deaths:]]
        sent = [row.state for row in rows(store, Delivery)]
    found = {
        "deaths": len(handed), "numbers": len(set(handed)), "came_again": len(again),
        "other_number": len(set(again) ^ set(handed)),
        "not_sent": sum(state is not DeliveryState.SENT for state in sent),
    }  # fmt: skip
    sys.stdout.write(f"{json.dumps(found)}\n")
    is_well = len(handed) == deaths and not found["other_number"] and not found["not_sent"]
    return int(not is_well)


if __name__ == "__main__":
    sys.exit(main())

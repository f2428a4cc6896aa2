"""A calculation outlives the tab that asked for it and the server that began it."""

import time
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import col, select

from hub.platform.db import Store
from models.platform import JobRow
from models.vocab import JobState
from tests.support.browser import window
from tests.support.filled import copied
from tests.support.journeys import press, settled, signed_in_page
from tests.support.server import database, running

pytestmark = [pytest.mark.server, pytest.mark.browser]
FILE: Final = Path(__file__).with_name("spring.json")
WAIT: Final = 60_000
STAFF: Final = "栗原 眞理子"


def _last_job(store: Store) -> JobRow | None:
    with store.reading() as session:
        return session.exec(select(JobRow).order_by(col(JobRow.id).desc())).first()


def _at_work(store: Store, known: JobRow | None) -> JobRow:
    """The newest job once its process works on it."""
    for _turn in range(600):
        job = _last_job(store)
        if job and job.process and (known is None or job.id != known.id):
            return job
        time.sleep(0.1)
    raise TimeoutError("no process took the calculation")


def test_a_plan_is_there_after_a_closed_tab_and_a_killed_server(
    filled: Path, tmp_path: Path, browser: Browser
) -> None:
    folder = copied(filled, tmp_path / "data")
    with database(folder) as store, running(folder, warm=True) as server:
        known = _last_job(store)
        with window(browser) as staff:
            signed_in_page(staff, server, STAFF)
            staff.goto(f"{server.url}/round-import")
            settled(staff)
            staff.get_by_label("募集回の名前").fill("閉じても続く見本")
            staff.locator("input[type=file]").set_input_files(FILE)
            expect(staff.get_by_role("region", name="ファイル")).to_contain_text(".json")
            press(staff.get_by_role("button", name="この内容で取り込む"))
            press(staff.get_by_role("link", name="この募集回を開く"))
            press(staff.get_by_role("button", name="案を計算する"))
            expect(staff.get_by_role("button", name="今の案で止める")).to_be_visible(timeout=WAIT)
        begun = _at_work(store, known)
        assert server.process is not None
        server.process.kill()
        server.process.wait()
        assert begun.state == JobState.RUNNING
    with database(folder) as store, running(folder, warm=True) as again, window(browser) as staff:
        signed_in_page(staff, again, STAFF)
        staff.goto(f"{again.url}/rounds")
        settled(staff)
        press(staff.get_by_role("link", name="閉じても続く見本"))
        expect(staff.get_by_role("link", name="案を見て決める")).to_be_visible(timeout=WAIT)
        ended = _last_job(store)
        assert ended is not None
        assert (ended.id, ended.state) == (begun.id, JobState.DONE)

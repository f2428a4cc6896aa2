"""What all tests stand on: the network guard, the browser with its font, the catalogue tools."""

import os
import socket
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser, Page

from hub.platform import runtime
from tests.support.browser import window
from tests.support.network import NetworkUsedError, is_local
from tests.support.server import ROOT
from tools import strings


def test_a_connection_that_leaves_this_machine_is_refused() -> None:
    with pytest.raises(NetworkUsedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_a_connection_to_this_machine_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


@pytest.mark.parametrize(
    ("family", "address", "expected"),
    [
        (socket.AF_INET, ("127.0.0.1", 80), True),
        (socket.AF_INET, ("127.8.8.8", 80), True),
        (socket.AF_INET6, ("::1", 80, 0, 0), True),
        (socket.AF_UNIX, "/run/x.sock", True),
        (socket.AF_INET, ("10.0.0.1", 80), False),
        (socket.AF_INET, ("example.org", 80), False),
        (socket.AF_INET6, ("2001:db8::1", 80, 0, 0), False),
    ],
)
def test_only_loopback_and_socket_files_are_local(
    family: int, address: object, *, expected: bool
) -> None:
    assert is_local(family, address) is expected


def test_settings_of_the_shell_do_not_reach_a_test() -> None:
    left = {name for name in os.environ if name.startswith("HUB_")}
    own = {name for name in left if name.startswith("HUB_TEST_")}
    assert left - own == {"HUB_DATA_DIR"}


def test_what_a_test_makes_stays_out_of_the_checkout() -> None:
    assert not runtime.settings().data_dir.is_relative_to(ROOT)
    assert not runtime.settings().keyring_file.is_relative_to(ROOT)


@pytest.mark.browser
def test_rare_signs_of_names_have_a_shape_in_the_test_browser(page: Page) -> None:
    page.set_content(
        "<p lang='ja' style='font-family: \"BIZ UDPGothic\", sans-serif'>髙﨑𠮷槗①㈱</p>"
    )
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    node = devtools.send("DOM.querySelector", {"nodeId": root, "selector": "p"})["nodeId"]
    fonts = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert [(font["familyName"], font["glyphCount"]) for font in fonts] == [("Noto Sans CJK JP", 6)]


@pytest.mark.browser
@pytest.mark.parametrize(
    "address", ["http://192.0.2.1/", "https://example.org/", "ws://192.0.2.1/"]
)
def test_a_request_beyond_this_machine_fails_the_test(browser: Browser, address: str) -> None:
    call = (
        "a => new Promise(done => { const s = new WebSocket(a);"
        " s.onerror = () => done('refused'); s.onopen = () => done('came'); })"
        if address.startswith("ws")
        else "a => fetch(a).then(() => 'came', () => 'refused')"
    )
    said = ""
    try:
        with window(browser) as page:
            page.set_content("<p>…</p>")
            assert page.evaluate(call, address) == "refused"
    except AssertionError as fault:
        said = str(fault)
    assert said == f"requests beyond this machine: {address}"


def test_update_keeps_english_and_drops_what_the_code_lost(tmp_path: Path) -> None:
    for name, text in (
        ("hub/a.py", "N_('研修')\nNP_('作業', '取消')\nn_('{n}席', '{n}席', 2)\n"),
        ("pages/a.py", ""),
        (
            "locale/en/LC_MESSAGES/hub.po",
            (
                'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
                'msgid "研修"\nmsgstr "Training"\n\nmsgid "旧"\nmsgstr "Old"\n'
            ),
        ),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert strings.update(tmp_path) == "3 texts: 2 new, 1 left, 2 without English"
    with (tmp_path / strings.PO).open("rb") as file:
        catalogue = read_po(file, locale="en")
    assert catalogue["研修"].string == "Training"
    assert catalogue.get("取消", context="作業") is not None
    assert "旧" not in catalogue
    before = (tmp_path / strings.PO).read_bytes()
    strings.update(tmp_path)
    assert (tmp_path / strings.PO).read_bytes() == before

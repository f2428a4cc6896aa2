"""Every answer carries our headers; closed addresses stay closed; pages need a session."""

import base64
import hashlib
import re

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.routes.edge import Edge

pytestmark = pytest.mark.server
NEEDED = {
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(), geolocation=()",
}
ADDRESSES = (
    "/",
    "/home",
    "/sign-in",
    "/sign-out",
    "/healthz",
    "/readyz",
    "/favicon.png",
    "/assets/nothing.css",
    "/static/nothing.js",
    "/media/nothing",
    "/component/nothing/x",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/no-such-page",
    "/sign-in/demo",
    "/%2e%2e/etc/passwd",
)
CLOSED = (
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/script-health-check",
    "/_stcore/bidi-components/x",
    "/_stcore/anything",
)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "OPTIONS"])
def test_every_answer_carries_the_headers(
    stranger: httpx2.Client, clerk: httpx2.Client, method: str
) -> None:
    missing = []
    for client in (stranger, clerk):
        for address in ADDRESSES:
            answer = client.request(method, address)
            missing += [
                f"{method} {address}: {name}"
                for name, value in NEEDED.items()
                if answer.headers.get_list(name) != [value]
            ]
            policy = answer.headers.get("content-security-policy", "")
            if "frame-ancestors 'none'" not in policy or "unsafe-eval" in policy:
                missing.append(f"{method} {address}: policy {policy!r}")
            if not re.fullmatch(r"[0-9a-f]{32}", answer.headers.get("x-request-id", "")):
                missing.append(f"{method} {address}: no request id")
    assert not missing


def test_request_id_is_ours(stranger: httpx2.Client) -> None:
    answers = [stranger.get("/healthz", headers={"x-request-id": "mine"}) for _ in range(2)]
    assert len({a.headers["x-request-id"] for a in answers} - {"mine"}) == 2


def test_the_policy_allows_exactly_the_inline_script_of_the_shell(clerk: httpx2.Client) -> None:
    answer = clerk.get("/")
    scripts = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    policy = answer.headers["content-security-policy"]
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert "://" not in policy


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_closed_addresses_do_not_exist(clerk: httpx2.Client, path: str, method: str) -> None:
    answer = clerk.request(method, path)
    assert (answer.status_code, answer.text) == (404, "")


def test_host_config_names_no_foreign_origin(stranger: httpx2.Client) -> None:
    answer = stranger.get("/_stcore/host-config", headers={"origin": "https://other.example"})
    assert answer.json()["allowedOrigins"] == []
    assert "access-control-allow-origin" not in answer.headers


def test_uploads_need_a_session(stranger: httpx2.Client) -> None:
    assert stranger.put("/_stcore/upload_file/a/b", content=b"x").status_code == 404


def test_a_foreign_host_name_is_refused(stranger: httpx2.Client) -> None:
    for address in ("/healthz", "/", "/sign-in", "/_stcore/health"):
        assert stranger.get(address, headers={"host": "other.example"}).status_code == 400


def test_pages_need_a_session(stranger: httpx2.Client) -> None:
    answer = stranger.get("/internship-offers?round=1&x=%2F")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/internship-offers%3Fround%3D1%26x%3D%252F"
    for address in ("/", "/sign-insane", "/homes", "/index.html", "/healthz2"):
        assert stranger.get(address).status_code == 303, address
        assert "<div id=" not in stranger.get(address).text


def test_the_shell_is_ours(clerk: httpx2.Client) -> None:
    clerk.cookies.set("hub_prefs", "en.21")
    answer = clerk.get("/", headers={"accept-encoding": "gzip"})
    assert '<html lang="en" data-size="21">' in answer.text
    assert answer.text.count("<title>") == 1
    assert "Streamlit</title>" not in answer.text
    assert re.search(r'<script src="/assets/hub\.[0-9a-f]{12}\.js"></script>.*</head>', answer.text)
    assert "content-encoding" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert int(answer.headers["content-length"]) == len(answer.content)
    clerk.cookies.delete("hub_prefs")
    japanese = clerk.get("/")
    noscript = japanese.text.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "JavaScript が必要です" in noscript
    assert '<html lang="ja" data-size="18">' in japanese.text


def test_a_part_of_the_shell_cannot_be_asked_for(clerk: httpx2.Client) -> None:
    answer = clerk.get("/", headers={"range": "bytes=0-9", "if-none-match": "*"})
    assert answer.status_code == 200
    assert "</html>" in answer.text


def test_our_files_are_kept_and_hashed(stranger: httpx2.Client) -> None:
    page = stranger.get("/sign-in").text
    files = set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', page))
    assert len(files) == 4
    for address in files:
        answer = stranger.get(address)
        digest = hashlib.sha256(answer.content).hexdigest()
        assert f".{digest[:12]}." in address
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_long_form_is_cut_off(stranger: httpx2.Client) -> None:
    answer = stranger.post("/sign-in", data={"login": "x" * 70_000})
    assert answer.status_code == 413
    assert answer.headers["x-frame-options"] == "DENY"


def test_a_fault_shows_a_number_and_no_traceback() -> None:
    def broken(_request: Request) -> Response:
        raise ZeroDivisionError("secret words")

    app = Starlette(routes=[Route("/healthz", broken)], middleware=[Middleware(Edge)])
    answer = TestClient(app, base_url="http://127.0.0.1").get("/healthz")
    assert answer.status_code == 500
    assert re.search(r"番号 [0-9a-f]{8} ", answer.text)
    assert not re.search("Traceback|ZeroDivision|secret words", answer.text)
    assert answer.headers["x-frame-options"] == "DENY"

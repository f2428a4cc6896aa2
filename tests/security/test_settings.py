"""The settings of Streamlit that hold in the running server are the ones that were decided."""

import json
import os
import subprocess
import sys
from typing import Any, Final

from hub.cli.serve import SECRET_VARIABLE, arguments
from tests.support.server import ROOT

PUBLIC: Final = "https://hub.example"
DECIDED: Final[dict[str, Any]] = {
    "runner.postScriptGC": False,
    "runner.fastReruns": False,
    "runner.magicEnabled": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "client.disableDataExport": True,
    # False would also hide the menu of st.navigation: ADR 0008.
    "client.showSidebarNavigation": True,
    "client.allowedOrigins": [PUBLIC],
    "server.allowedHosts": ["hub.example", "127.0.0.1", "localhost"],
    "server.address": "127.0.0.1",
    "server.port": 8601,
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.allowRunOnSave": False,
    "server.maxUploadSize": 10,
    "server.maxMessageSize": 20,
    "server.maxWidgetStateSize": 4,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.xsrfCookieSameSite": "lax",
    "server.cookieSecret": "of-a-test-only",
    "server.enableAgentApi": False,
    "server.scriptHealthCheckEnabled": False,
    "server.enableStaticServing": False,
    "server.enableExpensiveMemoryStats": False,
    "server.trustedUserHeaders": {},
    "server.disconnectedSessionTTL": 60,
    "server.websocketPingInterval": 30,
    "server.maxCacheDataSize": "64mb",
    "browser.gatherUsageStats": False,
}
ASK: Final = """
import json, sys
from streamlit import config
from streamlit.web import bootstrap
given = {}
for flag in json.loads(sys.argv[1]):
    name, _, value = flag.removeprefix("--").partition("=")
    given.setdefault(name.replace(".", "_"), []).append(value)
many = {"client_allowedOrigins", "server_allowedHosts"}
kinds = {"server_port": int, "server_headless": lambda text: text == "true"}
bootstrap.load_config_options({
    name: tuple(values) if name in many else kinds.get(name, str)(values[0])
    for name, values in given.items()
})
def told(name):
    value = config.get_option(name)
    return list(value) if isinstance(value, tuple) else value
print(json.dumps({name: told(name) for name in json.loads(sys.argv[2])}))
"""


def test_the_effective_settings_are_the_decided_ones() -> None:
    flags = [one for one in arguments(PUBLIC, 8601) if one.startswith("--")]
    done = subprocess.run(
        [sys.executable, "-c", ASK, json.dumps(flags), json.dumps(list(DECIDED))],
        cwd=ROOT, env={**os.environ, SECRET_VARIABLE: "of-a-test-only"},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    effective = json.loads(done.stdout.splitlines()[-1])
    wrong = {
        name: (effective[name], want) for name, want in DECIDED.items() if effective[name] != want
    }
    assert not wrong

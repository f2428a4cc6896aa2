"""A small client of Streamlit's stream: sends reruns, collects what a run shows."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

RUN_SECONDS: Final = 20.0
HEX: Final = re.compile(r"[0-9a-f]{32,}")


@dataclass(slots=True)
class Shown:
    """What one script run sent: its texts, menu, pages, title, and queries for the address."""

    texts: list[str] = field(default_factory=list)
    menu: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    page_hash: str = ""
    title: str = ""
    elements: list[Any] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    is_missing: bool = False

    @property
    def text(self) -> str:
        """Everything readable of the run in one string; ids that name the page become `#`."""
        return "\n".join(HEX.sub("#", one) for one in self.texts)


class Stream:
    """One open connection, as a browser tab has it."""

    def __init__(self, connection: ClientConnection) -> None:
        """Keep the connection and, as a browser does, the messages sent once for all."""
        self._connection = connection
        self._kept: dict[str, ForwardMsg] = {}

    def rerun(self, path: str = "", *, query: str = "", page_hash: str = "") -> Shown:
        """Ask for a run of a page by its address or its hash, and read it to its end."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = path
        message.rerun_script.page_script_hash = page_hash
        message.rerun_script.context_info.timezone = "Asia/Tokyo"
        return self.send(message)

    def tell(self, message: BackMsg) -> None:
        """Send a message and go on at once; what its run shows is read with the next one."""
        self._connection.send(message.SerializeToString())

    def send(self, message: BackMsg) -> Shown:
        """Send any message, also a crafted one, and read the run that it starts."""
        self.tell(message)
        return self.read()

    def read(self) -> Shown:
        """Read the next run to its end."""
        shown = Shown()
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(bytes(self._connection.recv(RUN_SECONDS, decode=False)))
            if answer.ref_hash:
                answer = self._kept[answer.ref_hash]
            elif answer.metadata.cacheable:
                self._kept[answer.hash] = answer
            kind = answer.WhichOneof("type")
            if kind == "script_finished":
                if answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return shown
                shown = Shown()
            else:
                _note(shown, kind or "", answer)


@contextmanager
def stream(url: str, cookies: dict[str, str], *, origin: str | None = None) -> Iterator[Stream]:
    """Open the stream of a server at `url` with these cookies."""
    kept = "; ".join(f"{name}={value}" for name, value in cookies.items())
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(
        address,
        origin=Origin(origin or url),
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Cookie": kept} if kept else {},
        max_size=None,
        proxy=None,
    ) as connection:
        yield Stream(connection)


def _note(shown: Shown, kind: str, answer: ForwardMsg) -> None:
    """Add one message to what the run showed."""
    if kind == "navigation":
        shown.page_hash = answer.navigation.page_script_hash
        for page in answer.navigation.app_pages:
            shown.pages[page.url_pathname] = page.page_script_hash
            if not page.is_hidden:
                shown.menu.append(page.page_name)
    elif kind == "page_not_found":
        shown.is_missing = True
    elif kind == "page_info_changed":
        shown.told.append(answer.page_info_changed.query_string)
    elif kind == "page_config_changed":
        shown.title = answer.page_config_changed.title
    elif kind == "delta":
        shown.texts += _strings(answer)
        if answer.delta.WhichOneof("type") == "new_element":
            shown.elements.append(answer.delta.new_element)


def _strings(message: Any) -> list[str]:  # noqa: ANN401  protobuf ships no types
    """Every string inside a message, however deep."""
    found: list[str] = []
    for descriptor, value in message.ListFields():
        values: Any = value if descriptor.is_repeated else [value]
        if hasattr(value, "values") and descriptor.is_repeated:
            values = list(value.values())
        for one in values:
            if hasattr(one, "ListFields"):
                found += _strings(one)
            elif isinstance(one, str):
                found.append(one)
    return found

"""Keeps tests off the network: loopback and socket files only."""

import ipaddress
import socket
from typing import Any, Final

import pytest

_LOCAL_NAMES: Final = frozenset({"localhost", "", "testserver"})


class NetworkUsedError(RuntimeError):
    """A test tried to leave this machine."""


def is_local(family: int, address: object) -> bool:
    """Tell whether an address stays on this machine."""
    if family not in {socket.AF_INET, socket.AF_INET6}:
        return True
    host = str(address[0]) if isinstance(address, tuple) else str(address)
    if host in _LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


def keep_local(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection of this process that would leave the machine."""
    for name in ("connect", "connect_ex"):
        original = getattr(socket.socket, name)

        def guarded(self: socket.socket, address: Any, _call: Any = original) -> Any:  # noqa: ANN401  as in socket
            if not is_local(self.family, address):
                self.close()
                raise NetworkUsedError(f"tests stay on this machine, not {address!r}")
            return _call(self, address)

        monkeypatch.setattr(socket.socket, name, guarded)

"""A small mail server on loopback: keeps what it takes, and answers as it was told to."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Final

WELCOME: Final = b"220 test ESMTP\r\n"
DONE: Final = b"250 ok\r\n"


@dataclass
class Post:
    """What came, and what is answered to each word until further notice."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)
    # Words that came before the talk was encrypted, and those after.
    open_words: list[str] = field(default_factory=list)
    sealed_words: list[str] = field(default_factory=list)
    tls: ssl.SSLContext | None = None

    @property
    def url(self) -> str:
        """Address of this server in the settings."""
        return f"smtp://127.0.0.1:{self.port}"


class _Talk(socketserver.StreamRequestHandler):
    """One connection, word by word; enough of RFC 5321 for our sender."""

    def handle(self) -> None:
        post: Post = self.server.post  # type: ignore[attr-defined]  # set below
        self.wfile.write(WELCOME)
        while line := self.rfile.readline():
            word = line.decode("ascii", "replace").strip()
            name = word.split(" ")[0].upper()
            post.words.append(word)
            (post.sealed_words if self._is_sealed() else post.open_words).append(word)
            self.wfile.write(post.answers.get(name) or self._answer(post, name))
            if name == "QUIT":
                return
            if name == "STARTTLS" and post.tls is not None:
                self._seal(post.tls)

    def finish(self) -> None:
        """Close what was encrypted on the way; the plain socket is the server's to close."""
        super().finish()
        if self._is_sealed():
            self.connection.close()

    def _is_sealed(self) -> bool:
        return isinstance(self.connection, ssl.SSLSocket)

    def _seal(self, context: ssl.SSLContext) -> None:
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)

    def _answer(self, post: Post, name: str) -> bytes:
        if name == "EHLO":
            offers = [b"250-test", b"250-8BITMIME"]
            if post.tls is not None:
                offers.append(b"250-AUTH PLAIN" if self._is_sealed() else b"250-STARTTLS")
            return b"\r\n".join([*offers, b"250 SMTPUTF8", b""])
        if name == "STARTTLS":
            return b"220 go on\r\n" if post.tls is not None else b"502 no\r\n"
        if name == "AUTH":
            return b"235 welcome\r\n"
        if name == "DATA":
            self.wfile.write(b"354 go on\r\n")
            lines = []
            while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
            whole = message_from_bytes(b"".join(lines), policy=default)
            post.taken.append(whole)
            return post.answers.get("TAKEN", DONE)
        return b"221 bye\r\n" if name == "QUIT" else DONE


class _Sealed(_Talk):
    """A talk that is encrypted from its first word (smtps)."""

    def setup(self) -> None:
        """Encrypt before anything is said."""
        post: Post = self.server.post  # type: ignore[attr-defined]  # set below
        assert post.tls is not None
        self.request = post.tls.wrap_socket(self.request, server_side=True)
        super().setup()


class _Server(socketserver.ThreadingTCPServer):
    """Ends quietly the talks that a caller breaks off, as one does that trusts nobody."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@contextmanager
def mail_server(
    tls: ssl.SSLContext | None = None, *, is_sealed_first: bool = False
) -> Iterator[Post]:
    """Listen on a free port of this machine while the body runs; with TLS if it has a context."""
    post = Post(tls=tls)
    server = _Server(("127.0.0.1", 0), _Sealed if is_sealed_first else _Talk)
    server.post = post  # type: ignore[attr-defined]  # read by each talk
    post.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield post
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""A small mail server on loopback: keeps what it takes, and answers as it was told to."""

import socketserver
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
            self.wfile.write(post.answers.get(name) or self._answer(post, name))
            if name == "QUIT":
                return

    def _answer(self, post: Post, name: str) -> bytes:
        if name == "EHLO":
            return b"250-test\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"
        if name == "DATA":
            self.wfile.write(b"354 go on\r\n")
            lines = []
            while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
            whole = message_from_bytes(b"".join(lines), policy=default)
            post.taken.append(whole)
            return post.answers.get("TAKEN", DONE)
        return b"221 bye\r\n" if name == "QUIT" else DONE


@contextmanager
def mail_server() -> Iterator[Post]:
    """Listen on a free port of this machine while the body runs."""
    post = Post()
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk)
    server.daemon_threads = True
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

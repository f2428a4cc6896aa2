"""Mails to another machine leave encrypted, to a server whose certificate holds, or not at all."""

import socket
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any, Final

import pytest

from hub.platform.mail import Answer, Outcome, Smtp
from tests.support.certificates import vouched
from tests.support.smtp import Post, mail_server

HOST: Final = "mail.ward.example"
SECRET: Final = "AG5hbWUAd29yZA=="


@pytest.fixture(autouse=True)
def _names_lead_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of the mail server leads to this machine; nothing else is asked for."""
    ask: Callable[..., Any] = socket.getaddrinfo

    def here(host: str, *more: Any, **named: Any) -> Any:  # noqa: ANN401  as the function it stands for
        return ask("127.0.0.1" if host == HOST else host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", here)


def a_mail() -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = "hub@ward.example", "ozawa@expert.example"
    message["Subject"] = "「旋盤」の回答の期限は11月30日です"
    message.set_content("画面で答えてください。")
    return message


def sent(post: Post, scheme: str = "smtp", who: str = "") -> Outcome:
    return Smtp(f"{scheme}://{who}{HOST}:{post.port}").send(a_mail())


def trust(monkeypatch: pytest.MonkeyPatch, authority: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))


def test_a_mail_is_handed_over_after_the_talk_was_encrypted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = vouched(tmp_path, HOST)
    trust(monkeypatch, made.authority)
    with mail_server(made.server) as post:
        assert sent(post, who="name:word@") == Outcome(Answer.TAKEN, 250)
    assert [word.split(" ")[0].upper() for word in post.open_words] == ["EHLO", "STARTTLS"]
    said = [word.split(" ")[0].upper() for word in post.sealed_words]
    assert said == ["EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"]
    assert f"AUTH PLAIN {SECRET}" in post.sealed_words
    assert post.taken[0]["Subject"] == a_mail()["Subject"]


def test_a_server_that_is_encrypted_from_the_first_word_takes_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = vouched(tmp_path, HOST)
    trust(monkeypatch, made.authority)
    with mail_server(made.server, is_sealed_first=True) as post:
        assert sent(post, "smtps") == Outcome(Answer.TAKEN, 250)
    assert (post.open_words, len(post.taken)) == ([], 1)


@pytest.mark.parametrize(
    ("name", "days", "is_trusted"),
    [
        pytest.param(HOST, 2, False, id="nobody-vouches-for-it"),
        pytest.param("mail.other.example", 2, True, id="another-name"),
        pytest.param(HOST, -1, True, id="out-of-date"),
    ],
)
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_certificate_that_does_not_hold_gets_no_name_no_password_and_no_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str, name: str, days: int,
    *, is_trusted: bool,
) -> None:  # fmt: skip
    made = vouched(tmp_path, name, days=days)
    if is_trusted:
        trust(monkeypatch, made.authority)
    with mail_server(made.server, is_sealed_first=scheme == "smtps") as post:
        outcome = sent(post, scheme, who="name:word@")
    assert (outcome.answer, outcome.reason) == (Answer.LATER, "SSLCertVerificationError")
    assert (post.taken, post.sealed_words) == ([], [])
    assert SECRET not in " ".join(post.words)


def test_without_encryption_nothing_is_sent_to_another_machine() -> None:
    with mail_server() as post:
        outcome = sent(post, who="name:word@")
    assert (outcome.answer, outcome.reason) == (Answer.LATER, "SMTPNotSupportedError")
    assert [word.split(" ")[0].upper() for word in post.words] in (["EHLO"], ["EHLO", "QUIT"])
    assert post.taken == []

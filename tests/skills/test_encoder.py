"""The encoder works offline, always gives the same vectors, and may be absent or fail."""

import socket

import numpy as np
import pytest

from hub.skills.encoder import EncoderFailed, NullEncoder, UseEncoder, default_encoder
from hub.skills.mapping import understand
from hub.skills.model import SkillModel
from tests.support.skills import BrokenEncoder, few_skills

TEXTS = ["旋盤で細い軸を削る", "welding a thin box", ""]


def test_without_an_encoder_nothing_is_available() -> None:
    none = NullEncoder()
    assert not none.available()
    assert none.model_hash == ""
    with pytest.raises(EncoderFailed):
        none.encode(["軸"])


@pytest.mark.slow
def test_the_installed_encoder_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        pytest.fail("the encoder opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    encoder = UseEncoder()
    first, second = encoder.encode(TEXTS), encoder.encode(TEXTS)
    assert first.shape == (3, encoder.dim)
    assert np.array_equal(first, second)
    assert np.allclose(np.linalg.norm(first, axis=1), 1.0, atol=1e-5)
    assert encoder.encode([]).shape == (0, encoder.dim)
    assert len(encoder.model_hash) == 64


def test_a_process_has_one_encoder() -> None:
    assert default_encoder() is default_encoder()


@pytest.mark.parametrize("encoder", [NullEncoder(), BrokenEncoder()], ids=["absent", "broken"])
def test_a_need_is_understood_by_words_alone_when_the_encoder_is_out(
    encoder: NullEncoder | BrokenEncoder,
) -> None:
    need = understand(SkillModel(few_skills(), encoder), "研削で面が焼ける")
    assert need.chips == ("machining.grinding",)


def test_a_weights_file_that_cannot_be_read_is_an_encoder_that_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Damaged:
        def encode(self, _texts: list[str]) -> None:
            msg = "bad magic number"
            raise ValueError(msg)

    encoder = UseEncoder()
    monkeypatch.setattr(encoder, "_model", Damaged())
    with pytest.raises(EncoderFailed):
        encoder.encode(["軸"])

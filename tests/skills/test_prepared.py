"""What is kept between starts gives the very same numbers, and a spoilt file is made anew."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from hub.skills import prepared
from hub.skills.encoder import Matrix
from hub.skills.model import SkillModel
from tests.support.skills import LetterEncoder, few_skills


class CountingEncoder(LetterEncoder):
    """Letters that count how often whole vocabularies were asked."""

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Count, then as letters do."""
        self.asked += 1
        return super().encode(texts)


def model(folder: Path, encoder: LetterEncoder) -> SkillModel:
    made = SkillModel(few_skills(), encoder, folder)
    made.warm()
    return made


def test_a_second_start_reads_the_same_numbers_and_asks_no_encoder(tmp_path: Path) -> None:
    first = model(tmp_path, CountingEncoder()).classifier
    encoder = CountingEncoder()
    second = model(tmp_path, encoder).classifier
    assert first is not None
    assert second is not None
    assert encoder.asked == 0
    assert np.array_equal(first.coefficients, second.coefficients)
    assert np.array_equal(first.intercepts, second.intercepts)


def test_a_cut_file_is_made_anew(tmp_path: Path) -> None:
    model(tmp_path, LetterEncoder())
    (file,) = tmp_path.glob("skills-*.npz")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    encoder = CountingEncoder()
    assert model(tmp_path, encoder).classifier is not None
    assert encoder.asked == 1
    assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("no folder")
    assert model(blocked, LetterEncoder()).classifier is not None


def test_other_words_take_another_file(tmp_path: Path) -> None:
    ones = {"a": np.ones(3)}
    prepared.kept(["one"], lambda: ones, tmp_path)
    found = prepared.kept(["two"], lambda: {"a": np.zeros(3)}, tmp_path)
    assert found is not None
    assert found["a"].sum() == 0
    assert len(list(tmp_path.glob("skills-*.npz"))) == 2


def test_old_vocabularies_do_not_pile_up(tmp_path: Path) -> None:
    for number in range(prepared.MOST_FILES + 3):
        prepared.kept([number], lambda: {"a": np.ones(1)}, tmp_path)
    assert len(list(tmp_path.glob("skills-*.npz"))) == prepared.MOST_FILES

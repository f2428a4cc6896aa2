"""What people send is judged by its content: sixty and more files, each with the right answer."""

import io

import pytest
from PIL import Image

from hub.kernel.errors import Invalid
from hub.platform.file_rules import REASONS
from hub.platform.uploads import kinds, receiving
from models.vocab import FileKind
from tests.support import hostile
from tests.support.hostile import Sent

ALL = frozenset(FileKind)
# What would hurt whoever opens it, and one honest file of each kind: these go the whole way.
WHOLE_WAY = (
    "honest: csv", "honest: workbook", "honest: paper", "honest: photo held sideways",
    "bad_books: overlapping bomb", "bad_papers: packed bomb", "bad_papers: script",
    "bad_pictures: huge",
)  # fmt: skip


@pytest.fixture(scope="module", name="corpus")
def _corpus() -> dict[str, Sent]:
    return hostile.corpus()


def answer(name: str, body: bytes) -> str | None:
    try:
        kinds.taken(name, body, ALL)
    except Invalid as wrong:
        return wrong.reason.code
    return None


def test_sixty_files_and_more_get_the_right_answer(corpus: dict[str, Sent]) -> None:
    wrong = {
        told: (found, sent.code)
        for told, sent in corpus.items()
        if (found := answer(sent.name, sent.body)) != sent.code
    }
    assert wrong == {}
    assert len(corpus) >= 60
    assert sum(sent.code is None for sent in corpus.values()) == 15


@pytest.mark.parametrize("told", WHOLE_WAY)
def test_a_process_of_its_own_gives_the_same_answer(corpus: dict[str, Sent], told: str) -> None:
    sent = corpus[told]
    if sent.code is None:
        found = receiving.check(sent.name, sent.body, ALL)
        assert found.name.endswith(f".{found.kind}")
        assert len(found.sha256) == 64
        return
    with pytest.raises(Invalid) as refusal:
        receiving.check(sent.name, sent.body, ALL)
    assert refusal.value.reason.code == sent.code


def test_a_photo_is_kept_upright_and_without_what_stood_beside_its_pixels(
    corpus: dict[str, Sent],
) -> None:
    sent = corpus["honest: photo held sideways"]
    assert hostile.SCRIPT in sent.body
    kind, kept = kinds.taken(sent.name, sent.body, ALL)
    assert kind is FileKind.JPG
    assert hostile.SCRIPT not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.size, len(picture.getexif())) == ((20, 40), 0)


def test_a_kind_that_is_not_asked_for_is_not_taken(corpus: dict[str, Sent]) -> None:
    sent = corpus["honest: picture"]
    with pytest.raises(Invalid) as refusal:
        kinds.taken(sent.name, sent.body, frozenset({FileKind.CSV}))
    assert refusal.value.reason.code == "files.wrong_kind"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param("../../etc/会社.csv", "会社.csv", id="a way out"),
        pytest.param("a\u202egnp.csv", "agnp.csv", id="turned around"),
        pytest.param("会" * 300 + ".csv", "会" * 196 + ".csv", id="too long"),
        pytest.param("\x00\n.csv", "file.csv", id="nothing to see"),
    ],
)
def test_a_name_is_no_path_and_keeps_its_ending(sent: str, kept: str) -> None:
    assert receiving.plain(sent, FileKind.CSV) == kept


def test_every_refusal_says_in_one_short_sentence_or_two_what_to_do() -> None:
    assert {reason.code.split(".")[0] for reason in REASONS} == {"files"}
    assert all(sentence.count("。") <= 2 for sentence in (reason.text for reason in REASONS))

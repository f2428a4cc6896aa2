"""What a search of the roster answers with: ranked people and the two phrases of each reason."""

from dataclasses import dataclass
from enum import StrEnum

from models.vocab.skills import MatchWord


class Leg(StrEnum):
    """Which part of the score a reason stands for."""

    BRIDGE = "bridge"
    TOPIC = "topic"
    ENCODER = "encoder"
    LEXICAL = "lexical"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a given text, counted in characters: `given[start:end] == text`."""

    text: str
    start: int
    end: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A skill the need seems to be about; `is_guess` until a person keeps it (推定)."""

    code: str
    label: str
    label_en: str
    share: float
    is_guess: bool = True


@dataclass(frozen=True, slots=True)
class MatchReason:
    """One contribution: what was asked, and where the profile answers it. Source: design B8."""

    leg: Leg
    skill: str
    label: str
    label_en: str
    request: Phrase
    profile: Phrase
    weight: float


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One expert of the answer; reasons by weight, then the wishes nobody's profile line covers.

    `main` is the skill that the person has practised longest, empty when none is declared.
    """

    expert_id: int
    word: MatchWord
    score: float
    reasons: tuple[MatchReason, ...]
    uncovered: tuple[Chip, ...]
    is_exact: bool = False
    main: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds skills of the need, whatever the word; by score for each skill.

    `sure` are those of them that are declared or proved, not only told between the lines.
    """

    expert_id: int
    score: float
    covers: tuple[str, ...]
    sure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Rows in order; the skills that were understood, those taken out, and the open question.

    `has_encoder` False: "意味検索は停止中です（言葉と分類で探しています）" belongs on the page.
    `encoder_hash` names the weights that were used, empty when none were.
    `stated` are the skills that were kept or named, `holders` the people a team could be made of.
    `to_ask` holds skills of an unclear negation: "…は除いてよいですか".
    `further` are the next few for whom something speaks, but too little to claim that they fit.
    """

    rows: tuple[MatchRow, ...]
    chips: tuple[Chip, ...]
    excluded: tuple[Chip, ...]
    to_ask: tuple[Chip, ...]
    listed: int
    has_encoder: bool
    encoder_hash: str = ""
    stated: tuple[Chip, ...] = ()
    holders: tuple[Holder, ...] = ()
    further: tuple[MatchRow, ...] = ()

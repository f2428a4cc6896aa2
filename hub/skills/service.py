"""Use cases of the vocabulary, and what other rooms may call on to match in own words."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Annotated, Any, Literal

from pydantic import BaseModel, StringConstraints
from sqlmodel import SQLModel

from hub.accounts import reads as people
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.kernel.folding import folded
from hub.platform import audit, outbox
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.skills import access, proposals, queries, vocabulary
from hub.skills import words as room
from hub.skills.certificates import CertificateFinder as CertificateFinder  # noqa: PLC0414  the room's door
from hub.skills.encoder import Encoder as Encoder  # noqa: PLC0414  the room's door
from hub.skills.encoder import Matrix as Matrix  # noqa: PLC0414  the room's door
from hub.skills.encoder import NullEncoder as NullEncoder  # noqa: PLC0414  the room's door
from hub.skills.encoder import default_encoder as default_encoder  # noqa: PLC0414  the room's door
from hub.skills.epoch import matching_epoch as matching_epoch  # noqa: PLC0414  the room's door
from hub.skills.epoch import touch_matching as touch_matching  # noqa: PLC0414  the room's door
from hub.skills.epoch import vocabulary_sha as vocabulary_sha  # noqa: PLC0414  the room's door
from hub.skills.mapping import Evidence as Evidence  # noqa: PLC0414  the room's door
from hub.skills.mapping import Need as Need  # noqa: PLC0414  the room's door
from hub.skills.mapping import Reading as Reading  # noqa: PLC0414  the room's door
from hub.skills.mapping import Shares as Shares  # noqa: PLC0414  the room's door
from hub.skills.mapping import evidence as evidence  # noqa: PLC0414  the room's door
from hub.skills.mapping import understand as understand  # noqa: PLC0414  the room's door
from hub.skills.model import SkillModel as SkillModel  # noqa: PLC0414  the room's door
from hub.skills.model import shared_model as shared_model  # noqa: PLC0414  the room's door
from hub.skills.prepared import libraries as libraries  # noqa: PLC0414  the room's door
from hub.skills.rows import PARTS, columns_of, values_of
from hub.skills.vectors import CharVectors as CharVectors  # noqa: PLC0414  the room's door
from hub.skills.vectors import Runs as Runs  # noqa: PLC0414  the room's door
from hub.skills.vectors import single_thread as single_thread  # noqa: PLC0414  the room's door
from hub.skills.vocabulary import AliasRow
from hub.skills.vocabulary import Vocabulary as Vocabulary  # noqa: PLC0414  the room's door
from hub.skills.weights import MAPPING as MAPPING  # noqa: PLC0414  the room's door
from hub.skills.words import MATCH_LABELS as MATCH_LABELS  # noqa: PLC0414  the room's door
from models.skills import SkillAlias, TaxonomyVersion, WordProposal
from models.vocab.skills import AliasKind, AliasStatus


class LoadVocabulary(BaseModel):
    """A whole vocabulary and why it is loaded."""

    words: Vocabulary
    note: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


@dataclass(frozen=True, slots=True)
class VocabularyLoaded:
    """The version that holds now, and whether it is new."""

    number: int
    sha256: str
    is_new: bool


@command(name="skills:vocabulary:load", input=LoadVocabulary, audit="taxonomy_version")
def load_vocabulary(ctx: Ctx, *, words: Vocabulary, note: str) -> VocabularyLoaded:
    """Release a vocabulary as the next version; the same content again changes nothing.

    Rows that are gone are retired and stay readable; what the wards have added stays where its
    skill does. Source: design A4.
    """
    require(ctx, access.may_load(ctx.actor))
    if found := vocabulary.problems(words):
        raise Invalid(*found)
    words = _with_accepted(ctx, words)
    before = queries.newest(ctx.session)
    is_new = before is None or before.sha256 != words.sha256
    number = (before.number if before else 0) + is_new
    if is_new:
        ctx.session.add(
            TaxonomyVersion(number=number, valid_from=ctx.now, sha256=words.sha256, note=note)
        )
        for part in PARTS:
            _renew(ctx, part.table, getattr(words, part.field), number)
        ctx.session.flush()
        touch_matching(ctx)
    audit.record(ctx, "taxonomy_version", number, payload=words.sha256)
    return VocabularyLoaded(number, words.sha256, is_new)


class ProposeWord(BaseModel):
    """A saying and the skill it should lead to."""

    ward_id: int
    skill: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    text: Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
    kind: Literal["symptom", "shop", "product", "machine"] = "symptom"


class DecideWord(BaseModel):
    """Whether a saying comes in; `version` is what the person saw."""

    proposal_id: int
    version: int
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class WordSaved:
    """Where a proposal stands; `taxonomy` is the version that brought an accepted saying."""

    proposal_id: int
    status: AliasStatus
    taxonomy: int | None = None


@command(name="skills:word:propose", input=ProposeWord, audit="word_proposal")
def propose_word(ctx: Ctx, *, ward_id: int, skill: str, text: str, kind: str) -> WordSaved:
    """Put a word of a request forward for the vocabulary; another person decides on it."""
    require(ctx, access.may_propose(ctx.actor, ward_id))
    row = proposals.row_of(skill, text, AliasKind(kind), "")
    if found := proposals.refusals(queries.whole(ctx.session), row):
        raise Invalid(*found)
    if queries.open_proposal(ctx.session, skill, folded(text)) is not None:
        raise Invalid(FieldProblem("text", room.PROPOSED_ALREADY))
    proposal = WordProposal(
        ward_id=ward_id, skill_code=skill, text=text, text_key=folded(text), kind=row.kind,
        status=AliasStatus.PROPOSED, proposed_by=ctx.actor.person_id or 0, proposed_at=ctx.now,
    )  # fmt: skip
    ctx.session.add(proposal)
    ctx.session.flush()
    told = {"skill": skill, "text": text, "kind": kind}
    audit.record(ctx, "word_proposal", proposal.id or 0, payload=told)
    _ask_others(ctx, proposal)
    return WordSaved(proposal.id or 0, proposal.status)


def _ask_others(ctx: Ctx, row: WordProposal) -> None:
    """Tell everybody of the ward who may decide on it."""
    held = [people.holders_of(ctx, role=role, ward_id=row.ward_id) for role in access.DECIDERS]
    for person_id in dict.fromkeys(chain.from_iterable(held)):
        if person_id != row.proposed_by:
            _tell(ctx, row, person_id, room.WORD_WAITS, name=ctx.actor.name)


def _tell(ctx: Ctx, row: WordProposal, person_id: int, msgid: str, **more: object) -> None:
    outbox.notice(
        ctx, "skills.word", f"word_proposal:{row.id}", person_id, msgid,
        version=row.version, page="new-words", params={"text": row.text, **more},
    )  # fmt: skip


@command(name="skills:word:decide", input=DecideWord, audit="word_proposal")
def decide_word(ctx: Ctx, *, proposal_id: int, version: int, is_accepted: bool) -> WordSaved:
    """Release an accepted saying as the next version of the vocabulary, or put it aside.

    The search knows it with its next question. Source: design A3 rule 7, A4 and A5.
    """
    row = queries.proposal(ctx.session, proposal_id)
    require(ctx, access.may_decide(ctx.actor, row.ward_id, row.proposed_by))
    if row.status is not AliasStatus.PROPOSED:
        raise Refused(room.DECIDED_ALREADY)
    # The row of the epoch is the lock: two sayings at a time would both be the next version.
    touch_matching(ctx)
    taxonomy = _released(ctx, row) if is_accepted else None
    status = AliasStatus.ACTIVE if is_accepted else AliasStatus.REJECTED
    queries.decide(
        ctx.session, row, version, status=status, taxonomy=taxonomy,
        decided_by=ctx.actor.person_id, decided_at=ctx.now,
    )  # fmt: skip
    told = {"status": status, "taxonomy": taxonomy}
    audit.record(ctx, "word_proposal", proposal_id, version=row.version, payload=told)
    _tell(ctx, row, row.proposed_by, room.WORD_ADDED if is_accepted else room.WORD_ASIDE)
    return WordSaved(proposal_id, status, taxonomy)


def _released(ctx: Ctx, row: WordProposal) -> int:
    """Number of the version that holds one saying more."""
    held = queries.whole(ctx.session)
    saying = _saying(row)
    if found := proposals.refusals(held, saying):
        raise Invalid(*found)
    before = queries.newest(ctx.session)
    number = (before.number if before else 0) + 1
    ctx.session.add(
        TaxonomyVersion(
            number=number, valid_from=ctx.now, sha256=proposals.with_row(held, saying).sha256,
            author_id=row.proposed_by, approver_id=ctx.actor.person_id, note=saying.text,
        )
    )  # fmt: skip
    queries.insert(ctx.session, SkillAlias, [columns_of(SkillAlias, saying, number)])
    ctx.session.flush()
    return number


def _saying(row: WordProposal) -> AliasRow:
    return proposals.row_of(row.skill_code, row.text, row.kind, f"proposal {row.id}")


def _with_accepted(ctx: Ctx, words: Vocabulary) -> Vocabulary:
    """A vocabulary from outside with what the wards have added and it does not hold itself."""
    for row in queries.accepted(ctx.session):
        saying = _saying(row)
        if not proposals.refusals(words, saying):
            words = proposals.with_row(words, saying)
    return words


def _renew(ctx: Ctx, table: type[SQLModel], given: Iterable[object], number: int) -> None:
    """Add what is new and retire what is gone; equal rows stay as they are."""
    wanted: dict[tuple[Any, ...], object] = {values_of(row): row for row in given}
    held = {values_of(row): row for row in queries.live(ctx.session, table)}
    gone = [row.id for values, row in held.items() if values not in wanted]  # type: ignore[attr-defined]  # every table has an id
    queries.retire(ctx.session, table, gone, number)
    new = [columns_of(table, row, number) for values, row in wanted.items() if values not in held]
    queries.insert(ctx.session, table, new)

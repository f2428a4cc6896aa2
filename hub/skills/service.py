"""Use cases of the vocabulary, and what other rooms may call on to match in own words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, StringConstraints
from sqlmodel import SQLModel

from hub.kernel.errors import Invalid
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.skills import access, queries, vocabulary
from hub.skills.certificates import CertificateFinder as CertificateFinder  # noqa: PLC0414  the room's door
from hub.skills.encoder import Encoder as Encoder  # noqa: PLC0414  the room's door
from hub.skills.encoder import Matrix as Matrix  # noqa: PLC0414  the room's door
from hub.skills.encoder import NullEncoder as NullEncoder  # noqa: PLC0414  the room's door
from hub.skills.encoder import default_encoder as default_encoder  # noqa: PLC0414  the room's door
from hub.skills.epoch import matching_epoch as matching_epoch  # noqa: PLC0414  the room's door
from hub.skills.epoch import touch_matching as touch_matching  # noqa: PLC0414  the room's door
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
from hub.skills.vocabulary import Vocabulary as Vocabulary  # noqa: PLC0414  the room's door
from hub.skills.weights import MAPPING as MAPPING  # noqa: PLC0414  the room's door
from hub.skills.words import MATCH_LABELS as MATCH_LABELS  # noqa: PLC0414  the room's door
from models.skills import TaxonomyVersion


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

    Rows that are gone are retired and stay readable. Source: design A4.
    """
    require(ctx, access.may_load(ctx.actor))
    if found := vocabulary.problems(words):
        raise Invalid(*found)
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


def _renew(ctx: Ctx, table: type[SQLModel], given: Iterable[object], number: int) -> None:
    """Add what is new and retire what is gone; equal rows stay as they are."""
    wanted: dict[tuple[Any, ...], object] = {values_of(row): row for row in given}
    held = {values_of(row): row for row in queries.live(ctx.session, table)}
    gone = [row.id for values, row in held.items() if values not in wanted]  # type: ignore[attr-defined]  # every table has an id
    queries.retire(ctx.session, table, gone, number)
    new = [columns_of(table, row, number) for values, row in wanted.items() if values not in held]
    queries.insert(ctx.session, table, new)

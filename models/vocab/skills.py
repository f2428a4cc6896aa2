"""Stored words of the skill vocabulary and of matching."""

from enum import StrEnum


class AliasKind(StrEnum):
    """What kind of saying leads to a skill."""

    FORMAL = "formal"
    SHOP = "shop"
    OLD = "old"
    KANA = "kana"
    EN = "en"
    MACHINE = "machine"
    SYMPTOM = "symptom"
    PRODUCT = "product"


class AliasStatus(StrEnum):
    """Where a saying stands; only active ones are matched."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    REJECTED = "rejected"


class AliasLang(StrEnum):
    """Language a saying is written in."""

    JA = "ja"
    EN = "en"


class EdgeKind(StrEnum):
    """How near two skills are: one can stand in, or knows the neighbourhood."""

    CLOSE = "close"
    ADJACENT = "adjacent"


class MatchWord(StrEnum):
    """How well an expert fits a need: ぴったり, 対応可, 近い分野; `further` claims no fit."""

    FIT = "fit"
    ABLE = "able"
    NEAR = "near"
    FURTHER = "further"

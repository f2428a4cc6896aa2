"""What pages and other rooms may know of claims, budgets and notices."""

from hub.subsidy.reads.notices import FrozenNotice, frozen_notice

__all__ = ["FrozenNotice", "frozen_notice"]

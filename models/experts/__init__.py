"""Retired experts: tables of the roster, of conflicts, of engagements and of orders shown."""

from models.experts import conflicts, engagements, matching, roster, unserved

__all__ = ["conflicts", "engagements", "matching", "roster", "unserved"]

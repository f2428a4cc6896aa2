"""Retired experts: tables of the roster with its free days, of engagements and orders shown."""

from models.experts import engagements, matching, roster, unserved

__all__ = ["engagements", "matching", "roster", "unserved"]

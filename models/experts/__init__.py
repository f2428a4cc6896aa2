"""Retired experts: tables of the roster with its free days, and of engagements."""

from models.experts import engagements, roster

__all__ = ["engagements", "roster"]

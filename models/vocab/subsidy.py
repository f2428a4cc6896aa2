"""Stored words of the room subsidy."""

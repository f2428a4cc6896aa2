"""Stored words of the room experts."""

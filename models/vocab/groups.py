"""Stored words of the room groups."""

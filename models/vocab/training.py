"""Stored words of the room training."""

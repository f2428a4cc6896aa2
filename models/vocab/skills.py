"""Stored words of the room skills."""

"""Shared by the pages of the room experts."""

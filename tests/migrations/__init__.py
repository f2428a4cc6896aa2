"""Revisions and the drift between them and the code."""

"""Rotation internships: instance and plan of a round, file formats, engine and checker."""

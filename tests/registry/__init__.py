"""Tests that every command of the registry gets by itself."""

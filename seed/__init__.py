"""Reference tables and the demo, made by calling commands."""

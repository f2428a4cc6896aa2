"""Pure building blocks below every room: no tables, no clock, no files."""

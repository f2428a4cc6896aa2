"""Lifecycles of the experts room as tables, by noun; no queries."""

"""Refusals and labels of the experts room, by noun."""

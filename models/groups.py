"""Cooperation groups of firms, their agreements and shares: tables."""

"""SQLModel tables only, one module per room; rules and queries live in `hub`."""

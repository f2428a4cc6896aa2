"""The visual kit: every page is built from these parts and no others."""

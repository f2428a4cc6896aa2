"""Rules over the whole tree: each collects all offenders, each has planted violations."""

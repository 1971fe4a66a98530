"""The figures of sync, measured: what a sync takes, what central bears, and what a fleet does to it."""

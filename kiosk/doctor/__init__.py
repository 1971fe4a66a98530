"""Examines the station: each thing that it needs, whether it is well, and what to do where it is not."""

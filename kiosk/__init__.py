"""What a station knows and does: no Qt, no network."""

"""One module a step; one that was ever released is never edited."""

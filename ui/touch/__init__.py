"""The glass: which of the points that it tells are one finger's touch."""

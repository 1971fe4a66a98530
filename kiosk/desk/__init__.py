"""What staff do, without a screen."""

"""What the worker sees, one file a screen."""

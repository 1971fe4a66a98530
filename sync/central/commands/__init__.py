"""The commands of `yizhan-central`, one module each."""

"""Facts of several snapshots beside each other."""

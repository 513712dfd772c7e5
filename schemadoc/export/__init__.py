"""A snapshot as text that other tools read."""

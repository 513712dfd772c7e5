"""Measurements: what is printed here is measured when it is run, never remembered."""

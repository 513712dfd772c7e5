"""Documentation pages, read by what their layout says and what their evidence proves."""

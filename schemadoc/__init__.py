"""One API, many regional GraphQL endpoints: one model, one reference, one list of what differs."""

__version__ = "0.1.0"

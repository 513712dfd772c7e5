"""Tables and lists as text, JSON, Markdown or CSV."""

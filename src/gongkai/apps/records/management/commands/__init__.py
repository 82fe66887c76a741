"""Commands of the records app, by name."""

"""Template filters of offices."""

"""The one way to say that something cannot be done: a sentence for the person who asked."""


class Refused(Exception):
    """Raise for what cannot be done: what happened, what was kept, what to do; in Chinese."""

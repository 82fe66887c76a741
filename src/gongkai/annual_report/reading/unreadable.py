"""Why a file cannot be read as an annual report."""


class Unreadable(Exception):
    """Raise with one Chinese sentence for the person who offered the file."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

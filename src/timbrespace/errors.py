"""The one base exception: what was expected, what was found, what to do next."""


class TimbrespaceError(Exception):
    """Anything that a user can put right.

    Faces print it as one line and exit with a code that is not 0; a traceback
    is shown only on ``--debug``.

    Args:
        message: What was expected and what was found, in one sentence.
        remedy: What to do next, in one sentence.

    Example:
        >>> print(TimbrespaceError("No sound in 'takes/'.", "Name a folder that holds some."))
        No sound in 'takes/'. Name a folder that holds some.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".rstrip()


class MissingExtra(TimbrespaceError):
    """A command needs an optional part of the installation.

    Example:
        >>> print(MissingExtra("training", "models"))
        This needs the 'models' extra (training). Install it: pip install 'timbrespace[models]'
    """

    def __init__(self, what_for: str, extra: str) -> None:
        super().__init__(
            f"This needs the '{extra}' extra ({what_for}).",
            f"Install it: pip install 'timbrespace[{extra}]'",
        )


class Cancelled(TimbrespaceError):
    """A job was asked to stop; what it had finished is kept, unless the remedy says otherwise."""

    def __init__(self, remedy: str = "The same command goes on from here.") -> None:
        super().__init__("Stopped on request.", remedy)

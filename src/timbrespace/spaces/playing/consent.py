"""Files that are programs: run only if their user has said so, once for each content."""

from __future__ import annotations

from pathlib import Path

from timbrespace.atlas.remembered import is_trusted_program, trust_program, trusted_places
from timbrespace.errors import TimbrespaceError


class NotTrusted(TimbrespaceError):
    """A file is a program that this user has not trusted, or has changed since.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        changed = path.resolve() in trusted_places()
        since = ", and has changed since you trusted it" if changed else ""
        super().__init__(
            f"'{path}' is a program (TorchScript){since}: opening it runs what its author wrote.",
            f"If you trust it: timbrespace inspect {path} --trust",
        )


def check(path: Path, sha256: str, *, trust: bool) -> None:
    """Raise unless the user trusts, or has trusted, a file of this content.

    Args:
        path: Where it lies.
        sha256: Of its content.
        trust: The user says so now; it is remembered.

    Raises:
        NotTrusted: The user has not.
    """
    if trust:
        trust_program(program_of(sha256), path)
    elif not is_trusted(sha256):
        raise NotTrusted(path)


def is_trusted(sha256: str) -> bool:
    """Whether the user has trusted a file of this content."""
    return is_trusted_program(program_of(sha256))


def program_of(sha256: str) -> str:
    """Under which key a file's content is remembered."""
    return f"sha256:{sha256}"

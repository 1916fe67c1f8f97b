"""VST3 and AU files are programs: run only if their user has said so, once for each content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from timbrespace.spaces.playing import consent


class PluginNotTrusted(consent.NotTrusted):
    """A plug-in's file is a program that this user has not trusted, or has changed since.

    Args:
        path: The file or folder.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.message = self.message.replace("(TorchScript)", "(a plug-in)")
        self.remedy = f"If you trust it: timbrespace plugins --trust '{path}'"


def check(path: Path, *, trust: bool) -> str:
    """The content's SHA-256; raises unless the user trusts, or has trusted, just that.

    Args:
        path: A file, or a folder with all that is in it.
        trust: The user says so now; it is remembered.

    Raises:
        PluginNotTrusted: The user has not.
    """
    content = sha256_of(path)
    if not trust and not consent.is_trusted(content):
        raise PluginNotTrusted(path)
    consent.check(path, content, trust=trust)
    return content


def is_known(path: Path) -> bool:
    """Whether the user has trusted a plug-in of just this content."""
    return consent.is_trusted(sha256_of(path))


def sha256_of(path: Path) -> str:
    """Of a file, or of all names and contents in a folder, in order."""
    together = hashlib.sha256()
    if path.is_file():
        files = [path]
    else:
        files = sorted(each for each in path.rglob("*") if each.is_file())
    for file in files:
        together.update(f"{file.relative_to(path.parent).as_posix()}\0".encode())
        with file.open("rb") as content:
            together.update(hashlib.file_digest(content, "sha256").digest())
    return together.hexdigest()

"""The words of one user: a folder with one file each.

Words belong to the person who taught them, not to an atlas or a voice: what is *wobbly* in one
folder of sounds can be asked of any voice. So they are kept per user, and a mark says which atlas
it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from timbrespace.errors import TimbrespaceError
from timbrespace.places import config_dir
from timbrespace.surrogates.words.files import read_word, write_word
from timbrespace.surrogates.words.naming import as_name, check_free
from timbrespace.surrogates.words.word import OwnWord

#: Two marks may come at once, from the page and the command line; each takes milliseconds.
PATIENCE_S = 10.0


class Book:
    """The words of one user.

    Args:
        folder: Where they are kept; default: ``words`` among what is remembered per user.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = config_dir() / "words" if folder is None else folder

    def names(self) -> list[str]:
        """The names of all words, in order."""
        return sorted(path.stem for path in self.folder.glob("*.json"))

    def words(self) -> list[OwnWord]:
        """All words, in the order of their names."""
        return [self.word(name) for name in self.names()]

    def word(self, name: str) -> OwnWord:
        """One word.

        Raises:
            TimbrespaceError: There is none of that name.
        """
        path = self._path(name)
        if not path.is_file():
            known = ", ".join(self.names()) or "none yet"
            raise TimbrespaceError(
                f"You have no word '{name}' (there are: {known}).",
                f"Begin one: timbrespace word mark {name} ATLAS --item ID",
            )
        return read_word(path)

    def begun(self, name: str) -> OwnWord:
        """One word, or a new one without marks, which is not kept before :meth:`keep`.

        Raises:
            TimbrespaceError: It cannot be called so.
        """
        if as_name(name) in self.names():
            return self.word(name)
        check_free(as_name(name))
        title = name.strip()
        return OwnWord(as_name(name), title[:1].upper() + title[1:])

    def keep(self, word: OwnWord) -> OwnWord:
        """Keep a word, in place of an older one of its name."""
        write_word(self._path(word.name), word)
        return word

    def rename(self, name: str, title: str) -> OwnWord:
        """Call a word otherwise.

        Raises:
            TimbrespaceError: There is no such word, or another is called so already.
        """
        with self.writing():
            word = self.word(name)
            new = as_name(title)
            check_free(new)
            if new != word.name and new in self.names():
                raise TimbrespaceError(
                    f"You have a word '{new}' already.", "Choose another name, or forget that one."
                )
            kept = self.keep(replace(word, name=new, title=title.strip()))
            if new != word.name:
                self._path(word.name).unlink()
            return kept

    def forget(self, name: str) -> OwnWord:
        """Delete a word; what it was comes back, so that it can be kept again.

        Raises:
            TimbrespaceError: There is no such word.
        """
        with self.writing():
            word = self.word(name)
            self._path(word.name).unlink()
            return word

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to change words: of two marks at once, none is lost.

        Raises:
            TimbrespaceError: Somebody else has been writing for ten seconds.
        """
        import filelock

        self.folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.folder / ".lock", thread_local=False)
        try:
            lock.acquire(timeout=PATIENCE_S)
        except filelock.Timeout as error:
            raise TimbrespaceError(
                f"'{self.folder}' is being written by another process.", "Try again."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _path(self, name: str) -> Path:
        return self.folder / f"{as_name(name)}.json"

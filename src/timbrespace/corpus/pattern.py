"""Labels from file names: ``{material}_{action}*``."""

from __future__ import annotations

import re
import unicodedata

from timbrespace.errors import TimbrespaceError

_TOKEN = re.compile(r"\{([^{}]*)\}|(\*)|([^{}*]+|.)")
#: Where a field that is followed by ``*`` ends.
_ENDS = r"_\-. /"


class Pattern:
    """A file-name pattern with named fields and wildcards.

    ``{name}`` is a field and becomes a label; ``*`` stands for anything; all else for
    itself, in its own case. A field ends at the character that follows it in the pattern;
    one that is followed by ``*`` ends at ``_``, ``-``, ``.``, a space, or the number that
    ends the word (a take). Folders in the pattern match the last folders of the path. The
    extension may be left out.

    Args:
        text: The pattern.

    Raises:
        TimbrespaceError: It has no field, the same field twice, or two fields in a row.

    Example:
        >>> Pattern("{material}_{action}*").match("takes/wood_hit_03.wav")
        {'material': 'wood', 'action': 'hit'}
        >>> Pattern("{genre}/*").match("all/blues/track 1.flac")
        {'genre': 'blues'}
        >>> Pattern("{a}-{b}").match("nothing.wav") is None
        True
    """

    def __init__(self, text: str) -> None:
        self.text = _normal(text)
        self.names = tuple(name for name, _, _ in _tokens(self.text) if name)
        self._regex = re.compile(_regex(self.text), re.DOTALL)
        self._depth = self.text.count("/") + 1

    def match(self, path: str) -> dict[str, str] | None:
        """The fields of a relative path (POSIX slashes), or None if it does not fit."""
        tail = "/".join(_normal(path).split("/")[-self._depth :])
        stem = tail[: -len(_suffix(tail))] if _suffix(tail) else tail
        found = self._regex.fullmatch(stem) or self._regex.fullmatch(tail)
        return found.groupdict() if found else None


def _regex(text: str) -> str:
    tokens = _tokens(text)
    names = [name for name, _, _ in tokens if name]
    if not names:
        raise TimbrespaceError(
            f"The pattern '{text}' has no field.", "Put a label's name in braces: '{kind}_*'."
        )
    parts = []
    for index, (name, star, literal) in enumerate(tokens):
        follower = tokens[index + 1] if index + 1 < len(tokens) else ("", "", "")
        if name:
            _check_field(text, name, names, follower)
            parts.append(f"(?P<{name}>{_field(follower)})")
        else:
            parts.append("[^/]*" if star else re.escape(literal))
    return "".join(parts)


def _field(follower: tuple[str, str, str]) -> str:
    if follower[1]:  # a star: up to the end of the word, less the number at its end
        return rf"(?:[^{_ENDS}]*?[^{_ENDS}\d](?=\d*(?:[{_ENDS}]|$))|[^{_ENDS}]+)"
    return "[^/]+?"


def _check_field(text: str, name: str, names: list[str], follower: tuple[str, str, str]) -> None:
    if not re.fullmatch(r"[^\W\d]\w*", name) or not name.isascii():
        raise TimbrespaceError(
            f"'{{{name}}}' in the pattern '{text}' is not a name.",
            "Use letters, digits and _ between the braces.",
        )
    if names.count(name) > 1:
        raise TimbrespaceError(
            f"The pattern '{text}' has '{{{name}}}' twice.", "Give each field its own name."
        )
    if follower[0]:
        raise TimbrespaceError(
            f"In the pattern '{text}' nothing says where '{{{name}}}' ends.",
            "Put a character between the two fields.",
        )


def _tokens(text: str) -> list[tuple[str, str, str]]:
    """Fields, stars and literals, each as ``(field, star, literal)``."""
    if re.search(r"\{\s*\}|\{[^}]*$|^[^{]*\}", text):
        raise TimbrespaceError(
            f"The braces in the pattern '{text}' do not pair up around names.",
            "Write a field as '{name}'.",
        )
    return [(m[1] or "", m[2] or "", m[3] or "") for m in _TOKEN.finditer(text)]


def _suffix(name: str) -> str:
    """The extension of a file name: a dot and up to five letters or digits."""
    found = re.search(r"(?<=[^/])\.[A-Za-z0-9]{1,5}$", name)
    return found[0] if found else ""


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)

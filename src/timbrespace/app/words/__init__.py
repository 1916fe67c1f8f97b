"""Words of the user's own on the page: taught, looked at, coloured by, shared."""

from timbrespace.app.words.own import OwnWords

__all__ = ["OwnWords"]

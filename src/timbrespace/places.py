"""Where files live outside an atlas: what can be fetched again, and what a user has set."""

from __future__ import annotations

import os
from pathlib import Path

from timbrespace.errors import TimbrespaceError

CACHE_VARIABLE = "TIMBRESPACE_CACHE"
CONFIG_VARIABLE = "TIMBRESPACE_CONFIG"


def cache_dir() -> Path:
    """The folder for what can be fetched or computed again; made if it is not there.

    The environment variable ``TIMBRESPACE_CACHE`` names another one.

    Raises:
        TimbrespaceError: The folder can't be made.
    """
    import platformdirs

    return _made(CACHE_VARIABLE, platformdirs.user_cache_path("timbrespace", appauthor=False))


def config_dir() -> Path:
    """The folder for what is remembered per user; made if it is not there.

    The environment variable ``TIMBRESPACE_CONFIG`` names another one.

    Raises:
        TimbrespaceError: The folder can't be made.
    """
    import platformdirs

    return _made(CONFIG_VARIABLE, platformdirs.user_config_path("timbrespace", appauthor=False))


def _made(variable: str, usual: Path) -> Path:
    named = os.environ.get(variable)
    folder = Path(named).expanduser().absolute() if named else usual
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TimbrespaceError(
            f"The folder {folder} can't be made ({error.strerror or error}).",
            f"Name one that you may write to in the environment variable {variable}.",
        ) from error
    return folder

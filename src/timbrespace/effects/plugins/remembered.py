"""What was measured of a plug-in is remembered: once for each content, by a process of its own.

That process is not the one that asks, which may be playing: there, nothing but waiting is done.
It is ``python -m timbrespace.effects.plugins.remembered ID``, and prints what it found as JSON.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

from timbrespace.atlas.files import read_json, write_json
from timbrespace.effects.plugins.effect import PluginEffect
from timbrespace.effects.plugins.identify import marked, told_by_output
from timbrespace.errors import TimbrespaceError
from timbrespace.places import cache_dir

#: Raise it when measuring comes to other answers: what was remembered is then not read.
EDITION = 1
#: The process that measures is ended after this; it begins nothing new after 10 s.
PATIENCE_S = 60.0

_log = logging.getLogger(__name__)


def identified(effect: PluginEffect) -> PluginEffect:
    """The same plug-in, whose parameters say which of them the output alone can't tell.

    It is measured once for each content, which takes a second or two, 10 s at most for
    hundreds of settings. Where that fails, nothing is marked: it never stands in the way.
    """
    if not effect.knobs or not effect.content:
        return effect
    try:
        kept = cache_dir() / "plugins" / f"{_key(effect)}.told.json"
        told = _read(kept)
        if told is None:
            told = _asked(effect)
            write_json(kept, told)
    except (TimbrespaceError, OSError, ValueError, subprocess.SubprocessError) as error:
        _log.warning("What the output of '%s' tells can't be measured: %s", effect.title, error)
        return effect
    return marked(effect, told)


def _key(effect: PluginEffect) -> str:
    """Of the code, of which plug-in of it this is, and of how its knobs are read."""
    said = f"{EDITION}\0{effect.content}\0{effect.id}\0{effect.knobs!r}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _read(kept: Path) -> dict[str, bool] | None:
    """What was measured before, or None."""
    if not kept.is_file():
        return None
    try:
        return _checked(read_json(kept))
    except (TimbrespaceError, ValueError):
        return None  # A damaged file is measured, and written, again.


def _asked(effect: PluginEffect) -> dict[str, bool]:
    """What a process of its own finds."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, effect.id],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=PATIENCE_S,
        check=True,
        # Whatever this process found its modules by, the child must find them by too.
        env=os.environ
        | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_NUM_THREADS": "1"},
    )
    return _checked(json.loads(done.stdout))


def _checked(found: object) -> dict[str, bool]:
    if not isinstance(found, dict) or not all(isinstance(each, bool) for each in found.values()):
        raise ValueError("it is no table of what is told")
    return {str(name): bool(each) for name, each in found.items()}


def _main(place: str) -> None:
    from timbrespace.effects.plugins.opening import open_unmarked

    print(json.dumps(told_by_output(open_unmarked(place))))


if __name__ == "__main__":
    _main(sys.argv[1])

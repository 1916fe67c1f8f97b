"""The folder of a matcher, ``NAME.matcher``: what is in it, how it is written and read.

config.toml           the effect, the settings looked for, how it was learned, how good it is,
                      and what its promises are worth
weights.safetensors   the network, in float16; layout in :mod:`timbrespace.matching.network`
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.atlas.files import read_toml, write_atomically, write_toml
from timbrespace.atlas.latents import slug
from timbrespace.effects.base import Effect
from timbrespace.errors import TimbrespaceError
from timbrespace.matching.calibration import Calibration
from timbrespace.matching.network import Belief, Network
from timbrespace.matching.sound import Columns, Floats
from timbrespace.matching.style import N_FIGURES
from timbrespace.places import config_dir

CONFIG, WEIGHTS, KIND = "config.toml", "weights.safetensors", "matcher"
#: Raise it when styles come to mean something else: older matchers are then not read.
EDITION = 1
#: Matchers that come with the package, one folder each.
SHIPPED = Path(__file__).parent / "shipped"

_REMEDY = "Learn it again: timbrespace train matcher SOUNDS --effect NAME --out NAME.matcher"


@dataclass(frozen=True)
class Matcher:
    """A network for one effect.

    Args:
        effect: Id of the effect.
        parameters: Names of all its parameters, in order.
        told: Names of those that are looked for: the others can't be told from sound.
        sample_rate: At which it was learned, in Hz.
        network: Ready to be asked.
        facts: How it was learned, and how good it was found; for people.
        calibration: What its promises are worth, or None where nobody looked.
    """

    effect: str
    parameters: tuple[str, ...]
    told: tuple[str, ...]
    sample_rate: int
    network: Network
    facts: Mapping[str, Any]
    calibration: Calibration | None = None

    @property
    def columns(self) -> NDArray[np.intp]:
        """Which of the parameters are looked for."""
        return np.array([self.parameters.index(name) for name in self.told], np.intp)

    def believe(self, dry: Floats, reference: Floats, columns: Columns | None = None) -> Belief:
        """What it holds of the settings, from the styles ``(D,)`` of input and reference.

        Args:
            dry: Style of the input.
            reference: Style of the reference.
            columns: Which of the effect's parameters, of :attr:`columns`; default: all of these.
        """
        belief = self.network.believe(dry, reference)
        if columns is None:
            return belief
        return belief.of(np.array([self.columns.tolist().index(i) for i in columns], np.intp))

    def check(self, effect: Effect) -> None:
        """Raise unless it belongs to an effect.

        Raises:
            TimbrespaceError: It was learned for another, or for another version of it.
        """
        names = tuple(each.name for each in effect.parameters)
        if self.effect != effect.id or self.parameters != names:
            raise TimbrespaceError(
                f"This matcher was learned for '{self.effect}' with the settings "
                f"{', '.join(self.parameters)}; '{effect.id}' has {', '.join(names)}.",
                "Learn one for this effect, or match without: by search alone.",
            )


def write(folder: Path, matcher: Matcher) -> None:
    """Keep a matcher; it is whole once ``config.toml`` is there, which is written last."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    (folder / CONFIG).unlink(missing_ok=True)
    arrays = {
        name: np.asarray(a, np.float16, order="C") for name, a in matcher.network.arrays.items()
    }
    write_atomically(folder / WEIGHTS, lambda aside: save_file(arrays, aside))
    config = {
        "kind": KIND, "edition": EDITION, "effect": matcher.effect,
        "parameters": list(matcher.parameters), "told": list(matcher.told),
        "sample_rate": matcher.sample_rate, "n_figures": N_FIGURES, "facts": dict(matcher.facts),
    }  # fmt: skip
    if matcher.calibration is not None:
        config["calibration"] = matcher.calibration.as_plain()
    write_toml(folder / CONFIG, config)


def read(folder: Path) -> Matcher:
    """Read a matcher.

    Raises:
        TimbrespaceError: The folder holds none, an older or a damaged one.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    if not is_matcher(folder):
        raise TimbrespaceError(f"'{folder}' holds no matcher.", _REMEDY)
    try:
        config = read_toml(folder / CONFIG)
        if (config["kind"], config["edition"], config["n_figures"]) != (KIND, EDITION, N_FIGURES):
            raise ValueError("it belongs to another version of timbrespace")
        held = config.get("calibration")
        return Matcher(
            str(config["effect"]), tuple(config["parameters"]), tuple(config["told"]),
            int(config["sample_rate"]), Network(load_file(folder / WEIGHTS)),
            dict(config.get("facts", {})), None if held is None else Calibration.of(held),
        )  # fmt: skip
    except (OSError, KeyError, TypeError, ValueError, IndexError, SafetensorError) as error:
        raise TimbrespaceError(f"'{folder}' can't be read ({error}).", _REMEDY) from error


def is_matcher(folder: Path) -> bool:
    """Whether a folder looks like a matcher."""
    return (folder / CONFIG).is_file() and (folder / WEIGHTS).is_file()


def check_free(folder: Path) -> None:
    """Raise unless a matcher may be written there: nothing, or a matcher.

    Raises:
        TimbrespaceError: There is something else.
    """
    if folder.exists() and not is_matcher(folder) and any(folder.iterdir()):
        raise TimbrespaceError(
            f"'{folder}' is there already, and is not a matcher.",
            "Name another folder with --out, or move that one away.",
        )


def home_of(effect_id: str) -> Path:
    """The folder where this user's own matcher of an effect is kept.

    Example:
        >>> home_of("overdrive").name
        'overdrive'
    """
    return config_dir() / "matchers" / slug(effect_id)


def find_matcher(effect: Effect) -> Matcher | None:
    """The matcher of an effect: this user's own, else one that ships; None where there is none.

    Raises:
        TimbrespaceError: There is one, and it is damaged.
    """
    for folder in (home_of(effect.id), SHIPPED / slug(effect.id)):
        if is_matcher(folder):
            found = read(folder)
            found.check(effect)
            return found
    return None

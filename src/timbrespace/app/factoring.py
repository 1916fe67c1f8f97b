"""The page's Factors panel: which flows an atlas has, edits as jobs, and what came of them.

Listing flows and asking for an edit needs the base installation only; the edit itself loads
PyTorch, on the thread of its job, when somebody asks for the first one.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from timbrespace.app.answers import Answer, CallError, NotFound, error_json
from timbrespace.app.edited import described
from timbrespace.app.empty import EmptyAtlas
from timbrespace.app.one_thread import OneThread
from timbrespace.errors import MissingExtra
from timbrespace.jobs import Job

if TYPE_CHECKING:
    from timbrespace.api import Atlas
    from timbrespace.api.editing import Editor
    from timbrespace.app.jobs import JobRunner
    from timbrespace.app.view import View

#: Spaces in which a flow can edit: the leading dims of one layer (``"yamnet-tfhub:9:pca64"``).
_LAYER_DIMS = re.compile(r"(?P<model>[^:]+):(?P<layer>\d+):pca(?P<n_dims>\d+)")
#: What an edit imports beyond the base installation, all in the extra "models".
NEEDED = ("torch", "zuko")
#: Strengths beyond a swap lead away from all sounds that there are.
MOST_STRENGTH = 2.0
#: What stays until newer edits take its place.
MOST_EDITS = 64
MOST_SOUND_BYTES = 64 << 20
#: Flows that stay open, each with its projection and network.
MOST_EDITORS = 2


@dataclass(frozen=True)
class Asked:
    """An edit that a page asks for, checked.

    Args:
        item_id: The receptor.
        donors: Factor -> item id of its donor, or ``"class:wood"``.
        model: Name of a flow that can edit.
        space: The layer's leading dims, which it takes.
        layer: That layer.
        strength: 0 is no edit, 1 a swap.
        hear: Whether to look for a sound, too.
        seed: For that sound.
    """

    item_id: str
    donors: dict[str, str]
    model: str
    space: str
    layer: str
    strength: float
    hear: bool
    seed: int


class Factoring:
    """Answers the panel's calls; safe to use from several threads.

    Args:
        jobs: Runs the edits, one after another; searches for sounds apart from them.
    """

    def __init__(self, jobs: JobRunner) -> None:
        self._jobs = jobs
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._one_thread = OneThread()
        self._editors: OrderedDict[tuple[int, str], tuple[Atlas, Editor]] = OrderedDict()
        self._edits: OrderedDict[str, tuple[dict[str, Any], bytes | None]] = OrderedDict()

    def overview(self, view: View) -> Answer:
        """The flows that an atlas has, else the commands that make one, and what is missing."""
        missing = missing_extra()
        flows = list_flows(view.atlas)
        return Answer(
            {
                "flows": flows,
                "commands": [] if any(f["editable"] for f in flows) else _commands(view),
                "missing": missing and error_json(missing),
            }
        )

    def start(self, view: View, params: dict[str, Any]) -> Job:
        """Start an edit; its outcome is kept under the job's id.

        Raises:
            TimbrespaceError: A parameter does not fit, or PyTorch is not installed.
        """
        missing = missing_extra()
        if missing is not None:
            raise missing
        asked = _checked(view, params)
        kind = "A sound for an edit" if asked.hear else "Edit"
        title = f"{kind} of {view.items.detail(asked.item_id)['name']}"
        # Two lanes, so that the slider goes on while a sound is looked for.
        return self._jobs.run(
            Job("edit", title, unit="steps"),
            lambda job: self._edit(view, asked, job),
            lane="hear" if asked.hear else "edit",
        )

    def edit(self, edit_id: str) -> Answer:
        """What came of an edit.

        Raises:
            NotFound: There is none of that id, or it made room for newer ones.
        """
        return Answer(self._kept(edit_id)[0])

    def sound(self, edit_id: str) -> Answer:
        """The sound that was found for an edit, as WAV.

        Raises:
            NotFound: There is no such edit, or no sound was asked for.
        """
        wav = self._kept(edit_id)[1]
        if wav is None:
            raise NotFound("This edit has no sound.", "Ask for one: 'hear' in its parameters.")
        return Answer({"type": "audio/wav", "bytes": len(wav)}, wav)

    # ---------------------------------------------------------------------------------

    def _edit(self, view: View, asked: Asked, job: Job) -> None:
        from timbrespace.api.editing import edit

        assert not isinstance(view.atlas, EmptyAtlas)
        job.begin(message="Opening the flow")
        editor = self._editor(view.atlas, asked)
        job.check()
        job.begin(message="Editing")
        with self._one_thread:
            found = edit(
                view.atlas, asked.item_id, asked.donors, strength=asked.strength,
                hear=asked.hear, editor=editor, seed=asked.seed, job=job,
            )  # fmt: skip
        facts = {"id": job.id, "model": asked.model, "layer": asked.layer}
        self._keep(job.id, facts | described(found, editor), wav_of(found.heard))

    def _editor(self, atlas: Atlas, asked: Asked) -> Editor:
        """The open flow, opened where it is not yet: once, whoever else waits for it."""
        from timbrespace.api.editing import open_editor
        from timbrespace.atlas.remembered import recall_weights

        key = (id(atlas), asked.model)
        with self._opening:
            found = self._editors.get(key)
            if found is None:
                opened = open_editor(
                    atlas,
                    layer=asked.layer,
                    model=asked.model,
                    weights=recall_weights(asked.space.partition(":")[0]),
                )
                # The atlas is kept beside it, so that its id is not given to another.
                found = self._editors[key] = (atlas, opened)
            self._editors.move_to_end(key)
            while len(self._editors) > MOST_EDITORS:
                self._editors.popitem(last=False)
            return found[1]

    def _keep(self, edit_id: str, facts: dict[str, Any], wav: bytes | None) -> None:
        with self._lock:
            self._edits[edit_id] = (facts, wav)
            while len(self._edits) > 1 and self._too_much():
                self._edits.popitem(last=False)

    def _too_much(self) -> bool:
        n_bytes = sum(len(wav or b"") for _, wav in self._edits.values())
        return len(self._edits) > MOST_EDITS or n_bytes > MOST_SOUND_BYTES

    def _kept(self, edit_id: str) -> tuple[dict[str, Any], bytes | None]:
        with self._lock:
            found = self._edits.get(edit_id)
        if found is None:
            raise NotFound(f"There is no edit {edit_id[:40]!r} any more.", "Make it again.")
        return found


def missing_extra() -> MissingExtra | None:
    """What must be installed before anything can be edited; None where all is there."""
    if all(find_spec(name) is not None for name in NEEDED):
        return None
    return MissingExtra("editing factors", "models")


def list_flows(atlas: Atlas | EmptyAtlas) -> list[dict[str, Any]]:
    """The flows of an atlas as ``GET /api/factors`` gives them, those that can edit first."""
    from timbrespace.api.disentangling import flow_names

    if isinstance(atlas, EmptyAtlas):
        return []
    known = [str(space["id"]) for space in atlas.spaces()]
    found = [_flow_facts(atlas, name, known) for name in flow_names(atlas)]
    return sorted(found, key=lambda f: (not f["editable"], int(f["layer"] or -1), f["name"]))


def wav_of(heard: Any) -> bytes | None:
    """The optimised sound of an edit as the bytes of a WAV; None where there is none."""
    from timbrespace.audio.write import wav_bytes

    return None if heard is None else wav_bytes(heard.edited, heard.sample_rate)


def _flow_facts(atlas: Atlas, name: str, known: list[str]) -> dict[str, Any]:
    from timbrespace.atlas.files import read_toml

    config = read_toml(atlas.store.model_folder(name) / "config.toml")
    notes = config.get("notes", {})
    space = str(notes.get("space", ""))
    classes = notes.get("classes", {})
    place = _LAYER_DIMS.fullmatch(space)
    return {
        "name": name,
        "space": space,
        "layer": place["layer"] if place else None,
        "factors": [
            {"name": factor, "n_dims": n_dims, "classes": list(classes.get(factor, []))}
            for factor, n_dims in config.get("dims", {}).items()
        ],
        "editable": place is not None and space == _widest(known, place["layer"]),
    }


def _widest(known: list[str], layer: str) -> str | None:
    """The projected space of a layer that edits happen in: the one with the most dims."""
    places = [found for space in known if (found := _LAYER_DIMS.fullmatch(space))]
    fitting = [place for place in places if place["layer"] == layer]
    return max(fitting, key=lambda place: int(place["n_dims"]))[0] if fitting else None


def _commands(view: View) -> list[dict[str, str]]:
    """What to run, in order, until this atlas has a flow that can edit."""
    if isinstance(view.atlas, EmptyAtlas):
        return []
    path, labels = view.atlas.path, view.items.label_names()
    lines = []
    if not labels:
        line = f"timbrespace encode FOLDER --atlas {path} --labels TABLE.csv"
        lines.append({"does": "Say what the sounds are", "line": line})
    if not any(_LAYER_DIMS.fullmatch(str(space["id"])) for space in view.atlas.spaces()):
        line = f"timbrespace project {path} --space yamnet:9"
        lines.append({"does": "Project a layer, so that it can be inverted", "line": line})
    wanted = [name for name in ("material", "action") if name in labels] or labels[:2]
    factors = ",".join(wanted) or "LABEL,LABEL"
    line = f"timbrespace disentangle {path} --space yamnet:9:pca64 --factors {factors}"
    return [*lines, {"does": "Train a flow that pulls the factors apart", "line": line}]


def _checked(view: View, params: dict[str, Any]) -> Asked:
    from timbrespace.api.edit_donors import class_of

    flows = {f["name"]: f for f in list_flows(view.atlas) if f["editable"]}
    model = params.get("model") or next(iter(flows), "")
    if not isinstance(model, str) or model not in flows:
        raise NotFound(f"There is no flow {str(model)[:80]!r} to edit with.", "List them again.")
    classes = {factor["name"]: factor["classes"] for factor in flows[model]["factors"]}
    item_id, donors = params.get("item"), params.get("donors")
    if not isinstance(item_id, str) or not isinstance(donors, dict) or not donors:
        raise CallError("An edit needs an item, and a donor.", "Send 'item' and 'donors'.")
    for factor, donor in donors.items():
        if factor not in classes or not isinstance(donor, str):
            raise CallError(
                f"{str(factor)[:40]!r} is no factor of this flow.", f"Use {', '.join(classes)}."
            )
        named = class_of(donor)
        if named is None:
            view.items.row(donor)
        elif named not in classes[factor]:
            raise NotFound(f"{named[:40]!r} is no class of {factor}.", "List the flows again.")
    view.items.row(item_id)
    strength, hear = params.get("strength", 1.0), params.get("hear", False)
    if not _is_number(strength) or not 0 <= strength <= MOST_STRENGTH:
        raise CallError(
            f"{str(strength)[:40]!r} is no strength.", f"Use 0 (nothing) to {MOST_STRENGTH:g}."
        )
    seed = params.get("seed", 0)
    if not isinstance(hear, bool) or not isinstance(seed, int) or not 0 <= seed < 1 << 32:
        raise CallError("'hear' is true or false, 'seed' a whole number.", "Send those.")
    space, layer = str(flows[model]["space"]), str(flows[model]["layer"])
    return Asked(item_id, donors, model, space, layer, float(strength), hear, int(seed))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)

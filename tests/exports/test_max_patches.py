"""The patches for Max hold together: JSON, boxes, cords and help texts. Max itself was not run."""

from __future__ import annotations

import json
import math

import pytest

from tests.exports.world import drawn_surrogate
from timbrespace.exports.inlets import inlets
from timbrespace.exports.max_patches import nn_patch, osc_patch
from timbrespace.spaces.base import Dim

DIMS = tuple(Dim(f"z{i}") for i in range(18))
WORDS = inlets(drawn_surrogate(DIMS))
TEXTS = {
    "osc": osc_patch(WORDS, DIMS, "stream:tiny"),
    "nn": nn_patch(WORDS, 1, "stream:tiny", "stream-tiny.ts", 2_048),
    "nn, stereo": nn_patch(WORDS, 2, "stream:tiny", "stream-tiny.ts", 2_048),
}


def ends(text: str) -> tuple[int, int]:
    """Inlets and outlets of an object, by Max's reference."""
    name, *arguments = text.split()
    n = len(arguments)
    known = {
        "udpsend": (1, 0), "udpreceive": (1, 1), "prepend": (1, 1), "route": (n + 1, n + 1),
        "unpack": (1, n), "pack": (n, 1), "line~": (2, 2), "*~": (2, 1), "loadmess": (1, 1),
        "expr": (1, 1),
    }  # fmt: skip
    return known[name]


@pytest.fixture(params=TEXTS)
def patcher(request):
    return json.loads(TEXTS[request.param])["patcher"]


@pytest.fixture
def boxes(patcher):
    found = {entry["box"]["id"]: entry["box"] for entry in patcher["boxes"]}
    assert len(found) == len(patcher["boxes"]), "ids are unique"
    return found


def test_no_cord_dangles(patcher, boxes):
    drawn = set()
    for entry in patcher["lines"]:
        (source, outlet), (target, inlet) = (
            entry["patchline"][end] for end in ("source", "destination")
        )
        assert 0 <= outlet < boxes[source]["numoutlets"], boxes[source]
        assert 0 <= inlet < boxes[target]["numinlets"], boxes[target]
        drawn.add((source, outlet, target, inlet))
    assert len(drawn) == len(patcher["lines"]), "no cord twice"


def test_objects_have_the_ends_that_max_gives_them(boxes):
    for box in boxes.values():
        if box["maxclass"] == "newobj" and not box["text"].startswith("nn~"):
            assert (box["numinlets"], box["numoutlets"]) == ends(box["text"]), box["text"]


def test_each_inlet_has_an_assistance_text_and_leads_somewhere(patcher, boxes):
    found = [box for box in boxes.values() if box["maxclass"] == "inlet"]
    assert [(box["index"], box["comment"]) for box in found] == [
        (i + 1, word.help) for i, word in enumerate(WORDS)
    ]
    sources = {entry["patchline"]["source"][0] for entry in patcher["lines"]}
    assert all(box["id"] in sources for box in found)


def test_whatever_can_be_moved_says_what_it_is(boxes):
    for box in boxes.values():
        if box["maxclass"] in ("flonum", "slider", "toggle", "button"):
            assert box["annotation"] and box["hint"]


def test_what_is_played_is_seen_and_fits_the_window(patcher, boxes):
    assert patcher["openinpresentation"] == 1
    width, height = patcher["rect"][2:]
    for box in boxes.values():
        played = box["maxclass"] in ("comment", "flonum", "slider", "toggle", "button", "ezdac~")
        assert bool(box.get("presentation")) == played
        if played:
            x, y, wide, high = box["presentation_rect"]
            assert 0 <= x < x + wide <= width and 0 <= y < y + high <= height, box


def test_settings_are_those_that_the_file_has():
    texts = [entry["box"].get("text", "") for entry in json.loads(TEXTS["nn"])["patcher"]["boxes"]]
    told = {text for text in texts if text.startswith("set ")}
    free = {f"set free {word.name} $1" for word in WORDS}
    assert told == {*free, "set stay $1", "set smoothing $1", "set reset 1"}


def test_nothing_lies_on_top_of_another(boxes):
    places = [tuple(box["patching_rect"][:2]) for box in boxes.values()]
    assert len(set(places)) == len(places)


def test_each_word_is_sent_and_shown():
    text = TEXTS["osc"]
    for word in WORDS:
        assert f'"prepend /timbrespace/word/{word.name}"' in text
        assert f'"/timbrespace/free/{word.name}"' in text
        assert f"/timbrespace/out/word/{word.name}" in text
    assert '"prepend /timbrespace/latent/17"' in text
    assert "warmth" not in text, "it can't be asked for"


def test_words_in_hz_go_by_octaves_and_the_others_straight():
    boxes = [entry["box"] for entry in json.loads(TEXTS["osc"])["patcher"]["boxes"]]
    sliders = [box for box in boxes if box["maxclass"] == "slider"]
    assert any(word.log for word in WORDS)
    for word, slider in zip(WORDS, sliders, strict=False):
        whole = (0.0, 1.0) if word.log else (word.low, word.high - word.low)
        assert (slider["min"], slider["size"]) == pytest.approx(whole)
    hz = [word for word in WORDS if word.log]
    made = [box["text"] for box in boxes if box.get("text", "").startswith("expr ")]
    assert len(made) == 2 * len(hz)
    for word, (to_hz, back) in zip(hz, zip(made[::2], made[1::2], strict=True), strict=True):
        assert eval_max(to_hz, 0.0) == pytest.approx(word.low, rel=1e-4)
        assert eval_max(to_hz, 1.0) == pytest.approx(word.high, rel=1e-4)
        assert eval_max(back, eval_max(to_hz, 0.3)) == pytest.approx(0.3, abs=1e-4)


def eval_max(text: str, value: float) -> float:
    """An ``expr`` of Max: its own comma would end the message, so there it is written ``\\,``."""
    formula = text.removeprefix("expr ").replace("\\,", ",").replace("$f1", repr(value))
    return float(eval(formula, {"__builtins__": {}}, {"pow": pow, "log": math.log}))


def test_the_file_is_played_by_its_words():
    patcher = json.loads(TEXTS["nn, stereo"])["patcher"]
    (player,) = [
        entry["box"]
        for entry in patcher["boxes"]
        if entry["box"].get("text", "").startswith("nn~")
    ]
    assert player["text"] == "nn~ stream-tiny.ts play 2048"
    assert (player["numinlets"], player["numoutlets"]) == (len(WORDS), 2)
    fed = {
        entry["patchline"]["destination"][1]
        for entry in patcher["lines"]
        if entry["patchline"]["destination"][0] == player["id"]
    }
    assert fed == set(range(len(WORDS)))

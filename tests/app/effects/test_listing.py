"""A page names what a list of ours has, and nothing else."""

from __future__ import annotations

import pytest

from timbrespace.app.answers import CallError, NotFound
from timbrespace.app.effects import listing, presets
from timbrespace.effects.catalogue import ids
from timbrespace.effects.chain import Chain
from timbrespace.effects.opening import open_effect
from timbrespace.effects.presets import preset_of, write_preset


def test_ours_are_listed_first_and_open():
    found = listing.listed()
    assert [each["id"] for each in found][: len(ids())] == ids()
    assert {"id", "title", "kind", "n_parameters", "problem"} == set(found[0])
    assert listing.opened("overdrive").id == "overdrive"
    assert len(listing.opened("chain:overdrive+overdrive").parameters) == 6


def test_a_preset_of_several_is_an_effect(tmp_path):
    chain = Chain((open_effect("overdrive"), open_effect("overdrive")))
    presets.folder().mkdir(parents=True, exist_ok=True)
    write_preset(presets.folder() / "Two.toml", preset_of(chain, [0.1, 0.2, 0.5] * 2, "Two of it"))
    entry = next(each for each in listing.listed() if each["id"] == "preset:Two")
    assert entry["kind"] == "chain" and entry["title"] == "Two of it"
    opened = listing.opened("preset:Two")
    assert len(opened.parameters) == 6 and opened.parameters[0].default == pytest.approx(10.0)


def test_chains_have_an_end():
    assert listing.opened("chain:" + "+".join(["overdrive"] * presets.MOST_LINKS))
    with pytest.raises(CallError):
        listing.opened("chain:" + "+".join(["overdrive"] * (presets.MOST_LINKS + 1)))


@pytest.mark.parametrize(
    "place",
    [
        "/tmp/x.toml",
        "x.toml",
        "vst3:/tmp/x.vst3",
        "lv2:file:///tmp",
        "preset:../x",
        "chain:/tmp/x.toml+overdrive",
        "chain:overdrive+vst3:/tmp/x.vst3",
        "chain:overdrive+preset:x",
        "chain:",
        "nothing",
        "",
    ],
)
def test_no_path_of_a_page_is_opened(place, tmp_path):
    with pytest.raises(Exception) as error:
        listing.opened(place)
    assert getattr(error.value, "status", 0) in (400, NotFound.status)

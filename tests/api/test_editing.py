"""An edit through the public function: what it changes, what it says, what it writes."""

from __future__ import annotations

import json

import numpy as np
import pytest

from timbrespace.api.editing import edit, nearest_real, open_editor, write_edit
from timbrespace.errors import TimbrespaceError

from .edit_atlas import LAYER


@pytest.fixture(scope="module")
def editor(edit_atlas, random_weights):
    return open_editor(edit_atlas, layer=LAYER, weights=random_weights)


@pytest.fixture(scope="module")
def pair(edit_atlas):
    items = edit_atlas.items
    receptor = items.iloc[0]
    other = items["label.material"] != receptor["label.material"]
    return receptor["id"], items[other & (items["group"] != receptor["group"])]["id"].iloc[0]


@pytest.fixture(scope="module")
def made(edit_atlas, editor, pair):
    return edit(edit_atlas, pair[0], {"material": pair[1]}, editor=editor, hear=True)


def test_the_factor_s_part_becomes_the_donor_s_before_clipping(editor, pair):
    from timbrespace.factors.editing.methods import blend

    receptor, donor = (editor.sounds.see(i) for i in pair)
    z = blend(editor.flow, receptor.z, {"material": donor.z}, 1.0)
    columns = editor.flow.factors["material"]
    wanted = editor.flow.forward(donor.z)[:, columns].mean(axis=0)
    assert np.allclose(editor.flow.forward(z)[:, columns], wanted, atol=1e-4)


def test_logits_distances_and_classes_belong_together(made, editor, pair):
    donor = editor.sounds.see(pair[1]).logits.mean(axis=0)
    for when, logits in (("before", made.logits_before), ("after", made.logits_after)):
        distance = float(np.linalg.norm(logits - donor))
        assert made.distances[f"material {when}"] == pytest.approx(distance, rel=1e-4)
    name, change = made.moved[0]
    i = editor.sounds.encoder.classes.index(name)
    assert change == pytest.approx(made.logits_after[i] - made.logits_before[i], abs=1e-4)
    assert abs(change) == pytest.approx(
        np.abs(made.logits_after - made.logits_before).max(), abs=1e-4
    )


def test_both_claims_are_read_at_both_places(made, edit_atlas, pair):
    assert {(r.factor, r.where) for r in made.readings} == {
        (f, w) for f in ("material", "action") for w in ("layer", "logits")
    }
    labels = edit_atlas.items.set_index("id")["label.material"]
    for reading in made.readings:
        assert reading.edited == (reading.factor == "material")
        assert 0 <= reading.p_after <= 1
        if reading.edited:
            assert (reading.receptor, reading.donor) == (labels[pair[0]], labels[pair[1]])


def test_real_neighbours_are_of_other_recordings(made, edit_atlas, pair):
    groups = edit_atlas.items.set_index("id")["group"]
    assert len(made.nearest) == 5
    assert groups[pair[0]] not in {groups[i] for i, _ in made.nearest}
    distances = [distance for _, distance in made.nearest]
    assert distances == sorted(distances)


def test_the_nearest_to_a_real_latent_is_that_sound(editor, pair):
    z = editor.sounds.see(pair[0]).z
    assert nearest_real(editor, z, without=-5)[0][0] == pair[0]


def test_strength_zero_is_no_edit(edit_atlas, editor, pair):
    still = edit(edit_atlas, pair[0], {"material": pair[1]}, strength=0.0, editor=editor)
    assert np.allclose(still.logits_after, still.logits_before, atol=1e-2)
    assert still.manifold_ratio == pytest.approx(1, abs=1e-2)
    assert still.heard is None


def test_a_class_as_donor_has_readings_but_no_distance(edit_atlas, editor, pair):
    material = edit_atlas.items.set_index("id")["label.material"][pair[1]]
    towards = edit(edit_atlas, pair[0], {"material": f"class:{material}"}, editor=editor)
    assert set(towards.distances) == {"receptor after"} and towards.distances["receptor after"] > 0
    wanted = {(r.factor, r.donor) for r in towards.readings}
    assert wanted == {("material", material), ("action", "")}


def test_an_edit_towards_a_class_can_be_heard_and_written(edit_atlas, editor, pair, tmp_path):
    heard = edit(
        edit_atlas, pair[0], {"material": "class:metal"}, editor=editor, hear=True, strength=0.5
    )
    assert heard.heard.donor is None and "donor_db" not in heard.heard.figures
    names = [path.name for path in write_edit(heard, tmp_path)]
    assert names == ["edit.json", "source.wav", "edited.wav"]
    about = json.loads((tmp_path / "edit.json").read_text(encoding="utf-8"))
    assert about["donors"] == {"material": "class:metal"}


def test_a_sound_without_labels_or_donors_is_told(edit_atlas, editor, pair):
    with pytest.raises(TimbrespaceError, match="No donor"):
        edit(edit_atlas, pair[0], {}, editor=editor)
    with pytest.raises(TimbrespaceError, match="no factor 'colour'"):
        edit(edit_atlas, pair[0], {"colour": pair[1]}, editor=editor)
    with pytest.raises(TimbrespaceError, match="no item"):
        edit(edit_atlas, pair[0], {"material": "0" * 16}, editor=editor)


def test_what_is_written_can_be_read_and_heard(made, tmp_path):
    from timbrespace.audio.decode import read

    names = [path.name for path in write_edit(made, tmp_path / "edit")]
    assert names == ["edit.json", "source.wav", "donor.wav", "edited.wav"]
    about = json.loads((tmp_path / "edit" / "edit.json").read_text(encoding="utf-8"))
    assert about["donors"] == made.donors
    assert about["heard"]["travelled"] == pytest.approx(made.heard.travelled)
    samples, rate = read(tmp_path / "edit" / "edited.wav")
    assert rate == 16_000 and samples.shape[1] == len(made.heard.edited)
    assert 0 < np.abs(samples).max() < 1

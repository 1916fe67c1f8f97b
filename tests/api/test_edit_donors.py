"""What a factor is taken from: sounds and classes."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.api.edit_donors import class_of, find_donor, find_item, label_of, part_of
from timbrespace.api.editing import edit, open_editor
from timbrespace.errors import TimbrespaceError

from .edit_atlas import LAYER


@pytest.fixture(scope="module")
def editor(edit_atlas, random_weights):
    return open_editor(edit_atlas, layer=LAYER, weights=random_weights)


@pytest.fixture(scope="module")
def items(edit_atlas):
    return edit_atlas.items.set_index("id")


def by_hand(editor, ids):
    """The mean over sounds of the means of their patches' material."""
    columns, parts = editor.flow.columns("material"), []
    for item_id in ids:
        rows = editor.data.items == editor.sounds.atlas.position(item_id)
        parts.append(editor.flow.forward(editor.data.x[rows])[:, columns].mean(axis=0))
    return np.mean(parts, axis=0)


def test_a_class_is_the_mean_of_its_sounds_without_the_receptor_s_group(editor, items):
    receptor = items.index[0]
    material, own = items.loc[receptor, "label.material"], items.loc[receptor, "group"]
    others = items[(items["label.material"] == material) & (items["group"] != own)].index
    whole = items[items["label.material"] == material].index
    assert 0 < len(others) < len(whole)
    found = part_of(editor, "material", f"class:{material}", editor.group_of(receptor))
    assert np.allclose(found, by_hand(editor, others), atol=1e-4)
    assert not np.allclose(found, by_hand(editor, whole), atol=1e-4)


def test_the_edited_latent_has_the_class_s_part_before_clipping(edit_atlas, editor, items):
    from timbrespace.factors.editing.methods import blend_parts

    receptor = editor.sounds.see(items.index[0])
    part = part_of(editor, "material", "class:metal", editor.group_of(items.index[0]))
    z = blend_parts(editor.flow, receptor.z, {"material": part}, 1.0)
    t, before = editor.flow.forward(z), editor.flow.forward(receptor.z)
    columns = editor.flow.columns("material")
    kept = np.setdiff1d(np.arange(t.shape[1]), np.arange(t.shape[1])[columns])
    assert np.allclose(t[:, columns], part, atol=1e-4)
    assert np.allclose(t[:, kept], before[:, kept], atol=1e-4)


def test_a_sound_and_a_class_can_be_mixed(edit_atlas, editor, items):
    donor = items.index[items["group"] != items["group"].iloc[0]][0]
    made = edit(
        edit_atlas, items.index[0], {"material": "class:metal", "action": donor}, editor=editor
    )
    assert {name.partition(" ")[0] for name in made.distances} == {"receptor", "action"}


def test_what_is_no_class_says_which_there_are(editor, items):
    group = editor.group_of(items.index[0])
    with pytest.raises(TimbrespaceError, match="'jelly' is no class of 'material'") as error:
        part_of(editor, "material", "class:jelly", group)
    assert "metal" in error.value.remedy
    with pytest.raises(TimbrespaceError, match="no factor 'colour'"):
        part_of(editor, "colour", "class:red", group)


def test_a_class_of_one_recording_cannot_be_its_own_donor(editor, monkeypatch):
    from dataclasses import replace

    same = np.zeros_like(editor.data.groups)
    monkeypatch.setattr(editor, "data", replace(editor.data, groups=same))
    with pytest.raises(TimbrespaceError, match="recorded together"):
        part_of(editor, "material", "class:metal", 0)


def test_labels_of_donors(editor, items):
    assert label_of(editor, "material", "class:metal") == "metal"
    assert label_of(editor, "material", items.index[0]) == items["label.material"].iloc[0]


def test_donors_are_found_as_items_or_taken_as_written(edit_atlas, items):
    assert find_donor(edit_atlas, "class:metal") == "class:metal"
    assert find_donor(edit_atlas, items["path"].iloc[3]) == items.index[3]
    assert (class_of("class:metal"), class_of(items.index[0])) == ("metal", None)


def test_items_are_found_by_id_path_or_part_of_it(edit_atlas):
    row = edit_atlas.items.iloc[7]
    for text in (row["id"], row["path"], row["path"][:-4]):
        assert find_item(edit_atlas, text) == row["id"]
    with pytest.raises(TimbrespaceError, match="any of 48 sounds"):
        find_item(edit_atlas, ".wav")
    with pytest.raises(TimbrespaceError, match="no sound 'nowhere'"):
        find_item(edit_atlas, "nowhere")

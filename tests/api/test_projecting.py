"""Layers become spaces of the atlas through their projections, whatever happens on the way."""

import hashlib
import shutil

import numpy as np
import pytest

import timbrespace
from timbrespace.api import encode
from timbrespace.api.projecting import load_projection, project
from timbrespace.atlas.remembered import remember_weights
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.spaces import registry


@pytest.fixture
def atlas(atlas_folder, sounds, tmp_path):
    shutil.copytree(atlas_folder, tmp_path / "copy.atlas")
    return timbrespace.open(tmp_path / "copy.atlas", sounds=sounds)


def run(atlas, random_weights, space="yamnet:13", **options):
    return project(atlas, space=space, dims=8, weights=str(random_weights), **options)


def contents(folder):
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != ".lock"]
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_a_layer_becomes_a_space_whose_rows_are_its_projected_patches(atlas, random_weights):
    before = atlas.items
    (found,) = run(atlas, random_weights, keep=[13])
    assert atlas.items.equals(before)
    raw, low = atlas.latents(found.source), atlas.latents(found.space)
    assert found.space.endswith(":13:pca8") and found.fitted
    assert raw.rows.shape == (len(low.rows), 6144) and low.rows.shape[1] == 8
    assert np.array_equal(raw.offsets, low.offsets)
    projection = load_projection(atlas, found.space)
    np.testing.assert_allclose(projection.leading(raw.rows), low.rows, atol=1e-4)
    np.testing.assert_allclose(np.cov(low.rows.T, bias=True), np.eye(8), atol=2e-3)
    back = projection.inverse(projection.transform(raw.rows))
    assert np.linalg.norm(back - raw.rows) < 1e-4 * np.linalg.norm(raw.rows)
    assert atlas.pooled(found.space).shape == (len(before), 8)


def test_raw_activations_never_lie_on_disk_unasked(atlas, random_weights):
    run(atlas, random_weights, ["yamnet:4", "yamnet:13"])
    n_bytes = sum(p.stat().st_size for p in (atlas.path / "latents").rglob("*") if p.is_file())
    assert not any(str(s["id"]).endswith(":flat") for s in atlas.spaces())
    assert n_bytes < 1e6 < len(atlas.items) * 24_576 * 4


def test_run_again_it_keeps_what_is_done_and_takes_in_what_is_new(
    atlas, random_weights, sounds, tmp_path
):
    first, _ = run(atlas, random_weights, ["yamnet:13", "yamnet:12"])
    done = contents(atlas.path)
    assert not any(each.fitted for each in run(atlas, random_weights, ["yamnet:12", "yamnet:13"]))
    assert contents(atlas.path) == done
    more = tmp_path / "more"
    shutil.copytree(sounds, more)
    shutil.copy(next(sounds.rglob("*.wav")), more / "one_more.wav")
    grown = encode(more, atlas=atlas.path, weights=str(random_weights))
    (again,) = run(grown, random_weights)
    assert not again.fitted and len(grown.latents(first.space).offsets) == len(grown.items) + 1
    assert np.diff(grown.latents(first.space).offsets).min() > 0


def test_fitted_anew_it_replaces_what_another_fit_has_projected(atlas, random_weights):
    (first,) = run(atlas, random_weights)
    (second,) = run(atlas, random_weights, again=True, full=True)
    assert second.fitted and second.projection.n_leading > first.projection.n_leading
    rows = atlas.latents(second.space).rows
    assert rows.shape[1] == 8 and np.isfinite(rows).all()


def test_stopped_anywhere_it_ends_in_the_same_bytes(atlas, random_weights, tmp_path):
    other = tmp_path / "other.atlas"
    shutil.copytree(atlas.path, other)
    run(atlas, random_weights, ["yamnet:12", "yamnet:13"])
    stopped = timbrespace.open(other, sounds=atlas.sounds)
    for at in (5, 30, 60):
        count = iter(range(10_000))

        def tick(job, count=count, at=at):
            if next(count) == at:
                job.cancel()

        with pytest.raises(Cancelled):
            run(stopped, random_weights, ["yamnet:12", "yamnet:13"], job=Job("p", on_change=tick))
        assert len(timbrespace.open(other).items) == len(atlas.items)
    run(stopped, random_weights, ["yamnet:12", "yamnet:13"])
    assert contents(other) == contents(atlas.path)


def test_a_new_sound_is_projected_as_those_of_the_atlas(atlas, random_weights):
    (found,) = run(atlas, random_weights)
    remember_weights(found.space.partition(":")[0], random_weights)
    item = atlas.items.iloc[3]
    vector = atlas.encode_file(atlas.sound_path(item["id"]), found.space)
    np.testing.assert_allclose(vector, atlas.pooled(found.space)[3], atol=1e-5)


def test_what_cannot_be_is_said(atlas, random_weights):
    with pytest.raises(TimbrespaceError, match="--weights"):
        project(atlas, space="yamnet:13")
    with pytest.raises(TimbrespaceError, match="layers 6 to 13"):
        run(atlas, random_weights, "yamnet:4", full=True)
    with pytest.raises(TimbrespaceError, match="no space 'yamnet:5'"):
        run(atlas, random_weights, keep=["yamnet:5"])
    with pytest.raises(TimbrespaceError, match="was not projected"):
        load_projection(atlas, "descriptors")
    with pytest.raises(TimbrespaceError, match="0 dims"):
        project(atlas, dims=0)


def test_copies_are_heard_from_inside_the_atlas(sounds, random_weights, tmp_path):
    pytest.importorskip("audiomentations", reason="needs the extra 'models'")
    folder = tmp_path / "few"
    folder.mkdir()
    for sound in sorted(sounds.rglob("*.wav"))[:3]:
        shutil.copy(sound, folder)
    chain = tmp_path / "half.toml"
    chain.write_text('copies = 1\n[[step]]\ndo = "gain"\ngain_db = -6\n')
    atlas = encode(
        folder, atlas=tmp_path / "few.atlas", weights=str(random_weights), augment=chain
    )
    copies = atlas.items[atlas.items["source_id"].notna()]
    assert len(copies) == 3 and set(copies["label.augmented"]) == {"half"}
    for item in copies.itertuples():
        assert atlas.sound_path(item.id).is_relative_to(atlas.augmented.resolve())
    (found,) = run(atlas, random_weights)
    assert np.isfinite(atlas.pooled(found.space)).all() and len(atlas.pooled(found.space)) == 6
    copies_path = tmp_path / "few.atlas" / "augmented"
    atlas.items.loc[atlas.items["id"] == copies["id"].iloc[0], "path"] = "../../few/x.wav"
    with pytest.raises(TimbrespaceError, match="outside"):
        atlas.sound_path(copies["id"].iloc[0])
    assert copies_path.is_dir()


@pytest.mark.shared
def test_real_activations_of_layer_9_come_back_held_out(shared):
    """Both regimes: few patches against 12,288 dims, and the exact inverse either way."""
    from timbrespace.audio.decode import open_blocks, probe
    from timbrespace.factors.projection.projection import fit_projection
    from timbrespace.spaces.listen import encode_blocks

    encoder = registry.open_encoder("yamnet:9:flat")
    folder = shared / "data" / "materials_actions"
    paths = sorted(p for p in folder.rglob("*") if p.suffix in (".ogg", ".wav", ".flac"))[::12]
    rows = [
        encode_blocks(open_blocks(path), probe(path).sample_rate, [encoder])[0] for path in paths
    ]
    train, unseen = np.concatenate(rows[::2]), np.concatenate(rows[1::2])
    for exact in (True, False):
        projection = fit_projection(
            lambda: iter(np.array_split(train, 5)), 64, full=True, exact=exact
        )
        back = projection.inverse(projection.transform(unseen))
        assert np.linalg.norm(back - unseen) < 1e-4 * np.linalg.norm(unseen)
    wide = np.concatenate(rows).reshape(-1, 512)  # its 512 channels, place by place: many rows
    projection = fit_projection(lambda: iter([wide[::2]]), 512, full=True)
    back = projection.inverse(projection.transform(wide[1::2]))
    assert len(wide[::2]) > 4 * 512
    assert np.linalg.norm(back - wide[1::2]) < 1e-4 * np.linalg.norm(wide[1::2])

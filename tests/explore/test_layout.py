import numpy as np
import pytest

from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.explore import layout, quality
from timbrespace.jobs import Job

METHODS = ["pca", "umap", "tsne", "pacmap"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("dims", [2, 3])
def test_the_same_seed_gives_the_same_bytes(method, dims, clustered):
    latents, _ = clustered(120)
    first, again = (layout.compute(latents, method, dims=dims, seed=3) for _ in range(2))
    assert first.points.shape == (120, dims) and first.points.dtype == np.float32
    assert first.points.tobytes() == again.points.tobytes()
    assert first.params == again.params


@pytest.mark.parametrize("method", ["umap", "tsne", "pacmap"])
def test_another_seed_gives_another_map(method, clustered):
    latents, _ = clustered(120)
    a, b = (layout.compute(latents, method, seed=seed).points for seed in (0, 1))
    assert not np.array_equal(a, b)


@pytest.mark.parametrize("method", METHODS)
def test_maps_fill_the_box_keep_groups_together_and_face_the_way_pca_does(method, clustered):
    latents, labels = clustered(240)
    made = layout.compute(latents, method)
    frame = layout.compute(latents, "pca").points
    assert np.abs(made.points).max() == pytest.approx(1)
    centre = (made.points.min(axis=0) + made.points.max(axis=0)) / 2
    assert centre == pytest.approx([0, 0], abs=1e-5)
    assert quality.measure(latents, made.points).trustworthiness > 0.85
    cross = (made.points - made.points.mean(0)).T @ (frame - frame.mean(0))
    # Turned as far towards PCA as it goes, their product is symmetric and positive.
    assert np.allclose(cross, cross.T, atol=0.01 * np.trace(cross))
    assert np.linalg.eigvalsh(cross).min() > 0


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 8, 15])
def test_few_items_get_a_finite_map_and_a_note_of_what_was_done(method, n, clustered):
    latents, _ = clustered(15)
    made = layout.compute(latents[:n], method)
    assert made.points.shape == (n, 2)
    assert np.isfinite(made.points).all() and np.abs(made.points).max(initial=0) <= 1
    needed = {"pca": 3, "umap": 5, "tsne": 5, "pacmap": 8}[method]
    if n < needed:
        assert "note" in made.params
    if 5 <= n <= 8 and method in ("umap", "tsne"):
        assert f"With {n} items" in made.params["note"]


@pytest.mark.parametrize("method", METHODS)
def test_constant_and_duplicate_latents_get_a_finite_map(method, clustered):
    latents, _ = clustered(12)
    constant = layout.compute(np.full((30, 16), 0.1), method)
    assert np.array_equal(constant.points, np.zeros((30, 2)))
    assert constant.params["note"]
    repeated = layout.compute(np.repeat(latents, 6, axis=0), method)
    assert np.isfinite(repeated.points).all()


@pytest.mark.parametrize("method", METHODS)
def test_nan_is_refused(method, clustered):
    latents, _ = clustered(40)
    latents[5, 5] = np.nan
    with pytest.raises(TimbrespaceError, match="row 5"):
        layout.compute(latents, method)


def test_unknown_names_are_refused_with_those_that_exist(clustered):
    latents, _ = clustered(40)
    with pytest.raises(TimbrespaceError, match="no layout method 'som'.*umap, tsne, pca, pacmap"):
        layout.compute(latents, "som")
    with pytest.raises(TimbrespaceError, match="t-SNE has no parameter 'perplexty'.*perplexity"):
        layout.compute(latents, "tsne", params={"perplexty": 5})
    with pytest.raises(TimbrespaceError, match="2 or 3 dims, not 4"):
        layout.compute(latents, "pca", dims=4)
    with pytest.raises(TimbrespaceError, match=r"shape \(40, 2\), found \(39, 2\)"):
        layout.compute(latents, "umap", init=np.zeros((39, 2)))


@pytest.mark.parametrize("method", METHODS)
def test_params_say_all_that_is_in_effect(method, clustered):
    latents, _ = clustered(60)
    given = {"preparation": "centre"} | ({} if method == "pca" else {"metric": "cosine"})
    params = layout.compute(latents, method, params=given).params
    assert set(layout.defaults(method)) <= set(params)
    assert all(params[name] == value for name, value in given.items())
    name, version = params["library"].split(" ")
    assert name in ("scikit-learn", "umap-learn", "openTSNE", "pacmap") and version[0].isdigit()
    assert params.get("n_epochs", 500) == 500


def test_parameters_change_the_map(clustered):
    latents, _ = clustered(120)
    tight, loose = (
        layout.compute(latents, "umap", params={"min_dist": value}).points for value in (0.0, 0.9)
    )
    assert not np.allclose(tight, loose, atol=0.05)


def test_the_model_of_a_pca_map_projects_its_own_latents_onto_it(clustered):
    latents, _ = clustered(60)
    made = layout.compute(latents, "pca", dims=3, params={"preparation": "none"})
    assert np.allclose(made.model.apply(latents), made.points, atol=1e-6)
    assert layout.compute(latents, "tsne").model is None


def test_latents_with_fewer_directions_than_the_map_are_padded_with_zeros():
    line = np.arange(20.0)[:, None]
    made = layout.compute(line, "pca", dims=3)
    assert np.ptp(made.points, axis=0) == pytest.approx([2, 0, 0])
    assert "2 of the 3 axes are zero" in made.params["note"]


@pytest.mark.parametrize("shape", [(30, 8), (30, 200), (1100, 1500)])
def test_pca_agrees_with_a_plain_decomposition_whatever_the_solver(shape):
    rng = np.random.default_rng(0)
    scales = np.r_[9, 5, np.ones(shape[1] - 2)]
    latents = rng.normal(size=shape) * scales
    made = layout.compute(latents, "pca", params={"preparation": "centre"})
    centred = latents - latents.mean(axis=0)
    left, strength, _ = np.linalg.svd(centred, full_matrices=False)
    for axis in range(2):
        likeness = np.corrcoef(made.points[:, axis], left[:, axis] * strength[axis])[0, 1]
        assert abs(likeness) > 0.999


def test_a_growing_map_keeps_its_orientation(clustered):
    latents, _ = clustered(120)
    part = layout.compute(latents[:60], "pca").points
    turned = np.vstack([part[:, ::-1] * [1, -1], np.full((60, 2), np.nan)])
    grown = layout.compute(latents, "pca", init=turned)
    likeness = [np.corrcoef(grown.points[:60, i], turned[:60, i])[0, 1] for i in range(2)]
    assert min(likeness) > 0.8
    assert np.allclose(grown.model.apply(layout_prepared(latents)), grown.points, atol=1e-6)


def layout_prepared(latents):
    from timbrespace.explore import prepare

    return prepare.fit(latents).apply(latents)


@pytest.mark.parametrize("method", ["umap", "tsne", "pacmap"])
def test_a_job_hears_of_the_stages_and_counts_up(method, clustered):
    latents, _ = clustered(150)
    seen = []
    job = Job("layout", on_change=lambda job: seen.append((job.message, job.done, job.total)))
    layout.compute(latents, method, job=job)
    assert "first points by PCA" in seen[0][0]
    assert all(total is None or done <= total for _, done, total in seen)
    if method != "pacmap":
        assert seen[-1][1] == seen[-1][2] and "settling" in seen[-1][0]


@pytest.mark.parametrize("method", ["umap", "tsne"])
def test_a_job_can_stop_a_layout_while_it_settles(method, clustered):
    latents, _ = clustered(150)

    def stop(job):
        if "settling" in job.message and job.done:
            job.cancel()

    job = Job("layout", on_change=stop)
    with pytest.raises(Cancelled):
        layout.compute(latents, method, job=job)
    assert job.done < job.total

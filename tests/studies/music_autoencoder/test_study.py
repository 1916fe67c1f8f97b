"""The whole study on a few pieces made by code, with spaces that need no training."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import dct_space
from timbrespace.api.training import Trained
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.yamnet.weights import H5_VARIABLE, load
from timbrespace.studies import Options
from timbrespace.studies.music_autoencoder import study as studied
from timbrespace.studies.music_autoencoder.sizes import CHOSEN, Model, Sizes

SIZES = Sizes(
    models=(
        Model(CHOSEN, "dct", "any", f"{CHOSEN} numbers", 1, published_tree=0.10),
        Model("improved", "dct", "any", "improved", 1, beside=CHOSEN),
        Model("broken", "dct", "any", "broken", 1),
    ),
    n_tracks=3, n_clips=1, folds=2, n_measured=2, n_heard=1, making=(CHOSEN,), tree=False,
    fad=False,
)  # fmt: skip


def instead_of_training(kind, data, out, **how):
    """A space that loses nothing; one of the three cannot be had."""
    assert Path(data).is_file() and how["split"] == "part"
    if out.name == "broken":
        raise TimbrespaceError("It would not train.", "Nothing helps.")
    dct_space.write(out, out.name)
    return Trained(out, folders.read(out), {"epochs": 3, "seconds": 1.5}, ("A note.",), "minutes")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """The study run twice: its folder, and what it said of its steps each time."""
    with pytest.MonkeyPatch.context() as patch:
        config = tmp_path_factory.mktemp("config")
        patch.setenv("TIMBRESPACE_CONFIG", str(config))
        patch.delenv(H5_VARIABLE, raising=False)
        patch.setattr("timbrespace.studies.weights.cached", lambda name: None)
        try:
            load("tfhub")
        except TimbrespaceError as error:
            pytest.skip(f"SKIPPED LOUDLY: no weights of YAMNet to run the study with: {error}")
        dct_space.register(patch)
        patch.setattr(studied, "train", instead_of_training)
        out = tmp_path_factory.mktemp("study")
        told = []
        for _ in range(2):
            lines = []
            studied.run(Options(out, tell=lines.append, command="the command"), sizes=SIZES)
            told.append(lines)
    return out, told


@pytest.fixture(scope="module")
def results(study):
    return json.loads((study[0] / "results.json").read_text())["results"]


def of(results, name, **where):
    return [r for r in results if r["name"] == name and where.items() <= r["where"].items()]


def test_what_was_done_is_not_done_again(study):
    first, second = study[1]
    again = [line for line in second if "done before" not in line]
    assert len(first) > 12
    assert [line.split(":")[0] for line in again] == ["Training broken"]


def test_a_space_that_would_not_train_is_said_and_stops_nothing(study):
    page = (study[0] / "report.html").read_text()
    assert "It would not train." in page
    assert "not trained" in page


def test_every_baseline_stands_beside_every_model_with_its_bits(results):
    for model in (CHOSEN, "improved"):
        codecs = {r["where"]["codec"] for r in of(results, "kbit_s", model=model, part="test")}
        assert codecs >= {"space", "space-float32", "pcm", "opus", "dct", "pca", "mel-pca"}
        [heard] = of(results, "si_sdr", model=model, part="test", codec="space-float32")
        assert heard["value"] > 60, "the space loses nothing"
        assert heard["command"].startswith("timbrespace measure")
    assert of(results, "gain", model="improved", over=f"dct:{CHOSEN}")
    assert of(results, "mel_distance", part="new", codec="space")


def test_genre_is_read_by_every_probe_beside_chance_and_what_was_published(results):
    for space in (CHOSEN, "improved", "log-mel", "yamnet", "sound"):
        [linear] = of(results, "accuracy", space=space, probe="linear")
        assert linear["baselines"]["uniform"] == pytest.approx(0.25)
    [tree] = of(results, "accuracy", space=CHOSEN, probe="tree")
    assert tree["baselines"]["original study, published"] == 0.10
    assert of(results, "accuracy_margin", space=CHOSEN, over="log-mel")


def test_the_mean_of_latents_of_a_linear_space_is_a_mix(results):
    [mixing] = of(results, "si_sdr_to_mixing", model=CHOSEN)
    assert mixing["value"] > 40


def test_the_page_plays_and_fetches_nothing(study):
    page = (study[0] / "report.html").read_text()
    assert page.count("<audio") == 2 * 3 + 12
    assert page.count('src="data:audio/flac') == page.count("<audio")
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "nothing here is about music" in page

"""What the tests share: small corpora, small models, loud skips where real ones are missing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

# Two processes test side by side, on machines that may be busy with other things, too.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real sounds and weights beside the checkout; a clone need not have it."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"SKIPPED LOUDLY: no real sounds at {SHARED}")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def _config_of_the_run(tmp_path_factory):
    """What is made once for many tests is not written down among the user's own things either."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMBRESPACE_CONFIG", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture(autouse=True)
def _own_config(tmp_path_factory, monkeypatch):
    """No test reads or writes what the user of this machine has set."""
    monkeypatch.setenv("TIMBRESPACE_CONFIG", str(tmp_path_factory.mktemp("config")))


@pytest.fixture(scope="session")
def random_weights(tmp_path_factory) -> Path:
    """A YAMNet with weights drawn at random: every shape is right, nothing is fetched."""
    from safetensors.numpy import save_file

    from timbrespace.spaces.yamnet.table import weight_shapes

    random = np.random.default_rng(0)
    tensors = {}
    for name, shape in weight_shapes().items():
        fan_in = int(np.prod(shape[1:])) or 1
        spread = 0.05 if name.endswith("bias") else np.sqrt(2 / fan_in)
        tensors[name] = random.normal(0, spread, shape).astype(np.float32)
    path = tmp_path_factory.mktemp("weights") / "random.safetensors"
    save_file(tensors, path)
    return path


@pytest.fixture(scope="session")
def sounds(tmp_path_factory) -> Path:
    """Forty-eight synthetic impact sounds with true labels; made by code, not recorded."""
    from timbrespace import synth

    folder = tmp_path_factory.mktemp("synthetic") / "sounds"
    synth.write_corpus(folder, per_cell=2, seed=0)
    return folder


@pytest.fixture(scope="session")
def atlas_folder(tmp_path_factory, sounds, random_weights) -> Path:
    """An atlas of the synthetic sounds with a PCA map; copy it before writing to it."""
    import timbrespace

    path = tmp_path_factory.mktemp("atlas") / "synthetic.atlas"
    timbrespace.build(sounds, atlas=path, weights=str(random_weights), methods=("pca",))
    return path


@pytest.fixture(scope="session")
def flowed_folder(tmp_path_factory, atlas_folder, sounds, random_weights) -> Path:
    """The synthetic atlas with a small flow of its layer 13; copy it before writing to it."""
    import shutil

    import timbrespace

    pytest.importorskip("torch")
    pytest.importorskip("zuko")
    from timbrespace.api.disentangling import disentangle
    from timbrespace.api.projecting import project
    from timbrespace.factors.flow.training import Schedule

    path = tmp_path_factory.mktemp("flowed") / "flowed.atlas"
    shutil.copytree(atlas_folder, path)
    atlas = timbrespace.open(path, sounds=sounds)
    # A flow learns from what sounds of different groups share.
    items = atlas.items.copy()
    items["group"] = [f"take {i % 12}" for i in range(len(items))]
    atlas.store.write_items(items)
    atlas.refresh()
    (layer,) = project(atlas, space="yamnet:13", dims=8, weights=str(random_weights))
    quick = Schedule(n_steps=30, batch_pairs=32, check_every=10)
    disentangle(atlas, space=layer.space, dims=1, n_blocks=1, judge=False, schedule=quick)
    return path


@pytest.fixture
def known_weights(_own_config, atlas_folder, random_weights) -> None:
    """This user has named the file of weights of the synthetic atlases before."""
    import timbrespace
    from timbrespace.atlas.remembered import remember_weights

    space = str(timbrespace.open(atlas_folder).about()["space"])
    remember_weights(space.partition(":")[0], random_weights)


@pytest.fixture(scope="session")
def stream_space(tmp_path_factory: pytest.TempPathFactory):
    """A tiny causal VAE on disk, with the model it came from."""
    pytest.importorskip("torch")
    from tests.stream_world import made

    return made(tmp_path_factory.mktemp("spaces") / "tiny.space")


@pytest.fixture(scope="session")
def wavenet_space(tmp_path_factory: pytest.TempPathFactory):
    """A tiny WaveNet autoencoder on disk, untrained, with the model it came from."""
    pytest.importorskip("torch")
    from tests.wavenet_world import made

    return made(tmp_path_factory.mktemp("spaces") / "tiny.space")

"""Small models compute fastest on one thread."""

from __future__ import annotations

import pytest

from ... import motion_world


@pytest.fixture(autouse=True)
def _one_thread():
    torch = pytest.importorskip("torch")
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def clips(tmp_path_factory):
    """Twelve clips that walk or wave."""
    return motion_world.write_clips(tmp_path_factory.mktemp("motion") / "clips")


@pytest.fixture(scope="session")
def material(clips):
    """The same, as a training gets them."""
    from timbrespace.jobs import quiet_job
    from timbrespace.train.config import resolve
    from timbrespace.train.kinds import Gathering
    from timbrespace.train.motion.kind import KIND
    from timbrespace.train.motion.material import gather

    settings = resolve(KIND, changes=motion_world.TINY)
    return gather(Gathering(clips, settings.model, settings.training, None, (), None, None, 0,
                            quiet_job(None, "train")))  # fmt: skip


@pytest.fixture(scope="session")
def config(material):
    """The settings of a tiny model of these clips."""
    from timbrespace.train.config import resolve
    from timbrespace.train.motion.kind import KIND

    return material.fitted(resolve(KIND, changes=motion_world.TINY).model)

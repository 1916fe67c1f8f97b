"""An encoder seen through projections gives what projecting its rows would give."""

import numpy as np
import pytest

from timbrespace.factors.projection.projected import ProjectedEncoder, projected_id, source_id
from timbrespace.factors.projection.projection import fit_projection
from timbrespace.spaces.base import Dim, SpaceRecord
from timbrespace.spaces.listen import encode_blocks

WIDTH = 6


class Toy:
    """Rows of six samples each, and their mean; gives rows out on the way if it is to."""

    sample_rate, mono = 8000, True
    records = (
        SpaceRecord("toy:1:flat", tuple(Dim(str(i)) for i in range(WIDTH)), 8000, 6, True, "ab"),
        SpaceRecord("toy:mean", (Dim("mean"),), 8000),
    )

    def __init__(self, draining):
        self.stream = DrainingToyStream if draining else ToyStream

    def open_stream(self, sample_rate):
        return self.stream()


class ToyStream:
    def __init__(self):
        self.samples, self.n_drained = np.zeros(0, np.float32), 0

    def push(self, block):
        self.samples = np.concatenate([self.samples, block[0]])

    def rows(self):
        whole = len(self.samples) // WIDTH * WIDTH
        return self.samples[:whole].reshape(-1, WIDTH)

    def finish(self):
        return [self.rows()[self.n_drained :], np.array([self.samples.mean()], np.float32)]


class DrainingToyStream(ToyStream):
    def drain(self):
        new = self.rows()[self.n_drained :]
        self.n_drained += len(new)
        return [new, np.zeros((0, 1), np.float32)]


@pytest.fixture(scope="module")
def projection():
    rows = np.random.default_rng(0).standard_normal((50, WIDTH)).astype(np.float32)
    return fit_projection(lambda: iter([rows]), 3, full=True)


@pytest.mark.parametrize("draining", [False, True])
@pytest.mark.parametrize("keep", [(), ("toy:1:flat",)])
def test_it_gives_the_leading_dims_of_every_row(projection, draining, keep):
    sound = np.random.default_rng(1).standard_normal((1, 1000)).astype(np.float32)
    blocks = np.array_split(sound, 9, axis=1)
    encoder = ProjectedEncoder(
        Toy(draining), {"toy:1:flat": ("toy:1:pca3", projection)}, keep=keep
    )
    found = dict(
        zip([r.id for r in encoder.records], encode_blocks(blocks, 8000, [encoder]), strict=True)
    )
    rows = sound[0, : 1000 // WIDTH * WIDTH].reshape(-1, WIDTH)
    assert list(found) == ["toy:1:pca3", *keep, "toy:mean"]
    np.testing.assert_allclose(found["toy:1:pca3"], projection.leading(rows), atol=1e-5)
    assert all(np.array_equal(found[space], rows) for space in keep)
    assert found["toy:mean"].shape == (1,)


def test_its_record_says_which_model_and_which_projection(projection):
    record = ProjectedEncoder(Toy(True), {"toy:1:flat": ("toy:1:pca3", projection)}).records[0]
    fewer = ProjectedEncoder(Toy(True), {"toy:1:flat": ("toy:1:pca3", projection.first(2))})
    assert (record.framed, record.hop, len(record.dims)) == (True, 6, 3)
    assert len({record.model_hash, fewer.records[0].model_hash, "ab"}) == 3


def test_ids_lead_there_and_back():
    assert source_id(projected_id("yamnet-h5:9:flat", 64)) == "yamnet-h5:9:flat"
    assert source_id("descriptors") is None and source_id("hear:my:pcab") is None

"""A factor flow: it inverts, its log-determinant is right, it comes back from disk the same."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError

torch = pytest.importorskip("torch")
pytest.importorskip("zuko")

from timbrespace.factors.flow.couplings import push  # noqa: E402
from timbrespace.factors.flow.flow import FactorFlow, FlowConfig  # noqa: E402


def disturbed(n_dims: int = 6, *, strength: float = 0.1, n_blocks: int = 4) -> FactorFlow:
    """A flow whose couplings are far from the identity."""
    flow = FactorFlow(FlowConfig(n_dims, {"material": 2, "action": 1}, n_blocks=n_blocks))
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for parameter in flow.net.parameters():
            parameter += strength * torch.randn(parameter.shape, generator=generator)
    return flow


@pytest.mark.parametrize("strength", [0.0, 0.05, 0.1])
def test_inverse_gives_back_what_went_in(strength):
    flow = disturbed(64, strength=strength)
    z = np.random.default_rng(0).normal(size=(300, 64)).astype(np.float32)
    t = flow.forward(z)
    assert not np.allclose(t, z, atol=0.1)
    assert np.abs(flow.inverse(t) - z).max() < 1e-4


def test_forward_gives_back_an_edited_code():
    flow = disturbed()
    t = flow.forward(np.random.default_rng(0).normal(size=(50, 6)))
    edited = flow.swap(t, np.roll(t, 1, axis=0), "material")
    assert np.abs(flow.forward(flow.inverse(edited)) - edited).max() < 1e-4


def test_log_determinant_is_that_of_the_jacobian():
    flow = disturbed()
    z = torch.randn(5, 6, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    net = flow._exact
    logdet = push(net, z)[1]
    for row, found in zip(z, logdet, strict=True):
        jacobian = torch.autograd.functional.jacobian(lambda x: net()(x), row)
        assert found.item() == pytest.approx(torch.linalg.slogdet(jacobian)[1].item(), abs=1e-6)
    assert np.allclose(flow.forward_and_logdet(z.numpy())[1], logdet.numpy(), atol=1e-6)
    assert logdet.std() > 0.01, "an affine flow's volume must depend on where one is"


def test_swap_changes_the_named_columns_only():
    flow = disturbed()
    t, donor = np.zeros((3, 6), np.float32), np.ones((3, 6), np.float32)
    assert flow.swap(t, donor, "action").tolist() == [[0, 0, 1, 0, 0, 0]] * 3
    assert flow.swap(t, donor, "material", "residual").tolist() == [[1, 1, 0, 1, 1, 1]] * 3


def test_comes_back_from_disk_the_same(tmp_path):
    flow = disturbed()
    flow.save(tmp_path / "model")
    assert sorted(p.name for p in (tmp_path / "model").iterdir()) == [
        "config.toml", "weights.safetensors",
    ]  # fmt: skip
    again = FactorFlow.load(tmp_path / "model")
    z = np.random.default_rng(0).normal(size=(20, 6)).astype(np.float32)
    assert np.array_equal(again.forward(z), flow.forward(z))
    assert again.config == flow.config and again.factors == flow.factors


def test_saved_twice_the_bytes_are_the_same(tmp_path):
    for name in ("a", "b"):
        disturbed().save(tmp_path / name)
    for file in ("config.toml", "weights.safetensors"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_a_damaged_model_says_so(tmp_path):
    disturbed().save(tmp_path)
    (tmp_path / "weights.safetensors").write_bytes(b"nonsense")
    with pytest.raises(TimbrespaceError, match="cannot be read"):
        FactorFlow.load(tmp_path)
    with pytest.raises(TimbrespaceError, match="no .config.toml."):
        FactorFlow.load(tmp_path / "elsewhere")


@pytest.mark.parametrize("dims", [{}, {"material": 0}, {"material": 3, "action": 3}])
def test_dims_that_do_not_fit_are_refused(dims):
    with pytest.raises(TimbrespaceError, match="do not fit"):
        FlowConfig(6, dims)


def test_wrong_width_and_wrong_name_are_refused():
    flow = disturbed()
    with pytest.raises(TimbrespaceError, match="6 dims"):
        flow.forward(np.zeros((2, 5)))
    with pytest.raises(TimbrespaceError, match="material, action"):
        flow.columns("colour")


def test_no_rows_in_no_rows_out():
    assert disturbed().forward(np.zeros((0, 6))).shape == (0, 6)

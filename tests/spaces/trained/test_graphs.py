"""Graphs in one file, parted again, give what they gave alone."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.trained import graphs

from .world import joined, scaling


def run(model, taken, given, x):
    return graphs.open_session(model).run([given], {taken: x})[0]


def test_parts_of_a_join_are_what_was_joined():
    x = np.random.default_rng(0).normal(size=(5, 2)).astype(np.float32)
    model = joined(3.0)
    encoder, decoder = graphs.part(model, "latents"), graphs.part(model, "sound")
    assert np.array_equal(run(encoder, "audio", "latents", x), x * np.float32(3))
    assert np.allclose(run(decoder, "latents_in", "sound", x), x / 3)
    for part in (encoder, decoder):
        onnx.checker.check_model(part)
        assert len(part.graph.input) == len(part.graph.initializer) == 1


def test_the_same_model_is_the_same_bytes(tmp_path):
    for name in "ab":
        graphs.save(joined(), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert graphs.load(tmp_path / "a") == joined()


def test_names_that_collide_are_refused():
    with pytest.raises(ValueError, match="named audio"):
        graphs.join(scaling("audio", "latents", 1), scaling("audio", "sound", 1))
    with pytest.raises(ValueError, match="operator sets"):
        graphs.join(scaling("audio", "latents", 1), scaling("x", "sound", 1, opset=18))


def test_an_output_that_is_not_there_names_those_that_are():
    with pytest.raises(ValueError, match="no output noise; there are latents, sound"):
        graphs.part(joined(), "noise")


def test_what_a_branch_reads_comes_along():
    def branch(name):
        node = helper.make_node("Identity", [name], ["out"])
        out = helper.make_tensor_value_info("out", TensorProto.FLOAT, [1])
        return helper.make_graph([node], name, [], [out])

    node = helper.make_node(
        "If", ["which"], ["y"], then_branch=branch("a"), else_branch=branch("b")
    )
    graph = helper.make_graph(
        [node], "g", [helper.make_tensor_value_info("which", TensorProto.BOOL, [])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])],
        [numpy_helper.from_array(np.array([v], np.float32), n) for n, v in (("a", 1), ("b", 2))],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    for which, wanted in ((True, 1.0), (False, 2.0)):
        assert run(graphs.part(model, "y"), "which", "y", np.array(which)).tolist() == [wanted]


@pytest.mark.parametrize("content", [b"", b"no model", None])
def test_damaged_files_say_so(tmp_path, content):
    path = tmp_path / "model.onnx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TimbrespaceError, match="Train the space again"):
        graphs.load(path)


def test_a_cut_file_says_so(tmp_path):
    path = tmp_path / "model.onnx"
    graphs.save(joined(), path)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(TimbrespaceError, match="Train the space again"):
        graphs.load(path)


def test_tensors_outside_of_the_file_are_refused(tmp_path):
    model = joined()
    tensor = model.graph.initializer[0]
    tensor.data_location = TensorProto.EXTERNAL
    tensor.ClearField("raw_data")
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "/etc/hostname"
    (tmp_path / "model.onnx").write_bytes(model.SerializeToString())
    with pytest.raises(TimbrespaceError, match="not a whole model"):
        graphs.load(tmp_path / "model.onnx")


def test_a_model_that_cannot_run_says_so():
    broken = scaling("x", "y", 1.0)
    broken.graph.node[0].op_type = "NoSuchOperator"
    with pytest.raises(TimbrespaceError, match="ONNX Runtime can't run"):
        graphs.open_session(broken)


def test_a_saved_model_does_not_say_on_which_machine_it_was_made(tmp_path):
    from onnx import TensorProto, helper

    node = helper.make_node("Abs", ["a"], ["b"], doc_string="File /home/somebody/secret.py")
    node.metadata_props.add(key="pkg.torch.onnx.stack_trace", value="/home/somebody/secret.py")
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in "ab"]
    model = helper.make_model(helper.make_graph([node], "g", ends[:1], ends[1:]))
    graphs.save(model, tmp_path / "model.onnx")
    assert b"somebody" not in (tmp_path / "model.onnx").read_bytes()


def test_the_shipped_voice_does_not_say_so_either():
    from timbrespace.spaces.trained.installed import VOICES

    for model in VOICES.glob("*/model.onnx"):
        assert b".py" not in model.read_bytes()

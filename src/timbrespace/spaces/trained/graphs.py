"""The one ``model.onnx`` of a trained space: graphs joined into it, parted again on loading.

A file holds what a runtime needs, as graphs that share nothing: for instance one from
``audio`` to ``latents`` and one from ``latents_in`` to ``sound``. Inputs and outputs keep their
names; all that is inside is renamed, so that two exports never collide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import onnx
    import onnxruntime

#: What helps where something in the folder of a trained space is damaged.
REMEDY = "Train the space again, or copy its folder again from where it came from."


def join(*models: onnx.ModelProto) -> onnx.ModelProto:
    """One model with the graphs of all, side by side.

    Raises:
        ValueError: Two have an input or an output of one name, or different operator sets.
    """
    import onnx
    from onnx import compose, helper

    _check_apart(models)
    parts = [
        compose.add_prefix(model, f"g{i}/", rename_inputs=False, rename_outputs=False)
        for i, model in enumerate(models)
    ]
    graph = helper.make_graph(
        nodes=[node for part in parts for node in part.graph.node],
        name="space",
        inputs=[value for part in parts for value in part.graph.input],
        outputs=[value for part in parts for value in part.graph.output],
        initializer=[tensor for part in parts for tensor in part.graph.initializer],
    )
    opsets = {each.domain: each for part in parts for each in part.opset_import}
    joined = helper.make_model(
        graph,
        opset_imports=list(opsets.values()),
        functions=[function for part in parts for function in part.functions],
        ir_version=max(part.ir_version for part in parts),
        producer_name="timbrespace",
    )
    onnx.checker.check_model(joined)
    return joined


def part(model: onnx.ModelProto, *outputs: str) -> onnx.ModelProto:
    """The graph that gives these outputs, with just the inputs and tensors that it needs.

    Raises:
        ValueError: There is no such output.
    """
    from onnx import helper

    by_name = {value.name: value for value in model.graph.output}
    missing = [name for name in outputs if name not in by_name]
    if missing:
        raise ValueError(f"no output {', '.join(missing)}; there are {', '.join(by_name)}")
    nodes, needed = _reached(model.graph, outputs)
    graph = helper.make_graph(
        nodes=nodes,
        name="part",
        inputs=[value for value in model.graph.input if value.name in needed],
        outputs=[by_name[name] for name in outputs],
        initializer=[t for t in model.graph.initializer if t.name in needed],
    )
    return helper.make_model(
        graph,
        opset_imports=list(model.opset_import),
        functions=list(model.functions),
        ir_version=model.ir_version,
        producer_name=model.producer_name,
    )


def load(path: Path) -> onnx.ModelProto:
    """Read a ``model.onnx``.

    Raises:
        TimbrespaceError: There is none, or it is damaged.
    """
    import onnx
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped]

    try:
        model = onnx.load(path, load_external_data=False)
    except FileNotFoundError as error:
        raise TimbrespaceError(f"'{path}' is not there.", REMEDY) from error
    except (DecodeError, OSError) as error:
        raise TimbrespaceError(f"'{path}' is damaged ({error}).", REMEDY) from error
    # A cut file may still parse, and tensors kept outside of it would be read from any path.
    outside = any(tensor.external_data for tensor in model.graph.initializer)
    if not model.graph.node or not model.graph.output or outside:
        raise TimbrespaceError(f"'{path}' is not a whole model.", REMEDY)
    return model


def save(model: onnx.ModelProto, path: Path) -> None:
    """Write a model to one file, the same bytes for the same model, wherever it was made.

    Exporters note of each node where in the program it came from, with the paths of the machine.
    """
    _forget_origins(model)
    path.write_bytes(model.SerializeToString(deterministic=True))


def open_session(model: onnx.ModelProto, n_threads: int = 1) -> onnxruntime.InferenceSession:
    """A session on the CPU whose ``run`` several threads may call at once.

    Args:
        model: The whole of a graph, or a :func:`part` of one.
        n_threads: One by default: the same bits however many cores there are.

    Raises:
        TimbrespaceError: ONNX Runtime can't run it.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = n_threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # its exceptions share no base but this one
        raise TimbrespaceError(
            f"ONNX Runtime can't run this model ({str(error).splitlines()[0]}).",
            "Update onnxruntime, or train the space again.",
        ) from error


def _forget_origins(model: onnx.ModelProto) -> None:
    graph = model.graph
    values = [*graph.input, *graph.output, *graph.value_info]
    nodes = [*graph.node, *(node for function in model.functions for node in function.node)]
    for noted in [model, graph, *values, *graph.initializer, *nodes, *model.functions]:
        del noted.metadata_props[:]
        noted.ClearField("doc_string")


def _check_apart(models: Sequence[onnx.ModelProto]) -> None:
    names = [v.name for m in models for v in [*m.graph.input, *m.graph.output]]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"two graphs have an input or output named {', '.join(twice)}")
    versions = {(each.domain, each.version) for model in models for each in model.opset_import}
    if len(versions) > len({domain for domain, _ in versions}):
        raise ValueError(f"graphs of different operator sets: {sorted(versions)}")


def _reached(
    graph: onnx.GraphProto, outputs: Sequence[str]
) -> tuple[list[onnx.NodeProto], set[str]]:
    """Nodes that outputs depend on, in their order, and all names that these read."""
    needed = set(outputs)
    kept: list[onnx.NodeProto] = []
    # Nodes come in the order of what they need, so one walk backwards meets all of it.
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            kept.append(node)
            needed.update(_read_by(node))
    return kept[::-1], needed


def _read_by(node: onnx.NodeProto) -> Iterator[str]:
    """Names that a node reads, also from inside its branches and loops."""
    yield from node.input
    for attribute in node.attribute:
        for inner in [*([attribute.g] if attribute.HasField("g") else []), *attribute.graphs]:
            yield from (value.name for value in inner.output)
            for each in inner.node:
                yield from _read_by(each)

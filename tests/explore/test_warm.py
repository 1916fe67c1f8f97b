import subprocess
import sys

import pytest

from timbrespace.explore import layout, warm


def test_a_warm_method_starts_many_times_faster_than_a_cold_one():
    code = (
        "import time; from timbrespace.explore import warm\n"
        "took_s = []\n"
        "for _ in range(2):\n"
        "    began_s = time.perf_counter(); warm.warm_up('umap')\n"
        "    took_s.append(time.perf_counter() - began_s)\n"
        "print(took_s[0] / took_s[1])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(done.stdout) > 4


@pytest.mark.parametrize("method", layout.methods())
def test_warming_up_uses_what_the_real_call_uses(method, monkeypatch):
    called = []
    monkeypatch.setattr(layout, "compute", lambda latents, name: called.append((name, latents)))
    warm.warm_up(method)
    [(name, latents)] = called
    assert name == method and len(latents) >= 8

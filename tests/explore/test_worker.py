import os
import subprocess
import sys
import threading
import time

import numpy as np
import psutil
import pytest

from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.explore import layout
from timbrespace.explore.worker import LayoutWorker
from timbrespace.jobs import Job


@pytest.fixture(scope="module")
def worker():
    with LayoutWorker(warm=()) as worker:
        yield worker


@pytest.mark.parametrize("method", ["pca", "tsne"])
def test_a_layout_made_over_there_is_the_one_made_here(method, worker, clustered):
    latents, _ = clustered(100)
    options = {"dims": 3, "seed": 5, "params": {"preparation": "centre"}}
    here, there = (
        layout.compute(latents, method, **options),
        worker.compute(latents, method, **options),
    )
    assert there.points.tobytes() == here.points.tobytes()
    assert (there.method, there.dims, there.seed) == (here.method, here.dims, here.seed)
    assert there.params == here.params
    assert (there.model is None) == (here.model is None)
    if here.model is not None:
        assert np.array_equal(there.model.components, here.model.components)


def test_first_points_travel_too(worker, clustered):
    latents, _ = clustered(60)
    init = np.random.default_rng(0).normal(size=(60, 2)).astype(np.float32)
    there = worker.compute(latents, "tsne", init=init)
    assert there.params["init"] == "given"
    assert np.array_equal(there.points, layout.compute(latents, "tsne", init=init).points)


def test_progress_reaches_the_job(worker, clustered):
    latents, _ = clustered(400)
    seen = []
    job = Job("layout", on_change=lambda job: seen.append((job.message, job.done, job.total)))
    worker.compute(latents, "tsne", job=job)
    settling = [done for message, done, _ in seen if message == "t-SNE: settling"]
    assert len(set(settling)) > 3
    assert settling == sorted(settling)


def test_errors_come_back_with_their_remedy_and_the_child_lives_on(worker, clustered):
    latents, _ = clustered(40)
    child = worker.pid
    with pytest.raises(TimbrespaceError, match="has no parameter 'size'") as caught:
        worker.compute(latents, "tsne", params={"size": 3})
    assert "perplexity" in caught.value.remedy
    assert worker.compute(latents, "pca").points.shape == (40, 2)
    assert worker.pid == child


def test_cancelling_ends_the_child_at_once_and_the_next_layout_works(worker, clustered):
    latents, _ = clustered(3_000)
    job = Job("layout", on_change=lambda job: job.cancel() if "t-SNE" in job.message else None)
    worker.start()
    child = worker.pid
    began_s = time.monotonic()
    with pytest.raises(Cancelled):
        worker.compute(latents, "tsne", params={"n_iter": 100_000}, job=job)
    assert time.monotonic() - began_s < 30
    assert not psutil.pid_exists(child)
    assert worker.compute(latents, "pca").points.shape == (3_000, 2)


def test_a_child_that_dies_gives_an_error_and_the_next_layout_works(worker, clustered):
    latents, _ = clustered(3_000)
    worker.start()
    child = worker.pid
    job = Job(
        "layout", on_change=lambda job: os.kill(child, 9) if "settling" in job.message else 0
    )
    with pytest.raises(TimbrespaceError, match="died") as caught:
        worker.compute(latents, "tsne", params={"n_iter": 100_000}, job=job)
    assert caught.value.remedy and not isinstance(caught.value, Cancelled)
    assert worker.compute(latents[:50], "pca").points.shape == (50, 2)


def test_two_threads_are_served_one_after_the_other(worker, clustered):
    latents, _ = clustered(80)
    made = {}

    def ask(seed):
        made[seed] = worker.compute(latents, "tsne", seed=seed).points

    threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for seed, points in made.items():
        assert np.array_equal(points, layout.compute(latents, "tsne", seed=seed).points)
    assert len(made) == 3


def test_a_closed_worker_leaves_no_process_and_says_so():
    worker = LayoutWorker(warm=("umap",))
    worker.start()
    child = worker.pid
    worker.close()
    worker.close()
    assert not psutil.pid_exists(child)
    with pytest.raises(TimbrespaceError, match="closed"):
        worker.compute(np.eye(3), "pca")


def test_the_child_ends_when_its_parent_is_killed():
    code = (
        "import time; from timbrespace.explore.worker import LayoutWorker\n"
        "worker = LayoutWorker(warm=()); worker.start()\n"
        "print(worker.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    child = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    child.wait(timeout=30)

"""Events reach everyone who listens, from any thread, and nobody waits for the slow."""

from __future__ import annotations

import asyncio
import json
import threading

import pytest
from websockets.sync.client import connect

from timbrespace.app.events import EventHub, Mailbox

from .toys import SlowWork, running


@pytest.fixture
def own_server(own_atlas):
    with running(own_atlas) as found:
        yield found


def listening(server):
    return connect(
        f"ws://127.0.0.1:{server.port}/api/events", origin=server.url.rstrip("/"), proxy=None
    )


def next_of(socket, **wanted):
    """The next event with these values, the others passed over."""
    while True:
        event = json.loads(socket.recv(timeout=10))
        flat = {**event, **event.get("job", {})}
        if all(flat.get(key) == value for key, value in wanted.items()):
            return event


def until_listening(server, n):
    for _ in range(500):
        if len(server.backend.hub) == n:
            return
        threading.Event().wait(0.01)
    raise AssertionError(f"{len(server.backend.hub)} listen, not {n}")


def test_a_listener_that_raises_is_dropped_and_the_rest_still_hear(caplog):
    hub, heard = EventHub(), []

    def broken(event):
        raise ZeroDivisionError

    hub.listen(broken)
    hub.listen(heard.append)
    for i in range(3):
        hub.publish({"i": i})
    assert heard == [{"i": 0}, {"i": 1}, {"i": 2}]
    assert len(hub) == 1


def test_from_many_threads_all_events_arrive_in_their_order():
    async def collect():
        hub = EventHub()
        mailbox = Mailbox(hub, size=1000)

        def publish(thread):
            for i in range(100):
                hub.publish({"thread": thread, "i": i})

        threads = [threading.Thread(target=publish, args=(t,)) for t in range(4)]
        for thread in threads:
            thread.start()
        events = [await asyncio.wait_for(mailbox.next(), 10) for _ in range(400)]
        for thread in threads:
            thread.join()
        mailbox.close()
        return events, len(hub)

    events, left = asyncio.run(collect())
    for thread in range(4):
        assert [e["i"] for e in events if e["thread"] == thread] == list(range(100))
    assert left == 0


def test_who_does_not_read_is_let_go_and_nobody_waits():
    async def overflow():
        hub = EventHub()
        mailbox = Mailbox(hub, size=5)
        for i in range(50):
            hub.publish({"i": i})
        await asyncio.wait_for(mailbox.overflowed.wait(), 5)
        return len(hub)

    assert asyncio.run(overflow()) == 0


def test_events_after_the_loop_has_ended_harm_nobody(caplog):
    hub = EventHub()

    async def listen():
        Mailbox(hub)

    asyncio.run(listen())
    hub.publish({"type": "atlas"})
    assert len(hub) == 0


def test_every_page_hears_of_items_and_maps(own_server):
    with listening(own_server) as one, listening(own_server) as two:
        until_listening(own_server, 2)
        own_server.backend.notify_map("m")
        own_server.backend.show(own_server.backend._view.atlas)
        for socket in (one, two):
            assert next_of(socket, type="map") == {"type": "map", "name": "m"}
            assert next_of(socket, type="items") == {"type": "items", "n_items": 7, "version": 2}


def test_a_job_is_started_watched_cancelled_and_resumed(own_server):
    from timbrespace.jobs import Job

    jobs, work = own_server.backend.jobs, SlowWork(3)
    with listening(own_server) as socket:
        until_listening(own_server, 1)
        job = jobs.run(Job("toy", "Toy", unit="steps"), work)
        work.let.release()
        assert next_of(socket, id=job.id, state="running", done=1)["job"]["total"] == 3
        jobs.cancel(job.id)
        assert next_of(socket, id=job.id, state="cancelled")["job"]["done"] == 1
        jobs.resume(job.id)
        assert next_of(socket, id=job.id, state="running")
        work.let.release()
        work.let.release()
        assert next_of(socket, id=job.id, state="done")["job"]["done"] == 3


def test_a_page_that_comes_late_hears_of_the_jobs_there_are(own_server):
    from timbrespace.jobs import Job

    job = own_server.backend.jobs.run(Job("toy"), lambda job: None)
    own_server.backend.jobs.wait(job.id, 5)
    with listening(own_server) as socket:
        assert next_of(socket, id=job.id, state="done")


def test_a_page_that_goes_is_forgotten(own_server):
    with listening(own_server):
        until_listening(own_server, 1)
    until_listening(own_server, 0)


def test_a_page_that_stops_reading_is_let_go_and_the_rest_go_on(own_server):
    big = "x" * 100_000
    with listening(own_server) as good:
        # A connection whose buffers are small and that nobody reads from.
        stuck = connect(
            f"ws://127.0.0.1:{own_server.port}/api/events",
            origin=own_server.url.rstrip("/"),
            max_queue=1,
            proxy=None,
        )
        until_listening(own_server, 2)
        heard = []
        reader = threading.Thread(
            target=lambda: heard.append(next_of(good, type="end")), daemon=True
        )
        reader.start()
        for _ in range(40):
            for _ in range(20):
                own_server.backend.hub.publish({"type": "big", "text": big})
            threading.Event().wait(0.05)
            if len(own_server.backend.hub) == 1:
                break
        until_listening(own_server, 1)
        own_server.backend.hub.publish({"type": "end"})
        reader.join(10)
        assert heard
        stuck.close_socket()

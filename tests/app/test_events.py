"""Events reach everyone who listens, from any thread, and nobody waits for the slow."""

from __future__ import annotations

import asyncio
import json
import threading

import pytest
from websockets.sync.client import connect

from timbrespace.app.events import EventHub, Mailbox

from .toys import PATIENCE_S, SlowWork, running, until


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
        event = json.loads(socket.recv(timeout=PATIENCE_S))
        flat = {**event, **event.get("job", {})}
        if all(flat.get(key) == value for key, value in wanted.items()):
            return event


def until_listening(server, n):
    until(lambda: len(server.backend.hub) == n)


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
        events = [await asyncio.wait_for(mailbox.next(), PATIENCE_S) for _ in range(400)]
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
        await asyncio.wait_for(mailbox.overflowed.wait(), PATIENCE_S)
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
        jobs.wait(job.id, PATIENCE_S)  # Its last word comes a moment before its end.
        jobs.resume(job.id)
        assert next_of(socket, id=job.id, state="running")
        work.let.release()
        work.let.release()
        assert next_of(socket, id=job.id, state="done")["job"]["done"] == 3


def test_a_page_that_comes_late_hears_of_the_jobs_there_are(own_server):
    from timbrespace.jobs import Job

    job = own_server.backend.jobs.run(Job("toy"), lambda job: None)
    own_server.backend.jobs.wait(job.id, PATIENCE_S)
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
        hub = own_server.backend.hub
        for n in range(1_000):
            for _ in range(20):
                hub.publish({"type": "big", "text": big})
            hub.publish({"type": "end", "n": n})
            # Who reads is given the time for it; who does not has all of it, too.
            assert next_of(good, type="end", n=n)
            if len(hub) == 1:
                break
        until_listening(own_server, 1)
        hub.publish({"type": "end"})
        assert next_of(good, type="end")
        stuck.close_socket()

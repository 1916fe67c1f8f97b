"""Sounds over HTTP: every range is that slice of the whole."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .toys import IDS

SOUND = f"/api/items/{IDS[0]}/audio"


@pytest.fixture(scope="module")
def body(server):
    import httpx

    return httpx.get(server.url + SOUND[1:]).content


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_every_range_is_that_slice(client, body, data):
    first = data.draw(st.integers(0, len(body) - 1))
    last = data.draw(st.integers(first, len(body) + 1000))
    answer = client.get(SOUND, headers={"range": f"bytes={first}-{last}"})
    assert answer.status_code == 206
    assert answer.content == body[first : last + 1]
    end = min(last, len(body) - 1)
    assert answer.headers["content-range"] == f"bytes {first}-{end}/{len(body)}"
    assert answer.headers["content-length"] == str(end - first + 1)


def test_the_whole_says_that_ranges_are_welcome(client, body):
    answer = client.get(SOUND)
    assert answer.status_code == 200
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["content-length"] == str(len(body))


def test_the_end_and_the_rest(client, body):
    for header, expected in (("bytes=-100", body[-100:]), ("bytes=44-", body[44:])):
        answer = client.get(SOUND, headers={"range": header})
        assert (answer.status_code, answer.content) == (206, expected)


def test_behind_the_end_is_416_and_says_the_size(client, body):
    answer = client.get(SOUND, headers={"range": f"bytes={len(body)}-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(body)}"
    assert answer.content == b""


def test_head_says_the_same_without_a_body(client, body):
    for headers in ({}, {"range": "bytes=0-9"}):
        head = client.head(SOUND, headers=headers)
        whole = client.get(SOUND, headers=headers)
        assert head.status_code == whole.status_code
        assert head.content == b""
        for name in ("content-length", "etag", "content-type"):
            assert head.headers[name] == whole.headers[name]


def test_what_a_browser_has_already_is_not_sent_again(client):
    etag = client.get(SOUND).headers["etag"]
    again = client.get(SOUND, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(SOUND, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_range_of_another_version_is_the_whole(client, body):
    etag = client.get(SOUND).headers["etag"]
    for sent, status in ((etag, 206), ('"other"', 200)):
        answer = client.get(SOUND, headers={"range": "bytes=0-9", "if-range": sent})
        assert answer.status_code == status

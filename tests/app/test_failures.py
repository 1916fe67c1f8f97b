"""A fault of ours is logged and answered, and what has begun is not answered twice."""

from __future__ import annotations

import asyncio
import json

import pytest

from timbrespace.app.failures import unbroken


def call(app):
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/x", "headers": []}
    asyncio.run(unbroken(app)(scope, None, send))
    return sent


def test_a_fault_before_the_answer_becomes_one(caplog):
    async def app(scope, receive, send):
        raise ZeroDivisionError("private details")

    start, body = call(app)
    assert start["status"] == 500
    said = json.loads(body["body"])
    assert set(said) == {"error", "remedy"}
    assert "private details" not in said["error"]
    assert "private details" in caplog.text


def test_a_fault_in_the_middle_cuts_the_answer():
    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        call(app)

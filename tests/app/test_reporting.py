"""Reports: only what is listed is served, by its name, as a page that may do nothing."""

from __future__ import annotations

import os

import pytest

from timbrespace.app import reporting
from timbrespace.app.answers import NotFound, TooLarge
from timbrespace.app.backend import Backend
from timbrespace.app.empty import EmptyAtlas
from timbrespace.reports.html import Report

from .toys import page_of, running


@pytest.fixture
def folder(own_atlas):
    Report("Wood & <metal>").text("Once.").write(own_atlas.path / "reports/probe-a/report.html")
    Report("Factors").write(own_atlas.path / "reports/flow-b/report.html")
    os.utime(own_atlas.path / "reports/flow-b/report.html", (0, 0))
    return own_atlas.path / "reports"


@pytest.fixture
def backend(own_atlas, folder):
    return Backend(own_atlas)


def test_the_newest_report_is_listed_first(backend):
    found = backend.reports().json
    assert [(each["name"], each["title"]) for each in found] == [
        ("probe-a", "Wood & <metal>"),
        ("flow-b", "Factors"),
    ]
    assert found[1]["written"] == "1970-01-01T00:00:00Z"


def test_a_report_is_served_as_it_is_and_may_do_nothing(backend, folder):
    with running(backend) as server, page_of(server) as client:
        answer = client.get("/api/reports/probe-a")
        assert answer.content == (folder / "probe-a/report.html").read_bytes()
        assert answer.headers["content-type"].startswith("text/html")
        (policy,) = answer.headers.get_list("content-security-policy")
        assert policy.split("; ")[0] == "default-src 'none'"
        assert policy.endswith("; sandbox") and "script-src" not in policy
        assert "allow-" not in policy and "'self'" not in policy
        for name in ("x-content-type-options", "x-frame-options", "referrer-policy"):
            assert name in answer.headers
        other = client.get("/api/reports").headers["content-security-policy"]
        assert "script-src 'self'" in other


@pytest.mark.parametrize(
    "name",
    ["..", "../..", "..%2F..", "probe-a/report.html", "probe-a%2Freport.html", "%2Fetc%2Fpasswd",
     "..%5C..", "probe-a%00", ".", "PROBE-A ", "atlas.json", "~", "*"],
)  # fmt: skip
def test_no_other_name_leads_to_a_file(backend, name):
    with running(backend) as server, page_of(server) as client:
        answer = client.get(f"/api/reports/{name}")
        # Dots that a client takes out itself lead to another call, never to a file.
        assert "sandbox" not in answer.headers["content-security-policy"]
        assert b"Once." not in answer.content


def test_links_that_lead_out_of_the_atlas_are_no_reports(backend, folder, tmp_path):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "report.html").write_text("<title>secret</title>")
    (folder / "linked").symlink_to(secret)
    (folder / "own").mkdir()
    (folder / "own/report.html").symlink_to(secret / "report.html")
    assert {each["name"] for each in backend.reports().json} == {"probe-a", "flow-b"}
    for name in ("linked", "own"):
        with pytest.raises(NotFound):
            backend.report(name)


def test_another_page_cannot_read_one(backend):
    with running(backend) as server, page_of(server) as client:
        for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
            assert client.get("/api/reports/probe-a", headers=headers).status_code == 403


def test_what_is_larger_than_any_report_stays_where_it_is(backend, monkeypatch):
    monkeypatch.setattr(reporting, "MOST_BYTES", 10)
    with pytest.raises(TooLarge):
        backend.report("probe-a")


def test_without_reports_the_list_is_empty(atlas):
    assert Backend(atlas).reports().json == []
    assert Backend(EmptyAtlas("new")).reports().json == []


def test_a_report_without_a_title_has_its_name(backend, folder):
    (folder / "bare").mkdir()
    (folder / "bare/report.html").write_bytes(b"\xff\xfe no title")
    titles = {each["name"]: each["title"] for each in backend.reports().json}
    assert titles["bare"] == "bare"

"""The built page is served; an unbuilt one says how to build it."""

from __future__ import annotations

import pytest

from timbrespace.app.empty import EmptyAtlas

from .toys import page_of, running


@pytest.fixture(scope="module")
def static(tmp_path_factory):
    return tmp_path_factory.mktemp("static")


@pytest.fixture(scope="module")
def client(static):
    with running(EmptyAtlas("x"), static=static) as server, page_of(server) as found:
        yield found


def test_an_unbuilt_page_says_what_to_run_and_a_built_one_appears(client, static):
    answer = client.get("/")
    assert answer.status_code == 503
    assert "make page" in answer.text
    (static / "index.html").write_text("<title>map</title>")
    (static / "assets").mkdir()
    (static / "assets" / "index-abc.js").write_text("1")
    answer = client.get("/")
    assert (answer.status_code, answer.text) == (200, "<title>map</title>")
    script = client.get("/assets/index-abc.js")
    assert script.text == "1"
    assert "javascript" in script.headers["content-type"]


@pytest.mark.parametrize(
    "path",
    ["/../secret", "/%2e%2e/secret", "/assets/..%2f..%2fsecret", "/assets/", "//etc/passwd"],
)
def test_nothing_outside_of_it_is_served(client, static, path):
    (static.parent / "secret").write_text("secret")
    answer = client.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_a_link_out_of_it_is_not_followed(client, static):
    (static.parent / "secret").write_text("secret")
    (static / "link.txt").symlink_to(static.parent / "secret")
    assert client.get("/link.txt").status_code == 404

"""Colours, legend, labels, trust, themes, and what a screen reader gets."""

from __future__ import annotations

import pytest


def level_ids(atlas, label, level):
    items = atlas.items
    return set(items[items[f"label.{label}"] == level]["id"])


def test_colour_by_each_label_and_descriptor_shows_a_legend(desk):
    picker = desk.page.get_by_label("Colour by")
    seen = set()
    for value in picker.locator("option").evaluate_all("all => all.map(each => each.value)"):
        picker.select_option(value)
        desk.wait("by => timbrespace.state().colour_by === by", value)
        seen.add(tuple(desk.state()["colours"]))
        legend = desk.page.get_by_label("Legend")
        if value != "none":
            assert legend.is_visible(), value
    assert len(seen) >= 6
    desk.press("c")
    assert desk.state()["colour_by"] != "none"


def test_a_place_in_3d_becomes_a_colour(desk):
    picker = desk.page.get_by_label("Colour by")
    options = picker.locator("option").evaluate_all("all => all.map(each => each.value)")
    cube = next(value for value in options if value.startswith("cube:"))
    picker.select_option(cube)
    desk.wait("by => timbrespace.state().colour_by === by", cube)
    assert len(set(desk.state()["colours"])) > len(desk.ids()) / 2


def test_the_legend_selects_and_hides_a_label_by_mouse(desk, atlas):
    wood = level_ids(atlas, "material", "wood")
    desk.page.get_by_role("button", name="of wood").click()
    assert set(desk.state()["selection"]) == wood
    desk.page.get_by_role("button", name="Hide wood").click()
    shades = dict(zip(desk.ids(), desk.state()["shades"], strict=True))
    assert {i for i, shade in shades.items() if shade == 0} == wood
    hidden = next(iter(wood))
    desk.page.mouse.move(*desk.place(hidden))
    desk.page.wait_for_timeout(150)
    assert desk.state()["pointed"] not in wood, "a hidden sound can still be pointed at"
    desk.page.get_by_role("button", name="hidden label").click()
    assert 0 not in desk.state()["shades"]


def test_keys_select_and_hide_the_label_of_the_current_sound(desk, atlas):
    desk.press("ArrowRight", "a")
    current = desk.state()["current"]
    level = atlas.items.set_index("id").loc[current, "label.material"]
    assert set(desk.state()["selection"]) == level_ids(atlas, "material", level)
    desk.press("v")
    assert desk.state()["hidden"] == {"material": [level]}
    desk.press("Shift+V")
    assert desk.state()["hidden"] == {}


def test_hovering_a_legend_row_lets_the_others_recede(desk, atlas):
    desk.page.get_by_role("button", name="of wood").hover()
    shades = dict(zip(desk.ids(), desk.state()["shades"], strict=True))
    bright = {i for i, shade in shades.items() if shade > 1}
    assert bright == level_ids(atlas, "material", "wood")


def test_trust_shading_lets_untrusted_points_fade_and_gives_the_figures(desk):
    assert len(set(desk.state()["shades"])) == 1
    desk.press("t")
    assert len(set(desk.state()["shades"])) > 1
    note = desk.page.locator("[data-trust-note]").text_content()
    assert "Trustworthiness" in note
    assert "recall@10" in note
    assert "sample" not in note
    desk.page.get_by_role("button", name="Trust shading").click()
    assert len(set(desk.state()["shades"])) == 1


def test_figures_on_a_sample_say_so(server, open_page):
    desk = open_page(server.url, items=False)

    def fewer(route):
        answer = route.fetch()
        said = answer.json()
        for each in said["maps"]:
            each["n_queries"] = 20
        route.fulfill(response=answer, json=said)

    desk.page.route("**/api/atlas", fewer)
    desk.page.reload()
    desk.wait_for_map()
    desk.press("t")
    note = desk.page.locator("[data-trust-note]")
    assert "sample of 20 of 48" in " ".join(note.text_content().split())


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_theme_follows_the_system_until_one_is_chosen(server, open_page, scheme):
    desk = open_page(server.url, color_scheme=scheme)
    root = desk.page.locator(".timbrespace")
    ground = "getComputedStyle(document.querySelector('.timbrespace')).backgroundColor"
    before = desk.page.evaluate(ground)
    assert root.get_attribute("data-theme") == scheme
    desk.press("d")
    assert root.get_attribute("data-theme") != scheme
    assert desk.page.evaluate(ground) != before
    desk.page.reload()
    desk.wait_for_map()
    assert root.get_attribute("data-theme") != scheme


CONTRAST = """() => {
  const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (css) => {
    probe.clearRect(0, 0, 1, 1); probe.fillStyle = css; probe.fillRect(0, 0, 1, 1);
    return [...probe.getImageData(0, 0, 1, 1).data];
  };
  const lum = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour[3] > 200) return colour;
    }
    return [0, 0, 0, 255];
  };
  const weak = [];
  for (const element of document.querySelectorAll('.timbrespace *')) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.checkVisibility?.() || element.disabled) continue;
    const [a, b] = [lum(rgb(getComputedStyle(element).color)), lum(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) weak.push([element.textContent.trim().slice(0, 30), ratio.toFixed(2)]);
  }
  return weak;
}"""


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_text_stands_out_from_its_ground(server, open_page, scheme):
    """WCAG 2.2, 1.4.3 (AA): 4.5 to 1."""
    desk = open_page(server.url, color_scheme=scheme)
    desk.press("ArrowRight", "Enter", "a")
    desk.page.get_by_label("Neighbours").first.wait_for()
    assert desk.page.evaluate(CONTRAST) == []


def test_everything_has_a_role_and_a_name(desk):
    page = desk.page
    assert page.get_by_role("application", name="sound").count() == 1
    assert page.get_by_role("application").get_attribute("tabindex") == "0"
    assert page.get_by_role("toolbar", name="Listening").count() == 1
    assert page.get_by_role("search").count() == 1
    assert page.get_by_role("complementary", name="Current sound").count() == 1
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('button, input:not([hidden]), select, summary')]
          .filter((e) => e.checkVisibility?.())
          .filter((e) => !(e.textContent.trim() || e.ariaLabel || e.labels?.length))
          .map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert unnamed == []


def test_the_tab_key_reaches_every_control_and_shows_where_it_is(desk):
    desk.press("ArrowRight")
    desk.wait("timbrespace.state().current !== null")
    reached = set()
    for _ in range(90):
        desk.press("Tab")
        name, outline = desk.page.evaluate(
            """() => {
              const e = document.activeElement, style = getComputedStyle(e);
              const name = e.ariaLabel || e.textContent.trim() || e.placeholder;
              return e === document.body ? ["", ""] : [name, style.outlineStyle];
            }"""
        )
        if name:
            reached.add(name)
            assert outline != "none", f"{name} has the focus and does not show it"
    for wanted in (
        "Search names and labels",
        "Hover to play",
        "Hide wood",
        "Volume",
        "Help",
        "Play",
    ):
        assert any(wanted in name for name in reached), wanted


def test_question_mark_opens_the_keys_and_escape_closes_them(desk):
    desk.press("?")
    dialog = desk.page.get_by_role("dialog", name="Mouse and keys")
    assert dialog.is_visible()
    assert dialog.locator("kbd").count() > 20
    n_played = len(desk.played())
    desk.press("ArrowRight")
    assert len(desk.played()) == n_played
    desk.press("Escape")
    assert not dialog.is_visible()


def test_nothing_comes_from_elsewhere_and_nothing_is_evaluated(server, open_page):
    """The page works under the strictest policy, and asks only its own server."""
    desk = open_page(server.url, items=False)
    asked = []
    desk.page.on("request", lambda request: asked.append(request.url))
    answer = desk.page.reload()
    policy = answer.headers["content-security-policy"]
    assert "unsafe-eval" not in policy
    assert "script-src 'self'" in policy or "default-src 'self'" in policy
    desk.wait_for_map()
    desk.press("ArrowRight")
    desk.wait("timbrespace.played.length > 0")
    assert asked
    assert all(url.startswith((server.url, "ws:", "data:", "blob:")) for url in asked)

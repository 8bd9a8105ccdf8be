"""The kinds of picture besides the graph of a few claims, as a reader sees and uses them in a real browser."""

import pytest

from kg.draw import Picture
from tests.draw.rows import make_row, many_rows, sample_rows
from tests.web.browser.chromium import CHROMIUM, find_barriers

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

STORIES = {(row.outlet, row.article): "talks" for row in sample_rows()} | {
    ("Silent Times", "90"): "talks",
    ("Silent Times", "91"): "talks",
    ("Elsewhere", "92"): "other",
}
WITHOUT_WEBGL = """const real = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind.includes("webgl") ? null : real.call(this, kind, ...rest); };"""
MANY = many_rows(2200)


def rows_of(tab) -> dict[str, list[str]]:
    """Return the cells of the table on the page, by the head of their row; marks by the names that listeners hear."""
    return tab.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('tbody tr')].map((row) => [
            row.querySelector('th').innerText.trim().replace(/\\s+/g, ' '),
            [...row.querySelectorAll('td')].map((cell) => {
                const button = cell.querySelector('button');
                return button ? button.getAttribute('aria-label') : cell.textContent.trim(); })]))"""
    )


@pytest.mark.parametrize("kind", list(Picture))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened, kind, scheme):
    tab = opened(sample_rows(), kind=kind, color_scheme=scheme, stories=STORIES)
    assert find_barriers(tab) == []


@pytest.mark.parametrize("kind", list(Picture))
def test_at_320_pixels_nothing_scrolls_sideways(opened, kind):
    tab = opened(sample_rows(), kind=kind, viewport={"width": 320, "height": 720}, stories=STORIES)
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    tops = [tab.locator(part).bounding_box()["y"] for part in ("#picture", "#panel", "#controls")]
    assert tops == sorted(tops)


@pytest.mark.parametrize("kind", ["matrix", "timeline"])
def test_hostile_text_stays_text(opened, kind):
    text = "</script><img src=x onerror=alert(1)>"
    fields = {
        "outlet": text,
        "title": text,
        "sentence": text,
        "speaker": text,
        "speakers": (text,),
        "voice": "indirect",
    }
    tab = opened([make_row(text, text, text, url="javascript:alert(1)", **fields)], kind=kind, title=text)
    tab.locator(".cell").first.click()
    assert tab.locator("h1").inner_text() == text
    assert tab.locator("blockquote").inner_text() == text
    assert tab.locator(".origin a").count() == 0


@pytest.mark.parametrize("kind", list(Picture))
def test_an_empty_page_says_so(opened, kind):
    assert opened([], kind=kind).locator("#nothing").inner_text() == "No claims match."


class TestMatrix:
    def test_a_cell_says_what_the_outlet_makes_of_the_claim(self, opened):
        tab = opened(sample_rows(), kind="matrix", stories=STORIES)
        cells = rows_of(tab)["Ukraine cede four regions"]
        heads = tab.locator("thead th").all_inner_texts()[1:]
        said = {head.strip(): cell for head, cell in zip(heads, cells, strict=True)}
        assert said["Kyiv Dispatch"] == "Kyiv Dispatch: by somebody it quotes; denied"
        assert said["Brussels Observer"] == "Brussels Observer: denied"
        assert said["Silent Times"] == "leaves it out, articles on the story: 0 / 2"
        assert "Elsewhere" not in said

    def test_a_click_on_a_cell_opens_its_sentences(self, opened):
        tab = opened(sample_rows(), kind="matrix", stories=STORIES)
        tab.get_by_role("button", name="Kyiv Dispatch: by somebody it quotes; denied").click()
        assert tab.locator("#panel h2").inner_text() == "Ukraine – cede – four regions"
        assert tab.locator(".assertion .outlet").all_inner_texts() == ["Kyiv Dispatch\n22 July 2025"] * 2
        assert tab.evaluate("document.activeElement.id") == "panel"

    def test_what_outlets_disagree_on_comes_first_unless_told_otherwise(self, opened):
        tab = opened(sample_rows(), kind="matrix", stories=STORIES)
        assert next(iter(rows_of(tab))) == "Ukraine cede four regions"
        tab.locator("#order").select_option("outlets")
        assert next(iter(rows_of(tab))) == "talks take place in Istanbul"

    def test_a_switch_per_outlet_takes_its_column_away(self, opened):
        tab = opened(sample_rows(), kind="matrix", stories=STORIES)
        tab.get_by_label("Silent Times").uncheck()
        heads = [head.strip() for head in tab.locator("thead th").all_inner_texts()]
        assert "Silent Times" not in heads
        assert "Kyiv Dispatch" in heads

    def test_a_name_that_is_found_leaves_its_claims(self, opened):
        tab = opened(sample_rows(), kind="matrix", stories=STORIES)
        tab.locator("#search").fill("umer")
        tab.keyboard.press("Enter")
        assert all("Umerov" in head for head in rows_of(tab))


class TestTimeline:
    def test_an_outlet_has_a_circle_on_each_day_on_which_it_says_something(self, opened):
        tab = opened(sample_rows(), kind="timeline")
        rows = rows_of(tab)
        assert rows["Kyiv Dispatch"] == ["Kyiv Dispatch, 22 July 2025: 13 assertions", "", ""]
        assert [cell != "" for cell in rows["Brussels Observer"]] == [False, False, True]
        tab.locator(".cell").first.click()
        assert tab.locator("#panel h2").inner_text() == "Kyiv Dispatch, 22 July 2025"
        assert tab.locator(".assertion").count() == 13

    def test_what_is_chosen_is_told_from_the_rest(self, opened):
        tab = opened(sample_rows(), kind="timeline")
        tab.get_by_role("button", name="Turkey host talks").click()
        assert rows_of(tab)["Kyiv Dispatch"][0] == "Kyiv Dispatch, 22 July 2025: 13 assertions, 1 of what is chosen"

    def test_long_spans_are_counted_by_week_month_or_year(self, opened):
        rows = [make_row(published=day, article=day) for day in ("2025-01-01", "2025-06-01")]
        tab = opened(rows, kind="timeline")
        assert tab.locator("caption").text_content() == "Assertions by outlet and week of publication"
        assert rows_of(tab)["Kyiv Dispatch"][0] == "Kyiv Dispatch, the week from 30 December 2024: 1 assertion"


class TestWebGL:
    def test_a_large_graph_is_drawn_and_a_node_can_be_clicked(self, opened):
        tab = opened(MANY)
        assert tab.locator(".sigma-nodes").count() == 1
        assert tab.locator("#status").inner_text() == "2,200 claims shown"
        tab.locator("#search").fill("Person number 4")
        tab.keyboard.press("Enter")
        assert tab.locator("#panel h2").inner_text() == "Person number 4"
        tab.wait_for_timeout(300)
        tab.keyboard.press("Escape")
        box = tab.locator("#picture").bounding_box()
        tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # it was brought to the middle
        assert tab.locator("#panel h2").inner_text() == "Person number 4"

    def test_it_is_moved_by_mouse_wheel_and_keys(self, opened):
        tab = opened(MANY)
        picture = tab.locator("#picture")
        still = picture.screenshot()
        box = picture.bounding_box()
        tab.mouse.move(box["x"] + 300, box["y"] + 300)
        tab.mouse.down()
        tab.mouse.move(box["x"] + 200, box["y"] + 260, steps=5)
        tab.mouse.up()
        tab.wait_for_timeout(300)
        moved = picture.screenshot()
        assert moved != still
        picture.focus()
        tab.keyboard.press("+")
        tab.wait_for_timeout(400)
        assert picture.screenshot() not in (still, moved)

    def test_without_webgl_the_list_still_works(self, opened):
        tab = opened(MANY, before=WITHOUT_WEBGL)
        assert "does not draw with WebGL" in tab.locator(".sorry").inner_text()
        tab.locator(".claim").first.click()
        assert tab.locator("blockquote").count() > 0
        tab.locator("#outlets input").first.uncheck()
        assert tab.locator("#status").inner_text() != "2,200 claims shown"

    def test_axe_finds_nothing(self, opened):
        assert find_barriers(opened(MANY)) == []

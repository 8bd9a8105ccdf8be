"""What a reader sees and does, in a real browser; skipped where there is none."""

import pytest

from tests.draw.rows import make_row, many_rows, sample_rows
from tests.web.browser.chromium import CHROMIUM

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def colours_drawn(tab) -> int:
    return tab.evaluate(
        """() => { const canvas = document.querySelector('canvas');
            const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            const seen = new Set();
            for (let i = 0; i < pixels.length; i += 4) if (pixels[i + 3] > 200) seen.add(pixels.slice(i, i + 3).join());
            return seen.size; }"""
    )


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_the_page_opens_without_a_network_and_draws(opened, colour_scheme):
    tab = opened(sample_rows(), color_scheme=colour_scheme)
    assert colours_drawn(tab) > 20
    assert tab.locator("#outlets label").count() == 5
    assert tab.locator(".claim").count() == 29


def test_a_claim_shows_who_says_so_when_how_firmly_and_in_which_words(opened):
    tab = opened(sample_rows())
    tab.get_by_role("button", name="Ukraine not cede four regions").click()
    card = tab.locator(".assertion").first
    assert card.locator(".outlet").inner_text().split("\n") == ["Kyiv Dispatch", "22 July 2025"]
    assert card.locator(".who").inner_text() == "Volodymyr Zelensky (“vowed”)"
    assert card.locator("mark").inner_text() == "Zelensky vowed that Ukraine would not cede the four regions"
    assert card.locator(".tags").inner_text().split("\n")[:2] == ["denied or negated", "as certain"]
    assert card.locator("a").get_attribute("href") == "https://news.example/0"


def test_a_click_on_a_node_and_on_an_edge_opens_their_claims(opened):
    tab = opened([make_row("Russia", "demand", "regions"), make_row("Russia", "demand", "regions", outlet="B")])
    box = tab.locator("#picture").bounding_box()
    middle, side = box["y"] + box["height"] / 2, box["x"] + box["width"] / 2
    tab.mouse.click(side, middle)
    assert tab.locator("#panel h2").inner_text() == "Russia demand regions"
    tab.keyboard.press("Escape")
    assert tab.locator("#panel h2").inner_text() == "Claims"
    for x in range(int(side), int(box["x"]), -6):
        tab.mouse.click(x, middle)
        if tab.locator("#panel h2").inner_text() in {"Russia", "regions"}:
            break
    else:
        pytest.fail("no node was found on the line of the edge")


def test_a_switch_per_outlet_takes_its_claims_away(opened):
    tab = opened(sample_rows())
    tab.get_by_label("Kyiv Dispatch").uncheck()
    assert tab.locator("#status").inner_text() == "26 of 29 claims shown"
    tab.get_by_role("button", name="None", exact=True).click()
    assert tab.locator("#nothing").inner_text() == "No claim is left under these switches."
    tab.locator("#all-outlets").click()
    assert tab.locator("#status").inner_text() == "29 claims shown"


def test_switches_for_voice_and_certainty(opened):
    rows = [make_row("A"), make_row("B", voice="indirect", speaker="X"), make_row("C", certainty="possible")]
    tab = opened(rows)
    tab.get_by_label("Somebody it quotes").uncheck()
    tab.get_by_label("As possible").uncheck()
    assert [words.inner_text() for words in tab.locator(".words").all()] == ["A demand regions"]


def test_the_period_leaves_out_what_was_published_before(opened):
    tab = opened(sample_rows())
    tab.locator("#since").focus()
    tab.keyboard.press("End")
    assert tab.locator("#since-day").inner_text() == "24 July 2025"
    assert tab.locator(".by").all_inner_texts() == ["Brussels Observer"] * tab.locator(".by").count()


def test_search_by_keyboard_finds_a_node_with_its_claims(opened):
    tab = opened(sample_rows())
    tab.locator("#search").fill("umer")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    assert tab.locator("#panel h2").inner_text() == "Rustem Umerov"
    assert tab.evaluate("document.activeElement.id") == "panel"
    tab.locator("#search").fill("nobody of that name")
    assert "Nothing" in tab.locator("#found").inner_text()


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "</script><script>alert(1)</script>",
        "href=<a href='javascript:alert(1)' onclick=alert(1)>x</a>",
        "<svg><script>alert(1)</script></svg>",
        "__proto__",
    ],
)
def test_text_from_articles_is_shown_and_never_run(opened, text):
    fields = {"outlet": text, "title": text, "sentence": text, "speaker": text, "speakers": (text,), "cue": text}
    tab = opened([make_row(text, text, text, url="javascript:alert(1)", voice="indirect", **fields)], title=text)
    tab.locator("#search").fill(text[:4])
    tab.locator(".claim").click()
    assert tab.locator("h1").inner_text() == text
    assert tab.locator("blockquote").inner_text() == text
    assert tab.locator(".origin").inner_text() == text
    assert tab.locator(".origin a").count() == 0
    box = tab.locator("#picture").bounding_box()
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.wait_for_timeout(300)


def test_offsets_count_code_points(opened):
    sentence = "😀😀 Russia demands regions."
    tab = opened([make_row(sentence=sentence, sentence_start=10, start=13, end=19)])
    tab.locator(".claim").click()
    assert tab.locator("mark").inner_text() == "Russia"


def test_a_narrow_screen_shows_picture_claims_and_switches_below_each_other(opened):
    tab = opened(sample_rows())
    tab.set_viewport_size({"width": 380, "height": 800})
    tops = [tab.locator(part).bounding_box()["y"] for part in ("figure", "#panel", "#controls")]
    assert tops == sorted(tops)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 380


def test_an_empty_page_says_so(opened):
    tab = opened([])
    assert tab.locator("#nothing").inner_text() == "No claims match."


@pytest.mark.slow
def test_two_thousand_edges_open_within_three_seconds_of_work(opened):
    """Processor time of the page, since a busy machine stretches the clock."""
    tab = opened(many_rows(2000))
    assert 0.05 < opened.work < 3
    assert tab.locator("#status").inner_text() == "2,000 claims shown"

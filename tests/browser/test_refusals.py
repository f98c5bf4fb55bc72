"""A page gets its own text shown and nothing else: no window, no dialog, no file, no device, no lasting cookie."""

import pytest

from tearsheet.browser.client import Renderer
from tearsheet.model.errors import Reason, RenderError
from tests.support.scripted_site import Reply, Site, page

STORY = "<p>" + "The council met on Tuesday and agreed on the budget for the coming year. " * 5 + "</p>"

EVIL = """<script>
alert('hello'); confirm('sure?'); prompt('name?');
window.open('/window'); navigator.geolocation.getCurrentPosition(() => 0, () => 0);
Notification.requestPermission(); navigator.mediaDevices?.getUserMedia({audio: true}).catch(() => 0);
const file = document.createElement('a'); file.href = '/file.zip'; file.download = 'x.zip';
document.documentElement.append(file); file.click();
const window2 = document.createElement('a'); window2.href = '/window2'; window2.target = '_blank';
document.documentElement.append(window2); window2.click();
setInterval(() => document.documentElement.append(document.createElement('i')), 10);
window.onbeforeunload = () => 'stay?';
location.href = 'mailto:somebody@example.com';
</script>"""


def test_what_an_evil_page_asks_for_is_refused_and_noted(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = page(STORY + EVIL)
    site.paths["/file.zip"] = Reply(body=b"PK", type="application/zip")
    found = renderer.render(f"{site.url}/", named_host="127.0.0.1")
    assert "agreed on the budget" in found.text
    for refused in (
        "alert hello",
        "confirm sure?",
        "prompt name?",
        "window.open",
        "permission Geolocation",
        "permission Notifications",
        f"download {site.url}/file.zip",
        "mailto: address",
    ):
        assert f"refused: {refused}" in found.notes
    assert not [asked.path for asked in site.asked if "window" in asked.path]


def test_a_page_that_never_stops_asking_is_noted_a_hundred_times(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = page(STORY + "<script>for (let i = 0; i < 500; i++) alert(i)</script>")
    assert len(renderer.render(f"{site.url}/", named_host="127.0.0.1").notes) == 100


def test_films_sounds_fonts_and_icons_are_not_fetched(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = page(
        "<link rel=icon href=/icon.ico>"
        "<style>@font-face {font-family: x; src: url(/font.woff2)} p {font-family: x}</style>"
        "<video src=/film.mp4 autoplay></video><audio src=/sound.mp3 preload=auto></audio>"
        f"{STORY}<img src=/picture.png>"
    )
    renderer.render(f"{site.url}/", named_host="127.0.0.1")
    assert {asked.path for asked in site.asked} == {"/", "/picture.png"}


def test_a_file_of_this_computer_cannot_be_shown_or_framed(renderer: Renderer, site: Site) -> None:
    with pytest.raises(RenderError) as refused:
        renderer.render("file:///etc/passwd", named_host="127.0.0.1", seconds=5)
    assert refused.value.reason is Reason.SCHEME_REFUSED
    site.paths["/"] = page(STORY + "<iframe src='file:///etc/passwd'></iframe><img src='file:///etc/passwd'>")
    assert "root:" not in renderer.render(f"{site.url}/", named_host="127.0.0.1").text


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "data:text/html,<p>x", "chrome://version", "weixin://dl/business"]
)
def test_a_redirect_out_of_the_web_is_refused(renderer: Renderer, site: Site, target: str) -> None:
    site.paths["/"] = Reply(body=b"", status=302, fields=(("Location", target),))
    with pytest.raises(RenderError) as refused:
        renderer.render(f"{site.url}/", named_host="127.0.0.1", seconds=5)
    assert refused.value.reason is Reason.SCHEME_REFUSED


def test_a_page_leaves_nothing_to_the_next_one(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = page(
        STORY + "<script>localStorage.seen = (localStorage.seen ?? '') + 'x';"
        "document.body.append(`seen ${localStorage.seen}`)</script>",
        fields=(("Set-Cookie", "sid=1; Path=/"),),
    )
    for _ in range(2):
        assert "seen x<" in renderer.render(f"{site.url}/", named_host="127.0.0.1").text
    assert not [asked for asked in site.asked if "Cookie" in asked.fields]


def test_the_browser_says_that_it_is_chrome_and_reads_chinese(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = page(STORY)
    renderer.render(f"{site.url}/", named_host="127.0.0.1")
    said = site.asked[0].fields
    assert "Chrome/" in said["User-Agent"]
    assert "Qt" not in said["User-Agent"]
    assert said["Accept-Language"].startswith("zh-CN")


def test_the_browser_says_what_it_is_told_to(site: Site) -> None:
    site.paths["/"] = page(STORY)
    named = Renderer(user_agent="Tearsheet/1.0")
    try:
        named.render(f"{site.url}/", named_host="127.0.0.1")
    finally:
        named.close()
    assert site.asked[0].fields["User-Agent"] == "Tearsheet/1.0"

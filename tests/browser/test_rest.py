"""A page is taken when it has come to rest, not before and not much later."""

import json
import threading

import pytest

from tearsheet.browser.client import Renderer
from tests.support.scripted_site import Reply, Site, page

STORY = "The council met on Tuesday and agreed on the budget for the coming year. " * 5
FURNITURE = "<p>" + "Home, News, Sport, Weather, Contact, Imprint. " * 6 + "</p>"


def shown(renderer: Renderer, site: Site, body: str) -> str:
    site.paths["/"] = page(body)
    return renderer.render(f"{site.url}/", named_host="127.0.0.1").text


@pytest.mark.parametrize(
    "script",
    [
        "setTimeout(() => fetch('/story').then(r => r.json()).then(show), 500)",
        "const r = new XMLHttpRequest(); r.open('GET', '/story'); r.responseType = 'json';"
        "r.onload = () => show(r.response); r.send()",
        "onload = () => { const s = document.createElement('script'); s.src = '/jsonp'; document.body.append(s); }",
        "requestAnimationFrame(() => requestAnimationFrame(() => fetch('/story').then(r => r.json()).then(show)))",
    ],
    ids=["a timer and fetch", "XMLHttpRequest", "JSONP", "animation frames"],
)
def test_text_that_a_script_fetches_is_waited_for(renderer: Renderer, site: Site, script: str) -> None:
    answer = json.dumps({"text": STORY})
    site.paths["/story"] = Reply(body=answer.encode(), type="application/json", late=1.2)
    site.paths["/jsonp"] = Reply(body=f"show({answer})".encode(), type="text/javascript", late=1.2)
    found = shown(
        renderer,
        site,
        FURNITURE + "<div id=app></div><script>const show = a => document.querySelector('#app').textContent = a.text;"
        f"{script}</script>",
    )
    assert "agreed on the budget" in found


def test_a_notice_that_something_is_loading_is_not_taken_for_the_page(renderer: Renderer, site: Site) -> None:
    found = shown(
        renderer,
        site,
        FURNITURE + "<div id=app>加载中…</div><script>"
        f"setTimeout(() => document.querySelector('#app').textContent = '{STORY}', 1500)</script>",
    )
    assert "agreed on the budget" in found


def test_text_that_is_hidden_does_not_count(renderer: Renderer, site: Site) -> None:
    found = shown(
        renderer,
        site,
        f"<div style='display: none'>{FURNITURE}</div><div id=app></div><script>"
        f"setTimeout(() => document.querySelector('#app').textContent = '{STORY}', 1500)</script>",
    )
    assert "agreed on the budget" in found


def test_a_wrapper_without_a_box_of_its_own_hides_nothing(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = page(f"<div style='display: contents'><p>{STORY}</p></div>")
    assert not renderer.render(f"{site.url}/", named_host="127.0.0.1", seconds=4).maybe_cut_short


def test_a_page_that_never_stops_changing_is_taken_all_the_same(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = page(
        f"<p>{STORY}</p><b>0</b><script>setInterval(() => {{ document.body.dataset.now = Date.now();"
        "document.querySelector('b').textContent = Date.now(); }, 20)</script>"
    )
    found = renderer.render(f"{site.url}/", named_host="127.0.0.1")
    assert "agreed on the budget" in found.text
    assert not found.maybe_cut_short


def test_a_page_still_growing_when_its_time_is_up_is_taken_as_perhaps_cut_short(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = page(f"<script>setInterval(() => document.body.append('{STORY}'), 100)</script>")
    found = renderer.render(f"{site.url}/", named_host="127.0.0.1", seconds=3)
    assert "agreed on the budget" in found.text
    assert found.maybe_cut_short


def test_a_picture_that_never_comes_does_not_hold_up_the_text(renderer: Renderer, site: Site) -> None:
    never = threading.Event()
    site.paths["/never.png"] = Reply(body=b"", after=never)
    site.paths["/"] = page(f"<p>{STORY}</p><img src=/never.png>")
    found = renderer.render(f"{site.url}/", named_host="127.0.0.1", seconds=10)
    never.set()
    assert "agreed on the budget" in found.text
    assert not found.maybe_cut_short


def test_a_page_that_sends_its_reader_on_by_script_is_followed(renderer: Renderer, site: Site) -> None:
    site.paths["/story"] = page(f"<p>{STORY}</p>")
    site.paths["/"] = page("You are being sent on.<script>setTimeout(() => location.replace('/story'), 300)</script>")
    found = renderer.render(f"{site.url}/?from=timeline", named_host="127.0.0.1")
    assert "agreed on the budget" in found.text
    assert found.address == f"{site.url}/story"
    assert found.redirects == (f"{site.url}/?from=timeline",)


def test_a_redirect_of_the_server_is_kept(renderer: Renderer, site: Site) -> None:
    site.paths["/story"] = page(f"<p>{STORY}</p>")
    site.paths["/short"] = Reply(body=b"", status=302, fields=(("Location", "/story"),))
    found = renderer.render(f"{site.url}/short", named_host="127.0.0.1")
    assert (found.address, found.redirects) == (f"{site.url}/story", (f"{site.url}/short",))


def test_a_server_that_is_slow_to_answer_a_scripts_redirect_is_waited_for(renderer: Renderer, site: Site) -> None:
    site.paths["/story"] = page(f"<p>{STORY}</p>", late=2)
    assert "agreed on the budget" in shown(renderer, site, FURNITURE + "<script>location.href = '/story'</script>")


def test_a_page_whose_first_visit_only_sets_a_cookie_is_seen_at_the_second(renderer: Renderer, site: Site) -> None:
    challenge = page(
        f"Checking your browser. {FURNITURE}"
        "<script>document.cookie = 'seen=1'; setTimeout(() => location.reload(), 1500)</script>",
        status=403,
    )
    site.paths["/"] = lambda asked: page(f"<p>{STORY}</p>") if "seen=1" in asked.fields.get("Cookie", "") else challenge
    assert "agreed on the budget" in renderer.render(f"{site.url}/", named_host="127.0.0.1").text

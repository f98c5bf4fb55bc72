"""The document that a rendered page is turned into."""

import pytest
from lxml import html

from tearsheet.browser.client import Renderer
from tearsheet.model.page import Method, Page
from tests.support.scripted_site import Reply, Site, page

TEXT = "<p>" + "The council met on Tuesday and agreed on the budget for the coming year. " * 5 + "</p>"
PICTURE = Reply(
    body=b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200"/></svg>',
    type="image/svg+xml",
)


class Show:
    """Renders one page of a site that also has pictures."""

    def __init__(self, renderer: Renderer, site: Site) -> None:
        self.renderer = renderer
        self.site = site
        for name in ("small", "large", "lazy"):
            site.paths[f"/{name}.svg"] = PICTURE

    def __call__(self, reply: Reply | str, path: str = "/") -> Page:
        self.site.paths[path] = page(reply) if isinstance(reply, str) else reply
        return self.renderer.render(self.site.url + path, named_host="127.0.0.1")


@pytest.fixture
def show(renderer: Renderer, site: Site) -> Show:
    return Show(renderer, site)


def tree(found: Page) -> html.HtmlElement:
    return html.document_fromstring(found.text)


def body(found: Page) -> str:
    return " ".join(str(tree(found).text_content()).split())


def values(found: Page, path: str) -> list[str]:
    selected = tree(found).xpath(path)
    assert isinstance(selected, list)
    return [str(value) for value in selected]


def test_a_rendered_page_says_how_it_was_had(show: Show, site: Site) -> None:
    found = show(page(TEXT, fields=(("X-Served-By", "the mill"),)), "/story")
    assert (found.method, found.status, found.charset, found.media_type) == (Method.RENDER, 200, "utf-8", "text/html")
    assert found.requested == found.address == f"{site.url}/story"
    assert ("X-Served-By", "the mill") in found.headers
    assert "connection" not in {name.lower() for name, _ in found.headers}
    assert not found.maybe_cut_short
    assert found.received.tzinfo is not None


def test_the_document_says_that_it_is_utf_8(show: Show) -> None:
    gbk = f"<meta charset=gb2312><title>央行公告</title>{TEXT}<p>逆回购操作</p>".encode("gbk")
    found = show(Reply(body=gbk, type="text/html"))
    assert "逆回购操作" in found.body.decode()
    assert values(found, "//meta/@charset") == ["utf-8"]


def test_a_link_of_a_gbk_page_keeps_its_query_in_gbk(show: Show, site: Site) -> None:
    gbk = f'<meta charset=gbk>{TEXT}<a id=x href="/find?q=中文">找</a>'.encode("gbk")
    found = show(Reply(body=gbk, type="text/html"))
    assert values(found, "//a[@id='x']/@href") == [f"{site.url}/find?q=%D6%D0%CE%C4"]


def test_addresses_are_absolute_by_the_pages_base(show: Show, site: Site) -> None:
    found = show(f"<base href='/deep/down/'>{TEXT}<a id=x href='../up'>x</a><a id=y href='#note'>y</a>")
    assert values(found, "//a[@id='x']/@href") == [f"{site.url}/deep/up"]
    assert values(found, "//a[@id='y']/@href") == ["#note"]


def test_a_picture_is_the_one_the_browser_chose(show: Show, site: Site) -> None:
    found = show(f"{TEXT}<img id=x src=/small.svg srcset='/small.svg 300w, /large.svg 1200w' sizes=1200px>")
    assert values(found, "//img/@src") == [f"{site.url}/large.svg"]
    assert values(found, "//img/@srcset") == [f"{site.url}/small.svg 300w, {site.url}/large.svg 1200w"]


def test_a_picture_that_is_named_only_when_seen_is_woken(show: Show, site: Site) -> None:
    found = show(
        f"{TEXT}<div style='height: 9000px'></div><img width=300 height=200>"
        """<script>
        const addresses = new Map([[document.querySelector('img'), '/lazy.svg']]);
        new IntersectionObserver(seen => {
          for (const one of seen) if (one.isIntersecting) one.target.src = addresses.get(one.target);
        }).observe(document.querySelector('img'));
        </script>"""
    )
    assert values(found, "//img/@src") == [f"{site.url}/lazy.svg"]


def test_shadow_roots_are_flattened_with_what_is_put_into_their_slots(show: Show) -> None:
    found = show(
        TEXT
        + """<story-card><b slot=by>Ada Lin</b><i>and her words</i></story-card><story-note></story-note><script>
        customElements.define('story-card', class extends HTMLElement { connectedCallback() {
          this.attachShadow({mode: 'open'}).innerHTML =
            '<style>p {color: red}</style><p>Written by <slot name=by></slot></p><div><slot></slot></div>';
        } });
        customElements.define('story-note', class extends HTMLElement { connectedCallback() {
          this.attachShadow({mode: 'closed'}).innerHTML = '<p>from a closed root</p>';
        } });
        </script>"""
    )
    assert "Written by Ada Lin" in body(found)
    assert "and her words" in body(found)
    assert "from a closed root" in body(found)


@pytest.mark.parametrize("frame", ["<iframe src=/inner></iframe>", "<frameset><frame src=/inner></frameset>"])
def test_the_body_of_a_frame_of_the_same_site_is_part_of_the_page(show: Show, site: Site, frame: str) -> None:
    site.paths["/inner"] = page(TEXT)
    assert "agreed on the budget" in body(show(frame))


def test_a_page_that_allows_itself_no_scripts_is_read_all_the_same(show: Show) -> None:
    policy = "default-src 'none'; require-trusted-types-for 'script'; trusted-types; sandbox"
    found = show(page(TEXT + "<noscript><img alt=x></noscript>", fields=(("Content-Security-Policy", policy),)))
    assert "agreed on the budget" in body(found)


def test_an_xhtml_page_becomes_html(show: Show) -> None:
    xhtml = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{TEXT}</body></html>'
    found = show(Reply(body=xhtml.encode(), type="application/xhtml+xml"))
    assert values(found, "//title/text()") == ["x"]
    assert "agreed on the budget" in body(found)


def test_a_document_that_is_opened_anew_is_read_anew(show: Show) -> None:
    found = show(
        f"<script>setTimeout(() => {{ document.open(); document.write('{TEXT}'); document.close() }})</script>"
    )
    assert "agreed on the budget" in body(found)


def test_scripts_are_dropped_and_their_data_kept(show: Show) -> None:
    found = show(
        f'{TEXT}<script>let a = 1</script><script type="application/ld+json">{{"headline": "Budget"}}</script>'
        "<noscript>Turn on JavaScript</noscript><canvas></canvas>"
    )
    assert values(found, "//script/text()") == ['{"headline": "Budget"}']
    assert not values(found, "//noscript | //canvas")


def test_a_noscript_picture_is_kept_as_markup(show: Show) -> None:
    found = show(f"{TEXT}<noscript><img src='/small.svg' alt=x></noscript>")
    assert values(found, "//noscript/img/@alt") == ["x"]


def test_copying_the_page_runs_nothing_of_it_again(show: Show) -> None:
    found = show(
        TEXT
        + """<x-once></x-once><p id=made>made </p><script>
        customElements.define('x-once', class extends HTMLElement {
          constructor() { super(); document.querySelector('#made').append('once '); }
        });
        </script>"""
    )
    assert body(found).count("once") == 1


def test_a_lone_surrogate_does_not_stop_a_page(show: Show) -> None:
    assert (
        "budget"
        in show(TEXT + "<p id=x></p><script>document.querySelector('#x').textContent = '\\ud800'</script>").text
    )

import lxml.html
import pytest

from tearsheet.extract.addresses import Base
from tearsheet.extract.parse import parse_fragment
from tearsheet.extract.pictures import settle_pictures
from tearsheet.model.extraction import Picture

BASE = Base("https://x.example/a/b.html", "https://x.example/a/b.html")
AT = "https://x.example/a/"


def settled(html: str) -> tuple[tuple[Picture, ...], str]:
    root = parse_fragment(html).root
    pictures = settle_pictures(root, BASE)
    return pictures, str(lxml.html.tostring(root, encoding="unicode"))


def urls(html: str) -> list[str]:
    return [picture.url.removeprefix(AT) for picture in settled(html)[0]]


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<img src=p.png>", "p.png"),
        ("<img src=//c.example/p.png>", "https://c.example/p.png"),
        ("<img src=blank.gif data-src=p.png>", "p.png"),
        ("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-original=p.png>", "p.png"),
        ("<img src=small.png data-lazy-src=p.png>", "p.png"),
        ("<img src=blank.gif data-noscript-src=p.png>", "p.png"),
        ("<img src=s.png srcset='a.png 400w, p.png 1600w, b.png 3200w'>", "p.png"),
        ("<img src=s.png srcset='b.png 3200w, p.png 2400w'>", "p.png"),
        ("<img src=s.png srcset='a.png, p.png 2x, b.png 3x'>", "p.png"),
        ("<img src=s.png srcset='a,b/p.png 800w'>", "a,b/p.png"),
        ("<img src=s.png data-srcset='p.png 800w' srcset='blank.gif 1w'>", "p.png"),
        ("<picture><source srcset='p.webp 900w' type=image/webp><img src=s.jpg></picture>", "p.webp"),
        ("<picture><source srcset='b.avif' type=image/avif><img src=p.jpg></picture>", "p.jpg"),
        ("<img src='with space.png'>", "with%20space.png"),
    ],
)
def test_the_best_of_a_pictures_addresses_is_the_first_to_try(html: str, url: str) -> None:
    ((picture,), out) = settled(html)
    assert picture.candidates[0].removeprefix(AT) == url
    assert f'src="{picture.url}"' in out


def test_the_address_that_stays_is_the_pictures_own_and_not_one_of_its_sizes() -> None:
    assert urls("<img src=s.png srcset='a.png 400w, p.png 1600w'>") == ["s.png"]
    assert urls("<img src=blank.gif data-src=l.png srcset='p.png 1600w'>") == ["l.png"]
    assert urls("<img src=blank.gif srcset='p.png 1600w'>") == ["p.png"]


def test_the_others_are_kept_to_try() -> None:
    ((picture,), _) = settled("<img src=s.png srcset='a.png 400w, p.png 1600w' data-src=l.png alt=' an\n alt '>")
    assert [url.removeprefix(AT) for url in picture.candidates] == ["p.png", "a.png", "l.png", "s.png"]
    assert picture.alt == "an alt"


def test_a_picture_shown_twice_is_one() -> None:
    assert urls("<img src=p.png><p><img src=./p.png></p><img src=q.png>") == ["p.png", "q.png"]


def test_trackers_and_pictures_without_an_address_are_taken_out() -> None:
    pictures, out = settled(
        "a<img src=t.gif width=1 height=1>b<img src=t.gif width=0>c<img alt=x>d<img src=about:blank>e"
    )
    assert pictures == ()
    assert out == "<div>abcde</div>"


def test_a_wide_flat_picture_is_no_tracker() -> None:
    assert urls("<img src=p.png width=600 height=3><img src=q.png width=100%>") == ["p.png", "q.png"]


def test_an_inline_picture_stays_where_it_is_and_is_not_fetched() -> None:
    pictures, out = settled("<img src='data:image/png;base64,iVBO Rw0KGgo='>")
    assert pictures == ()
    assert "data:image/png;base64,iVBORw0KGgo=" in out


def test_no_source_or_picture_element_is_left() -> None:
    _, out = settled("<figure><picture><source srcset=a><source srcset=b><img src=p.png></picture><figcaption>c")
    assert "source" not in out and "picture" not in out
    assert "<img" in out and "<figcaption>c" in out


def test_a_monstrous_srcset_is_no_work() -> None:
    assert urls(f"<img src=p.png srcset='{',' * 300_000}'>") == ["p.png"]
    assert len(urls(f"<img srcset='{'a' * 300_000} 9999999999999w'>")) == 1

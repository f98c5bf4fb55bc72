import lxml.html
import pytest

from tearsheet.extract.clean import clean
from tearsheet.extract.parse import parse_fragment


def cleaned(html: str, title: str = "The title") -> str:
    root = parse_fragment(html).root
    clean(root, title)
    out: str = lxml.html.tostring(root, encoding="unicode")
    return out.removeprefix("<div>").removesuffix("</div>")


@pytest.mark.parametrize(
    ("html", "out"),
    [
        ("<h1>The title!</h1><h2>Another</h2>", "<h2>Another</h2>"),
        ("<h2>the  TITLE</h2><p>The title</p>", "<p>The title</p>"),
        ("<h2>The title</h2><h2>The title</h2>", "<h2>The title</h2>"),
        ("<p>\u3000\u3000一</p><p><span>\u3000\u3000二</span></p>", "<p>一</p><p><span>二</span></p>"),
        ("<p>一<br>\u3000\u3000二</p>", "<p>一<br>二</p>"),
        ("<pre>\u3000a<br>\u3000b</pre>", "<pre>\u3000a<br>\u3000b</pre>"),
        ("<p></p><div><span> </span></div><p>a</p><p>\u3000</p><p>\u00a0\u200b</p>", "<p>a</p>"),
        ("<p>a<b> </b>b</p>", "<p>a b</p>"),
        ("<table><tr><td></td><td>a</td></tr></table><hr>b", "<table><tr><td></td><td>a</td></tr></table><hr>b"),
        ("<p>a</p><hr><p>b</p><hr><div><hr></div>", "<p>a</p><hr><p>b</p>"),
        ("<p><img src=a.png></p>", '<p><img src="a.png"></p>'),
        ("<p>a</p><div class='share-bar'>分享到 <a href=/x>微信</a></div>", "<p>a</p>"),
        ("<p>a</p><form><input><p>b</p></form><button>c</button>", "<p>a</p>"),
        ("<p id=x>a</p><h3 id=y>b</h3><a href='#y'>c</a>", '<p>a</p><h3 id="y">b</h3><a href="#y">c</a>'),
        ("<a name=n></a><p>a <a href='#n'>b</a></p>", '<a id="n"></a><p>a <a href="#n">b</a></p>'),
        (
            "<iframe src='https://video.example/e/1' title='A film'></iframe>",
            '<a href="https://video.example/e/1">A film</a>',
        ),
        ("<p>a<iframe src=about:blank></iframe>b</p>", "<p>ab</p>"),
    ],
)
def test_the_article_is_left_alone(html: str, out: str) -> None:
    assert cleaned(html) == out


def test_rows_and_cells_that_lost_their_table_have_one_again() -> None:
    root = parse_fragment("<section></section>").root
    for tag in ("tr", "tr", "td"):
        part = lxml.html.Element(tag)
        part.append(lxml.html.Element("td") if tag == "tr" else lxml.html.Element("p"))
        part[0].text = "a"
        root.append(part)
    clean(root, "")
    out = lxml.html.tostring(root, encoding="unicode")
    assert "<table><tr><td>a</td></tr><tr><td>a</td></tr></table><div><p>a</p></div>" in out


def test_a_paragraph_about_sharing_stays() -> None:
    html = "<div class=social><p>They shared the house, the boat and, in the end, the bill.</p></div>"
    assert cleaned(html) == html.replace("=social", '="social"')


def test_names_of_shares_are_text_and_their_quotations_are_not() -> None:
    html = (
        '<p><span id="stock_1.A"><a class="keytip" data-code="1,A">甲</a></span><span id="quote_1.A">1.2%</span>与'
        '<a class="keytip" href="https://q.example/b">乙</a></p>'
    )
    assert cleaned(html) == '<p>甲与<a class="keytip" href="https://q.example/b">乙</a></p>'

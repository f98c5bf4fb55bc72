from lxml.html import HtmlElement

from tearsheet.extract.parse import parse
from tearsheet.extract.prepare import prepare
from tearsheet.extract.trees import words_of

TEXT = "A sentence of some length, with commas, that stands for the article, or for a paragraph of it, as the case is."


def prepared(html: str) -> HtmlElement:
    root = parse(f"<html><body>{html}</body></html>").root
    prepare(root)
    return root


def test_what_holds_the_article_is_shown_though_it_hides_for_a_script() -> None:
    for hiding in ("hidden", "style='visibility: hidden'", "style='color:red;display : none'"):
        assert TEXT in words_of(prepared(f"<p>menu</p><div {hiding}><p>{TEXT}</p></div>"))


def test_what_is_hidden_beside_the_article_is_gone_and_a_fold_is_left_to_be_judged() -> None:
    fold = f"<div style='display:none'><p>{TEXT} folded {TEXT}</p></div>"
    root = prepared(f"{f'<p>{TEXT}</p>' * 5}<div hidden><p>hidden</p></div><p style='display:none'>no</p>{fold}")
    assert "hidden" not in words_of(root)
    assert "folded" in words_of(root)
    assert len(root.xpath("//div[@hidden]")) == 1


def test_a_picture_that_waits_for_a_script_gets_the_address_meant_for_browsers_without() -> None:
    root = prepared("<p><img class=lazy src=blank.gif><noscript><img src=real.png srcset='x.png 2x'></noscript></p>")
    (image,) = root.iter("img")
    assert (image.get("data-noscript-src"), image.get("data-noscript-srcset")) == ("real.png", "x.png 2x")


def test_a_picture_before_it_that_waits_for_nothing_keeps_its_own_address() -> None:
    root = prepared(
        "<p><img src=one.png></p><noscript><img src=two.png></noscript><noscript><img src=t width=1></noscript>"
    )
    assert [image.get("src") for image in root.iter("img")] == ["one.png", "two.png"]
    assert not root.xpath("//@data-noscript-src")
    assert len(list(prepared("<img src=a.png><noscript><img src=a.png></noscript>").iter("img"))) == 1


def test_a_picture_only_in_noscript_is_put_in_its_place() -> None:
    root = prepared("<p>a<noscript><img src=real.png></noscript>b</p>")
    assert [image.get("src") for image in root.iter("img")] == ["real.png"]
    assert words_of(root) == "ab"


def test_an_article_in_noscript_alone_is_read() -> None:
    assert TEXT in words_of(prepared(f"<div id=app></div><noscript><p>{TEXT}</p><p>{TEXT}</p><p>{TEXT}</p></noscript>"))
    assert TEXT not in words_of(prepared(f"<p>{'other ' * 200}</p><noscript><p>{TEXT * 4}</p></noscript>"))


def test_a_consent_dialog_is_gone_and_a_page_around_the_article_is_not() -> None:
    root = prepared(
        f"<div id=onetrust-consent-sdk><p>{TEXT} cookies</p></div><div class=gdpr><h1>t</h1><p>{TEXT}</p></div>"
    )
    assert "cookies" not in words_of(root)
    assert TEXT in words_of(root)
    assert TEXT in words_of(prepared(f"<div class='trusted cmp-container'><p>{TEXT}</p></div>"))


def test_controls_are_gone_unless_the_page_is_nested_into_one() -> None:
    assert words_of(prepared(f"<p>{TEXT}</p><button>b</button><select><option>c</select>")) == TEXT
    assert TEXT in words_of(prepared(f"<button>menu<div><p>{TEXT}</p></div>"))
    assert words_of(prepared(f"<p>{TEXT}</p><textarea>{TEXT * 9}</textarea>")) == TEXT


def test_a_form_around_the_whole_page_is_no_form() -> None:
    assert not list(prepared(f"<form id=aspnetForm><p>{TEXT}</p></form>").iter("form"))
    assert list(prepared(f"<p>{TEXT}</p><form><p>search</p></form>").iter("form"))


def test_a_picture_of_another_dialect_is_a_picture() -> None:
    assert [image.get("src") for image in prepared("<amp-img src=a.png></amp-img>").iter("img")] == ["a.png"]

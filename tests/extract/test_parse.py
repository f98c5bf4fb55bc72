import pytest

from tearsheet.extract.parse import parse, parse_fragment
from tearsheet.extract.trees import words_of


@pytest.mark.parametrize("depth", [100, 240, 255, 300, 2_100, 200_000])
def test_text_below_the_parsers_depth_is_not_lost(depth: int) -> None:
    parsed = parse("<div>" * depth + "<p>deep</p>" + "</div>" * depth + "<p>after</p>")
    assert words_of(parsed.root) == "deepafter"
    assert parsed.flattened == 0


def test_structure_that_had_to_go_is_counted() -> None:
    parsed = parse("<blockquote>" * 3_000 + "deep")
    assert words_of(parsed.root) == "deep"
    assert parsed.flattened > 2_000


def test_a_tag_of_a_hundred_thousand_attributes_is_no_work() -> None:
    parsed = parse("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">text</p>")
    assert words_of(parsed.root) == "text"


@pytest.mark.parametrize("html", ["", "   ", "<!-- x -->", "<!doctype html>", "\x00"])
def test_an_empty_page_is_an_empty_tree(html: str) -> None:
    assert words_of(parse(html).root) == ""


def test_an_xml_declaration_does_not_decide_the_charset() -> None:
    assert words_of(parse('<?xml version="1.0" encoding="gb2312"?><p>中文</p>').root) == "中文"


def test_references_to_windows_characters_are_read_as_browsers_do_and_controls_are_none() -> None:
    assert words_of(parse("<p>it&#146;s &#x93;x&#148;&#0;&#1;&#xD800;&#65534; &#60;b&#62; &#20013;</p>").root) == (
        "it’s “x” <b> 中"
    )


def test_a_fragment_is_what_was_given() -> None:
    root = parse_fragment("a<p>b</p>c").root
    assert (root.tag, words_of(root)) == ("div", "abc")
    assert len(root.findall(".//p")) == 1


def test_a_long_run_of_spaces_is_no_work() -> None:
    assert words_of(parse("<p>a" + " \n" * 500_000 + "b</p>").root) == "a b"

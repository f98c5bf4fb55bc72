from hypothesis import given
from hypothesis import strategies as st

from tearsheet.document.tokens import Kind, tokens


def read(html: str) -> list[tuple[str, str]]:
    return [(name or kind.value, html[begin:end]) for kind, name, begin, end in tokens(html)]


def test_tags_and_texts_come_in_order() -> None:
    assert read("a<P class=x>b</p >c<br/>") == [
        ("text", "a"),
        ("p", "<P class=x>"),
        ("text", "b"),
        ("p", "</p >"),
        ("text", "c"),
        ("br", "<br/>"),
    ]


def test_a_greater_sign_in_a_quoted_value_ends_no_tag() -> None:
    assert read("<a title='1 > 0' b=\">\">c") == [("a", "<a title='1 > 0' b=\">\">"), ("text", "c")]
    assert read("<a it's>c") == [("a", "<a it's>"), ("text", "c")]


def test_comments_and_declarations_are_left_out() -> None:
    assert read("<!doctype html><!-- <p> -->a<!---->b<!-->c<?pi?>d") == [("text", text) for text in "abcd"]


def test_a_script_is_raw_to_its_end() -> None:
    assert read("<script>if (a<b) '</p>'</SCRIPT >c") == [
        ("script", "<script>"),
        ("script", "if (a<b) '</p>'"),
        ("script", "</SCRIPT >"),
        ("text", "c"),
    ]


def test_what_is_never_closed_ends_with_the_page() -> None:
    assert read("a<b c='d") == [("text", "a"), ("b", "<b c='d")]
    assert read("<style>p{}")[-1] == ("style", "p{}")
    assert read("a<!-- b") == [("text", "a")]


@given(st.text(alphabet=st.sampled_from(list("<>/=\"' ab!-?")), max_size=200))
def test_tokens_never_overlap_and_never_go_back(html: str) -> None:
    last = 0
    for kind, _, begin, end in tokens(html):
        assert last <= begin < end <= len(html)
        assert kind in Kind
        last = end

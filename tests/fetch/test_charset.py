"""Text is read in the charset it is in, whatever it declares."""

import pytest

from tearsheet.fetch.charset import choose
from tests.support.bad_routes import CHINESE

BIG5 = "頭條新聞：人民群眾的生活水平不斷提高，經濟發展與社會進步。"
JAPANESE = "東京の新聞です。カタカナとひらがなで書かれた文章を読みます。"
KOREAN = "오늘의 주요 뉴스입니다. 경제와 사회 소식을 전해 드립니다."
RUSSIAN = "Сегодня в Москве прошла встреча, на которой обсуждали развитие экономики и общества страны."


def page(text: str, codec: str, said: str = "") -> bytes:
    meta = f'<meta charset="{said}">' if said else ""
    return f"<!doctype html><html><head>{meta}<title>{text[:9]}</title></head><body><p>{text}</p></body></html>".encode(
        codec
    )


def html(charset: str = "") -> str:
    return f"text/html; charset={charset}" if charset else "text/html"


@pytest.mark.parametrize(
    ("body", "content_type", "codec"),
    [
        (b"\xef\xbb\xbf" + page(CHINESE, "utf-8", "gbk"), html("gbk"), "utf-8-sig"),
        ("\ufeff".encode("utf-16-le") + page(CHINESE, "utf-16-le"), html("gbk"), "utf-16"),
        ("\ufeff".encode("utf-16-be") + page(CHINESE, "utf-16-be"), html(), "utf-16"),
        (page(CHINESE, "gb18030", "utf-8"), html("gbk"), "gb18030"),
        (page(CHINESE, "gb18030", "gb2312"), html(), "gb18030"),
        (page(CHINESE, "gb18030", "gbk"), html("nonsense"), "gb18030"),
        (page(BIG5, "big5hkscs", "big5"), html(), "big5hkscs"),
        (page(BIG5, "big5hkscs", "gbk"), 'text/html; charset="Big5"', "big5hkscs"),
        (page(JAPANESE, "cp932", "Shift_JIS"), html(), "cp932"),
        (page(KOREAN, "cp949", "ks_c_5601-1987"), html(), "cp949"),
        (page("café", "cp1252", "iso-8859-1"), html(), "cp1252"),
        (page("café", "cp1252", "x-user-defined"), html(), "cp1252"),
        (page(CHINESE, "utf-16-le"), html("utf-16le"), "utf-16-le"),
    ],
)
def test_the_order_is_mark_then_header_then_markup(body: bytes, content_type: str, codec: str) -> None:
    assert choose(body, content_type) == codec


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (CHINESE, "gb18030"),
        (CHINESE, "utf-8"),
        (BIG5, "big5hkscs"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (KOREAN, "cp949"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        ("plain ASCII", "utf-8"),
    ],
)
def test_what_declares_nothing_is_recognised(text: str, codec: str) -> None:
    assert choose(page(text, codec), html()) == codec


@pytest.mark.parametrize("length", [8, 10, 12, 16, 24])
@pytest.mark.parametrize(
    ("text", "codec"), [(CHINESE, "gb18030"), (BIG5, "big5hkscs"), (JAPANESE, "cp932"), (KOREAN, "cp949")]
)
def test_a_few_words_are_enough(text: str, codec: str, length: int) -> None:
    body = f"<html><head><title>{text[:length]}</title></head></html>".encode(codec)
    assert choose(body, html()) == codec


@pytest.mark.parametrize("said", ["gb2312", "gbk", "big5", "iso-8859-1", "shift_jis", "utf-16"])
def test_utf_8_that_is_declared_to_be_something_else_is_utf_8(said: str) -> None:
    assert choose(page(CHINESE, "utf-8", said), html()) == "utf-8"
    assert choose(page(CHINESE, "utf-8"), html(said)) == "utf-8"


@pytest.mark.parametrize(("text", "codec"), [(CHINESE, "gb18030"), (BIG5, "big5hkscs"), (JAPANESE, "cp932")])
def test_what_is_declared_utf_8_and_is_not_is_recognised(text: str, codec: str) -> None:
    assert choose(page(text, codec, "utf-8"), html()) == codec
    assert choose(page(text, codec), html("utf-8")) == codec


def test_a_server_that_adds_latin_1_to_everything_is_not_believed() -> None:
    assert choose(page(CHINESE, "gb18030", "gb2312"), html("ISO-8859-1")) == "gb18030"
    assert choose(page("déjà vu", "cp1252", "gb2312"), html("ISO-8859-1")) == "cp1252"


def test_a_few_broken_bytes_do_not_change_a_charset() -> None:
    broken = page(CHINESE * 20, "utf-8", "utf-8").replace("人".encode(), b"\xe4\xba", 3)
    assert choose(broken, html()) == "utf-8"
    assert choose(broken.replace(b'<meta charset="utf-8">', b""), html()) == "utf-8"


@pytest.mark.parametrize("said", ["", "utf-8"])
@pytest.mark.parametrize(
    ("text", "codec"),
    [(CHINESE, "gb18030"), (BIG5, "big5hkscs"), (JAPANESE, "cp932"), (JAPANESE, "euc_jp"), (KOREAN, "cp949")],
)
def test_a_broken_byte_or_an_end_inside_a_character_does_not_hide_a_charset(text: str, codec: str, said: str) -> None:
    body = page(text * 9, codec, said)
    assert choose(body.replace(text[5].encode(codec), b"\xff", 2), html()) == codec
    assert choose(body[: body.index(b"</p>") - 1], html()) == codec


def test_the_characters_of_hong_kong_are_recognised() -> None:
    assert (
        choose(page("佢哋話呢間舖頭嘅嘢好靚，咁多年嚟都冇執笠，啲街坊成日嚟幫襯。" * 5, "big5hkscs"), html())
        == "big5hkscs"
    )


def test_a_last_letter_is_no_cut_one() -> None:
    assert choose(b"a page about one caf\xe9", "text/plain") == "cp1252"


def test_broken_russian_is_not_taken_for_chinese() -> None:
    body = page(RUSSIAN * 9, "koi8-r")
    assert choose(body.replace("о".encode("koi8-r"), b"\xff", 2), html()) == "koi8-r"


def test_a_short_word_in_gbk_that_could_be_utf_8_stays_what_it_says() -> None:
    body = page("业园", "gb18030", "gbk")
    assert body.decode("utf-8") and choose(body, html()) == "gb18030"


def test_characters_that_only_gb18030_has_survive() -> None:
    text = "㐀䶿𠀀𪛖镕囍€"
    body = page(text, "gb18030", "gb2312")
    codec = choose(body, html())
    assert codec is not None and text in body.decode(codec)


def test_a_declaration_in_a_json_text_is_not_the_text_s_own() -> None:
    body = '{"html": "<meta charset=gbk>", "title": "头条新闻今日要闻"}'.encode()
    assert choose(body, "application/json") == "utf-8"
    assert choose(body.decode().encode("gb18030"), "application/json; charset=gbk") == "gb18030"


def test_a_feed_is_read_as_its_declaration_says() -> None:
    body = f'<?xml version="1.0" encoding="gb2312"?><rss><title>{CHINESE}</title></rss>'.encode("gb18030")
    assert choose(body, "text/xml") == "gb18030"


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"PK\x03\x04abc", b"\0\1\2\3"])
def test_what_is_no_text_has_no_charset(body: bytes) -> None:
    assert choose(body, html("utf-8") if body.startswith(b"%") else "") is None


def test_nothing_at_all_is_text() -> None:
    assert choose(b"", "") == "utf-8"
    assert choose(b"", html("gbk")) == "gb18030"


def test_a_long_script_before_the_text_does_not_hide_it() -> None:
    body = page(CHINESE, "gb18030").replace(b"<title>", b"<script>" + b"var a = 1;\n" * 10_000 + b"</script><title>")
    assert choose(body, html()) == "gb18030"


def test_a_long_way_to_the_first_letter_is_given_up() -> None:
    assert choose(b"<html>" + b"<a" * 3_000_000 + b"\xb0\xa1", html()) == "cp1252"

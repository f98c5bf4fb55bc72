"""What a document's markup declares is found as the HTML standard finds it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import webencodings

from tearsheet.fetch.charset import declared
from tearsheet.fetch.prescan import prescan, xml_encoding


def _cases(folder: Path) -> Iterator[tuple[bytes, str]]:
    for file in sorted(folder.glob("*.dat")):
        for found in re.finditer(rb"#data\n(.*?)\n#encoding\n(.*?)\n", file.read_bytes(), re.DOTALL):
            yield found[1], webencodings.lookup(found[2].decode().strip()).name


def test_all_82_cases_of_html5lib_are_right(shared: Path) -> None:
    cases = list(_cases(shared / "corpora" / "encoding"))
    assert len(cases) == 82
    wrong = []
    for data, expected in cases:
        marked = "utf-8" if data.startswith(b"\xef\xbb\xbf") else ""
        if (marked or declared(data) or "windows-1252") != expected:
            wrong.append((data[:80], expected))
    assert wrong == []


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'<meta charset="gb2312">', "gbk"),
        (b"<META CHARSET=GBK >", "gbk"),
        (b"<meta http-equiv=content-type content='text/html; charset=big5'>", "big5"),
        (b"<meta content='text/html; charset=big5' http-equiv=content-type>", "big5"),
        (b"<meta content='text/html; charset=big5'>", ""),
        (b'<meta charset="utf-16le">', "utf-8"),
        (b"<meta charset=x-user-defined>", "windows-1252"),
        (b'<meta charset="nonsense"><meta charset="euc-kr">', "euc-kr"),
        (b'<!-- <meta charset="gbk"> --><meta charset="utf-8">', "utf-8"),
        (b'<a title="<meta charset=gbk>"><meta charset="utf-8">', "utf-8"),
        (b"<? <meta charset=gbk> ?><meta charset=utf-8>", "utf-8"),
        (b'<meta charset="gbk', ""),
        (b'<meta charset="gbk"', ""),
        (b"<metacharset=gbk>", ""),
        (b"<meta charset=utf-8 charset=gbk>", "utf-8"),
        (b"", ""),
        (b"<", ""),
    ],
)
def test_a_meta_element_declares_an_encoding(head: bytes, name: str) -> None:
    assert prescan(head) == name


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'<?xml version="1.0" encoding="gb2312"?>', "gbk"),
        (b"<?xml version='1.0' encoding = 'Shift_JIS' standalone='yes'?>", "shift_jis"),
        (b'<?xml version="1.0"?>', ""),
        (b' <?xml version="1.0" encoding="gbk"?>', ""),
        ('<?xml version="1.0"?>'.encode("utf-16-le"), "utf-16le"),
        ('<?xml version="1.0"?>'.encode("utf-16-be"), "utf-16be"),
        (b'<?xml version="1.0" encoding="utf-16"?>', "utf-8"),
    ],
)
def test_an_xml_declaration_declares_an_encoding(head: bytes, name: str) -> None:
    assert xml_encoding(head) == name


def test_a_late_declaration_is_found_as_browsers_find_it() -> None:
    head = b"<style>" + b"a" * 100_000 + b"</style><meta charset=gbk>"
    assert prescan(head[:1024]) == ""
    assert declared(head) == "gbk"


@pytest.mark.parametrize(
    "piece", [b"<meta ", b"<!--", b"<a b='", b"<a ", b"<!", b"</", b"<meta content='charset=", b"="]
)
def test_hostile_markup_is_read_in_one_pass(piece: bytes) -> None:
    assert prescan(piece * 60_000) == ""

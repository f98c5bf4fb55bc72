"""Turn bad inputs, each by its name, into pages: empty, broken, huge, or declared to be what they are not."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tearsheet.fetch import page_from_bytes
from tearsheet.model.page import Page

TEXT = "这是一段新闻文字，包含逗号、从句，以及足够多的字数来打分。" * 8
UNKNOWN_CHARSET = "x-gbk-unknown"
_FIXTURES = Path(__file__).resolve().parents[1] / "pages"
_PARAGRAPH = f"<p>{TEXT}</p>".encode()
_HUGE = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BadInput:
    """Pages to be made when their turn has come; `written`, where given, are the texts that they decode to."""

    name: str
    make: Callable[[], list[Page]]
    written: tuple[str, ...] = ()


def bad_inputs(chinese: Sequence[str] = ()) -> dict[str, BadInput]:
    """Return every bad input by its name; those that want real Chinese pages, only where there are some."""
    made = (*_broken(), *_huge(), *_strange(), *(_misdeclared(chinese) if chinese else ()))
    return {one.name: one for one in made}


def _broken() -> Iterator[BadInput]:
    noise = random.Random(1).randbytes(300_000)
    whole = (_FIXTURES / "a-thread-in-gbk-with-a-picture" / "page.html").read_bytes()
    yield BadInput(name="empty", make=lambda: [_page(b""), _page(b"", ""), _page(b" \r\n" * 1000)])
    yield BadInput(
        name="binary",
        make=lambda: [_page(noise), _page(noise, ""), _page(b"\x89PNG\r\n\x1a\n" + noise), _page(b"<html>" + noise)],
    )
    yield BadInput(name="nothing but zeros", make=lambda: [_page(b"\0" * 1_000_000)])
    yield BadInput(
        name="truncated at every tenth",
        make=lambda: [_page(whole[: len(whole) * tenth // 10]) for tenth in range(1, 10)],
    )


def _huge() -> Iterator[BadInput]:
    for tag in ("div", "font", "blockquote"):
        yield BadInput(name=f"200,000 {tag} deep", make=lambda tag=tag: [_deep(tag)])  # type: ignore[misc]
    yield BadInput(name="200,000 table deep", make=lambda: [_page(b"<table><tr><td>" * 200_000 + TEXT.encode())])
    yield BadInput(name="1,000,000 elements", make=lambda: [_page(b"<p>x<b>y</b></p>" * 500_000)])
    yield BadInput(
        name="1,000,000 links", make=lambda: [_page(b"<ul>" + b"<li><a href=/x>a link of words</a></li>" * 500_000)]
    )
    yield BadInput(name="50 MB of paragraphs", make=lambda: [_page(_PARAGRAPH * (_HUGE // len(_PARAGRAPH)))])
    yield BadInput(
        name="50 MB in one paragraph",
        make=lambda: [_page(b"<p>" + TEXT.encode() * (_HUGE // len(TEXT.encode())))],
    )
    yield BadInput(
        name="50 MB in one picture",
        make=lambda: [_page(_PARAGRAPH * 3 + b"<img src='data:image/png;base64," + b"A" * _HUGE + b"'>")],
    )
    yield BadInput(
        name="50 MB of script",
        make=lambda: [_page(b"<script>" + b"a = 1;\n" * (_HUGE // 7) + b"</script>" + _PARAGRAPH * 3)],
    )


def _strange() -> Iterator[BadInput]:
    yield BadInput(name="nothing but line ends", make=lambda: [_page(b"<br>" * 300_000)])
    for name, fixtures in {
        "text parted by line ends": ("only-line-breaks",),
        "all in shadow roots": ("everything-in-a-shadow", "chinese-in-a-shadow", "text-slotted-into-a-shadow"),
        "right to left": ("arabic-with-a-latin-quotation", "hebrew-with-a-line-left-to-right"),
        "vertical": ("a-column-set-vertically",),
    }.items():
        yield BadInput(
            name=name,
            make=lambda fixtures=fixtures: [_page((_FIXTURES / each / "page.html").read_bytes()) for each in fixtures],  # type: ignore[misc]
        )
    yield BadInput(
        name="a hundred shadows deep",
        make=lambda: [_page(b"<div><template shadowrootmode=open>" * 100 + _PARAGRAPH * 3)],
    )


def _misdeclared(chinese: Sequence[str]) -> Iterator[BadInput]:
    for name, codec, said, content_type in (
        ("unknown charset name", "gb18030", UNKNOWN_CHARSET, "text/html"),
        ("unknown name in the header", "gb18030", "", f"text/html; charset={UNKNOWN_CHARSET}"),
        ("GBK that says UTF-8", "gb18030", "utf-8", "text/html"),
        ("UTF-8 that says GB2312", "utf-8", "gb2312", "text/html"),
        ("GBK, Latin-1 in the header", "gb18030", "gb2312", "text/html; charset=ISO-8859-1"),
    ):
        written = tuple(f'<!doctype html><meta charset="{said}">{page}' for page in chinese)

        def made(written: Sequence[str] = written, codec: str = codec, content_type: str = content_type) -> list[Page]:
            return [_page(text.encode(codec), content_type) for text in written]

        yield BadInput(name=name, make=made, written=written)


def _page(data: bytes, content_type: str = "text/html") -> Page:
    received = datetime(2026, 1, 1, tzinfo=UTC)
    return page_from_bytes(data, url="https://pages.example/a.html", content_type=content_type, received=received)


def _deep(tag: str) -> Page:
    return _page((f"<{tag}>" * 200_000 + f"<p>{TEXT}</p>" + f"</{tag}>" * 200_000 + f"<p>{TEXT}</p>").encode())

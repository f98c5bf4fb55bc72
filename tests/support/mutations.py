"""Turn a page into pages like it that are broken in ways that nobody would write."""

import random
from collections.abc import Callable

_PIECES = (
    b"<",
    b">",
    b"</",
    b"<!--",
    b"-->",
    b"<table>",
    b"</table>",
    b"<tr>",
    b"<p",
    b"<a href=#",
    b"<pre>",
    b"<noscript>",
    b"<template>",
    b"<svg>",
    b"<math>",
    b"<select>",
    b"<button>",
    b"<form>",
    b"<script>",
    b"</script>",
    b"<style>",
    b"</body>",
    b"</html>",
    b"<plaintext>",
    b"<ul class='",
    b' style="display:none"',
    b" hidden",
    b"<blockquote>",
    b"<details>",
    b"<figure><img src=x>",
    b"\x00",
    b"\xff\xfe",
    b"&#0;",
    b"&#x110000;",
    b"&#xD800;",
    b"\xe2\x80\xae",
    b"\xf0\x9f",
    b"]]>",
    b"<?xml ?>",
    b"<meta charset=utf-16>",
    b"<base href='//'>",
    b'<script type="application/ld+json">{"@type":"Article","articleBody":',
    b"<iframe src=",
    b"<h1>",
    b"<ruby><rt>",
)

Mutation = Callable[[random.Random, bytes], bytes]


def mutated(page: bytes, chance: random.Random) -> bytes:
    """Return `page` after one to eight changes; the same state of `chance` gives the same bytes."""
    for _change in range(chance.randint(1, 8)):
        page = chance.choice(_MUTATIONS)(chance, page)
    return page


def _place(chance: random.Random, page: bytes) -> tuple[int, int]:
    begin = chance.randrange(len(page) + 1)
    return begin, min(len(page), begin + chance.choice((1, 4, 40, 400)))


def _cut(chance: random.Random, page: bytes) -> bytes:
    begin, end = _place(chance, page)
    return page[:begin] + page[end:]


def _double(chance: random.Random, page: bytes) -> bytes:
    begin, end = _place(chance, page)
    return page[:end] + page[begin:end] * chance.choice((1, 3, 30)) + page[end:]


def _insert(chance: random.Random, page: bytes) -> bytes:
    begin, _end = _place(chance, page)
    return page[:begin] + chance.choice(_PIECES) * chance.choice((1, 1, 1, 50)) + page[begin:]


def _flip(chance: random.Random, page: bytes) -> bytes:
    begin, _end = _place(chance, page)
    return page[:begin] + bytes([chance.randrange(256)]) + page[begin + 1 :]


def _move(chance: random.Random, page: bytes) -> bytes:
    begin, end = _place(chance, page)
    rest = page[:begin] + page[end:]
    to = chance.randrange(len(rest) + 1)
    return rest[:to] + page[begin:end] + rest[to:]


def _truncate(chance: random.Random, page: bytes) -> bytes:
    return page[: chance.randrange(len(page) + 1)]


_MUTATIONS: tuple[Mutation, ...] = (_cut, _double, _insert, _insert, _insert, _flip, _move, _truncate)

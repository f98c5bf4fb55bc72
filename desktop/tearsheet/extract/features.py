"""Turn a page's blocks into the figures by which the judge tells the article from what stands around it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log1p

from tearsheet.document.tokens import names
from tearsheet.extract.blocks import Block, Blocks, Box
from tearsheet.extract.holding import Holding
from tearsheet.extract.naming import AROUND, GROUPS, meaning
from tearsheet.extract.told import Told

_KIND = {
    **dict.fromkeys(names("h1 h2 h3 h4 h5 h6"), 1.0),
    **dict.fromkeys(names("li dt dd"), 2.0),
    **dict.fromkeys(names("td th"), 3.0),
    **dict.fromkeys(names("figcaption caption"), 6.0),
    **dict.fromkeys(names("div section article main body"), 7.0),
    "p": 0.0,
    "pre": 4.0,
    "blockquote": 5.0,
}
_HEADING, _OTHER = 1.0, 8.0
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0e7f"
_TOKEN = re.compile(f"[{_CJK}]|[^\\W{_CJK}]+")
_SPACELESS = re.compile(f"[{_CJK}]")
_WORD = re.compile(f"[^\\W{_CJK}]+")
_WORDS_A_CHARACTER = 0.6
_YEAR_OR_TIME = re.compile(r"(?:19|20)\d\d|\d[:：]\d\d")
# What lines say that stand around articles. Looked for as plain strings, since this is asked of every short line.
_SAYS = tuple(
    tuple(words.split("|"))
    for words in (
        "written by|posted by|published|updated|by |作者|记者|编辑|責任編輯|来源|來源|原标题",
        "©|(c)|copyright|all rights|terms of|privacy|版权|版權|转载|免责|声明|备案",
        "share|tweet|facebook|twitter|linkedin|whatsapp|email|print|分享|收藏|扫|关注|微信",
        "read more|read next|read also|see also|related|more from|more on|more stories|recommended|you may|you might|"
        "previous|next|click here|learn more|view all|show more|相关|推荐|更多|上一篇|下一篇|热门|点击|延伸阅读|查看",
        "comment|reply|replies|log in|login|sign in|sign up|subscribe|newsletter|register|评论|回复|登录|注册|订阅",
        "tags|filed under|categor|topics|keywords|标签|关键词|關鍵字",
    )
)
# How a text ends that goes on elsewhere.
_TEASER = re.compile(r"(?:\.{3}|…)\W*\Z|(?:详细|詳細|全文|more|read on)\W*\Z", re.IGNORECASE)
_LONGEST_TEASER_END = 12
_NOTHING_SAID = (0.0,) * (len(_SAYS) + 1)
_LONGEST_SAYING = 200
_MOST_OF_IT = 0.7
_SENTENCE_ENDS = ".!?。！？"
_COMMAS = ",;，、；："
_ENDS = frozenset(".!?。！？”\"'…:：）)")
_FAR = 60
_LEVELS = 4
_AROUND_IT = (-3, -2, -1, 1, 2, 3)


def size_of(text: str) -> float:
    """Count the words of `text`; five CJK characters say about what three English words do, and count as three."""
    if text.isascii():
        return float(len(text.split()))
    spaceless = len(_SPACELESS.findall(text))
    return _WORDS_A_CHARACTER * spaceless + (len(_WORD.findall(text)) if spaceless < len(text) else 0)


class Features:
    """A page's blocks in figures; `marked` says how surely each stands in what the page marks as its article."""

    def __init__(self, blocks: Blocks, holding: Holding, told: Told, marked: Sequence[float]) -> None:
        self._found, self._blocks, self._marked = blocks, blocks.all, marked
        self._holding, self._held = holding, holding.boxes
        self._sizes, self._shares, self._long = holding.sizes, holding.shares, holding.long
        self._total, self._all_long = holding.total, holding.all_long
        self._in_mark = holding.shared(blocks, marked)
        self._names: dict[Box, tuple[int, int]] = {}
        for box in blocks.boxes:
            around = self._names[box.around][1] if box.around is not None else 0
            own = 0 if box.around is None else meaning(box.element, box.tag)
            self._names[box] = (own, own | around)
        self._core = self._core_box(blocks.boxes)
        self._core_path = set(_path(self._core))
        self._same = Counter(block.text for block in self._blocks)
        self._said = [_said(block.text) for block in self._blocks]
        self._teasers = [_TEASER.search(block.text[-_LONGEST_TEASER_END:]) is not None for block in self._blocks]
        self._gather_kin()
        self._headings = self._headings_above()
        self._headline = next((b.index for b in self._blocks if b.box.tag == "h1"), -1)
        self._compare(told)
        self._before = self._sums_before()
        self._own = [self._of(block) for block in self._blocks]
        self._figures = self._of_page(told)

    def rows(self) -> list[list[float]]:
        """Return a row of figures a block, all rows alike in length and order."""
        return [self._row(block) for block in self._blocks]

    def rows_with(self, kept: Sequence[float]) -> list[tuple[float, ...]]:
        """Return what a witness adds to each row: `kept` is the share of each block that it takes for the article."""
        sums = self._holding.shared(self._found, kept)
        whole = sum(size * share for size, share in zip(self._sizes, kept, strict=True)) / self._total
        each_kin = {id(kin): kin for kin in self._kin}
        of_kin = {key: sum(kept[i] for i in kin) / len(kin) for key, kin in each_kin.items()}
        rows = []
        for block in self._blocks:
            i, box = block.index, block.box
            around = box.around or box
            further = around.around or around
            above = self._headings[i][0]
            rows.append(
                (
                    kept[i],
                    *(kept[i + step] if 0 <= i + step < len(kept) else -1.0 for step in _AROUND_IT),
                    *(sums[each] / (self._held[each].size or 1) for each in (box, around, further)),
                    of_kin[id(self._kin[i])],
                    kept[above] if above >= 0 else -1.0,
                    whole,
                )
            )
        return rows

    def _core_box(self, boxes: Sequence[Box]) -> Box:
        """Return the innermost box that holds most of the page's long paragraphs."""
        core = boxes[0]
        for box in boxes[1:]:
            if box.around is core and self._held[box].long >= _MOST_OF_IT * self._all_long:
                core = box
        return core

    def _gather_kin(self) -> None:
        """Group the blocks that one template made: all have the same tags and first classes around them."""
        signatures: dict[Box, tuple[str, ...]] = {}
        kin: dict[tuple[str, ...], list[int]] = {}
        self._kin: list[list[int]] = []
        for block in self._blocks:
            signature = signatures.get(block.box)
            if signature is None:
                signature = signatures[block.box] = _signature(block.box)
            members = kin.setdefault(signature, [])
            members.append(block.index)
            self._kin.append(members)
        self._of_kin = {id(members): self._of_group(members) for members in kin.values()}
        chief = max(kin.values(), key=lambda members: sum(self._long[i] for i in members))
        self._chief = [i for i in chief if self._long[i]]
        self._chief_parents = {self._blocks[i].box.around for i in self._chief}

    def _of_group(self, members: list[int]) -> tuple[float, ...]:
        count = len(members)
        return (
            log1p(count),
            log1p(sum(self._sizes[i] for i in members) / count),
            sum(self._shares[i] for i in members) / count,
            sum(self._marked[i] for i in members) / count,
            sum(self._long[i] for i in members) / self._all_long,
            sum(self._teasers[i] for i in members) / count,
        )

    def _headings_above(self) -> list[tuple[int, float]]:
        """Return, for each block, the index of the heading above it (-1: none) and the size of what stands between."""
        above, since, found = -1, 0.0, []
        for block in self._blocks:
            if _KIND.get(block.box.tag) == _HEADING:
                above, since = block.index, 0.0
            found.append((above, since))
            since += self._sizes[block.index]
        return found

    def _compare(self, told: Told) -> None:
        """Compare each block with what the page says of itself: its title, its excerpt and the body in its data."""
        title, excerpt = told.title.lower(), told.excerpt.lower()[:80]
        wanted = _pairs(title)
        self._titles: list[float] = []
        self._like_title: list[float] = []
        self._excerpts: list[float] = []
        self._in_body: list[float] = []
        body = "".join(told.body.split())
        for block in self._blocks:
            text = block.text.lower()
            self._titles.append(float(bool(title) and len(text) > 8 and (text in title or title in text)))
            self._like_title.append(len(wanted & _pairs(text[:400])) / len(wanted) if wanted else 0.0)
            self._excerpts.append(float(len(excerpt) > 20 and (excerpt[:40] in text or text[:60] in excerpt)))
            self._in_body.append(float("".join(block.text.split())[:60] in body) if body else -1.0)

    def _sums_before(self) -> list[float]:
        sums, total = [], 0.0
        for size in self._sizes:
            sums.append(total)
            total += size
        return sums

    def _of_page(self, told: Told) -> list[float]:
        tags = Counter(block.box.tag for block in self._blocks)
        count = len(self._blocks)
        return [
            *told.figures,
            tags["li"] / count,
            tags["p"] / count,
            tags["pre"] / count,
            (tags["h2"] + tags["h3"]) / count,
            sum(size * share for size, share in zip(self._sizes, self._shares, strict=True)) / self._total,
            sum(size * mark for size, mark in zip(self._sizes, self._marked, strict=True)) / self._total,
            float(len(self._chief)),
            log1p(count),
            log1p(self._total),
            self._all_long / self._total,
        ]

    def _of(self, block: Block) -> tuple[float, ...]:
        """Return what is told of the block by itself, which its neighbours' rows repeat."""
        i = block.index
        return (log1p(self._sizes[i]), self._shares[i], self._marked[i], _KIND.get(block.box.tag, _OTHER))

    def _row(self, block: Block) -> list[float]:
        i, text, count = block.index, block.text, len(self._blocks)
        size = self._sizes[i] or 1.0
        row = [
            *self._own[i],
            100 * sum(map(text.count, _SENTENCE_ENDS)) / size,
            100 * sum(map(text.count, _COMMAS)) / size,
            float(text[-1] in _ENDS),
            float(self._teasers[i]),
            i / count,
            self._before[i] / self._total,
            float(self._same[text]),
            self._titles[i],
            self._like_title[i],
            self._excerpts[i],
            self._in_body[i],
            float(max(-50, min(200, i - self._headline))) if self._headline >= 0 else -60.0,
            *self._said[i],
        ]
        own, around = self._names[block.box]
        near = own | self._names[block.box.around][0] if block.box.around is not None else own
        row.append(float(block.box.depth))
        row += [float((around >> place & 1) + (near >> place & 1)) for place in range(GROUPS)]
        row += [float(around >> place & 1) for place in range(GROUPS, GROUPS + AROUND)]
        row += self._containers(block.box)
        row += self._of_kin[id(self._kin[i])]
        row += self._beside_chief(block)
        row += self._under_heading(i)
        row += self._figures
        for step in _AROUND_IT:
            row += self._own[i + step] if 0 <= i + step < count else (-1.0, -1.0, -1.0, -1.0)
        return row

    def _beside_chief(self, block: Block) -> tuple[float, ...]:
        """Return where the block stands to the largest group of long paragraphs that one template made."""
        if not self._chief:
            return (-1.0,) * 6
        place = bisect_left(self._chief, block.index)
        around = block.box.around
        return (
            float(min(_FAR, block.index - self._chief[place - 1])) if place else float(_FAR),
            float(min(_FAR, self._chief[place] - block.index)) if place < len(self._chief) else float(_FAR),
            place / len(self._chief),
            float(around in self._chief_parents),
            float(block.box in self._chief_parents or (around is not None and around.around in self._chief_parents)),
            len(self._chief) / len(self._blocks),
        )

    def _under_heading(self, index: int) -> tuple[float, ...]:
        above, since = self._headings[index]
        if above < 0:
            return (-1.0,) * (4 + len(_NOTHING_SAID))
        return (log1p(since), self._marked[above], self._shares[above], self._like_title[above], *self._said[above])

    def _containers(self, box: Box) -> list[float]:
        """Return figures of what is around: how much of the page it holds, how linked it is, where the core is."""
        figures: list[float] = []
        around = box
        for _level in range(_LEVELS):
            held = self._held[around]
            size = held.size or 1
            figures += (
                held.size / self._total,
                held.linked / size,
                held.long / self._all_long,
                self._in_mark[around] / size,
                log1p(held.blocks),
            )
            around = around.around or around
        up, at = 0, box
        while at not in self._core_path and at.around is not None:
            up += 1
            at = at.around
        figures += (float(up), float(at is self._core))
        return figures


def _said(text: str) -> tuple[float, ...]:
    if len(text) > _LONGEST_SAYING:
        return _NOTHING_SAID
    lower = text.lower()
    said = [1.0 if any(words in lower for words in group) else 0.0 for group in _SAYS]
    return (*said, float(_YEAR_OR_TIME.search(text) is not None))


def _pairs(text: str) -> set[str]:
    """Return what two texts have in common where they speak of one thing: words, and pairs of CJK characters."""
    tokens = _TOKEN.findall(text)
    words = {token for token in tokens if len(token) > 3}
    return words | {a + b for a, b in pairwise(tokens) if len(a) == len(b) == 1}


def _path(box: Box | None) -> list[Box]:
    path = []
    while box is not None:
        path.append(box)
        box = box.around
    return path


def _signature(box: Box) -> tuple[str, ...]:
    parts: list[str] = []
    around: Box | None = box
    while around is not None and len(parts) < _LEVELS:
        parts.append(f"{around.tag}.{around.element.get('class', '').partition(' ')[0]}")
        around = around.around
    return tuple(parts)

"""Turn the last blocks that are kept into those that are no more of the article: who owns it, whom to follow.

Only from the end backwards, as long as each is such a line: in mid-text the same words may be what an article is about.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from tearsheet.document.tokens import names
from tearsheet.extract.blocks import Block, outwards

# Who owns the text may take a sentence or two to say; whom to follow is said in a line. An article on codes, consent or
# copyright ends with the same words, so the first must forbid something, and the second ask for it.
_RIGHTS = re.compile(
    r"未经.{0,12}(?:授权|許可|许可|允许|同意).{0,20}(?:转载|轉載|复制|摘编|镜像|刊登|使用本)|"
    r"(?:不得|禁止|谢绝|請勿|请勿)(?:擅自)?(?:转载|轉載)|(?:转载|轉載)(?:请|請|须|需)|违者.{0,6}(?:追究|必究)|"
    r"(?:版权|版權)所有|^.{0,3}(?:版权|免责|版權|免責)(?:声明|聲明)\W|"
    r"^\W*(?:copyright|©)\W|all rights reserved|may not be (?:published|reproduced|copied|rewritten|redistributed),",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?:扫描?|识别|长按).{0,8}(?:二维码|二維碼)|点个?.{0,2}(?:在看|赞)|分享给更多|转发到?.{0,3}朋友圈|更多精彩|"
    r"(?:^|[，,。；;！!\s]|请|欢迎)(?:关注|搜索|添加).{0,12}(?:公众号|微信|我们)|加入.{0,8}(?:交流|读者|粉丝|微信)群|"
    r"(?:寻求报道|投稿|爆料|商务合作).{0,40}(?:邮箱|邮件|微信|电话|@)|"
    r"^(?:media|press) (?:contacts?|desk|office|enquir)|^follow (?:us|me) on\b|^(?:sign up|subscribe) (?:for|to) our\b",
    re.IGNORECASE,
)
_END = re.compile(r"[—–\-=#*·•\s]*(?:end|the end|完|全文完|-?30-?|#+)[—–\-=#*·•\s]*", re.IGNORECASE)
_MORE = re.compile(
    r"\W*(?:(?:相关|延伸|推荐|扩展)(?:阅读|文章|链接|新闻)|往期(?:推荐|回顾|精彩)|猜你喜欢|"
    r"related (?:articles|stories|posts|news)|read (?:next|more)|you may also like|more from [^.!?]{1,40})\W*",
    re.IGNORECASE,
)
_HEADINGS = names("h1 h2 h3 h4 h5 h6")
_LONGEST = 240
_LONGEST_CALL = 80
_MOSTLY = 0.7
_SHORTEST_REST = 200


def tail_of(blocks: Sequence[Block], kept: Collection[int]) -> set[int]:
    """Return the indexes of the blocks to leave out at the end; none where they would be most of what is kept."""
    backwards = [blocks[i] for i in sorted(kept, reverse=True)]
    tail = set(_notices(backwards)) | _further_reading(backwards)
    tail |= set(_notices([block for block in backwards if block.index not in tail]))
    rest = sum(len(block.text) for block in backwards if block.index not in tail)
    return tail if rest >= _SHORTEST_REST else set()


def _notices(backwards: Sequence[Block]) -> Iterator[int]:
    for block in backwards:
        if not (_is_notice(block) or _END.fullmatch(block.text) or _MORE.fullmatch(block.text)):
            return
        yield block.index


def _is_notice(block: Block) -> bool:
    if len(block.text) <= _LONGEST_CALL and _CALL.search(block.text):
        return True
    return len(block.text) <= _LONGEST and _RIGHTS.search(block.text) is not None


def _further_reading(backwards: Sequence[Block]) -> set[int]:
    """Return a line that promises more to read with all that follows it, if these are links."""
    links: set[int] = set()
    for block in backwards:
        if _MORE.fullmatch(block.text):
            return {*links, block.index}
        if not (_is_link(block) or _is_notice(block) or _END.fullmatch(block.text)):
            return set()
        links.add(block.index)
    return set()


def _is_link(block: Block) -> bool:
    return block.linked > _MOSTLY * len(block.text) and not any(box.tag in _HEADINGS for box in outwards(block.box))

import pytest

from tearsheet.extract.blocks import blocks_of
from tearsheet.extract.parse import parse
from tearsheet.extract.tails import tail_of

_TEXT = "The keeper of the lock wrote down how high the water stood, and he had read it all to its end. " * 4


def kept_after(*lines: str) -> list[str]:
    root = parse(f"<html><body><p>{_TEXT}</p>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>").root
    blocks = blocks_of(root).all
    tail = tail_of(blocks, {block.index for block in blocks})
    return [block.text for block in blocks[1:] if block.index not in tail]


@pytest.mark.parametrize(
    "line",
    [
        "本文为原创，未经授权不得转载，违者将依法追究责任。",
        "版权声明：本文版权归作者所有，未经许可禁止转载。",
        "更多精彩内容，请扫描下方二维码关注我们",
        "点个在看，分享给更多的人",
        "欢迎关注公众号：硬科技周刊",
        "寻求报道、投稿爆料，请发邮件至 news@yingke.example",
        "添加小助手微信 yingke01，备注“读者”，加入交流群",
        "Copyright 2024 The Harbour Post. All rights reserved. This may not be published, broadcast or rewritten.",
        "Follow us on Facewall and Chirper",
        "— END —",
    ],
)
def test_a_last_line_that_is_no_more_of_the_article_is_left_out(line: str) -> None:
    assert kept_after(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "值得关注的是，我们至今不知道那条船去了哪里。",
        "从明年起，乘客出示手机上的二维码即可进站，不必再买纸票。",
        "专家提醒，未经用户同意收集个人信息的，可以向网信部门投诉。",
        "法院认为，这张照片的版权归摄影师，报社应当道歉。",
        "越来越多的年轻人加入了这个人群，镇上的茶馆又热闹起来。",
        "The letters may not be published until the last of the family is dead.",
        "More on this tomorrow.",
    ],
)
def test_a_last_sentence_that_is_about_such_things_stays(line: str) -> None:
    assert kept_after(line) == [line]


def test_only_the_end_is_trimmed() -> None:
    middle = "本文为原创，未经授权不得转载。"
    assert kept_after(middle, "船在天亮以前开走了。") == [middle, "船在天亮以前开走了。"]

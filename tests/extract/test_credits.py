from time import process_time

import pytest

from tearsheet.extract.credits import credits_beside, take_credits
from tearsheet.extract.parse import parse, parse_fragment
from tearsheet.extract.trees import words_of


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ('<p class="em_media">（文章来源：大众网）</p>', "source", "大众网"),
        ('<p class="em_media">（文章来源：<a href=/m>大众网</a>）</p>', "source", "大众网"),
        ("<p>来源：新华社 作者：张三</p>", "source", "新华社"),
        ("<p>来源: 第一 财经 | 责任编辑: 李四</p>", "source", "第一 财经"),
        ("<p>(责任编辑：DF120)</p>", "editor", "DF120"),
        ("<p>【责编：王五】</p>", "editor", "王五"),
        ("<p>来源：某报　作者：张三、李四</p>", "author", "张三、李四"),
        ("<p>原标题：另一个标题：副题</p>", "original_title", "另一个标题：副题"),
        ("<p>编译/张三</p>", "author", "张三"),
        ("<p>撰稿：张三、李四</p>", "author", "张三、李四"),
        ("<p>本报记者 张三 李四</p>", "author", "张三、李四"),
        ("<p>（见习记者 张三）</p>", "author", "张三"),
        ("<p>（潮汐日报记者 张三）</p>", "author", "张三"),
        ("<p>稿源：潮汐网　作者：张三</p>", "source", "潮汐网"),
        ("<p>文｜张三</p>", "author", "张三"),
        ("<p>来源｜某报</p>", "source", "某报"),
        ("<p>编辑｜王五</p>", "editor", "王五"),
    ],
)
def test_a_line_of_labels_is_read(line: str, field: str, value: str) -> None:
    root = parse_fragment(f"<p>正文第一段。</p>{line}").root
    assert getattr(take_credits(root), field) == value


def test_editors_and_former_titles_leave_the_text_and_attributions_stay() -> None:
    root = parse_fragment("<p>原标题：甲</p><p>正文。</p><p>（文章来源：大众网）</p><p>（责任编辑：乙）</p>").root
    take_credits(root)
    assert words_of(root) == "正文。（文章来源：大众网）"


@pytest.mark.parametrize(
    "line",
    [
        "<p>图片来源：视觉中国</p>",
        "<p>数据来源：统计局</p>",
        "<p>他说，来源：不明的水不能喝，这是一句正文。</p>",
        "<p>本报记者 昨天从有关方面获悉，这件事还没有结论</p>",
        "<p>文｜这不是名字而是一句很长的话</p>",
        "<p>记者：您怎么看？</p><p>答：先看看再说，这件事还没有结论，谁也不能替谁做主。</p>",
    ],
)
def test_what_only_looks_like_a_label_stays_and_is_no_source(line: str) -> None:
    root = parse_fragment(f"<p>正文。</p>{line}").root
    before = words_of(root)
    assert take_credits(root).source == ""
    assert words_of(root) == before


@pytest.mark.parametrize(
    ("html", "source"),
    [
        ("<div class=info>2022-03-02 17:24 来源：大众网 阅读：12</div>", "大众网"),
        ("<div class=info><span>来源：</span><a href=/m>海港日报</a></div>", "海港日报"),
        ("<p>2022年3月2日　来源：大众网　作者：张三</p>", "大众网"),
        ("<figure><figcaption>来源：图库</figcaption></figure>", ""),
        ("<p>" + "来源：一句很长的话，" * 40 + "</p>", ""),
    ],
)
def test_the_line_under_the_headline_names_the_source(html: str, source: str) -> None:
    assert credits_beside(parse(f"<h1>标题</h1>{html}<p>正文。</p>").root).source == source


@pytest.mark.parametrize(
    ("html", "field", "value"),
    [
        ("<div>2022-03-02 来源: <a href=/m>大众网</a><a href=/r>举报</a></div>", "source", "大众网"),
        ("<div>来源：<a href=/m>大众网</a>&nbsp;&nbsp;<a href=/r>手机看新闻</a></div>", "source", "大众网"),
        ("<div>来源：大<b>众</b>网</div>", "source", "大众网"),
        ("<div><span>来源：</span><span>大众网</span><span>举报</span></div>", "source", "大众网"),
        ("<p>来源｜某报</p>", "source", "某报"),
        ("<p>采写：张三　摄影：李四　编辑：王五</p>", "author", "张三"),
        ("<p>采写：张三　摄影：李四　编辑：王五</p>", "editor", "王五"),
        ("<p>(责编：张三、李四)</p>", "editor", "张三、李四"),
        ("<table><tr><td>来源：统计局</td></tr></table>", "source", ""),
    ],
)
def test_a_value_ends_where_the_page_ends_it(html: str, field: str, value: str) -> None:
    assert getattr(credits_beside(parse(f"<h1>标题</h1>{html}<p>正文。</p>").root), field) == value


def test_a_table_that_holds_the_headline_lays_the_page_out() -> None:
    page = "<table><tr><td><h1>标题</h1></td></tr><tr><td><p>(责编：张三、李四)</p></td></tr></table>"
    assert credits_beside(parse(page).root).editor == "张三、李四"


def test_a_page_of_nothing_but_labels_is_read_in_a_moment() -> None:
    root = parse("<h1>题</h1>" + "<p>来源：</p>" * 50_000).root
    begun = process_time()
    assert credits_beside(root).source == ""
    assert process_time() - begun < 5

from lxml.html import HtmlElement

from tearsheet.extract.assemble import assemble
from tearsheet.extract.blocks import blocks_of
from tearsheet.extract.keeping import keep
from tearsheet.extract.parse import parse
from tearsheet.extract.trees import words_of


def kept(html: str, chances: list[float]) -> HtmlElement:
    root = parse(f"<html><body>{html}</body></html>").root
    blocks = blocks_of(root)
    assert len(blocks.all) == len(chances)
    keeping = keep(blocks, chances, [float(len(block.text.split())) for block in blocks.all])
    return assemble(root, keeping.blocks, keeping.media, keeping.tables)


def test_likely_blocks_are_kept_and_others_are_not() -> None:
    assert words_of(kept("<p>One.</p><p>Two.</p><p>Three.</p>", [0.9, 0.1, 0.9])) == "One.Three."


def test_all_cells_of_a_table_are_kept_or_none_an_empty_one_among_them() -> None:
    table = "<table><tr><th>a<th></th></tr><tr><td>b<td>c</table>"
    assert len(kept(f"<p>x</p>{table}", [0.9, 0.2, 0.9, 0.9]).xpath("//td | //th")) == 4
    assert not kept(f"<p>x</p>{table}", [0.9, 0.5, 0.1, 0.1]).xpath("//table")


def test_a_table_that_lays_out_the_page_is_no_table_of_data() -> None:
    inner = "<table><tr><td>menu</td><td><table><tr><td>text</td></tr></table></td></tr></table>"
    assert words_of(kept(inner, [0.1, 0.9])) == "text"


def test_the_name_under_a_quotation_is_kept_with_it() -> None:
    html = "<p>x</p><blockquote><p>A long enough saying.</p><footer>A shepherd</footer></blockquote>"
    assert "A shepherd" in words_of(kept(html, [0.9, 0.9, 0.1]))


def test_an_unsure_heading_is_kept_with_what_follows_and_dropped_without() -> None:
    assert words_of(kept("<h2>Head</h2><p>text</p>", [0.3, 0.9])) == "Headtext"
    assert words_of(kept("<p>text</p><h2>Head</h2><p>menu</p>", [0.9, 0.3, 0.1])) == "text"


def test_a_picture_between_kept_blocks_is_kept_with_its_caption_and_one_among_links_is_not() -> None:
    figure = "<figure><img src=a.png><figcaption>The bridge.</figcaption></figure>"
    html = f"<p>One.</p>{figure}<p>Two.</p><div class=related><a>Link</a><img src=b.png></div><div>End</div>"
    element = kept(html, [0.9, 0.1, 0.9, 0.1, 0.1])
    assert element.xpath("//img/@src") == ["a.png"]
    assert "The bridge." in words_of(element)


def test_a_picture_before_the_first_words_of_the_article_is_kept() -> None:
    html = "<div>menu</div><div id=text><img src=a.png><p>One.</p><p>Two.</p></div>"
    assert kept(html, [0.1, 0.9, 0.9]).xpath("//img/@src") == ["a.png"]


def test_text_beside_a_dropped_block_stays_in_its_place() -> None:
    assert words_of(kept("<div>one <em>two</em><ul><li>menu</ul>three</div>", [0.9, 0.1, 0.9])) == "one twothree"


def test_a_post_in_a_table_of_its_own_is_judged_line_by_line() -> None:
    post = "<table><tr><td><div>menu of the post</div>The post.</td></tr></table>"
    assert words_of(kept(post, [0.1, 0.9])) == "The post."


def test_a_link_to_read_more_between_paragraphs_is_left_out_however_likely() -> None:
    away = "<p>Read more: <a href=/x>Ten hedges you can eat</a></p><p>推荐阅读：<a href=/y>谁在山顶数流星</a></p>"
    html = f"<p>One.</p>{away}<p>Two.</p>"
    assert words_of(kept(html, [0.9, 0.9, 0.9, 0.9])) == "One.Two."
    html = "<p>One.</p><p>Read more: the council has printed all of it in <a href=/x>its report</a>.</p>"
    assert "council" in words_of(kept(html, [0.9, 0.9]))


def test_the_line_that_names_the_source_is_kept_behind_the_text_and_not_behind_a_menu() -> None:
    assert words_of(kept("<p>One.</p><p>（文章来源：大众网）</p>", [0.9, 0.1])) == "One.（文章来源：大众网）"
    assert words_of(kept("<p>One.</p><p>menu</p><p>来源：大众网</p>", [0.9, 0.1, 0.1])) == "One."


def test_a_list_in_which_the_judge_sees_no_difference_is_kept_whole_or_left_out_whole() -> None:
    html = "<p>One.</p><ul><li>a</li><li>b</li><li>c</li></ul>"
    assert words_of(kept(html, [0.9, 0.5, 0.44, 0.42])) == "One.abc"
    assert words_of(kept(html, [0.9, 0.46, 0.44, 0.42])) == "One."
    assert words_of(kept(html, [0.9, 0.5, 0.1, 0.1])) == "One.a"


def test_a_list_between_kept_blocks_needs_less_and_a_list_of_links_more() -> None:
    between = "<p>One.</p><ul><li>a</li><li>b</li></ul><p>Two.</p>"
    assert words_of(kept(between, [0.9, 0.4, 0.2, 0.9])) == "One.abTwo."
    links = between.replace("<li>a", "<li><a href=/a>a</a>").replace("<li>b", "<li><a href=/b>b</a>")
    assert words_of(kept(links, [0.9, 0.4, 0.2, 0.9])) == "One.Two."
    assert words_of(kept(between, [0.9, 0.4, 0.2, 0.1])) == "One."


def test_a_list_that_a_kept_paragraph_announces_is_kept_and_one_that_leads_away_is_not() -> None:
    links = "<ul><li><a href=/a>Al</a></li><li><a href=/b>Zip</a></li></ul>"
    unsure = [0.9, 0.2, 0.1]
    assert words_of(kept(f"<p>These are worth a look:</p>{links}", unsure)) == "These are worth a look:AlZip"
    assert words_of(kept(f"<p>值得一看的有：</p>{links}", unsure)) == "值得一看的有：AlZip"
    assert words_of(kept(f"<p>These are worth a look.</p>{links}", unsure)) == "These are worth a look."
    assert words_of(kept(f"<p>More on this:</p>{links}", unsure)) == "More on this:"
    assert words_of(kept(f"<p>相关文章：</p>{links}", unsure)) == "相关文章："
    assert words_of(kept(f"<p>These are worth a look:</p>{links}", [0.9, 0.02, 0.01])) == "These are worth a look:"


def test_a_line_that_is_a_link_is_kept_between_two_paragraphs_where_it_is_likely_enough() -> None:
    html = "<p>One.</p><p><a href=/shop>Shop the watch</a></p><p>Two.</p>"
    assert words_of(kept(html, [0.9, 0.4, 0.9])) == "One.Shop the watchTwo."
    assert words_of(kept(html, [0.9, 0.3, 0.9])) == "One.Two."

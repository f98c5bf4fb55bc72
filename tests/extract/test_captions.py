from tearsheet.extract.captions import settle_captions
from tearsheet.extract.parse import parse_fragment


def counted(html: str, path: str) -> int:
    root = parse_fragment(html).root
    settle_captions(root)
    return len(root.xpath(path))


def test_a_box_named_a_caption_in_a_figure_is_its_caption() -> None:
    assert counted("<figure><img src=a><div class=img-caption>The bridge.</div></figure>", "//figure/figcaption") == 1


def test_a_box_of_one_picture_and_its_caption_is_a_figure() -> None:
    html = "<p>x</p><div class=wp-caption><img src=a><p class=wp-caption-text>The bridge.</p></div>"
    assert counted(html, "//figure[img]/figcaption") == 1


def test_a_figure_has_one_caption_and_a_box_with_other_words_is_no_figure() -> None:
    html = "<figure><img src=a><figcaption>One.</figcaption><p class=caption>Two.</p></figure>"
    assert counted(html, "//figcaption") == 1
    assert counted("<p>x</p><div><img src=a><p>Words.</p><p class=caption>c</p></div>", "//figure") == 0

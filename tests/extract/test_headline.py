from tearsheet.extract.headline import LONGEST, lines_about, lines_near_headline
from tearsheet.extract.parse import parse
from tearsheet.extract.signs import is_beside, line_of, pieces_of, signs_of


def texts(html: str) -> list[str]:
    root = parse(html).root
    return [line.text for line in lines_near_headline(next(root.iter("h1")))]


def test_lines_after_the_headline_come_before_those_above_it() -> None:
    assert texts("<p>above</p><div><p>over</p><h1>题目</h1><p>来源：某报</p></div><p>below</p>") == [
        "来源：某报",
        "below",
        "over",
        "above",
    ]


def test_bare_text_behind_the_headline_is_a_line() -> None:
    assert texts("<div><h1>题目</h1> 2022年3月2日 <p>正文</p></div>") == ["2022年3月2日", "正文"]


def test_a_box_and_the_only_text_in_it_are_one_line_of_the_inner_one() -> None:
    root = parse("<h1>t</h1><div><p><time datetime=2022-03-02>March 2</time></p></div>").root
    (line,) = lines_near_headline(next(root.iter("h1")))
    assert line.element.tag == "time"


def test_a_long_text_is_no_line_and_two_of_them_end_the_search() -> None:
    long = "<p>" + "长" * (LONGEST + 100) + "</p>"
    assert texts(f"<h1>t</h1>{long}<p>between</p>{long}<p>2022-03-02</p>") == ["between"]


def test_what_is_in_the_headline_or_in_scripts_is_no_line() -> None:
    assert texts("<h1>t <span>By nobody</span></h1><script>x</script><p>a<style>b</style></p>") == ["a"]


def test_a_box_that_stands_in_for_the_headline_is_read_before_what_is_about_it() -> None:
    box = next(parse("<p>above</p><div><b>Ann Lee</b><i>2 March 2020</i></div><p>below</p>").root.iter("div"))
    assert [line.text for line in lines_about(box)] == ["Ann Lee", "2 March 2020", "below", "above"]


def test_names_of_classes_and_ids_promise_what_stands_in_them() -> None:
    signs = signs_of(parse("<div class=PostAuthor id=author-1>a</div><b id=pubtime_x>b</b><i class=source>c</i>").root)
    assert [element.tag for element in signs.authors] == ["div"]
    assert [element.tag for element in signs.dates] == ["b", "i"]
    assert [element.tag for element in signs.sources] == ["i"]


def test_a_text_is_parted_where_tags_part_it_and_a_huge_one_is_none() -> None:
    root = parse(f"<p>By <a>张三</a>, <b>李四</b></p><div>{'<i>x</i>' * 1000}</div>").root
    assert pieces_of(next(root.iter("p")), 100) == ["By", "张三", ",", "李四"]
    assert line_of(next(root.iter("p")), 4) == ""
    assert pieces_of(next(root.iter("div")), 5000) == []


def test_what_surrounds_an_article_is_beside_it() -> None:
    root = parse(
        "<body class=sidebar-right><nav><b>1</b></nav><div class=related-posts><p><b>2</b></p></div>"
        "<div class=elementor-widget><b>3</b></div><article><b>4</b></article></body>"
    ).root
    assert [is_beside(element) for element in root.iter("b")] == [True, True, False, False]

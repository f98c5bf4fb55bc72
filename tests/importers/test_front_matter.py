"""Front matter in every shape that hands and generators give it becomes properties, and nothing of the post is lost."""

import pytest

from tearsheet.importers.jekyll.front_matter import part
from tearsheet.model.importing import Odd


def _odd(text: str) -> list[Odd]:
    return [oddity.kind for oddity in part(text).oddities]


def test_properties_are_the_strings_that_stand_there() -> None:
    front = part('---\ntitle: yes\nversion: 1.10\ntags: [on, 2022-01-01, "a, b", 1e3]\n---\nbody')
    assert front.text("title") == "yes"
    assert front.text("version") == "1.10"
    assert front.values("tags") == ("on", "2022-01-01", "a, b", "1e3")
    assert front.body == "body"
    assert front.oddities == ()


def test_nothing_is_nothing_but_a_quoted_null_is_a_word() -> None:
    front = part('---\ntitle: ~\nauthor: null\nexcerpt:\nsource: "null"\n---\n')
    assert [front.text(name) for name in ("title", "author", "excerpt", "source")] == ["", "", "", "null"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(end: str, mark: str) -> None:
    front = part(mark + end.join(("---", "title: 春茶", "---", "一", "二")))
    assert (front.text("title"), front.body, front.oddities) == ("春茶", "一\n二", ())


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('title: "他说"不行"的理由"', '他说"不行"的理由'),
        ("title: 快讯: 央行降准", "快讯: 央行降准"),
        ('title: "A \\"quoted\\" one: "two" more"', 'A "quoted" one: "two" more'),
        ("title: 'It's here'", "It's here"),
        ("title: [热点] 今日 [更新]", "[热点] 今日 [更新]"),
        ("title: @someone spoke", "@someone spoke"),
        ("title: `code` first", "`code` first"),
        ("title: %5 of all", "%5 of all"),
        ("title: *star", "*star"),
        ("title:没有空格: 的标题", "没有空格: 的标题"),
        ("title: tab\there: now", "tab here: now"),
    ],
)
def test_a_title_that_breaks_yaml_is_read_whole_and_told(line: str, title: str) -> None:
    front = part(f"---\nlayout: post\n{line}\ndate: 2022-03-02 17:24:54 +0800\ntags: a b\n---\nbody\n")
    assert front.text("title") == title
    assert front.text("date") == "2022-03-02 17:24:54 +0800"
    assert front.text("tags") == "a b"
    assert front.body == "body\n"
    assert [oddity.kind for oddity in front.oddities] == [Odd.BROKEN_FRONT_MATTER]


@pytest.mark.parametrize("title", ["[快讯]", "{{ page.name }}", "{a: b}"])
def test_a_title_that_is_a_list_or_a_template_is_words(title: str) -> None:
    assert part(f"---\ntitle: {title}\n---\n").text("title") == title


def test_yaml_says_where_it_broke() -> None:
    [oddity] = part('---\nlayout: post\ntitle: "a"b"\n---\n').oddities
    assert "line 3" in oddity.detail


def test_broken_front_matter_keeps_lists_and_lines_that_go_on() -> None:
    front = part('---\ntitle: "a" b\ntags:\n- 财经\n- "A股"\nexcerpt: one\n  two\ncategories: [x, \'y\']\n---\n')
    assert front.values("tags") == ("财经", "A股")
    assert front.text("excerpt") == "one two"
    assert front.values("categories") == ("x", "y")


def test_of_a_name_that_stands_twice_the_last_counts() -> None:
    assert part("---\ntitle: a\ntitle: b\n---\n").text("title") == "b"


def test_what_is_nested_has_its_path_for_a_name() -> None:
    assert part("---\nauthor:\n  name: Ada\n  url: x\n---\n").text("author.name") == "Ada"
    assert part("---\nauthors:\n- name: Ada\n- name: Bo\n---\n").values("authors.name") == ("Ada", "Bo")


def test_a_file_without_front_matter_is_all_text() -> None:
    assert part("# Hello\n").body == "# Hello\n"
    assert _odd("# Hello\n") == [Odd.NO_FRONT_MATTER]
    assert _odd("") == [Odd.NO_FRONT_MATTER]


def test_front_matter_that_never_ends_is_its_first_lines() -> None:
    front = part("---\ntitle: a\ndate: 2022-03-02\n<p>Text: here</p>\nmore: text\n")
    assert (front.text("title"), front.text("date")) == ("a", "2022-03-02")
    assert front.body == "<p>Text: here</p>\nmore: text\n"
    assert [oddity.kind for oddity in front.oddities] == [Odd.OPEN_FRONT_MATTER]


def test_a_rule_within_the_text_is_no_second_front_matter() -> None:
    assert part("---\ntitle: a\n---\none\n\n---\n\ntwo\n").body == "one\n\n---\n\ntwo\n"


def test_a_bomb_of_aliases_does_not_go_off() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefghi", "bcdefghij", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    front = part("\n".join(("---", "title: here", *lines, "---", "body")))
    assert front.text("title") == "here"
    assert front.body == "body"
    assert [oddity.kind for oddity in front.oddities] == [Odd.BROKEN_FRONT_MATTER]
    assert sum(map(len, front.properties.values())) < 1_000


@pytest.mark.parametrize("deep", ["[" * 30_000, "{a: " * 10_000, "- " * 20_000, "? " * 5_000])
def test_depth_is_no_way_in(deep: str) -> None:
    front = part(f"---\ntitle: here\nx: {deep}\n---\nbody")
    assert (front.text("title"), front.body) == ("here", "body")


def test_an_anchor_that_holds_itself_ends() -> None:
    front = part("---\ntitle: here\nx: &x [*x, 1]\n---\nbody")
    assert (front.text("title"), front.body) == ("here", "body")


def test_a_tag_of_python_is_nothing() -> None:
    front = part('---\ntags: !!python/object/apply:os.system ["echo"]\nx: !!python/name:os.system y\n---\n')
    assert (front.values("tags"), front.text("x")) == (("echo",), "y")


def test_a_page_of_front_matter_is_read_by_lines() -> None:
    front = part("---\ntitle: here\nx: '" + "a" * 100_000 + "'\n---\nbody")
    assert (front.text("title"), front.body) == ("here", "body")
    assert [oddity.kind for oddity in front.oddities] == [Odd.BROKEN_FRONT_MATTER]

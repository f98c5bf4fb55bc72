import pytest

from tearsheet.extract.names import is_person, joined, leads_in, names_in, people_at


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee and Bo Dahl", ["Ann Lee", "Bo Dahl"]),
        ("Written by Ann Lee, Bo Dahl & Cy Ek", ["Ann Lee", "Bo Dahl", "Cy Ek"]),
        ("Words by Ann Lee | 3 May 2022", ["Ann Lee"]),
        ("Ann Lee, MD", ["Ann Lee", "MD"]),
        ("Ann Lee - The Tide Table", ["Ann Lee"]),
        ("3d23d65-ddc6-4ce5", ["3d23d65-ddc6-4ce5"]),
        ("文/张三", ["张三"]),
        ("文｜张三、李四", ["张三", "李四"]),
        ("作者：张三　编辑：李四", ["张三"]),
        ("撰文：张三 李小四", ["张三", "李小四"]),
        ("张三 李小四", ["张三 李小四"]),
        ("文 | 张三 李小四　编译 | 王五", ["张三", "李小四"]),
        ("采写：张三　摄影：李四", ["张三"]),
        ("本报记者 张三 通讯员 李小四", ["张三", "李小四"]),
        ("記者張三／台北報導", ["張三"]),
        ("〔記者張三、李小四／台北報導〕", ["張三", "李小四"]),
        ("김바다 기자", ["김바다"]),
        ("Автор: Марина Волкова", ["Марина Волкова"]),
        ("本报记者 张三", ["张三"]),
        ("潮汐日报记者 张三", ["张三"]),
        ("（本报见习记者 张三 通讯员 李小四）", ["张三", "李小四"]),
        ("政能亮特约评论员 张三", ["张三"]),
        ("本报记者 张 三 李小四", ["张三", "李小四"]),
        ("作者：张三 点击：55", ["张三"]),
        ("编译：王五", ["王五"]),
        ("记者：张三、李四 来源：某报", ["张三", "李四"]),
    ],
)
def test_a_line_is_parted_into_the_people_it_names(line: str, names: list[str]) -> None:
    assert names_in(line) == names


@pytest.mark.parametrize(
    "text",
    [
        "admin",
        "by",
        "Guest",
        "https://x.example/me",
        "@tide",
        "a@b.example",
        "{{ author }}",
        "佚名",
        "网站编辑",
        "123456",
    ],
)
def test_nobody_in_particular_is_nobody(text: str) -> None:
    assert names_in(text) == []


@pytest.mark.parametrize(
    ("pieces", "people"),
    [
        (["By", "Ann Lee"], ["Ann Lee"]),
        (["By", "Ann Lee", "and", "Bo Dahl", "Senior Editor"], ["Ann Lee", "Bo Dahl"]),
        (["By", "Ann Lee", ", and", "Bo Dahl"], ["Ann Lee", "Bo Dahl"]),
        (["By", "Ann Lee", "Published May 3, 2022", "Read more"], ["Ann Lee"]),
        (["By", "Ann Lee", ",", "Senior Editor"], ["Ann Lee"]),
        (["By the end of this tutorial you will have one"], []),
        (["Author", "Ann Lee"], ["Ann Lee"]),
        (["作者：", "张三"], ["张三"]),
        (["文/张三", "图/李四"], ["张三"]),
        (["张三", "、", "李四"], ["张三", "李四"]),
        ([], []),
    ],
)
def test_names_go_on_only_over_a_joint(pieces: list[str], people: list[str]) -> None:
    assert people_at(pieces) == people


def test_words_of_buttons_and_sentences_are_no_people() -> None:
    for words in ("Read More", "Sign In", "how to boil water", "May 3, 2022", "Log In", "x" * 80):
        assert not is_person(words)
    for name in ("Ann Lee", "Ludwig van Beethoven", "Md Najmul Hossain", "O'Neil", "张三", "司马相如", "The Tide Team"):
        assert is_person(name)


def test_only_lines_that_lead_in_a_name_do() -> None:
    assert leads_in("By Ann Lee")
    assert leads_in("记者 张三")
    assert leads_in("文/张三")
    assert not leads_in("Bystanders said")
    assert not leads_in("文章很长")


def test_names_are_joined_as_their_language_joins_them() -> None:
    assert joined(["张三", "李四"]) == "张三、李四"
    assert joined(["Ann Lee", "Bo Dahl", "Ann Lee"]) == "Ann Lee, Bo Dahl"
    assert joined([]) == ""


def test_a_hostile_line_is_read_in_a_moment() -> None:
    for text in ("By " + "A " * 100_000, "by " * 100_000, "，" * 100_000, "文/" * 100_000, "A." * 100_000):
        assert len(names_in(text)) <= 20

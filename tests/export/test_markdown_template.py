"""A person's own template makes the note, with Web Clipper's names; what is wrong is named, and nothing runs away."""

from dataclasses import replace

import pytest

from tearsheet.export.markdown.front_matter import front_matter
from tearsheet.export.markdown.template import filled
from tearsheet.export.markdown.template_values import values_of
from tearsheet.model.errors import ExportError, Reason
from tearsheet.model.export import AnnotatedArticle
from tearsheet.model.extraction import Metadata
from tearsheet.process import Limits
from tearsheet.text.reasons import in_words
from tearsheet.text.words import use_language
from tests.export.test_markdown_highlights import article_of, notes, numbered, on, river

VALUES = values_of(river(), note_name="High water", content="The *river*.", head=front_matter(river().article))


def test_a_template_has_web_clippers_variables() -> None:
    template = (
        "# {{title}}\n{{author}} / {{site}} / {{domain}} / {{url}} / {{source}}\n{{published}} {{created}} {{words}}\n"
        "{{description}}\n{{content}}\n{{noteName}}\n{% for tag in tags %}#{{tag}} {% endfor %}\n"
        "{% for h in highlights %}- {{h.text}} ({{h.color}}) {{h.note}}\n{% endfor %}"
    )
    note = filled(template, VALUES)
    assert note.startswith(
        "# High [[water]] #1: the “flood”\nAmbrose Tull / The Daily Bench / bench.example / https://"
    )
    assert "1953-03-02T17:24:54+08:00" in note
    assert "The *river*.\nHigh water\n#history/floods #to read" in note
    assert "- rose in the night, and the lower (pink)" in note


@pytest.mark.parametrize(
    ("written", "made"),
    (
        ('published|date:"YYYY-MM-DD HH:mm"', "1953-03-02 17:24"),
        ('published|date("D MMM YY, dddd h:mm a Z [at] ZZ")', "2 Mar 53, Monday 5:24 pm +08:00 at +0800"),
        ('"no date"|date:"YYYY"', "no date"),
        ('"Hello World_again"|kebab', "hello-world-again"),
        ('"Hello World"|snake', "hello_world"),
        ('"Hello World"|camel', "helloWorld"),
        ('"hello world"|pascal', "HelloWorld"),
        ('"hello world"|title', "Hello World"),
        ('"aB"|upper ~ "aB"|lower', "ABab"),
        ('"  x "|trim', "x"),
        ('"hello"|slice:1,4', "ell"),
        ('"hello"|slice:-3', "llo"),
        ('"a,b,c,d"|split:","|slice:1,3|join:" "', "b c"),
        ('"abc"|split|join', "a,b,c"),
        ('tags|join:", "', "history/floods, to read"),
        ('tags|first ~ "/" ~ tags|last', "history/floods/to read"),
        ('"word"|first', "word"),
        ("tags|length", "2"),
        ('"hello!,"|replace:",":""', "hello!"),
        ('"hello world"|replace:("e":"a","o":"0")', "hall0 w0rld"),
        ('"hello world"|replace:"/[aeiou]/g":"*"', "h*ll* w*rld"),
        ('"HELLO"|replace:"/hello/i":"\\\\1"', "\\1"),
        ('"a\nb"|blockquote', "> a\n> b"),
        ('"a"|callout:("quote", "T", true)', "> [!quote]- T\n> a"),
        ('"a"|callout', "> [!info]\n> a"),
        ('url|link:"there"', "[there](https://bench.example/walk)"),
        ('"pic.jpg"|image:"alt"', "![alt](pic.jpg)"),
        ('author|split:", "|wikilink|join', "[[Ambrose Tull]]"),
        ("tags|list", "- history/floods\n- to read"),
        ("tags|list:numbered-task", "1. [ ] history/floods\n2. [ ] to read"),
        ('"a/b: c?"|safe_name', "a-b - c"),
        ('"<p>a <b>b</b></p>"|markdown', "a **b**"),
        ('"**a** [b](https://e.com)"|strip_md', "a b"),
        ('"<p>a</p>"|strip_tags', "a"),
        ('"a"|upper if published else ""', "A"),
        ('["a","b","a"]|unique|join', "a,b"),
        ("description|quoted", '"A \\"line\\" along every house: {{ x }}"'),
        ('"*a* #b"|plain', "\\*a\\* \\#b"),
    ),
)
def test_filters_do_what_web_clippers_do(written: str, made: str) -> None:
    assert filled(f"{{{{ {written} }}}}", VALUES) == made


@pytest.mark.parametrize(
    ("template", "said"),
    (
        ("a\nb {{ titel }}", "line 2: no variable titel"),
        ("a\n\n{{ title|kebap }}", "line 3: no filter kebap"),
        ("{% if x %}\nnever ended", "line 1: Unexpected end of template"),
        ("a\n{{ title.__class__.__mro__ }}", "line 2: not allowed: access to attribute '__class__'"),
        ("{{ ''|attr('__class__') }}", "line 1: not allowed: access to attribute '__class__'"),
        ("{{ '{0.__class__}'.format(title) }}", "line 1: not allowed: access to attribute '__class__'"),
        ("{% macro f() %}{{ f() }}{% endmacro %}\n{{ f() }}", "line 1: it calls itself without end"),
        ("\n{% include '/etc/passwd' %}", "line 2: no loader"),
        ("{{ tags.append('x') }}", "line 1: not allowed"),
        ("{{ 1 / 0 }}", "line 1: division by zero"),
        ("{{ range(1000000) | list }}", "line 1: Range too big"),
    ),
)
def test_what_is_wrong_is_named_with_its_line(template: str, said: str) -> None:
    with pytest.raises(ExportError) as raised:
        filled(template, VALUES)
    assert raised.value.reason is Reason.BAD_TEMPLATE
    assert raised.value.detail.startswith(said)


@pytest.mark.parametrize(
    "template",
    (
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'a' * 1000000000 }}",
        "{{ 'a' * 30000000 }}",
        "{% for a in range(99999) %}{{ 'a' * 9999 }}{% endfor %}",
        "{{ ('a' * 40)|replace:'/(a+)+b/':'c' }}",
    ),
)
def test_a_template_that_runs_away_is_stopped(template: str) -> None:
    with pytest.raises(ExportError) as raised:
        filled(template, VALUES, Limits(seconds=3.0, memory=256 << 20))
    assert raised.value.reason is Reason.TEMPLATE_RAN_AWAY


def test_an_error_is_put_into_a_persons_words() -> None:
    with pytest.raises(ExportError) as raised:
        filled("\n{{ titel }}", VALUES)
    assert "(line 2: there is no variable titel)" in in_words(raised.value.failure)
    use_language("zh_CN")
    try:
        assert "第 2 行：没有变量 titel" in in_words(raised.value.failure)
    finally:
        use_language("en")


def test_what_a_page_says_is_never_run_as_a_template() -> None:
    article = replace(article_of("<p>{{ 7*7 }} {% raw %}</p>"), metadata=Metadata(title="{{ 7*7 }} {% if %}"))
    ((_path, note),) = notes([AnnotatedArticle(article=article)], template="{{title}}\n{{content}}\n").items()
    assert note.startswith("{{ 7*7 }} {% if %}\n")
    assert "49" not in note


def test_a_template_is_the_whole_note() -> None:
    article = article_of("<p>one two</p>")
    annotated = AnnotatedArticle(article=article, annotations=(numbered(on(article, "two"), 1),))
    ((path, note),) = notes([annotated], template="{{properties}}\n\n{{content}}\n").items()
    assert note.startswith("---\n") and note.endswith("---\n\none ==two==\n")
    assert path.endswith(".md")

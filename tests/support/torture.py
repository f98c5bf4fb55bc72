"""Articles with whatever breaks YAML, Liquid, Markdown, shortcodes, file names and addresses, in every field."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from tearsheet.document.canonical import canonical_text
from tearsheet.document.sanitise import sanitise
from tearsheet.export.jekyll.body import ENDS
from tearsheet.model.article import Article
from tearsheet.model.extraction import Metadata
from tests.support.reader_articles import BASE, CHINA

NOON = datetime(2022, 3, 2, 12, 0, tzinfo=CHINA)
TITLES = (
    "../../etc/passwd",
    "C:\\Windows\\con.md",
    "CON",
    "nul.txt",
    "汉" * 1000,
    "",
    "🤔🎉",
    "مرحبا بالعالم: \u202eعنوان",
    "一样的题目",
    "一样的题目",
    "Same Title",
    "same title",
    "İstanbul",
    "istanbul",
    "a: b - \"c\" # d 蓝海 \\ {{ x }} yes 🤔 'e'",
    "yes",
    "2022-01-01",
    "- [ ] & *x* !y %z @w `v`",
    "---\nlayout: evil\n---",
    "{% if x %}{% raw %}{{ page.title }}",
    "null\u2028\x85\ufefftilde ~ \ud800 \x00end",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "tearsheet:0123456789abcdef",
)
BODIES = (
    "<p>{% if x %} is Liquid, {{ 1 | plus: 1 }} too, {% raw %} and {% endraw %}; {{ site.posts }}.</p>",
    "<p>{::nomarkdown} {:/} {:/nomarkdown} {: .class} {::comment} *[HTML]: x</p><p>[a]: b</p>",
    '<p>"Quotes" -- dashes --- and... dots, a|b|c, $$x$$, `code`, **bold** _it_ ~~s~~ \\\\ &amp;amp; &lt;b&gt;</p>',
    "<pre><code>def f():\n\n    return {{ 'x' }}\n\n\n{% endif %}\n</code></pre><p>after</p>",
    "<pre>\n\nleading lines</pre>",
    "plain text <b>with bold</b> and no paragraph\n\n<p>then one</p>tail &lt;p&gt;",
    "<p>{{&lt; figure &gt;}} {{% y %}}</p><pre><code>{{&lt; z &gt;}}\n{{&lt;/* a */&gt;}}</code></pre>"
    "<p><code>{{&lt; q</code></p>",
    "<p># no heading</p><p>1. no list</p><p>---</p><p>{{</p><p>%}</p><p>&#123;</p>",
    "<table><tr><td>a | b</td><td>c</td></tr><tr><td>{{ d }}</td><td>e</td></tr></table>",
    '<p><a href="https://e.com/{{x}}?a=%7B&amp;b={%y%}" title="{{ t }}&#10;&#10;two">link</a></p>',
    "<blockquote><p>q<br>r</p><ul><li>one<ol><li>two</li></ol></li></ul></blockquote><p>**中文。**中文</p>",
    "<p>unclosed <em>mark<p>next <div>block</p></div><p>last",
    f"<p>{ENDS}&lt;!-- article ends --&gt; stays</p><p>more</p>",
    '<p>&lt;img src="tearsheet-site:x"&gt; <ruby>漢<rt>かん</rt></ruby> a<sub>2</sub> \ufeff\u200b\u3000全角</p>',
    "",
)
MOMENTS = (
    NOON,
    datetime(2022, 3, 2, 2, 10, tzinfo=CHINA),
    datetime(2022, 3, 2, 23, 30, tzinfo=timezone(timedelta(hours=-8))),
    datetime(2022, 3, 2, tzinfo=UTC),
    datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(1969, 7, 20, 20, 17, 40, tzinfo=timezone(timedelta(hours=-4, minutes=-30))),
)


def with_html(html: str, **more: object) -> Article:
    return replace(BASE, html=html, text=canonical_text(sanitise(html)), **more)  # type: ignore[arg-type]


def tortured() -> list[Article]:
    """Return articles with every torture there is in every field."""
    made = []
    for number in range(max(len(TITLES), len(BODIES), len(MOMENTS))):
        title, other = TITLES[number], TITLES[-1 - number]
        known = Metadata(
            title=title,
            byline=other,
            source=TITLES[number - 3] if number % 2 else "大众网",
            published=MOMENTS[number % len(MOMENTS)],
            language=("zh-CN", "en", "ar", "")[number % 4],
        )
        url = f"https://e.com/{number}?a=1&copy;=<{{{{x}}}}>|\"'*_[b](c) 汉#{{%"
        made.append(
            with_html(
                BODIES[number % len(BODIES)], uid=f"{number:08x}", url=url, metadata=known, tags=(title, other, " a b ")
            )
        )
    return made

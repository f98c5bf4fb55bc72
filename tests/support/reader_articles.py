"""Articles to show: the shape of the real thing, made here."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

from tearsheet.model.article import Article, Blob, Kind, Resource, Version
from tearsheet.model.extraction import Flag, Metadata
from tearsheet.model.ids import ArticleId, Sha256, VersionId
from tearsheet.model.page import Method

CHINA = timezone(timedelta(hours=8))

ENGLISH = """
<p>The river was high that morning, and the people of the lower town had already carried their chairs upstairs.
“Nobody,” wrote the keeper of the lock, “<em>nobody</em> who had seen the water of 1953 would wait for it twice.”<a
href="https://bench.example/walk#fn1" id="r1"><sup>1</sup></a></p>
<figure><img src="https://bench.example/river.png" alt="The river at the lock"><figcaption>The lock in February 1953.
Photograph: county archive.</figcaption></figure>
<h2>What the gauge said</h2>
<p>Between midnight and four the gauge rose by <strong>1.94&nbsp;m</strong>, faster than the tables allowed for; see
the <a href="https://archive.example/gauge?year=1953&amp;station=7">station’s own record</a> and the summary below.</p>
<table><caption>Height above the datum, metres</caption><thead><tr><th>Hour</th><th>Lock</th><th>Bridge</th>
<th>Mill</th><th>Remark</th></tr></thead><tbody><tr><td>00:00</td><td>2.31</td><td>1.90</td><td>1.12</td>
<td>tide turns</td></tr>
<tr><td>02:00</td><td>3.48</td><td>2.75</td><td>1.96</td><td>bells rung in the lower town</td></tr>
<tr><td>04:00</td><td>4.25</td><td>3.61</td><td>2.80</td><td>bank gives way at the mill</td></tr></tbody></table>
<blockquote><p>Links rot, and so do embankments: slowly, out of sight, and then in one night.</p></blockquote>
<h3>Reading it again</h3>
<p>The series can be fitted in a few lines; press <kbd>Ctrl</kbd>+<kbd>G</kbd> to find <code>gauge</code>:</p>
<pre><code>def rise(gauge: list[float], hours: float = 4.0) -&gt; float:
    # the longest line of all, which must scroll inside its own box and never push the page out of its measure
    return (gauge[-1] - gauge[0]) / hours
</code></pre>
<ul><li>The bank was last raised in 1911.</li><li>Two culverts were closed by hand.<ol><li>The first held.</li>
<li>The second did not.</li></ol></li></ul>
<p><img src="https://bench.example/gone.png" alt="A map of the flooded streets"></p>
<details><summary>Sources</summary><p>County archive, box 12; parish magazine, March 1953.</p></details>
<hr>
<ol><li id="fn1">Lock-keeper’s diary, 1 February 1953. <a href="#r1">↩</a></li></ol>
"""


def version(number: int = 1, *flags: Flag) -> Version:
    return Version(
        id=VersionId(number),
        captured=datetime(2026, 11, 23, 3, 0, tzinfo=UTC),
        method=Method.FETCH,
        extractor="test",
        title="",
        words=0,
        text_sha256=Sha256("0" * 64),
        flags=flags,
        share=0.82,
    )


BASE = Article(
    id=ArticleId(7),
    uid="u7",
    kind=Kind.ARTICLE,
    url="https://bench.example/walk",
    share_link="https://bench.example/walk?from=share",
    metadata=Metadata(title="A title", language="en"),
    html="<p>A paragraph.</p>",
    text="A paragraph.",
    words=2,
    saved=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    tags=(),
    read=False,
    archived=False,
    favourite=False,
    note="",
    resources=(),
    version=VersionId(1),
    versions=(version(),),
)


def blob_of(data: bytes, media_type: str = "image/png", *, width: int = 0, height: int = 0) -> Blob:
    return Blob(
        sha256=Sha256(sha256(data).hexdigest()), media_type=media_type, size=len(data), width=width, height=height
    )


def english_article(picture: Blob | None = None) -> Article:
    """Return an article with a picture, a missing one, a table, code, a quotation, footnotes."""
    return replace(
        BASE,
        metadata=Metadata(
            title="A walk by the river: what the flood of 1953 left behind",
            byline="Ada Marsh",
            published=datetime(2026, 3, 5, 7, 15, 20, tzinfo=timezone(timedelta(hours=1))),
            source="The Daily Bench",
            language="en",
            modified=datetime(2026, 3, 6, 9, 0, tzinfo=timezone(timedelta(hours=1))),
            canonical="https://bench.example/the-walk",
            keywords=("floods", "1953"),
            section="Country",
        ),
        html=ENGLISH,
        text="river " * 1400,
        words=1400,
        tags=("rivers", "history/floods"),
        resources=(
            Resource(url="https://bench.example/river.png", alt="The river at the lock", blob=picture),
            Resource(url="https://bench.example/gone.png", alt="A map of the flooded streets", failure="404"),
        ),
    )


def article_of_post(post: str) -> Article:
    """Return the article a Jekyll post of the seed's shape holds."""
    body = post.split("---", 2)[2].split("\n<http", 1)[0]
    return replace(
        BASE,
        id=ArticleId(1),
        url="http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202203022294529950",
        metadata=Metadata(
            title="蓝海银行：金融活水滴灌小微企业 倾力推进共同富裕",
            published=datetime(2022, 3, 2, 17, 24, 54, tzinfo=CHINA),
            source="大众网",
            language="zh-CN",
        ),
        html=body,
        text=body,
        words=3420,
        tags=("财经/宏观",),
    )

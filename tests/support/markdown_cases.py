"""Pages that are hard to say in Markdown: each a name and the HTML of an article as it is kept."""

CASES = {
    # Delimiters beside Chinese and beside each other.
    "bold ends with a full stop before Chinese": "<p>记者获悉，<strong>试点已经开始。</strong>首批共有三家。</p>",
    "bold speech": "<p>她答道<b>“再等等看。”</b>就挂了电话</p>",
    "bold ends with a bracket": "<p>适用<strong>新办法（试行）</strong>的企业</p>",
    "italic title in book marks": "<p>读<em>《围城》</em>有感</p>",
    "bold link before Chinese": '<p>详见<strong><a href="https://example.cn/a">公告。</a></strong>以及附件</p>',
    "struck price": "<p>售价<del>￥1,280（含税）</del>现为￥999</p>",
    "bold before a Chinese comma": "<p><strong>要点：</strong>，其余从略</p>",
    "bold around an emoji": "<p>今天<strong>🎉</strong>开业</p>",
    "bold with spaces at its ends": "<p>one<strong> two </strong>three</p>",
    "two bolds that touch": "<p><strong>左</strong><strong>右</strong></p>",
    "bold and italic that touch": "<p><strong>bold</strong><em>italic</em>plain</p>",
    "italic within bold at its end": "<p><strong>very <em>very</em></strong> much</p>",
    "bold and italic at once in a word": "<p>re<b><i>mark</i></b>able</p>",
    "italic within a word": "<p>im<em>port</em>ant</p>",
    "three marks at once": "<p>x<del><strong><em>y</em></strong></del>z</p>",
    "a mark around nothing": "<p>a<em></em>b<strong> </strong>c</p>",
    "a mark over a line break": "<p><em>first line<br>second line</em> rest</p>",
    "a mark over two line breaks": "<p><strong>first<br><br>second</strong></p>",
    "a mark around paragraphs": "<strong><p>One.</p><p>Two.</p></strong>",
    "a mark around a list": "<em><ul><li>one</li><li>two</li></ul></em>",
    "bold begins with a star": "<p>a <strong>*starred</strong> b</p>",
    "underlined and raised": "<p><u>under</u> x<sup>n+1</sup> H<sub>2</sub>SO<sub>4</sub></p>",
    "marker, keys and insertion": "<p><mark>marked</mark> <kbd>⌘</kbd>+<kbd>K</kbd> <ins>added</ins> <q>quoted</q></p>",
    "bold Japanese": "<p>これは<strong>「重要」</strong>です</p>",
    "bold Korean": "<p><strong>한국어(괄호)</strong>는 그렇다</p>",
    # Lists.
    "four levels": "<ul><li>1<ul><li>2<ul><li>3<ul><li>4</li></ul></li></ul></li></ul></li></ul>",
    "numbers that begin late": '<ol start="98"><li>a</li><li>b</li><li>c<ol><li>deep</li></ol></li></ol>',
    "numbers that go backwards": "<ol reversed><li>three</li><li>two</li><li>one</li></ol>",
    "numbers with a gap": '<ol><li>one</li><li value="5">five</li><li>six</li></ol>',
    "bullets within numbers": "<ol><li>cook<ul><li>rice</li><li>beans</li></ul></li><li>eat</li></ol>",
    "numbers within bullets": "<ul><li>cook<ol><li>rice</li></ol></li><li>eat</li></ul>",
    "an item of two paragraphs": "<ul><li><p>first</p><p>second</p></li><li>alone</li></ul>",
    "an item with a listing": '<ol><li>Run<pre><code class="language-sh">make\n\nmake install</code></pre></li></ol>',
    "an item with a quotation": "<ul><li>said<blockquote><p>so</p></blockquote></li></ul>",
    "an item with a table": "<ul><li>see<table><tr><th>k</th></tr><tr><td>v</td></tr></table></li></ul>",
    "an item that begins with a list": "<ul><li><ul><li>inner</li></ul></li></ul>",
    "an item that begins with a heading": "<ul><li><h3>Head</h3><p>words</p></li></ul>",
    "a list right within a list": "<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>",
    "text between items": "<ul>before<li>a</li>between<li>b</li></ul>",
    "two lists that touch": "<ul><li>a</li></ul><ul><li>b</li></ul><ol><li>c</li></ol><ol><li>d</li></ol>",
    "an empty item": "<ul><li>a</li><li></li><li>c</li></ul>",
    "items that look like items": "<ul><li>- dash</li><li>1. one</li><li>+ plus</li></ul>",
    "check boxes": "<ul><li>☑ bought</li><li>☐ cooked</li><li><p>☐ eaten</p></li></ul>",
    "brackets that are no check box": "<ul><li>[x] said so</li><li>[ ] nothing</li></ul>",
    "items without a list": "<div><li>lonely</li><li>too</li></div>",
    # Tables.
    "a plain table": "<table><thead><tr><th>名称</th><th>数量</th></tr></thead><tr><td>梨</td><td>3</td></tr></table>",
    "a table without a header": "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
    "aligned columns": '<table><tr><th align="left">l</th><th align="center">c</th><th align="right">r</th></tr>'
    '<tr><td align="left">1</td><td align="center">2</td><td align="right">3</td></tr></table>',
    "a cell over columns": '<table><tr><th colspan="3">all</th></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>',
    "a cell over rows": (
        '<table><tr><th>k</th><th>v</th></tr><tr><td rowspan="2">x</td><td>1</td></tr><tr><td>2</td></tr></table>'
    ),
    "bars in cells": "<table><tr><th>a|b</th></tr><tr><td><code>x || y</code> | z</td></tr></table>",
    "a backslash before a bar": "<table><tr><th>a</th></tr><tr><td><code>a\\|b</code></td></tr></table>",
    "line breaks in a cell": (
        "<table><tr><th>a</th><th>b</th></tr><tr><td>1<br>2</td><td><p>3</p><p>4</p></td></tr></table>"
    ),
    "a list in a cell": "<table><tr><th>a</th></tr><tr><td><ol><li>x</li><li>y</li></ol></td></tr></table>",
    "a caption": (
        "<table><caption>表1　产量</caption><tr><th>年</th><th>吨</th></tr><tr><td>2025</td><td>7</td></tr></table>"
    ),
    "names of rows": "<table><tr><td></td><th>x</th></tr><tr><th>y</th><td>1</td></tr></table>",
    "rows of different lengths": (
        "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>"
    ),
    "marks and links in cells": (
        '<table><tr><th>a</th></tr><tr><td><b>中。</b>文 <a href="https://e.com/a|b">l|m</a></td></tr></table>'
    ),
    "a table that lays out a page": (
        "<table><tr><td><h2>Left</h2><p>a</p></td><td><p>b</p><p>c</p><p>d</p></td></tr></table>"
    ),
    # Code.
    "a listing with its language": '<pre><code class="language-c++">int main() { return **p; }\n</code></pre>',
    "the language stands outside": '<div class="highlight-source-rust"><pre><span>fn</span> f() {}</pre></div>',
    "fences in a listing": "<pre><code>~~~\n````\nx\n````\n</code></pre>",
    "lines parted by br": "<pre>a<br>  b<br><br>c</pre>",
    "indent and blank lines": "<pre>\n\n    x\n\n\ty\n</pre>",
    "a link in a listing": '<pre>see <a href="https://example.com/x">x</a>\n\nand more</pre>',
    "back-ticks in code": "<p><code>a`b</code> <code>``</code> <code> ` </code> <code>x</code><code>y</code></p>",
    "signs in code": "<p><code>*a* _b_ [c](d) &lt;e&gt; \\f &amp;amp; $g$</code></p>",
    "a link in code": '<p><code><a href="https://docs.example.com/f">f</a>(x)</code></p>',
    "italic in code": "<p><code>cp <em>from</em> <em>to</em></code></p>",
    "markup in a listing": "<pre><code>&lt;script&gt;alert(1)&lt;/script&gt;\n&amp;lt;</code></pre>",
    # Links and pictures.
    "brackets in an address": '<p><a href="https://en.example.org/wiki/Set_(mathematics)_(a)">set</a></p>',
    "one bracket in an address": '<p><a href="https://example.com/a)b(c">odd</a></p>',
    "spaces and signs in an address": '<p><a href="https://example.com/a b/*c*_d_?e=1&amp;f=2#g">far</a></p>',
    "Chinese in an address": '<p><a href="https://example.cn/新闻/2026?题=一">新闻</a></p>',
    "brackets in a link's words": '<p><a href="https://example.com/">[1] see ] and [</a></p>',
    "a title with quotes": '<p><a href="https://example.com/" title="say &quot;hi&quot; \\ &amp;amp;">t</a></p>',
    "an address as its own words": '<p><a href="https://example.com/a_b?c=*d*">https://example.com/a_b?c=*d*</a></p>',
    "an address that is no link": "<p>at https://example.com/x_y_z（试）and a@example.com</p>",
    "a link around blocks": '<a href="https://example.com/"><h3>Head</h3><p>words</p></a>',
    "a link over a line break": '<p><a href="https://example.com/">one<br>two</a></p>',
    "two links that touch": '<p><a href="https://example.com/1">a</a><a href="https://example.com/2">b</a></p>',
    "a link before brackets": '<p><a href="https://example.com/1">a</a>(b) [c]</p>',
    "a place in the article": '<h2 id="in-s">Part</h2><p><a href="#in-s">up</a></p>',
    "an exclamation before a link": '<p>Look!<a href="https://example.com/">here</a></p>',
    "a picture with a caption and its credit": (
        '<figure><img src="https://example.com/1.jpg" alt="桥"><figcaption>新桥通车。<span>摄影：李</span>'
        "</figcaption></figure><p>后文</p>"
    ),
    "a picture that is a link": (
        '<p><a href="https://example.com/big"><img src="https://example.com/s.png" alt="s"></a></p>'
    ),
    "signs in an alternative text": (
        '<p><img src="https://example.com/a(1).png" alt="[a] *b* &quot;c&quot; \\" title="d"></p>'
    ),
    "pictures in a line": (
        '<p>a <img src="https://example.com/1.png" alt=""> b <img src="https://example.com/2.png"></p>'
    ),
    "a picture within the page": '<p><img src="data:image/png;base64,iVBORw0KGgo=" alt="dot"></p>',
    # Text that looks like markup.
    "stars and underscores": "<p>6 * 7 * 8, *a*, **b**, snake_case, _c_, __init__.py, ***</p>",
    "brackets": "<p>a[0](b), [c](d), ![e](f), [g]: h, [^1], [^1]: no note</p>",
    "tags and entities": "<p>&lt;b&gt; &lt;br/&gt; &lt;!-- x --&gt; &amp;nbsp; &amp;#35; a &lt; b &gt; c</p>",
    "headings": "<p># no</p><p>## no</p><p>#no</p><p>no<br>===</p><p>no<br>---</p>",
    "numbers": "<p>1. no</p><p>2) no</p><p>1984. A year</p><p>12.5 kg</p>",
    "bullets": "<p>- no</p><p>+ no</p><p>* no</p><p>– dash</p>",
    "quotations and rules": "<p>&gt; no</p><p>---</p><p>* * *</p><p>___</p>",
    "listings": "<p>```no</p><p>~~~</p><p>&nbsp;&nbsp;&nbsp;&nbsp;no</p><p>a `b` c</p>",
    "tables": "<p>a | b</p><p>--- | ---</p><p>| c |</p>",
    "backslashes": "<p>C:\\temp\\*new \\[x\\] \\\\ \\</p>",
    "prices": "<p>from $5 to $10, US$3, $$</p>",
    "two tildes": "<p>~~no~~ ~5 km~ H~2~O</p>",
    "Obsidian's signs": "<p>[[no]] ![[no]] ==no== %%no%% #no ^no a #b</p>",
    "Logseq's signs": "<p>author:: nobody</p><p>((64a1b2c3-0000-4000-8000-000000000000)) {{query no}} std::vector</p>",
    "templates": "<p>{{ page.title }} {% if x %} {{&lt; youtube x &gt;}} &lt;% tp.date %&gt;</p>",
    "front matter": "<p>---</p><p>title: no</p><p>---</p>",
    "a rule comes first": "<hr><p>title: no</p><hr>",
    "definitions": "<p>Term</p><p>: no</p><p>*[HTML]: no</p>",
    "a heading with signs": "<h2>2. What # is {#id} *this* #</h2><h3>a<br>b</h3>",
    "a heading that ends in braces": "<h2>Sets {#a}</h2><h2>Sets {a, b}</h2><h3>f {{x}}</h3>",
    # Blocks.
    "quotations within quotations": (
        "<blockquote><p>a</p><blockquote><p>b</p><ul><li>c</li></ul></blockquote></blockquote>"
    ),
    "terms": "<dl><dt>词</dt><dd>义一</dd><dd><p>义二</p></dd></dl>",
    "a fold": "<details><summary>More</summary><p>hidden</p><ul><li>x</li></ul></details>",
    "readings": "<p><ruby>東京<rp>（</rp><rt>とうきょう</rt><rp>）</rp></ruby>へ</p>",
    "boxes and bare text": "<div>one<div>two</div>three<p>four</p>five</div>",
    "white space of scripts": "<p>　　全角缩进</p><p>a&nbsp;b</p><p>第一行\n第二行</p>",
    "line breaks": "<p>a<br>b<br><br>c<br></p>",
    # Footnotes and formulas.
    "a footnote that leads back": (
        '<p>Said<sup id="in-r1"><a href="#in-n1">1</a></sup> so.</p><div class="footnotes"><hr><ol>'
        '<li id="in-n1"><p>By whom. <a href="#in-r1">↩</a></p></li></ol></div>'
    ),
    "a footnote of Wikipedia": (
        '<p>据载<sup id="in-cite_ref-1"><a href="#in-cite_note-1">[1]</a></sup>，后<sup id="in-cite_ref-2">'
        '<a href="#in-cite_note-2">[2]</a></sup>。</p><h2>参考</h2><ol><li id="in-cite_note-1"><span><b>'
        '<a href="#in-cite_ref-1">^</a></b></span> <span>史记</span></li><li id="in-cite_note-2">'
        '<a href="#in-cite_ref-2">↑</a> 汉书</li></ol>'
    ),
    "footnotes as paragraphs": (
        '<p>One<a id="in-b1" href="#in-a1">[1]</a> and (two)<a id="in-b2" href="#in-a2">[2]</a>(three).</p><p>'
        'Text.</p><p id="in-a1"><a href="#in-b1">[1]</a> First note.</p><p id="in-a2"><a href="#in-b2">[2]</a>'
        " Second.</p>"
    ),
    "a footnote of several blocks": (
        '<p>A<sup><a id="in-r" href="#in-n">*</a></sup>: b</p><ol><li id="in-n"><p>One.</p><pre>x\n\ny</pre><p>'
        'Two. <a href="#in-r">↩</a></p></li></ol>'
    ),
    "a footnote called twice": (
        '<p>A<sup id="in-r"><a href="#in-n">1</a></sup> b<sup><a href="#in-n">1</a></sup></p><ol><li id="in-n">'
        'Word <a href="#in-r">↩</a></li></ol>'
    ),
    "a note that nobody calls": (
        '<p>A<sup id="in-r"><a href="#in-n">1</a></sup></p><ol><li id="in-n">called <a href="#in-r">↩</a></li>'
        "<li>not called</li></ol>"
    ),
    "a footnote called from a table": (
        '<table><tr><th>k</th></tr><tr><td>v<sup id="in-r"><a href="#in-n">1</a></sup></td></tr></table><ol>'
        '<li id="in-n">Note <a href="#in-r">↩</a></li></ol>'
    ),
    "a formula with its TeX": (
        '<p>so <math alttext="E=mc^2"><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math>.</p>'
    ),
    "a formula with an annotation": (
        "<p>及<math><semantics><mrow><mi>a</mi></mrow><annotation encoding='application/x-tex'>a_i*b_i*c"
        "</annotation></semantics></math>。</p>"
    ),
    "a formula on its own": (
        '<math display="block" alttext="{\\displaystyle \\int_0^1 x\\,dx}"><mi>x</mi></math><p>after</p>'
    ),
    "a formula without TeX": "<p>x <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> y</p>",
    "TeX in the text": "<p>let \\(x_1 &lt; x_2\\) and \\[\\sum_{i=1}^n i\\] and $$a^2$$</p>",
    "TeX in a cell": '<table><tr><th>f</th></tr><tr><td><math alttext="|x|"><mi>x</mi></math></td></tr></table>',
    "brackets that are no TeX": "<p>grep '\\(foo\\)' or \\[bar\\]</p>",
}

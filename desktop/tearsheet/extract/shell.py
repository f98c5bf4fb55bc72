"""Turn a fetched page into the answer to one question: would its scripts bring the article that it does not have?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from tearsheet.extract.parse import parse
from tearsheet.extract.trees import named, words_of
from tearsheet.model.extraction import Extraction
from tearsheet.model.page import Page
from tearsheet.text.cjk import count_words

# In words; a Chinese character is one.
_PLENTY = 300
_ENOUGH = 100
_THIN = 25
_NEXT_TO_NOTHING = 4
_NOTICE = 12
_STORY_IN_DATA = 60

_MOST_CHARACTERS = 4_000_000
_MOST_ELEMENTS = 50_000
_MOST_INSIDE_EMPTY = 12
_SHORTEST_STORY = 120
_LONGEST_NAME = 200
_LONGEST_NOTICE = 200
_LONGEST_SNIPPET = 3_000

_SILENT = {"title", "script", "noscript", "style", "svg", "select", "textarea", "template"}
_PICTURES = {"img", "picture", "video", "audio", "canvas", "embed", "object", "iframe"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "time", "label"}
_BLOCKS = {"div", "section", "article", "main", "p", "ul", "ol", "dl", "td"}
_PLACES = {"article", "main"}
_ROUND_ABOUT = {"nav", "footer", "aside", "dialog", "menu"}

# What a class or id, as a whole, says of a part that is no article.
_FURNITURE = re.compile(
    r"(?:^|\s)(?:(?:site|page|global|top|bottom|mod)[-_])?"
    r"(?:nav|navbar|navigation|menu|foot|footer|sidebar|breadcrumbs?|disqus_thread|related|recommend\w*|share|"
    r"social|ads?|advert\w*|cookie[\w-]*|consent[\w-]*|gdpr[\w-]*|copyright|login|newsletter|popup|modal|toolbar|disclaimer|"
    r"app[-_]?banner|open[-_]?app|preload\w*|overlay|splash|page[-_]?loader)"
    r"(?:[-_](?:wrap\w*|container|inner|box|bar|list|area|section|notice|links|text))*(?=\s|$)",
    re.IGNORECASE,
)
_MOUNT = re.compile(
    r"(?:main-?|react-?|vue-?|q-)?(?:app|root)(?:-?root)?|__next|__nuxt|___gatsby|svelte|ember-app", re.IGNORECASE
)
_STORY = re.compile(r"content|article|main|detail|story|news|post|text|body|view|reader|正文", re.IGNORECASE)
_WIDGET = re.compile(
    r"(?<![a-z])(?:comment|disqus|share|sharing|social|related|recommend|ad|advert|banner|clear(?:fix)?|weather|player|"
    r"count(?:er)?|view|like|hit|login|user|qr|qrcode|year|copy|search|toc|popup|modal|toast|nav|menu|foot(?:er)?|map|"
    r"chart|poll|vote|subscribe|newsletter|ticker|stock|quote|price)s?(?![a-z])|评论|推荐|行情",
    re.IGNORECASE,
)
_SPINNER = re.compile(r"skeleton|spinner|loader|loading|placeholder", re.IGNORECASE)
_LOADING = re.compile(
    r"(?:page|article|content|内容|数据|页面|文章)?\s*(?:is|now)?\s*"
    r"(?:loading|please wait|正在加载|加载中|载入中|努力加载|请稍[候等后]|読み込み中)[^。.!！]{0,12}[\s.…。!！]*",
    re.IGNORECASE,
)
_WANTS_SCRIPTS = re.compile(
    r"(?:enable|activate|turn on|requires?|needs?|without)[^.]{0,40}javascript|"
    r"javascript[^.]{0,40}(?:required|enabled?|disabled|turned off)|"
    r"(?:启用|开启|打开|允许|支持)[^。]{0,12}(?:javascript|js\b|脚本)",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"_cf_chl_opt|cf-browser-verification|__jsl_clearance|_waf_|aliyun_?waf|acw_sc__v2|captcha-delivery|px-captcha|"
    r"<title>\s*(?:just a moment|attention required|checking your browser|安全验证|人机验证)",
    re.IGNORECASE,
)
_BYSTANDER = re.compile(
    r"google-?analytics|googletagmanager|gtag\(|dataLayer|googlesyndication|adsbygoogle|doubleclick|hm\.baidu|_hmt|cnzz|"
    r"umeng|connect\.facebook|fbevents|fbq\(|platform\.twitter|disqus|hotjar|clarity\.ms|matomo|piwik|_paq|plausible|"
    r"cloudflareinsights|cdn-cgi/challenge-platform|chartbeat|scorecardresearch|quantserve|newrelic|sentry|addthis|"
    r"sharethis|bdshare|wpemoji|statcounter|segment\.com|amplitude|mixpanel|taboola|outbrain|cookiebot|onetrust|recaptcha",
    re.IGNORECASE,
)
_WRITES = re.compile(
    r"innerHTML|outerHTML|insertAdjacent|textContent|innerText|append|replaceChildren|\.(?:html|text|load|mount|render)\(|"
    r"createApp|new Vue|createRoot",
)
_NAMED_IN_SCRIPT = re.compile(
    r"""(?:ById\(|ByClassName\(|querySelector\(|\$\(|jQuery\(|mount\(|\bel:)\s*["'`][#.]?([\w-]+)["'`]"""
)
_SENDS_ON = re.compile(
    r"(?<![\w.])(?:(?:window|document|self)\.)?location(?:\.href)?\s*=(?!=)|location\.(?:replace|assign|reload)\("
)
# Each also matches what is never closed, so that no text makes the search begin again and again.
_STRING = re.compile(r"""(["'])((?:(?!\1)[^\\\n]|\\.)*)(?:\1|\n|\\?\Z)|(`)((?:[^`\\]|\\.)*)(?:`|\\?\Z)""", re.DOTALL)
_CODE_POINT = re.compile(r"\\u([0-9a-fA-F]{4})")
_MARKUP = re.compile(r"<[^<>]*>|\\[nrt]")
_CODE = re.compile(r"[{};=]|\)\s*[,.)]")


def is_shell(page: Page, extraction: Extraction | None) -> bool:
    """Tell whether a page should be rendered, because what it has to say is in its scripts or where they fetch it.

    An article that is honestly short is no shell, however many scripts count its readers. What was read out of the
    page, where that is known, spares the question for a long article.
    """
    if not page.is_html or (extraction is not None and extraction.words >= _PLENTY):
        return False
    text = page.text[:_MOST_CHARACTERS]
    look = _Look()
    look.over(parse(text).root)
    if look.words >= _ENOUGH or not look.has_scripts:
        return False
    return _CHALLENGE.search(text) is not None or look.lacks_its_story() or (look.words < _THIN and look.is_bare())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Where:
    """Among what a text stands: in a heading or a link, in an element made for articles, in some widget."""

    is_other: bool = False
    is_placed: bool = False
    is_widget: bool = False

    def inside(self, element: HtmlElement) -> "_Where":
        tag = str(element.tag)
        return _Where(
            is_other=self.is_other or tag == "a" or tag in _HEADINGS,
            is_placed=self.is_placed or tag in _PLACES or element.get("itemprop") == "articleBody",
            is_widget=self.is_widget or (tag != "body" and _WIDGET.search(_name(element)) is not None),
        )


@dataclass(slots=True)
class _Look:
    """What is to be seen of a page before its scripts run, and what they say of themselves.

    `words` stand where an article would, headings and links apart; `placed_words` even in an element that is made for
    one. `empty` are the names of blocks with nothing in them.
    """

    words: int = 0
    placed_words: int = 0
    has_picture: bool = False
    has_scripts: bool = False
    has_spinner: bool = False
    has_empty_mount: bool = False
    wants_scripts: bool = False
    is_loading: bool = False
    empty: set[str] = field(default_factory=set)
    scripts: list[str] = field(default_factory=list)

    def over(self, root: HtmlElement) -> None:
        """Walk through the page, until its words are enough."""
        for script in root.iter("script"):
            self._script(script)
        for noscript in root.iter("noscript"):
            text = words_of(noscript)
            self.wants_scripts |= bool(_WANTS_SCRIPTS.search(text)) and not _WIDGET.search(text)
        # From the root: libxml2 leaves a page's first <article> in its head where no <body> was written.
        waiting = [(root, _Where())]
        for _ in range(_MOST_ELEMENTS):
            if not waiting or self.words >= _ENOUGH:
                return
            element, where = waiting.pop()
            if not self._is_passed_by(element):
                inside = where.inside(element)
                self._block(element)
                self._text(element.text, inside)
                for child in element:
                    self._text(child.tail, inside)
                    waiting.append((child, inside))

    def lacks_its_story(self) -> bool:
        """Tell whether the place of the story is still empty, beside whatever text there is."""
        written = {
            name for script in self.scripts if _WRITES.search(script) for name in _NAMED_IN_SCRIPT.findall(script)
        }
        slots = {name for name in self.empty & written if _STORY.search(name) or _MOUNT.fullmatch(name)}
        is_unmounted = self.has_empty_mount and self.placed_words < _THIN
        return bool(slots) or self.is_loading or is_unmounted or self._has_story_in_data()

    def is_bare(self) -> bool:
        """Tell whether a page of few words shows that they are not all."""
        sends_on = self.words < _NOTICE and any(map(_SENDS_ON.search, self.scripts))
        has_nothing = self.words < _NEXT_TO_NOTHING and not self.has_picture
        has_slot = any(_STORY.search(name) for name in self.empty)
        return self.wants_scripts or self.has_spinner or has_slot or sends_on or has_nothing

    def _script(self, script: HtmlElement) -> None:
        code, source = script.text or "", script.get("src", "")
        self.scripts.append(code)
        is_data = "json" in script.get("type", "")
        is_bystander = _BYSTANDER.search(source or code[:_LONGEST_SNIPPET]) and len(code) < _LONGEST_SNIPPET
        self.has_scripts |= not is_data and not is_bystander

    def _is_passed_by(self, element: HtmlElement) -> bool:
        """Tell whether nothing in `element` is seen, or none of it belongs to an article."""
        tag = str(element.tag)
        if tag in _PICTURES and not _is_spinner(element):
            self.has_picture = True
        if tag in _SILENT | _PICTURES:
            return element.get("shadowrootmode") is None
        if tag in ("html", "head", "body", *_PLACES):
            return False
        is_hidden = element.get("hidden") is not None or "display:none" in element.get("style", "").replace(" ", "")
        if is_hidden and element.get("id", "").startswith("S:"):
            return False  # React streams a page's parts so, each with a script that puts it in its place
        return is_hidden or tag in _ROUND_ABOUT or _FURNITURE.search(_name(element)) is not None

    def _block(self, element: HtmlElement) -> None:
        tag = str(element.tag)
        if not (tag in _BLOCKS or "-" in tag) or not _is_empty(element):
            return
        is_component = "-" in tag and (_STORY.search(tag) or "app" in tag)
        self.has_empty_mount |= bool(is_component or _MOUNT.fullmatch(element.get("id", "")))
        self.has_spinner |= _is_spinner(element)
        names = _name(element).split() + ([tag] if tag in _PLACES else [])
        self.empty.update(name for name in names if not _WIDGET.search(name))

    def _text(self, text: str | None, where: _Where) -> None:
        text = (text or "").strip()
        if not text:
            return
        words = count_words(text)
        if len(text) < _LONGEST_NOTICE and _WANTS_SCRIPTS.search(text):
            self.wants_scripts = True
        elif _LOADING.fullmatch(text):
            self.is_loading |= not where.is_widget and not _WIDGET.search(text)
        elif not where.is_other:
            self.words += words
            self.placed_words += words if where.is_placed else 0

    def _has_story_in_data(self) -> bool:
        """Tell whether a script holds a text far longer than all that is to be seen."""
        least = max(_STORY_IN_DATA, 3 * self.words)
        return any(_words_in(string) >= least for script in self.scripts for string in _strings(script))


def _strings(script: str) -> Iterator[str]:
    for found in _STRING.finditer(script):
        string = found[2] or found[4] or ""
        if len(string) >= _SHORTEST_STORY:
            yield string


def _words_in(string: str) -> int:
    """Count the words of a string of a script, markup apart; code and addresses have none."""
    text = _MARKUP.sub(" ", _CODE_POINT.sub(lambda code: chr(int(code[1], 16)), string))
    words = count_words(text)
    return 0 if len(_CODE.findall(text)) > words / 10 else words


def _name(element: HtmlElement) -> str:
    return named(element)[:_LONGEST_NAME]


def _is_empty(element: HtmlElement) -> bool:
    """Tell whether `element` shows nothing, or only that something is to come."""
    for number, inner in enumerate(element.iter()):
        if number > _MOST_INSIDE_EMPTY or (inner.tag in _PICTURES and not _is_spinner(inner)):
            return False
    text = words_of(element)
    return not text or _LOADING.fullmatch(text) is not None


def _is_spinner(element: HtmlElement) -> bool:
    return _SPINNER.search(f"{_name(element)} {element.get('src', '')}") is not None

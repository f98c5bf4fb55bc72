"""Turn articles into a small site of share pages on 127.0.0.1, like those found in the wild."""

import json
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

_SHELL = """<!doctype html><html><head><meta charset="utf-8"><title>资讯</title></head><body>
<div id="app">正在加载…</div><script>
const id = new URLSearchParams(location.search).get("{parameter}");
const text = fetch("{root}{data}/GetNewsText.do?id=" + id).then((answer) => answer.json());
const info = fetch("{root}{data}/GetNewsInfo.do?id=" + id).then((answer) => answer.json());
Promise.all([text, info]).then(([news, about]) => setTimeout(() => {{
  document.title = about.title;
  document.documentElement.lang = about.language;
  document.getElementById("app").innerHTML = '<article><h1></h1><p class="info"><span class="time"></span> '
    + '<span class="source"></span></p><div id="ContentBody">' + news.text + "</div></article>";
  document.querySelector("h1").textContent = about.title;
  document.querySelector(".time").textContent = about.showtime;
  document.querySelector(".source").textContent = about.label + about.medianame;
}}, 200));
</script></body></html>"""

_SERVED = """<!doctype html><html lang="{language}"><head>{declared}<title>{title}_{source}</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/list">滚动</a></div>
<h1>{title}</h1><p class="info"><span class="time">{published}</span> <span class="source">{label}{source}</span></p>
<div id="ContentBody">{body}</div><div class="footer">本站不提供投资建议</div></body></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareArticle:
    """An article of the site. `published` is written as such pages write it: `2022-03-02 17:24:54 +0800`."""

    code: str
    title: str
    published: str
    source: str
    body: str
    language: str = "zh-CN"

    @property
    def label(self) -> str:
        """What stands before the name of the medium: the words such pages use."""
        return "来源：" if self.language.startswith("zh") else "Source: "


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    body: bytes
    content_type: str
    status: int = 200


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of those who asked and were gone, stopped or killed; anything else is our own mistake."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@dataclass(slots=True, kw_only=True)
class ShareSite:
    """A site that shows each article as a script shell with its data beside it, and as a page served whole.

    `/html_News/NewsShare.html?infoCode=CODE` and `/read.html?id=CODE` are shells; `/a/CODE.html` is served in UTF-8,
    `/gbk/` in GBK and says so, `/undeclared/` in GBK and does not, `/wrong/` in GBK under a UTF-8 label. With
    `complete_data` the body's JSON holds title, date and source too; without, only the shell knows them. Another
    `data_folder` than the usual is a site that has moved on from its rule.
    """

    articles: Sequence[ShareArticle]
    pictures: Path | None = None
    complete_data: bool = False
    data_folder: str = "NewsData"
    requests: list[str] = field(default_factory=list)
    _server: _Server | None = None

    def __enter__(self) -> Self:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.requests.append(self.path)
                answer = site._answer(self.path)
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.content_type)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
                """Say nothing: the terminal belongs to whoever started the site."""

        self._server = _Server(("127.0.0.1", 0), Handler)
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def url(self, path: str) -> str:
        """Return the address of `path`, which starts with a slash."""
        port = self._server.server_port if self._server is not None else 0
        return f"http://127.0.0.1:{port}{path}"

    def share_link(self, article: ShareArticle) -> str:
        return self.url(f"/html_News/NewsShare.html?infoCode={article.code}")

    def _answer(self, target: str) -> _Answer:
        parts = urlsplit(target)
        query = parse_qs(parts.query)
        match parts.path.strip("/").split("/"):
            case ["html_News", "NewsShare.html"]:
                return _html(_SHELL.format(parameter="infoCode", root="../", data=self.data_folder))
            case ["read.html"]:
                return _html(_SHELL.format(parameter="id", root="/", data=self.data_folder))
            case [folder, verb] if folder == self.data_folder:
                return self._data(verb, query.get("id", [""])[0])
            case ["pictures", name] if self.pictures is not None and (self.pictures / name).is_file():
                return _Answer(body=(self.pictures / name).read_bytes(), content_type="image/png")
            case [variant, page] if article := self._named(page.removesuffix(".html")):
                return _served(article, variant)
        return _Answer(body=b"not found", content_type="text/plain", status=404)

    def _data(self, verb: str, code: str) -> _Answer:
        article = self._named(code)
        if article is None:
            return _Answer(body=b'{"success": false}', content_type="application/json", status=404)
        about = {"title": article.title, "showtime": article.published, "medianame": article.source}
        text = {"text": article.body}
        data = {**text, **about} if self.complete_data else text
        if verb == "GetNewsInfo.do":
            data = {**about, "language": article.language, "label": article.label}
        return _Answer(body=json.dumps(data, ensure_ascii=False).encode(), content_type="application/json")

    def _named(self, code: str) -> ShareArticle | None:
        return next((article for article in self.articles if article.code == code), None)


def read_articles(folder: Path) -> tuple[ShareArticle, ...]:
    """Read the articles of a folder, one TOML file each, named by its code."""
    return tuple(
        ShareArticle(code=path.stem, **tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.toml"))
    )


def _html(text: str, codec: str = "utf-8", content_type: str = "text/html; charset=utf-8") -> _Answer:
    return _Answer(body=text.encode(codec), content_type=content_type)


def _served(article: ShareArticle, variant: str) -> _Answer:
    codec, declared, content_type = {
        "gbk": ("gb18030", '<meta charset="gb2312">', "text/html"),
        "undeclared": ("gb18030", "", "text/html"),
        "wrong": ("gb18030", '<meta charset="utf-8">', "text/html; charset=utf-8"),
    }.get(variant, ("utf-8", '<meta charset="utf-8">', "text/html; charset=utf-8"))
    page = _SERVED.format(
        language=article.language,
        declared=declared,
        title=escape(article.title),
        published=escape(article.published),
        label=article.label,
        source=escape(article.source),
        body=article.body,
    )
    return _html(page, codec, content_type)

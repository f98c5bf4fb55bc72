"""A site of pages made here: application shells that their scripts fill, and articles that are honestly short."""

import json
from pathlib import Path

from tests.support.scripted_site import Asked, Reply, Site

FOLDER = Path(__file__).parent / "shells"
_CLEARED = "clearance="
_TYPES = {".html": "text/html", ".js": "text/javascript", ".json": "application/json"}
_GBK = "jsonp.html"

ENGLISH = "Bicycles travel free of charge on the evening boat, as long as there is room on the lower deck."
CHINESE = (
    "港务局表示，如果乘客人数在夏天结束时仍然足够多，晚班渡轮将全年保留下来；时刻表会在码头和镇公所的布告栏里贴出。"
)

SHELLS = {
    "challenge.html": ENGLISH,
    "component.html": ENGLISH,
    "eastmoney.html": CHINESE,
    "frame.html": ENGLISH,
    "jsonp.html": CHINESE,
    "next.html": ENGLISH,
    "nuxt.html": CHINESE,
    "react.html": ENGLISH,
    "redirect.html": ENGLISH,
    "summary.html": ENGLISH,
    "vue.html": CHINESE,
    "written.html": ENGLISH,
}
"""Each shell, and the last sentence of what it becomes."""

SHORT = tuple(sorted(f"short/{path.name}" for path in (FOLDER / "short").iterdir()))


def bytes_of(name: str) -> bytes:
    """Return a page as its site sends it."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return text.encode("gbk" if name == _GBK else "utf-8")


def site_of_shells() -> Site:
    """Return a site, yet to be started, that serves every page with its scripts and data."""
    site = Site()
    for path in FOLDER.rglob("*.*"):
        name = path.relative_to(FOLDER).as_posix()
        site.paths[f"/{name}"] = Reply(body=bytes_of(name), type=_TYPES[path.suffix])
    news = (FOLDER / "news.json").read_text(encoding="utf-8")
    site.paths["/NewsData/GetNewsText.do"] = Reply(body=news.encode(), type="application/json")
    site.paths["/news.js"] = Reply(body=f"shownews({json.dumps(json.loads(news))})".encode(), type="text/javascript")
    site.paths["/challenge.html"] = _after_challenge
    return site


def _after_challenge(asked: Asked) -> Reply:
    cleared = _CLEARED in asked.fields.get("Cookie", "")
    return Reply(body=bytes_of("story.html" if cleared else "challenge.html"), type=_TYPES[".html"])

"""Turn a page's title and words into what it says in the place of an article: deleted, not there, sign in, an error."""

import re
from functools import cache

from tearsheet.model.errors import Reason
from tearsheet.text.cjk import count_words, fold

_SHORT = 200  # words, a Chinese character being one: a notice has little beside it

# Folded text: lower case, simplified characters. Where a page says several, the first of these is the news.
_SIGNS = (
    (
        Reason.PAGE_DELETED,
        r"(?:内容|文章|页面|帖子|信息|新闻|稿件|视频|作品|微博|笔记|回答|链接)(?:已经?|因\w{0,12}?)?(?:被|由|经)?"
        r"(?:发布者|作者|原作者|用户|博主|楼主|本站|管理员|平台)?(?:自行)?(?:删除|下架|移除|撤稿|屏蔽|失效|过期)",
        r"(?:内容|文章|账号)因?(?:涉嫌)?违规(?:无法查看|已\w{0,4}删除)?",
        r"\b(?:article|content|page|post|story|item|video|thread|note|tweet)s?\b.{0,40}?(?:ha(?:s|ve) been|was|is) "
        r"(?:deleted|removed|taken down|unpublished|withdrawn|retracted)\b",
        r"\b(?:is|are) no longer (?:available|here|online|exists?)\b|\bno longer (?:exists|available)\b",
    ),
    (
        Reason.PAGE_MISSING,
        r"(?:页面|网页|内容|文章|资源|地址)(?:并)?(?:不存在|未找到|找不到|没有找到|没找到|走丢|丢失|不见了|无法找到)",
        r"(?:找不到|没有找到|未找到|无法找到)(?:您|你)?\w{0,8}?(?:页面|网页|内容|文章)",
        r"\b(?:page|article|file|content|document|story) (?:was |is )?(?:not found|missing|unavailable)\b",
        r"\b(?:page|article|content|story)\b.{0,60}\b(?:could ?n.?t|cannot|can ?not|can.?t|could not) be found\b",
        r"\b(?:page|article|content|story)\b.{0,60}\bdoes ?n.?o?t exist\b|\bcan.?t find (?:the|that) page\b",
        r"\b(?:error|http)[ :-]*404\b|\b404[ :|–-]*(?:error|page|not found)|^\s*404\s*$|\b404\b.{0,20}(?:页面|错误)",
    ),
    (
        Reason.LOGIN_WANTED,
        r"(?:请|需|需要|必须|未)(?:您|你)?(?:先|立即|重新)?登[录陆入]|登[录陆入](?:后|之后|以后|以|即可|才能|方可)\w{0,6}?"
        r"(?:查看|阅读|浏览|继续|访问|观看)|(?:扫码|密码|短信|账号|手机号?)登[录陆入]",
        r"\b(?:sign|log) ?-?in (?:to|and) (?:continue|read|view|see|access|keep)\b",
        r"\bplease (?:sign|log) ?-?in\b|\byou (?:must|need to|have to) (?:be (?:logged|signed)|(?:log|sign)) ?-?in\b",
        r"\b(?:sign|log) ?-?in or (?:register|sign ?-?up|create|subscribe)\b|\bforgot(?:ten)? (?:your )?password\b",
    ),
    (
        Reason.PAGE_ERROR,
        r"(?:系统|服务器|网络|服务)(?:繁忙|错误|异常|内部错误|出错|开小差|不可用)|(?:访问|请求)(?:异常|出错|过于频繁|被拒绝)",
        r"\b(?:internal server error|bad gateway|service (?:is )?(?:temporarily )?unavailable|gateway time-?out|"
        r"access denied|something went wrong|under maintenance)\b",
    ),
)
_TITLES = (
    (Reason.PAGE_MISSING, r"\W*(?:404|not found|page not found|页面不存在|页面未找到|找不到页面)\b.{0,30}"),
    (Reason.LOGIN_WANTED, r"\W*(?:登[录陆入]|用户登[录陆入]|账号登[录陆入]|log ?-?in|sign ?-?in|login)(?:\W.{0,30})?"),
)


def notice(title: str, text: str) -> Reason | None:
    """Return what a page says instead of an article, or None for one that is an article for all that can be told."""
    if count_words(text) > _SHORT:
        return None
    called, said = fold(title).strip(), " ".join(fold(text).split())
    for reason, pattern in _titles():
        if pattern.fullmatch(called):
            return reason
    for reason, pattern in _signs():
        if pattern.search(said) or pattern.search(called):
            return reason
    return None


@cache
def _signs() -> tuple[tuple[Reason, re.Pattern[str]], ...]:
    return tuple((reason, re.compile("|".join(patterns))) for reason, *patterns in _SIGNS)


@cache
def _titles() -> tuple[tuple[Reason, re.Pattern[str]], ...]:
    return tuple((reason, re.compile(pattern)) for reason, pattern in _TITLES)

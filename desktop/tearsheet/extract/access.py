"""Turn the marks of a wall in front of an article (a subscription, a check for robots) into flags."""

import re

from lxml.html import HtmlElement

from tearsheet.extract.declared import Declared, Node
from tearsheet.model.extraction import Flag

_NOT_FREE = ("false", "no", "0", "locked", "metered", "premium", "paid", "subscription")
_TIERS = ("article:content_tier", "article_access", "content_tier", "cxenseparse:recs:paywall")
_CHECKED = re.compile(
    r"just a moment|attention required|access (?:to this page )?(?:has been |is )?denied|are you a (?:robot|human)|"
    r"(?:verify|confirm|prove)(?:ing)? (?:that )?(?:you(?:'|’)?(?:re| are)|you) (?:a )?(?:human|not a robot)|"
    r"checking your browser|unusual (?:traffic|activity)|robot check|security check|403 forbidden|captcha|"
    r"人机验证|安全验证|访问验证|访问受限|访问过于频繁|拒绝访问|请输入验证码|请完成验证|环境异常",
    re.IGNORECASE,
)
_CHECKER = (
    "//script[contains(@src, 'captcha') or contains(@src, '/cdn-cgi/challenge') or contains(@src, 'turnstile')]"
    " | //*[@id='challenge-form' or @id='challenge-running' or @id='px-captcha' or @id='js_verify']"
)
_THIN = 1200
_LEAST_SURE = 300


def walls_of(root: HtmlElement, page: Declared, title: str, shown: str) -> tuple[Flag, ...]:
    """Return what the page says stands between a reader and its text; a page about captchas is not one."""
    flags = []
    if _is_paid(page):
        flags.append(Flag.PAYWALLED)
    if (
        len(shown) <= _THIN
        and _CHECKED.search(f"{title}\n{shown}")
        and (len(shown) <= _LEAST_SURE or _is_checked(root))
    ):
        flags.append(Flag.BLOCKED)
    return tuple(flags)


def _is_checked(root: HtmlElement) -> bool:
    return bool(root.xpath(f"boolean({_CHECKER})"))


def _is_paid(page: Declared) -> bool:
    if any(_says_not_free(node) for node in (page.linked, page.page)):
        return True
    return page.first(*_TIERS).lower() in _NOT_FREE


def _says_not_free(node: Node) -> bool:
    return str(node.get("isAccessibleForFree", "")).rsplit("/", 1)[-1].lower() in _NOT_FREE

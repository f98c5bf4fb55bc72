"""A short page that says that an article is gone, or was never there, or to sign in, or that something broke."""

import pytest

from tearsheet.model.errors import Reason
from tearsheet.text.notices import notice

DELETED, MISSING, LOGIN, ERROR = Reason.PAGE_DELETED, Reason.PAGE_MISSING, Reason.LOGIN_WANTED, Reason.PAGE_ERROR


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("此内容已被发布者删除", DELETED),
        ("该内容已被发布者删除 微信公众平台运营中心", DELETED),
        ("该内容已被删除", DELETED),
        ("该文章已被作者删除，看看其他内容吧", DELETED),
        ("抱歉，此微博已被作者删除。查看帮助：网页链接", DELETED),
        ("此内容因违规无法查看 由用户投诉并经平台审核，涉嫌违反相关法律法规和政策", DELETED),
        ("該內容已被刪除", DELETED),
        ("您访问的文章已下架", DELETED),
        ("This article has been removed by its author.", DELETED),
        ("Sorry, this content is no longer available.", DELETED),
        ("This post was deleted.", DELETED),
        ("The story you were looking for has been taken down. Here is our front page.", DELETED),
        ("页面不存在", MISSING),
        ("抱歉，您访问的页面不存在，请检查网址是否正确。 返回首页", MISSING),
        ("很抱歉，没有找到您要访问的页面！", MISSING),
        ("网页走丢了", MISSING),
        ("404 Not Found\nnginx", MISSING),
        ("Page not found. The page you requested could not be found on our server.", MISSING),
        ("We can't find the page you're looking for.", MISSING),
        ("Oops! That page doesn’t exist.", MISSING),
        ("请登录后查看", LOGIN),
        ("您还未登录，请先登录", LOGIN),
        ("登录后可阅读全文", LOGIN),
        ("扫码登录 打开微信扫一扫", LOGIN),
        ("請登入後繼續閱讀", LOGIN),
        ("Sign in to continue", LOGIN),
        ("Please log in to read this article. Forgot your password?", LOGIN),
        ("You need to be logged in to view this page.", LOGIN),
        ("系统繁忙，请稍后再试", ERROR),
        ("502 Bad Gateway", ERROR),
        ("Something went wrong. Try again later.", ERROR),
    ],
)
def test_a_notice_is_known_by_what_it_says(text: str, said: Reason) -> None:
    assert notice("某网站", text) is said


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("404", MISSING),
        ("404 - 页面不存在", MISSING),
        ("Page not found | The Daily Bench", MISSING),
        ("登录 - 论坛", LOGIN),
        ("Sign in | The Daily Bench", LOGIN),
        ("Log in", LOGIN),
        ("该文章已被删除", DELETED),
    ],
)
def test_a_notice_is_known_by_its_title(title: str, said: Reason) -> None:
    assert notice(title, "") is said
    assert notice(title, "首页 新闻 图片 Home News") is said


@pytest.mark.parametrize(
    "text",
    [
        "明天停水，请提前储水。",
        "The bridge was closed to carts at noon, and the ferrymen were paid twice what they asked for.",
        "The committee met on Tuesday and agreed to nothing. It will meet again in a week.",
        "The library deleted 404 duplicate records on Friday.",
        "他删除了手机里的照片，登录了新的账号。",
        "The logbook was signed in ink.",
        "",
    ],
)
def test_short_news_is_no_notice(text: str) -> None:
    assert notice("Something that happened", text) is None


def test_a_long_text_is_an_article_whatever_it_says() -> None:
    assert notice("Sign in", f"Please log in. {'word ' * 201}") is None
    assert notice("", f"该内容已被删除{'字' * 201}") is None

import pytest

from tearsheet.extract.addresses import Base
from tearsheet.extract.metadata import metadata_of
from tearsheet.extract.parse import parse
from tearsheet.model.extraction import Flag


def flags(html: str) -> tuple[Flag, ...]:
    page = "https://x.example/a"
    return metadata_of(parse(html).root, Base(page, page), None).flags


@pytest.mark.parametrize("said", ['"False"', "false", '"http://schema.org/False"'])
def test_a_page_that_says_it_is_not_free_is_flagged(said: str) -> None:
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "isAccessibleForFree": {said}}}</script>'
    assert flags(script) == (Flag.PAYWALLED,)


def test_a_free_page_and_one_that_says_nothing_are_not() -> None:
    assert (
        flags('<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": true}</script>') == ()
    )
    assert flags("<meta name=article:content_tier content=free>") == ()
    assert flags("<meta name=article:content_tier content=metered>") == (Flag.PAYWALLED,)


@pytest.mark.parametrize(
    "html",
    [
        "<title>Just a moment...</title><p>Checking your browser before you go on.</p>",
        "<title>Access Denied</title><p>You do not have permission.</p>",
        "<p>Please verify you are human</p>",
        "<title>安全验证</title><p>请完成验证后继续访问</p>",
        "<p>访问过于频繁，请稍后再试</p>",
    ],
)
def test_a_check_for_robots_is_no_article(html: str) -> None:
    assert flags(html) == (Flag.BLOCKED,)


def test_an_article_about_captchas_is_one() -> None:
    assert (
        flags("<title>How a captcha works</title>" + "<p>" + "A captcha asks you to verify you are human. " * 20) == ()
    )
    assert flags("<title>验证码的历史</title><p>" + "请输入验证码，这句话人人都见过，它从哪里来？" * 30) == ()

"""Fill a page's words in the person's language."""

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from tearsheet.model.extraction import Flag
from tearsheet.text.words import _, language, ngettext
from tearsheet.workflows.page import PageWords


def page_words() -> PageWords:
    """Return the words of a page in the language of the window."""
    return PageWords(
        language="zh-CN" if language() == "zh_CN" else "en",
        # Qt's own date formats: https://doc.qt.io/qt-6/qdatetime.html#toString
        moment=lambda moment: _dated(moment, _("d MMMM yyyy, HH:mm")),
        day=lambda moment: _dated(moment, _("d MMMM yyyy")),
        words=lambda count: ngettext("{count} word", "{count} words", count).format(count=f"{count:,}"),
        characters=lambda count: ngettext("{count} character", "{count} characters", count).format(count=f"{count:,}"),
        minutes=lambda count: ngettext("{count} min", "{count} min", count).format(count=f"{count:,}"),
        size=lambda count: QLocale(language()).formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat),
        original=_("Original page"),
        kept=_("Kept {date} from {host}"),
        untitled=_("Untitled"),
        picture_missing=_("Picture missing"),
        pictures_missing=lambda count: ngettext(
            "{count} picture is missing.", "{count} pictures are missing.", count
        ).format(count=f"{count:,}"),
        video=_("Video on the original page"),
        audio=_("Sound on the original page"),
        only_link=_("Only the link was kept: {reason}"),
        no_article=_("no article was found on the page."),
        open_file=_("Open file"),
        try_again=_("Try again"),
        flags={
            Flag.DEPTH_LOST: _("Part of the page was nested too deeply to be read; the original may hold more."),
            Flag.MAYBE_CUT_SHORT: _("The page may have broken off before its end."),
            Flag.THIN: _("Little text was found; the original may show more."),
            Flag.SHORTENED: _("The page was too long to keep whole; the original holds more."),
            Flag.PAYWALLED: _("The publisher keeps this article for subscribers; the original may hold more."),
            Flag.BLOCKED: _("The site answered with a check for robots instead of its page."),
            Flag.TITLE_SHORTENED: _("The title was too long and was shortened."),
        },
    )


def _dated(moment: datetime, pattern: str) -> str:
    clock = QTime(moment.hour, moment.minute)
    return QLocale(language()).toString(QDateTime(QDate(moment.year, moment.month, moment.day), clock), pattern)

"""A catalogue is read as polib reads it, only sooner."""

import polib

from tearsheet.resources import resource
from tearsheet.text.catalogue import messages

WRITTEN = """\
msgid ""
msgstr "Language: zh_CN\\n"

#. for translators
#: somewhere.py:1
msgid "one line"
msgstr "一行"

msgid ""
"it goes "
"on"
msgstr ""
"继"
"续"

msgid "{count} page"
msgid_plural "{count} pages"
msgstr[0] "{count} 页"
msgstr[1] "{count} 页们"

msgid "a \\"quote\\", a \\\\, a line\\nand another"
msgstr "引 \\"号\\"\\\\\\n"

msgid "not yet"
msgstr ""

#~ msgid "no longer"
#~ msgstr "不再"
"""


def test_our_catalogue_is_read_as_polib_reads_it() -> None:
    path = resource("translations/zh_CN.po")
    expected = {
        entry.msgid: tuple(entry.msgstr_plural.values()) or (entry.msgstr,) for entry in polib.pofile(str(path))
    }
    assert messages(path.read_text(encoding="utf-8")) == expected


def test_lines_that_go_on_plurals_and_escapes_are_understood() -> None:
    assert messages(WRITTEN) == {
        "one line": ("一行",),
        "it goes on": ("继续",),
        "{count} page": ("{count} 页", "{count} 页们"),
        'a "quote", a \\, a line\nand another': ('引 "号"\\\n',),
    }


def test_what_is_not_translated_or_used_no_longer_is_left_out() -> None:
    assert messages(WRITTEN).keys().isdisjoint({"", "not yet", "no longer"})

"""Turn a catalogue (.po) into its messages: as much of that format as ours need, and quickly.

polib, which knows all of it, takes 8 ms to read ours, and a list and the first paint wait for their words. Tests hold
this reader to what polib reads.
"""

import json
import re

# A keyword that begins a message or its translation, and a quoted string; a line without a keyword goes on.
_LINE = re.compile(r'^(?:(msg\w+(?:\[\d\])?)[ ]+)?(".*")$', re.MULTILINE)


def messages(text: str) -> dict[str, tuple[str, ...]]:
    """Return the translations of each message: one, or one for each form of a plural.

    Entries stand apart by empty lines. One without its translation is left out, as is the header.
    """
    found = {}
    for entry in text.split("\n\n"):
        parts: dict[str, str] = {}
        name = ""
        for keyword, quoted in _LINE.findall(entry):
            name = keyword or name
            parts[name] = parts.get(name, "") + json.loads(quoted)  # the same escapes
        translations = tuple(part for name, part in parts.items() if name.startswith("msgstr"))
        if parts.get("msgid") and all(translations):
            found[parts["msgid"]] = translations
    return found

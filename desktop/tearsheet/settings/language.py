"""Turn the system's locale settings into a language tag."""

import os


def system_language() -> str:
    """Return the tag of the language the system speaks to this person, such as `zh_CN`; `en` when it does not say."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        tag = os.environ.get(name, "").split(":")[0].split(".")[0]
        if tag and tag not in ("C", "POSIX"):
            return tag
    import locale  # hardly ever needed, and the first paint waits for it

    return locale.getlocale()[0] or "en"

"""Turn the program's English words into those of the person's language."""

from functools import cache

from tearsheet.resources import resource
from tearsheet.text.catalogue import messages

LANGUAGES = ("en", "zh_CN")
"""The languages there is a catalogue for; English is the source and needs none."""


@cache
def _catalogue(language: str) -> dict[str, tuple[str, ...]]:
    # Read from the .po itself, so that no compiled copy can fall behind it.
    return {} if language == "en" else messages(resource(f"translations/{language}.po").read_text(encoding="utf-8"))


_language = "en"


def language_for(tag: str) -> str:
    """Return the catalogue that serves the locale `tag` (`zh-Hans`, `zh_SG.UTF-8`, `de_AT`) best."""
    return "zh_CN" if tag.replace("_", "-").lower().startswith("zh") else "en"


def use_language(tag: str) -> None:
    """Speak the language of the locale `tag` from now on."""
    global _language
    _language = language_for(tag)


def language() -> str:
    """Return the catalogue in use, one of LANGUAGES."""
    return _language


def _(message: str) -> str:
    """Return `message` in the person's language."""
    return _catalogue(_language).get(message, (message,))[0]


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a message that goes with `count`, in the person's language."""
    forms = _catalogue(_language).get(one, (one, many))
    return forms[0 if count == 1 else -1]  # Chinese has one form; a language with more than two will need its rule

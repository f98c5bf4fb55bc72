"""Turn the program's English words into those of the person's language."""

import gettext
from functools import cache
from io import BytesIO

from tearsheet.resources import resource

LANGUAGES = ("en", "zh_CN")
"""The languages there is a catalogue for; English is the source and needs none."""


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    import polib  # only a reader of another language pays for it

    # Read from the .po itself, so that no compiled copy can fall behind it.
    return gettext.GNUTranslations(BytesIO(polib.pofile(str(resource(f"translations/{language}.po"))).to_binary()))


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
    return _catalogue(_language).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a message that goes with `count`, in the person's language."""
    return _catalogue(_language).ngettext(one, many, count)

"""Turn what stands in the window into preferences, and back for the next start."""

from dataclasses import dataclass

from tearsheet.gui.scope import EVERYTHING, Scope, Section
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Sort
from tearsheet.settings.preferences import Preferences


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A part of the library, its order, and the article that is read."""

    scope: Scope = EVERYTHING
    sort: Sort = Sort.SAVED
    article: ArticleId | None = None


def shown_of(preferences: Preferences, location: str) -> Shown:
    """Return what was shown of the library at `location`; of another one, and where it makes no sense, everything."""
    if preferences.shown_library != location:
        return Shown()
    section, sort = preferences.shown_section, preferences.shown_sort
    known = section in {each.value for each in Section}
    return Shown(
        scope=Scope(section=Section(section), name=preferences.shown_name) if known else EVERYTHING,
        sort=Sort(sort) if sort in {each.value for each in Sort} else Sort.SAVED,
        article=ArticleId(preferences.shown_article) if preferences.shown_article else None,
    )


def with_shown(preferences: Preferences, shown: Shown, location: str) -> Preferences:
    """Return the preferences with this as what was shown last."""
    return preferences.with_(
        shown_library=location,
        shown_section=shown.scope.section.value,
        shown_name=shown.scope.name,
        shown_sort=shown.sort.value,
        shown_article=int(shown.article or 0),
    )

"""Turn what keeps a window from opening into words; asked at every start, so nothing heavy is imported here."""

from tearsheet.model.errors import Failure, Reason
from tearsheet.settings import system
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _


def missing_library_words(error: ImportError) -> str:
    """Say why Qt could not be imported and what to install."""
    named = system.library_named_in(error)
    if not named:
        return _("Qt cannot be loaded: {reason}").format(reason=error)
    lacking = system.missing(system.QT_LIBRARIES | system.ENGINE_LIBRARIES | system.WINDOW_LIBRARIES)
    return _lacking(tuple(dict.fromkeys((named, *lacking))))


def window_obstacle() -> str:
    """Say what keeps a window from opening here; nothing when nothing does.

    Qt aborts the process without a screen or without a library of its X11 plugin, so this is asked before it.
    """
    if not system.has_display():
        return in_words(Failure(reason=Reason.NO_DISPLAY))
    lacking = system.missing(system.WINDOW_LIBRARIES) if system.is_x11() else ()
    return _lacking(lacking) if lacking else ""


def installing(libraries: tuple[str, ...]) -> str:
    """Say how the packages that bring `libraries` are installed here."""
    if not libraries:
        return ""
    packages = system.packages_with(libraries)
    if not packages:
        return _("Install them with your system's package manager.")
    return _("This installs them: {command}").format(command=f"sudo apt-get install {' '.join(packages)}")


def _lacking(libraries: tuple[str, ...]) -> str:
    said = _("Libraries of the system are missing: {libraries}.").format(libraries=", ".join(libraries))
    return " ".join(filter(None, (said, installing(libraries))))

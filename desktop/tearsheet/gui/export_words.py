"""Turn an exporter's options and their choices into the words that a person chooses by."""

from tearsheet.gui.moments import number
from tearsheet.text.words import _, ngettext


def option_in_words(name: str) -> str:
    """Return what an option is called."""
    words = {
        "pictures": _("Images"),
        "names": _("File names"),
        "highlights": _("Highlights"),
        "dialect": _("Written for"),
        "template": _("Template"),
        "layout": _("Files"),
        "parts": _("Scope"),
        "front": _("Front page"),
        "language": _("Language"),
        "zone": _("Time zone"),
    }
    return words.get(name, name)


def choice_in_words(option: str, choice: str) -> str:
    """Return what a choice is called; of a file that was chosen its name."""
    if option == "front" and choice.isdigit():
        return ngettext("The last {count} day", "The last {count} days", int(choice)).format(count=number(int(choice)))
    words = {
        ("pictures", "folder"): _("In a folder beside it"),
        ("pictures", "attachments"): _("In one folder for all"),
        ("pictures", "inside"): _("In the file itself"),
        ("pictures", "link"): _("As links to the web"),
        ("pictures", "none"): _("Left out"),
        ("names", "title"): _("Title"),
        ("names", "date-title"): _("Date and title"),
        ("highlights", "both"): _("In the text and below it"),
        ("highlights", "inline"): _("In the text"),
        ("highlights", "list"): _("Below the text"),
        ("highlights", "shown"): _("Shown"),
        ("highlights", "none"): _("Left out"),
        ("dialect", "obsidian"): "Obsidian",
        ("dialect", "joplin"): "Joplin",
        ("dialect", "logseq"): "Logseq",
        ("dialect", "gfm"): _("GitHub and others"),
        ("template", "none"): _("None"),
        ("layout", "files"): _("One for each article"),
        ("layout", "lines"): _("All in one (JSON Lines)"),
        ("parts", "site"): _("A whole site"),
        ("parts", "posts"): _("Posts only"),
        ("front", "all"): _("All posts"),
        ("language", "zh"): "中文",
        ("language", "en"): "English",
    }
    return words.get((option, choice)) or choice.replace("\\", "/").rpartition("/")[2].replace("_", " ")

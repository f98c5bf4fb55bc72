"""An article whose title or day changed has one file in the folder: the new one; what a person made theirs stays."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from tearsheet.model.article import Edits, Resource
from tearsheet.model.errors import Cancelled, ExportError
from tearsheet.model.export import ExportOptions
from tearsheet.model.ids import ArticleId
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.export import export
from tearsheet.workflows.organise import edit
from tests.support.keepings import keeping

PICTURE = "https://news.example/river.png"
FORMATS = ("jekyll", "hugo", "markdown")
RETITLE = Edits(title="Coffee")
PLACES = {
    "jekyll": {"_posts/2026-03-01-{}.md", "pictures/2026-03-01-{}/01.png"},
    "hugo": {"content/posts/2026-03-01-{}/index.md", "content/posts/2026-03-01-{}/01.png"},
    "markdown": {"{}.md", "{}/01.png"},
}


@pytest.fixture
def tea(desk: Desk) -> ArticleId:
    return keep(desk, "Tea")


def keep(desk: Desk, title: str, name: str = "") -> ArticleId:
    blob = desk.library.put_blob(b"picture", "image/png")
    published = datetime(2026, 3, 1, 9, tzinfo=UTC)
    kept = keeping(name or title, title=title, published=published, resources=[Resource(url=PICTURE, blob=blob)])
    return desk.library.add(kept).article


def take(desk: Desk, form: str, folder: Path, *articles: ArticleId, **options: str) -> set[Path]:
    """Export posts and return what was left alone."""
    left: list[Path] = []
    wanted = {"parts": "posts"} if form in ("jekyll", "hugo") else {}
    chosen = ExportOptions(values=tuple({**wanted, **options}.items()))
    export(desk, articles, format=form, to=folder, options=chosen, left_alone=left.append)
    return set(left)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def page(form: str, folder: Path, title: str) -> Path:
    return folder / next(place for place in sorted(PLACES[form]) if place.endswith(".md")).format(title)


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_of_another_title_is_replaced_with_all_that_went_with_it(
    form: str, desk: Desk, tea: ArticleId, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    take(desk, form, out, tea)
    assert files(out) == {place.format("Tea") for place in PLACES[form]}
    edit(desk, [tea], RETITLE)
    assert take(desk, form, out, tea) == set()
    assert files(out) == {place.format("Coffee") for place in PLACES[form]}
    assert not list(out.rglob("*Tea*")), "no empty folder either"
    assert "Coffee" in page(form, out, "Coffee").read_text("utf-8")


@pytest.mark.parametrize("form", ("jekyll", "hugo"))
def test_a_post_of_another_day_is_replaced(form: str, desk: Desk, tea: ArticleId, tmp_path: Path) -> None:
    take(desk, form, tmp_path, tea)
    edit(desk, [tea], Edits(published=datetime(2022, 3, 2, 9, tzinfo=UTC)))
    take(desk, form, tmp_path, tea)
    assert {path for path in files(tmp_path) if "20" in path and "library" not in path} == {
        place.format("Tea").replace("2026-03-01", "2022-03-02") for place in PLACES[form]
    }


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("retitled", (True, False), ids=("retitled", "same title"))
def test_a_file_that_a_person_changed_stays_the_articles_only_one_and_is_told(
    form: str, retitled: bool, desk: Desk, tea: ArticleId, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    take(desk, form, out, tea)
    theirs = page(form, out, "Tea")
    theirs.write_text(theirs.read_text("utf-8") + "\nMine.\n", "utf-8")
    if retitled:
        edit(desk, [tea], RETITLE)
    assert take(desk, form, out, tea) == {theirs}
    assert files(out) == {place.format("Tea") for place in PLACES[form]}
    assert theirs.read_text("utf-8").endswith("\nMine.\n")


def test_a_note_that_a_person_renamed_is_theirs(desk: Desk, tea: ArticleId, tmp_path: Path) -> None:
    out = tmp_path / "out"
    take(desk, "markdown", out, tea)
    (out / "Tea.md").rename(out / "My tea.md")
    assert take(desk, "markdown", out, tea) == {out / "My tea.md"}
    assert files(out) == {"My tea.md", "Tea/01.png"}, "where the note looks for its picture"


def test_a_changed_note_is_not_written_over_by_a_template_that_says_nothing_of_its_article(
    desk: Desk, tea: ArticleId, tmp_path: Path
) -> None:
    out, template = tmp_path / "out", tmp_path / "template.md"
    template.write_text("{{title}}\n")
    take(desk, "markdown", out, tea, pictures="none")
    assert take(desk, "markdown", out, tea, pictures="none", template=str(template)) == set()
    assert (out / "Tea.md").read_text() == "Tea\n"
    (out / "Tea.md").unlink()
    take(desk, "markdown", out, tea, pictures="none")
    (out / "Tea.md").write_text((out / "Tea.md").read_text("utf-8") + "Mine.\n", "utf-8")
    assert take(desk, "markdown", out, tea, pictures="none", template=str(template)) == {out / "Tea.md"}


def test_a_template_with_the_properties_lets_the_note_be_known_again(
    desk: Desk, tea: ArticleId, tmp_path: Path
) -> None:
    out, template = tmp_path / "out", tmp_path / "template.md"
    template.write_text("{{properties}}\n\n# {{title}}\n")
    take(desk, "markdown", out, tea, pictures="none", template=str(template))
    edit(desk, [tea], RETITLE)
    take(desk, "markdown", out, tea, pictures="none", template=str(template))
    assert files(out) == {"Coffee.md"}


def test_a_copy_that_a_person_made_is_theirs_and_the_note_goes_on(desk: Desk, tea: ArticleId, tmp_path: Path) -> None:
    out = tmp_path / "out"
    take(desk, "markdown", out, tea, pictures="none")
    shutil.copy(out / "Tea.md", out / "Another.md")
    edit(desk, [tea], RETITLE)
    assert take(desk, "markdown", out, tea, pictures="none") == set()
    assert files(out) == {"Another.md", "Coffee.md"}


@pytest.mark.parametrize("form", FORMATS)
def test_what_was_killed_between_two_files_is_finished_by_the_next_export(
    form: str, desk: Desk, tea: ArticleId, tmp_path: Path
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    take(desk, form, before, tea)
    edit(desk, [tea], RETITLE)
    take(desk, form, after, tea)
    new = sorted(files(after), key=lambda path: path.endswith(".md"))  # as they are written: the page last
    for written in range(len(new) + 1):
        out = tmp_path / f"killed-{written}"
        shutil.copytree(before, out)
        for path in new[:written]:
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(after / path, out / path)
        take(desk, form, out, tea)
        assert files(out) == files(after)
        assert not list(out.rglob("*Tea*"))


def test_nothing_is_taken_away_before_the_new_file_is_there(desk: Desk, tea: ArticleId, tmp_path: Path) -> None:
    out = tmp_path / "out"
    take(desk, "markdown", out, tea)
    edit(desk, [tea], RETITLE)
    (out / "Coffee.md").mkdir()  # nothing can be written there
    with pytest.raises(ExportError, match=r"Coffee\.md"):
        take(desk, "markdown", out, tea)
    assert {"Tea.md", "Tea/01.png"} <= files(out)


def test_a_picture_that_is_not_the_new_files_own_stays(desk: Desk, tea: ArticleId, tmp_path: Path) -> None:
    out = tmp_path / "out"
    take(desk, "markdown", out, tea)
    (out / "Tea" / "01.png").write_bytes(b"painted over")
    (out / "Tea" / "mine.txt").write_bytes(b"mine")
    edit(desk, [tea], RETITLE)
    take(desk, "markdown", out, tea)
    assert files(out) == {"Coffee.md", "Coffee/01.png", "Tea/01.png", "Tea/mine.txt"}


def test_articles_that_swap_their_titles_both_have_a_file_whatever_stops_it(desk: Desk, tmp_path: Path) -> None:
    tea, coffee = keep(desk, "Tea"), keep(desk, "Coffee")
    out = tmp_path / "out"
    take(desk, "markdown", out, tea, coffee, pictures="none")
    edit(desk, [tea], Edits(title="Coffee"))
    edit(desk, [coffee], Edits(title="Tea"))
    take(desk, "markdown", out, tea, pictures="none")
    assert len(files(out)) == 2, "as if it had been stopped here"
    take(desk, "markdown", out, tea, coffee, pictures="none")
    names = files(out)
    assert len(names) == 2
    uids = {desk.library.article(article).uid for article in (tea, coffee)}
    assert all(any(uid in (out / name).read_text("utf-8") for name in names) for uid in uids)
    take(desk, "markdown", out, tea, coffee, pictures="none")
    assert files(out) == names


@pytest.mark.parametrize("form", FORMATS)
def test_an_article_does_not_take_the_file_of_another_of_its_title(form: str, desk: Desk, tmp_path: Path) -> None:
    one, other = keep(desk, "Tea", "one"), keep(desk, "Tea", "other")
    out = tmp_path / "out"
    for article in (other, one):
        take(desk, form, out, article)
    before = {path: (out / path).read_bytes() for path in files(out)}
    pages = [path for path in before if path.endswith(".md")]
    assert len(pages) == 2
    take(desk, form, out, one, other)
    assert {path: (out / path).read_bytes() for path in files(out)} == before


def test_another_case_of_a_title_leaves_the_file_where_it_is(desk: Desk, tea: ArticleId, tmp_path: Path) -> None:
    out = tmp_path / "out"
    take(desk, "markdown", out, tea, pictures="none")
    edit(desk, [tea], Edits(title="TEA"))
    take(desk, "markdown", out, tea, pictures="none")
    assert files(out) == {"Tea.md"}
    assert 'title: "TEA"' in (out / "Tea.md").read_text("utf-8")


def test_a_persons_own_note_of_that_name_stays_and_is_told(desk: Desk, tea: ArticleId, tmp_path: Path) -> None:
    own = tmp_path / "Tea.md"
    own.write_text("Leaves, and hot water.\n")
    assert take(desk, "markdown", tmp_path, tea, pictures="none") == {own}
    assert own.read_text() == "Leaves, and hot water.\n"


def test_a_cancelled_export_takes_nothing_away(desk: Desk, tea: ArticleId, tmp_path: Path) -> None:
    out = tmp_path / "out"
    take(desk, "markdown", out, tea)
    edit(desk, [tea], RETITLE)
    stop = Event()
    stop.set()
    with pytest.raises(Cancelled):
        export(desk, [tea], format="markdown", to=out, cancelled=stop)
    assert files(out) == {"Tea.md", "Tea/01.png"}


def test_whatever_else_lies_in_the_folder_is_left(desk: Desk, tea: ArticleId, tmp_path: Path) -> None:
    out = tmp_path / "out"
    take(desk, "markdown", out, tea, pictures="none")
    note = (out / "Tea.md").read_bytes()
    uid = desk.library.article(tea).uid

    def make(name: str, *, of: Callable[[Path], object]) -> None:
        of(out / name)

    make("broken.md", of=lambda path: path.write_bytes(b"---\n\xff\xfe\n"))
    make("open.md", of=lambda path: path.write_bytes(b"---\n" + b"a: b\n" * 10_000))
    make("quoted.md", of=lambda path: path.write_text(f"# tearsheet:{'0' * 16} {uid}\n"))
    make("folder.md", of=lambda path: path.mkdir())
    make("link.md", of=lambda path: path.symlink_to(out / "Tea.md"))
    make("elsewhere", of=lambda path: path.mkdir())
    make("elsewhere/Tea.md", of=lambda path: path.write_bytes(note))
    edit(desk, [tea], RETITLE)
    assert take(desk, "markdown", out, tea, pictures="none") == set()
    assert {path.name for path in out.iterdir()} == {
        *("broken.md", "open.md", "quoted.md", "folder.md", "link.md", "elsewhere", "Coffee.md"),
    }
    assert (out / "elsewhere" / "Tea.md").read_bytes() == note

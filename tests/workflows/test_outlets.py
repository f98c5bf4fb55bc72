"""What arrives in a saved search is written into its folder: all of it, once, and nothing of a person's own is lost."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from tearsheet.model.article import Edits, Resource
from tearsheet.model.errors import Cancelled, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.outlet import Delivery, Outlet
from tearsheet.model.query import Query
from tearsheet.model.saved_search import SavedSearch
from tearsheet.workflows import outlets, saved_searches
from tearsheet.workflows.annotate import annotate
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.export import export
from tearsheet.workflows.organise import tag
from tests.support.keepings import keeping
from tests.support.pngs import png

PICTURE = "https://news.example/p.png"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "notes"
    made.mkdir()
    return made


@pytest.fixture
def outlet(desk: Desk, folder: Path) -> Outlet:
    saved_searches.save(desk, SavedSearch(name="Rivers", query="tag:river"))
    made = Outlet(library=desk.library.uid, search="Rivers", form="markdown", folder=str(folder))
    outlets.begin(made)
    return made


def keep(desk: Desk, name: str, title: str = "", *, tags: tuple[str, ...] = ("river",)) -> ArticleId:
    resources = (Resource(url=PICTURE, failure="not-found"),)
    made = keeping(name, f"The text of {name}.", title=title or name.title(), tags=tags, resources=resources)
    return desk.library.add(made).article


def retitle(desk: Desk, article: ArticleId, title: str) -> None:
    desk.library.edit(article, Edits(title=title))


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def untouched_since(folder: Path, moments: dict[str, int]) -> bool:
    return all((folder / name).stat().st_mtime_ns == moment for name, moment in moments.items())


def moments(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_mtime_ns for name in files(folder)}


def test_what_fits_is_written_and_nothing_else(desk: Desk, outlet: Outlet, folder: Path) -> None:
    keep(desk, "one")
    keep(desk, "two", tags=())
    done = outlets.run(desk, outlet)
    assert (done.written, done.total, done.failure) == (1, 1, None)
    assert files(folder) == {"One.md"}


def test_only_what_has_changed_is_exported_again(desk: Desk, outlet: Outlet, folder: Path) -> None:
    first, second = keep(desk, "one"), keep(desk, "two")
    outlets.run(desk, outlet)
    before = moments(folder)
    assert outlets.run(desk, outlet).written == 0
    desk.library.edit(second, Edits(note="Look again."))
    assert outlets.run(desk, outlet, changed=[first]).written == 0
    assert outlets.run(desk, outlet, changed=[second]).written == 1
    assert "Look again." not in (folder / "One.md").read_text("utf-8")
    assert untouched_since(folder, {"One.md": before["One.md"]})


@pytest.mark.parametrize("what", ("tag", "mark", "annotate", "note", "capture", "picture"))
def test_whatever_changes_an_article_is_noticed(desk: Desk, outlet: Outlet, what: str) -> None:
    article = keep(desk, "one")
    outlets.run(desk, outlet)
    match what:
        case "tag":
            tag(desk, [article], add=["water"])
        case "mark":
            desk.library.mark([article], favourite=True)
        case "annotate":
            annotate(desk, desk.library.article(article), 0, 3, note="why")
        case "note":
            desk.library.edit(article, Edits(note="mine"))
        case "capture":
            desk.library.add(keeping("one", "The text of one, and some more that was added to it later.", title="One"))
        case "picture":
            blob = desk.library.put_blob(png(8, 8), "image/png")
            assert desk.library.set_resource(article, PICTURE, blob)
    assert outlets.run(desk, outlet).written == 1
    assert outlets.run(desk, outlet).written == 0


def test_an_article_that_comes_to_fit_is_written_and_one_that_no_longer_does_stays(
    desk: Desk, outlet: Outlet, folder: Path
) -> None:
    article = keep(desk, "one", tags=())
    outlets.run(desk, outlet)
    assert not files(folder)
    tag(desk, [article], add=["river"])
    outlets.run(desk, outlet, changed=[article])
    tag(desk, [article], remove=["river"])
    outlets.run(desk, outlet)
    assert files(folder) == {"One.md"}


def test_a_note_follows_its_title(desk: Desk, outlet: Outlet, folder: Path) -> None:
    article = keep(desk, "one")
    outlets.run(desk, outlet)
    retitle(desk, article, "High water")
    outlets.run(desk, outlet, changed=[article])
    assert files(folder) == {"High water.md"}


def test_a_note_that_a_person_wrote_in_stays_as_it_is(desk: Desk, outlet: Outlet, folder: Path) -> None:
    article = keep(desk, "one")
    outlets.run(desk, outlet)
    (folder / "One.md").write_text("my own words", "utf-8")
    desk.library.edit(article, Edits(note="mine"))
    done = outlets.run(desk, outlet)
    assert (done.left, done.failure) == (1, None)
    assert outlets.run(desk, outlet).written == 0
    retitle(desk, article, "High water")
    outlets.run(desk, outlet)
    assert (folder / "One.md").read_text("utf-8") == "my own words"
    assert files(folder) == {"One.md"}


def test_a_note_that_a_person_put_elsewhere_stays_the_only_one(desk: Desk, outlet: Outlet, folder: Path) -> None:
    article = keep(desk, "one")
    outlets.run(desk, outlet)
    (folder / "One.md").rename(folder / "Mine.md")
    before = moments(folder)
    desk.library.edit(article, Edits(note="mine"))
    assert outlets.run(desk, outlet, changed=[article]).left == 1
    assert files(folder) == {"Mine.md"} and untouched_since(folder, before)


def test_pictures_go_where_their_note_goes(desk: Desk, outlet: Outlet, folder: Path) -> None:
    article = keep(desk, "one")
    desk.library.set_resource(article, PICTURE, desk.library.put_blob(png(8, 8), "image/png"))
    outlets.run(desk, outlet)
    assert files(folder) == {"One.md", "One/01.png"}
    retitle(desk, article, "High water")
    outlets.run(desk, outlet)
    assert files(folder) == {"High water.md", "High water/01.png"}
    assert not (folder / "One").exists()


def test_a_picture_that_the_library_has_no_more_stays_in_the_folder(desk: Desk, outlet: Outlet, folder: Path) -> None:
    article = keep(desk, "one")
    desk.library.set_resource(article, PICTURE, desk.library.put_blob(png(8, 8), "image/png"))
    outlets.run(desk, outlet)
    outlet = replace(outlet, options=(("pictures", "none"),))
    outlets.begin(outlet)
    outlets.run(desk, outlet)
    assert files(folder) == {"One.md", "One/01.png"}


def test_a_persons_own_file_of_that_name_is_left_alone(desk: Desk, outlet: Outlet, folder: Path) -> None:
    (folder / "One.md").write_text("mine", "utf-8")
    (folder / "Two.md").mkdir()
    keep(desk, "one")
    keep(desk, "two")
    assert outlets.run(desk, outlet).left == 2
    assert (folder / "One.md").read_text("utf-8") == "mine"


def test_what_was_exported_by_hand_before_is_known_again(desk: Desk, outlet: Outlet, folder: Path) -> None:
    article = keep(desk, "one")
    export(desk, [article], format="markdown", to=folder)
    before = moments(folder)
    outlets.run(desk, outlet)
    assert untouched_since(folder, before)
    desk.library.edit(article, Edits(note="mine"))
    outlets.run(desk, outlet)
    assert "mine" in (folder / "One.md").read_text("utf-8")


def test_articles_of_one_title_never_take_each_others_file(desk: Desk, outlet: Outlet, folder: Path) -> None:
    first = keep(desk, "one", "Tea")
    other = keep(desk, "two", "Coffee")
    outlets.run(desk, outlet)
    retitle(desk, other, "TEA")
    outlets.run(desk, outlet, changed=[other])
    uid = desk.library.article(other).uid[:8]
    assert files(folder) == {"Tea.md", f"TEA ({uid}).md"}
    retitle(desk, first, "Coffee")
    outlets.run(desk, outlet)
    assert files(folder) == {"Coffee.md", f"TEA ({uid}).md"}
    assert desk.library.article(first).uid in (folder / "Coffee.md").read_text("utf-8")


def test_a_file_that_is_there_keeps_its_name_where_names_are_looked_up(
    desk: Desk, outlet: Outlet, folder: Path
) -> None:
    first, other = keep(desk, "one", "Coffee"), keep(desk, "two", "Tea")
    outlets.run(desk, outlet)
    before = moments(folder)
    retitle(desk, first, "Tea")
    outlets.run(desk, outlet, changed=[first])
    assert files(folder) == {"Tea.md", f"Tea ({desk.library.article(first).uid[:8]}).md"}
    assert untouched_since(folder, {"Tea.md": before["Tea.md"]})
    desk.library.delete([other])
    desk.library.edit(first, Edits(note="mine"))
    outlets.run(desk, outlet)
    assert untouched_since(folder, {"Tea.md": before["Tea.md"]})


def test_elsewhere_an_earlier_article_has_the_plain_name_as_in_a_full_export(
    desk: Desk, outlet: Outlet, folder: Path, tmp_path: Path
) -> None:
    outlet = replace(outlet, form="text")
    outlets.begin(outlet)
    first, other = keep(desk, "one", "Coffee"), keep(desk, "two", "Tea")
    outlets.run(desk, outlet)
    retitle(desk, first, "Tea")
    outlets.run(desk, outlet, changed=[first])
    export(desk, [first, other], format="text", to=tmp_path / "full")
    assert files(folder) == files(tmp_path / "full")
    assert all((folder / name).read_bytes() == (tmp_path / "full" / name).read_bytes() for name in files(folder))


@pytest.mark.parametrize("form", ("jekyll", "hugo", "html", "json", "text"))
def test_bit_by_bit_a_folder_becomes_what_a_full_export_writes(
    desk: Desk, outlet: Outlet, folder: Path, tmp_path: Path, form: str
) -> None:
    outlet = replace(outlet, form=form)
    outlets.begin(outlet)
    for name, title in (("one", "Tea"), ("two", "Tea"), ("three", "茶")):
        keep(desk, name, title)
        assert outlets.run(desk, outlet).failure is None
    export(desk, sorted(desk.library.ids(Query())), format=form, to=tmp_path / "full")
    assert files(folder) == files(tmp_path / "full")
    assert all((folder / name).read_bytes() == (tmp_path / "full" / name).read_bytes() for name in files(folder))


def test_one_file_for_all_has_all_that_fit_and_no_others(desk: Desk, outlet: Outlet, folder: Path) -> None:
    outlet = replace(outlet, form="json", options=(("layout", "lines"), ("pictures", "none")))
    outlets.begin(outlet)
    first = keep(desk, "one")
    keep(desk, "two")
    outlets.run(desk, outlet, changed=[first])
    lines = folder / "articles.jsonl"
    assert len(lines.read_text("utf-8").splitlines()) == 2
    before = moments(folder)
    outlets.run(desk, outlet)
    assert untouched_since(folder, before)
    tag(desk, [first], remove=["river"])
    outlets.run(desk, outlet, changed=[first])
    (line,) = lines.read_text("utf-8").splitlines()
    assert '"Two"' in line and '"One"' not in line


def test_a_folder_that_is_gone_is_said_and_not_made_anew(desk: Desk, outlet: Outlet, folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    keep(desk, "one")
    assert reason(outlets.run(desk, outlet)) is Reason.FOLDER_GONE
    assert not folder.exists()
    folder.with_name("elsewhere").rename(folder)
    assert outlets.run(desk, outlet).written == 1


def test_an_article_that_cannot_be_exported_keeps_no_other_back(desk: Desk, outlet: Outlet, folder: Path) -> None:
    template = folder.parent / "mine.md"
    template.write_text('{% if title == "One" %}{{ titel }}{% endif %}{{ title }}', "utf-8")
    outlet = replace(outlet, options=(("template", str(template)),))
    outlets.begin(outlet)
    keep(desk, "one")
    keep(desk, "two")
    done = outlets.run(desk, outlet)
    assert (reason(done), done.written) == (Reason.BAD_TEMPLATE, 1)
    assert files(folder) == {"Two.md"}
    template.write_text("{{ title }}!", "utf-8")  # all notes are made of it
    assert outlets.run(desk, outlet).written == 2
    assert (folder / "Two.md").read_text("utf-8") == "Two!"


def test_a_search_that_is_gone_or_not_understood_is_said(desk: Desk, outlet: Outlet) -> None:
    keep(desk, "one")
    saved_searches.change(desk, "Rivers", SavedSearch(name="Rivers", query="saved:Nothing"))
    assert reason(outlets.run(desk, outlet)) is Reason.NOT_UNDERSTOOD
    saved_searches.delete(desk, "Rivers")
    assert reason(outlets.run(desk, outlet)) is Reason.NO_SUCH_SEARCH
    assert outlets.outlets(desk) == (outlet,)  # the deletion can be taken back
    outlets.forget_gone(desk)
    assert outlets.outlets(desk) == ()


def test_an_outlet_follows_its_search_to_another_name(desk: Desk, outlet: Outlet) -> None:
    outlets.rename(desk, "Rivers", "Streams")
    assert outlets.outlets(desk) == (replace(outlet, search="Streams"),)


def test_the_files_stay_when_it_is_over_and_are_known_when_it_begins_again(
    desk: Desk, outlet: Outlet, folder: Path
) -> None:
    article = keep(desk, "one")
    outlets.run(desk, outlet)
    outlets.end(desk, "Rivers")
    assert (outlets.outlets(desk), files(folder)) == ((), {"One.md"})
    retitle(desk, article, "High water")
    outlets.begin(outlet)
    outlets.run(desk, outlet)
    assert files(folder) == {"High water.md"}


def test_outlets_into_one_folder_agree_on_how(desk: Desk, outlet: Outlet) -> None:
    other = replace(outlet, search="Other", options=(("pictures", "none"),))
    outlets.begin(other)
    assert {each.options for each in outlets.outlets(desk)} == {other.options}


def test_a_run_that_is_stopped_goes_on_where_it_was(desk: Desk, outlet: Outlet, folder: Path) -> None:
    for name in ("one", "two", "three"):
        keep(desk, name)
    stop = Event()
    with pytest.raises(Cancelled):
        outlets.run(desk, outlet, report=lambda step: stop.set() if step.done else None, cancelled=stop)
    assert 0 < len(files(folder)) < 3
    outlets.run(desk, outlet)
    assert len(files(folder)) == 3


def test_the_newest_article_and_their_number_are_known(desk: Desk, outlet: Outlet) -> None:
    assert outlets.newest(desk, "Rivers") == (None, 0)
    keep(desk, "one")
    last = keep(desk, "two")
    assert outlets.newest(desk, outlet.search) == (last, 2)


def reason(done: Delivery) -> Reason | None:
    return done.failure.reason if done.failure is not None else None

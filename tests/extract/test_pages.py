"""Page in, article out: each folder of tests/pages is one class of page, with what must come out of it."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from tearsheet.extract import read
from tearsheet.model.extraction import Extraction
from tests.support.made_pages import page_of

PAGES = sorted(path.parent for path in (Path(__file__).parent.parent / "pages").glob("*/article.json"))


def read_folder(folder: Path) -> Extraction:
    return read((page_of((folder / "page.html").read_bytes()),))


def golden(extraction: Extraction) -> dict[str, str]:
    """Return the files that stand beside a page: what is said of it as JSON, and the article's HTML."""
    metadata = asdict(extraction.metadata)
    for name in ("published", "modified"):
        metadata[name] = metadata[name] and metadata[name].isoformat()
    told = {
        "metadata": metadata,
        "pictures": [asdict(picture) for picture in extraction.pictures],
        "flags": list(extraction.flags),
        "words": extraction.words,
        "reasons": extraction.reasons,
        "text": extraction.text.split("\n"),
    }
    return {
        "article.json": json.dumps(told, ensure_ascii=False, indent=2) + "\n",
        "article.html": extraction.html + "\n",
    }


@pytest.mark.parametrize("folder", PAGES, ids=lambda folder: folder.name)
def test_the_article_is_what_the_page_holds(folder: Path) -> None:
    for name, content in golden(read_folder(folder)).items():
        assert content == (folder / name).read_text(encoding="utf-8")

"""A file says by itself whether somebody changed it."""

import pytest

from tearsheet.export.signing import (
    UNSIGNED,
    is_signable,
    is_untouched,
    sign,
    uid_in,
    unsigned,
    unsigned_property,
)


@pytest.mark.parametrize(
    "line", [f"# {UNSIGNED}", f"/* {UNSIGNED} */", f"{{{{/* {UNSIGNED} */}}}}", unsigned_property("u7")]
)
def test_what_is_signed_is_untouched_until_it_changes(line: str) -> None:
    signed = sign(f"---\ntitle: x\n{line}\n---\nwords\n".encode(), "a.md")
    assert is_untouched(signed, "a.md")
    assert not is_untouched(signed.replace(b"words", b"word"), "a.md")
    assert not is_untouched(signed + b"\n", "a.md")
    assert sign(signed, "a.md") == signed


def test_what_was_moved_is_no_longer_as_it_was() -> None:
    signed = sign(f"# {UNSIGNED}\n".encode(), "Caf\u00e9.md")
    assert not is_untouched(signed, "mine/Caf\u00e9.md")
    assert is_untouched(signed, "Cafe\u0301.md"), "the file system's spelling, not a person's"


def test_a_file_says_which_article_it_is_of_in_its_front_matter_alone() -> None:
    line = unsigned("0123abcd")
    assert uid_in(sign(f"---\ntitle: x\n{line}\n---\n".encode(), "a.md")) == "0123abcd"
    assert uid_in(f"\ufeff---\r\n{line}\r\n---\r\n".encode()) == "0123abcd"
    assert uid_in(f'---\n{line} ["tag"]\n---\n'.encode()) == "0123abcd"
    assert uid_in(f"---\ntitle: x\n---\n{line}\n".encode()) == ""
    assert uid_in(f"{line}\n".encode()) == ""
    assert uid_in(f"---\n{unsigned('')}\n---\n".encode()) == ""


def test_a_page_of_logseq_says_which_article_it_is_of_in_its_properties_alone() -> None:
    line = unsigned_property("0123abcd")
    assert line == f"signature:: {UNSIGNED} 0123abcd"
    assert uid_in(sign(f"title:: x\n{line}\n\n- words\n".encode(), "pages/a.md")) == "0123abcd"
    assert uid_in(f"\ufefftitle:: x\r\n{line}\r\n\r\n- words\r\n".encode()) == "0123abcd"
    assert uid_in(f"title:: x\n\n- words\n{line}\n".encode()) == ""
    assert uid_in(f"- words\n  {line}\n".encode()) == ""
    assert is_signable(f"title:: x\n{line}\n\n- words\n", "0123abcd")
    assert not is_signable(f"title:: x\n{line}\n\n- words\n", "u8")


@pytest.mark.parametrize("uid", ["", "a b", "a\n---\n", "x" * 65, "é"])
def test_what_is_no_uid_is_not_written(uid: str) -> None:
    assert unsigned(uid) == f"# {UNSIGNED}"


def test_a_text_has_room_for_a_signature_only_on_the_line_for_it() -> None:
    assert is_signable(f"---\n{unsigned('u7')}\n---\nwords\n", "u7")
    assert not is_signable("# tearsheet:0123456789abcdef\nwords\n", "u7")
    assert not is_signable(f"# tearsheet:0123456789abcdef\n{unsigned('u7')}\n", "u7")
    assert not is_signable(f"{unsigned('u8')}\n", "u7")
    assert not is_signable("words\n", "u7")


def test_line_ends_do_not_count() -> None:
    assert is_untouched(sign(f"# {UNSIGNED}\nwords\n".encode(), "a").replace(b"\n", b"\r\n"), "a")


def test_what_was_never_signed_is_somebodys_own() -> None:
    assert not is_untouched(b"", "a")
    assert not is_untouched(f"# {UNSIGNED}\nwords".encode(), "a")


def test_a_signature_within_a_line_is_words() -> None:
    signed = sign(f'title: "# {UNSIGNED}"\n# {UNSIGNED}\n'.encode(), "a")
    assert signed.startswith(f'title: "# {UNSIGNED}"\n'.encode())
    assert is_untouched(signed, "a")

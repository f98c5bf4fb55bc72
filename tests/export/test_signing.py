"""A file says by itself whether somebody changed it."""

import pytest

from tearsheet.export.signing import UNSIGNED, is_untouched, sign


@pytest.mark.parametrize("line", [f"# {UNSIGNED}", f"/* {UNSIGNED} */", f"{{{{/* {UNSIGNED} */}}}}"])
def test_what_is_signed_is_untouched_until_it_changes(line: str) -> None:
    signed = sign(f"---\ntitle: x\n{line}\n---\nwords\n".encode())
    assert is_untouched(signed)
    assert not is_untouched(signed.replace(b"words", b"word"))
    assert not is_untouched(signed + b"\n")
    assert sign(signed) == signed


def test_line_ends_do_not_count() -> None:
    assert is_untouched(sign(f"# {UNSIGNED}\nwords\n".encode()).replace(b"\n", b"\r\n"))


def test_what_was_never_signed_is_somebodys_own() -> None:
    assert not is_untouched(b"")
    assert not is_untouched(f"# {UNSIGNED}\nwords".encode())


def test_a_signature_within_a_line_is_words() -> None:
    signed = sign(f'title: "# {UNSIGNED}"\n# {UNSIGNED}\n'.encode())
    assert signed.startswith(f'title: "# {UNSIGNED}"\n'.encode())
    assert is_untouched(signed)

"""A password is what the keyring has for the place, and nothing where there is no keyring."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from tearsheet.settings.secrets import password_for


class Remembering(KeyringBackend):
    """A keyring as the systems have them, in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class Locked(Remembering):
    def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002 - nobody is let in
        raise KeyringLocked("the person said no")


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_what_keyring_set_has_kept_is_found_by_the_place() -> None:
    keyring.set_keyring(Remembering())
    keyring.set_password("tearsheet", "me@db.example/library", "密码 & more")
    assert password_for("me@db.example/library") == "密码 & more"
    assert password_for("me@other.example/library") is None


@pytest.mark.parametrize("none", [NoKeyring, Locked])
def test_a_computer_without_a_keyring_or_with_a_locked_one_has_no_password(none: type[KeyringBackend]) -> None:
    keyring.set_keyring(none())
    assert password_for("me@db.example/library") is None

"""What tests/conftest.py promises: no test meets the person's home, screen or network."""

import os
import socket
from pathlib import Path

import pytest

from tearsheet.settings.paths import config_folder, data_folder, library_location, log_file


def test_no_test_reaches_another_computer() -> None:
    with socket.socket() as connection, pytest.raises(RuntimeError, match="tried to reach"):
        connection.connect(("192.0.2.1", 80))


def test_this_computer_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as connection:
        assert connection.getpeername() == server.getsockname()


def test_everything_kept_by_default_ends_up_in_a_home_of_the_tests_own(home: Path) -> None:
    for folder in (data_folder(), config_folder(), log_file(), Path(library_location())):
        assert folder.is_relative_to(home)
    assert Path.home() == home
    assert list(home.iterdir()) == []


def test_nothing_of_the_persons_session_is_left() -> None:
    left = {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "TEARSHEET_LIBRARY"} & os.environ.keys()
    assert not left

"""Folders that something copies elsewhere, or that are elsewhere, are known by their marks."""

import subprocess
import sys
from pathlib import Path, PurePath

import pytest

from tearsheet.settings import folders
from tearsheet.settings.folders import network_of, synced_by


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Company)", "Dropbox"),
        ("OneDrive", "OneDrive"),
        ("OneDrive - Contoso", "OneDrive"),
        ("Mobile Documents", "iCloud"),
        ("com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-me@example.org", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("坚果云", "坚果云"),
        ("documents", ""),
        ("my dropbox notes", ""),
    ],
)
def test_a_service_is_known_by_the_name_of_its_folder(tmp_path: Path, name: str, service: str) -> None:
    assert synced_by(tmp_path / name / "articles" / "library") == service


@pytest.mark.parametrize(
    ("mark", "service"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        ("._sync_0123456789ab.db", "Nextcloud"),
        (".sync_0123456789ab.db", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        (".tmp.drivedownload", "Google Drive"),
    ],
)
def test_a_service_is_known_by_what_it_leaves_above_the_folder(tmp_path: Path, mark: str, service: str) -> None:
    (tmp_path / "kept" / "library").mkdir(parents=True)
    assert synced_by(tmp_path / "kept" / "library") == ""
    (tmp_path / mark).mkdir()
    assert synced_by(tmp_path / "kept" / "library") == service


MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/export /mnt/team nfs4 rw 0 0
//nas/share /mnt/my\\040share cifs rw 0 0
me@host: /home/me/far fuse.sshfs rw 0 0
/dev/sdb1 /mnt/team/local ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mounts are read as Linux lists them")
@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/mnt/team/library", "nfs4"),
        ("/mnt/my share/library", "cifs"),
        ("/home/me/far/away", "fuse.sshfs"),
        ("/mnt/team/local/library", ""),
        ("/home/me/library", ""),
        ("/mnt/teams", ""),
    ],
)
def test_a_network_drive_is_known_by_its_innermost_mount(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, kind: str
) -> None:
    table = tmp_path / "mounts"
    table.write_text(MOUNTS)
    read = folders._mounts
    monkeypatch.setattr(folders, "_mounts", lambda: read(table))
    assert network_of(Path(folder)) == kind


def test_what_macos_says_of_its_mounts_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    said = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//me@nas/share on /Volumes/my share (smbfs, nodev, nosuid, mounted by me)\n"
    )
    monkeypatch.setattr(subprocess, "run", lambda *_given, **_more: type("Ran", (), {"stdout": said}))
    mounts = list(folders._mounts_of_macos())
    assert mounts == [(PurePath("/"), "apfs"), (PurePath("/Volumes/my share"), "smbfs")]


def test_this_computers_own_disk_is_none(tmp_path: Path) -> None:
    assert network_of(tmp_path) == ""

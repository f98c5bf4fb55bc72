"""Turn a folder into the name of what copies it to other computers, or of the network that it is on."""

import ctypes
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePath

_IN_NAME = (
    (re.compile(r"dropbox( \(.+\))?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"onedrive( ?- ?.+)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"icloud ?drive|com~apple~clouddocs|mobile documents", re.IGNORECASE), "iCloud"),
    (re.compile(r"google ?drive(-.+)?|googledrive(-.+)?", re.IGNORECASE), "Google Drive"),
    (re.compile(r"nextcloud\d*", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"坚果云|nutstore.*|我的坚果云", re.IGNORECASE), "坚果云"),
)
_MARKS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
)
_JOURNALS = re.compile(r"\.?_?sync_[0-9a-f]+\.db|\.sync_[0-9a-f]+\.db")
_NETWORKS = re.compile(
    r"nfs\d?|cifs|smb\w*|afp\w*|ncpfs|9p|afs|ceph|glusterfs|lustre|beegfs|davfs\w*|webdav|macfuse|osxfuse|prl_fs|vboxsf"
    r"|fuse\.(sshfs|rclone|davfs2?|gvfsd-fuse|s3fs|smbnetfs|curlftpfs|glusterfs|cephfs|google-drive-ocamlfuse)"
)
_REMOTE_DRIVE = 4  # DRIVE_REMOTE, of GetDriveTypeW


def synced_by(folder: Path) -> str:
    """Return the name of the service that copies the folder to other computers, empty where none is known to.

    Services are known by what they leave beside what they copy, and by the names that their folders have.
    """
    for place in (folder, *folder.parents):
        for pattern, service in _IN_NAME:
            if pattern.fullmatch(place.name):
                return service
        for name, service in _MARKS:
            if (place / name).exists():
                return service
        if any(_JOURNALS.fullmatch(name) for name in _names(place)):
            return "Nextcloud"
    return ""


def network_of(folder: Path) -> str:
    """Return the kind of network file system that the folder is on, empty for a disk of this computer."""
    if sys.platform == "win32":
        return _windows_share(folder)
    found = _type_of(folder, _mounts_of_macos() if sys.platform == "darwin" else _mounts())
    return found if _NETWORKS.fullmatch(found) else ""


def _names(place: Path) -> Iterator[str]:
    try:
        with os.scandir(place) as entries:
            yield from (entry.name for entry in entries if "sync_" in entry.name)
    except OSError:
        return


def _type_of(folder: Path, mounts: "Iterator[tuple[PurePath, str]]") -> str:
    """Return the type of the innermost mount that holds the folder."""
    place = folder.resolve()
    held = [(len(where.parts), kind) for where, kind in mounts if where == place or where in place.parents]
    return max(held, default=(0, ""), key=lambda each: each[0])[1]


def _mounts(table: Path = Path("/proc/self/mounts")) -> Iterator[tuple[PurePath, str]]:
    try:
        lines = table.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        _device, where, kind, *_rest = line.split(" ")
        yield PurePath(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), where)), kind


def _mounts_of_macos() -> Iterator[tuple[PurePath, str]]:
    """Read what `mount` says: `//me@host/share on /Volumes/share (smbfs, nodev, …)`."""
    said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
    for found in re.finditer(r"^.+? on (.+) \((\w+)", said, re.MULTILINE):
        yield PurePath(found[1]), found[2]


def _windows_share(folder: Path) -> str:
    drive = str(folder.drive)
    if drive.startswith("\\\\"):
        return "UNC"
    drive_type = partial(getattr(ctypes, "windll").kernel32.GetDriveTypeW, f"{drive}\\")  # noqa: B009 - not on others
    return "SMB" if drive and drive_type() == _REMOTE_DRIVE else ""

"""Files are found, opened, and written whole or not at all."""

import errno
import os
import resource
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from kaleidostage.errors import FileFormatError, StorageError, UnknownNameError
from kaleidostage.files import find, read_toml, shipped, write_atomic


def said(call, error=FileFormatError):
    """Return the message of the error that `call` raises; it must be one line."""
    with pytest.raises(error) as caught:
        call()
    message = str(caught.value)
    assert "\n" not in message
    return message


# Opening files.


def test_a_file_that_cannot_be_opened_is_said_so(tmp_path):
    missing = said(lambda: read_toml(tmp_path / "a.toml", "rig"), StorageError)
    assert missing == f"rig file {tmp_path}/a.toml: no such file"
    assert "is a folder" in said(lambda: read_toml(tmp_path, "rig"), StorageError)
    (tmp_path / "ab.toml").write_text("")
    near = said(lambda: read_toml(tmp_path / "a.toml", "rig"), StorageError)
    assert f"did you mean {tmp_path}/ab.toml?" in near
    deep = said(lambda: read_toml(tmp_path / "b" / "a.toml", "rig"), StorageError)
    assert "there is no folder" in deep
    assert said(lambda: read_toml("a\0.toml", "rig"), StorageError)
    assert said(lambda: read_toml("a\nb.toml", "rig"), StorageError)


@pytest.mark.skipif(os.name != "posix", reason="needs a named pipe")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    message = said(lambda: read_toml(tmp_path / "pipe.toml", "rig"), StorageError)
    assert "is not a regular file" in message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a = 1\nb = \xff\n", ", line 2: not UTF-8 text"),
        (b"a = 1\nb = = 2\n", ", line 2: not sound TOML: Invalid value"),
        (b"a = 1\na = 2\n", ", line 2: not sound TOML: Cannot overwrite a value"),
        (b"a = 1\nb = [1,\n", ", line 2: not sound TOML: "),
        (b"a = " + b"[" * 100_000, ": brackets nested too deep"),
        (b"a = " + b"1" * 5000, ": not sound TOML: "),
        (b"#" * 1_000_001, ": larger than 1 MB"),
        (b"\0", ", line 1: not sound TOML: "),
    ],
)
def test_a_broken_file_is_refused_in_one_line(tmp_path, data, words):
    (tmp_path / "x.toml").write_bytes(data)
    assert words in said(lambda: read_toml(tmp_path / "x.toml", "rig"))


def test_byte_order_mark_and_windows_line_ends_are_no_matter(tmp_path):
    (tmp_path / "x.toml").write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")
    doc = read_toml(str(tmp_path / "x.toml"), "rig")
    assert (doc.integer("a"), doc.integer("b"), doc.line("b")) == (1, 2, 2)


# Finding.


def test_names_and_paths_are_told_apart(tmp_path, monkeypatch):
    house, own = tmp_path / "house", tmp_path / "own"
    for folder, name in ((house, "sora"), (house, "layla"), (own, "sora")):
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.toml").write_text("")
    (own / "mine").write_text("")
    monkeypatch.chdir(own)
    assert shipped(house) == ("layla", "sora")
    assert find("performer", "sora", house) == house / "sora.toml"
    assert find("performer", "sora.toml", house) == Path("sora.toml")
    assert find("performer", "no/such", house) == Path("no/such")
    assert find("performer", Path("mine"), house) == Path("mine")
    for name in ("soar", "", "..", "so\0"):
        call = partial(find, "performer", name, house)
        assert "Known: layla, sora." in said(call, UnknownNameError)
    call = partial(find, "performer", "soar", house)
    assert "Did you mean 'sora'?" in said(call, UnknownNameError)


# Writing.


def test_what_is_written_is_read_back(tmp_path):
    path = tmp_path / "a.toml"
    write_atomic(path, "ä\r\n")
    assert path.read_bytes() == b"\xc3\xa4\r\n"
    write_atomic(str(path), b"\0\1")
    assert path.read_bytes() == b"\0\1"
    assert os.listdir(tmp_path) == ["a.toml"]


def test_modes_and_links_are_kept(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_atomic(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, code):
    path = tmp_path / "a.toml"
    path.write_text("old")

    def refuse(handle):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    message = said(lambda: write_atomic(path, "new"), StorageError)
    assert message.startswith(f"cannot write {path}: ")
    assert ("the disk is full" in message) == (code == errno.ENOSPC)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.toml"]


def test_an_interrupt_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "a.toml"
    path.write_text("old")

    def interrupt(*paths):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(path, "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.toml"]


def test_a_real_limit_on_file_size_is_one_line(tmp_path):
    """The operating system itself refuses here, in the middle of the data."""
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    code = (
        "from kaleidostage.errors import StorageError\n"
        "from kaleidostage.files import write_atomic\n"
        f"try: write_atomic({str(path)!r}, b'x' * 1_000_000)\n"
        "except StorageError as error: print(error)\n"
    )

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    run = subprocess.run(
        [sys.executable, "-B", "-c", code],
        capture_output=True,
        text=True,
        preexec_fn=limit,
        check=True,
    )
    assert run.stdout.splitlines() == [
        f"cannot write {path}: the file is larger than this disk or account allows"
    ]
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.bin"]


def test_places_that_cannot_be_written_are_named(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    for path, words in (
        (tmp_path / "no" / "a", "no such folder"),
        (file / "a", "its folder is not a folder"),
        (tmp_path, "it is a folder"),
        (Path("/dev/null"), "it is not a file"),
        (tmp_path / ("a" * 300), "the name is too long"),
        ("a\0b", "zero character"),
    ):
        assert words in said(partial(write_atomic, path, "x"), StorageError)
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_no_permission_is_said_so(tmp_path):
    tmp_path.chmod(0o500)
    assert "no permission" in said(
        lambda: write_atomic(tmp_path / "a", "x"), StorageError
    )

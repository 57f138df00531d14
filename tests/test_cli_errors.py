"""Everything a user can get wrong: one line, its exit code, nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kaleidostage.cli import main
from kaleidostage.technique import dumps, write
from leap_technique import leap

COMMAND = [sys.executable, "-c", "import sys; from kaleidostage.cli import main; "
           "sys.exit(main())"]  # fmt: skip
FULL = Path("/dev/full")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CI", "1")
    write("leap.toml", leap())
    return tmp_path


WRONG = [
    (2, "odd first-leap", "no verb is called 'odd'. Did you mean 'odds'?"),
    (2, "odds", "missing argument 'ACT'"),
    (2, "odds first-leap second", "unexpected extra argument (second)"),
    (2, "odds first-leap --taks 5", "--taks"),
    (2, "odds first-leap --takes 0", "0 is not in the range"),
    (2, "odds first-leap --takes -5", "-5 is not in the range"),
    (2, "odds first-leap --takes 1000000000000", "not in the range"),
    (2, "odds first-leap --takes 1e3", "'1e3' is not a valid integer"),
    (2, "odds first-leap --takes", "requires an argument"),
    (2, "odds first-leap --seed -1", "-1 is not in the range"),
    (2, "odds first-leap --seed 9223372036854775808", "not in the range"),
    (2, "odds first-leap --threads 0", "0 is not in the range"),
    (2, "rehearse first-leap --budget soon", "'soon' is no duration"),
    (2, "rehearse first-leap --budget 0", "'0' is no duration"),
    (2, "rehearse first-leap --budget nan", "'nan' is no duration"),
    (2, "list act", "'act' is not one of"),
    (3, "odds frist-leap", "Did you mean 'first-leap'?"),
    (3, "odds first-leap --performer leyla", "Did you mean 'layla'?"),
    (3, "odds first-leap --rig refernce", "Did you mean 'reference'?"),
    (3, "odds first-leap --steadiness elit", "Did you mean 'elite'?"),
    (3, "show secnd-leap", "no act is called 'secnd-leap'"),
    (4, "odds first-leap --performer giant.toml", "between 1.2 and 2.2 m, got 5"),
    (4, "odds first-leap --rig air.toml", "between 0.5 and 40 kg, got 0"),
    (4, "odds first-leap --technique nan.toml", "must be a finite number"),
    (4, "odds first-leap --technique giant.toml", "giant.toml"),
    (4, "odds ./bytes.toml", "not UTF-8 text"),
    (4, "verify leap.toml", "not a take"),
    (4, "verify cut.npz", "cut.npz"),
    (5, "odds first-leap --technique other.toml", "made for act 'back-somersault"),
    (5, "odds first-leap --performer bruno --rig long", "rehearse first"),
    (6, "odds first-leap --technique leep.toml", "did you mean leap.toml?"),
    (6, "odds ./nothing.toml", "no such file"),
    (6, "verify nothing.npz", "no such file"),
    (6, "show --takes 2 --out no/where.html", "no such folder"),
    (6, "show --takes 2 --out .", "it is a folder"),
    (6, "show --takes 2 --take no/where.npz", "no such folder"),
    (6, "rehearse first-leap --out no/where.toml", "no such folder"),
    (6, "rehearse first-leap --checkpoint no/where", "no such folder"),
    (6, "rehearse first-leap --from leep.toml", "no such file"),
]


def spoil():
    """Write the files that are wrong."""
    Path("giant.toml").write_text(
        'schema = 1\n[measure]\nsex = "male"\nheight_m = 5.0\nmass_kg = 90.0\n'
    )
    Path("air.toml").write_text("schema = 1\n[fly_bars]\nbar_mass_kg = 0\n")
    Path("nan.toml").write_text(
        dumps(leap()).replace("move_s = 0.2\n", "move_s = nan\n")
    )
    Path("other.toml").write_text(dumps(leap("back-somersault-leap")))
    Path("bytes.toml").write_bytes(b"\xff\xfe\x00")
    Path("cut.npz").write_bytes(b"PK\x03\x04" + bytes(40))


@pytest.mark.parametrize(("code", "words", "said"), WRONG, ids=[w[1] for w in WRONG])
def test_what_is_wrong_is_said_in_one_line(here, capfd, code, words, said):
    spoil()
    before = sorted(path.name for path in here.iterdir())
    assert main(words.split()) == code
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("kaleidostage: ") and err.count("\n") == 1
    assert said in err and "Traceback" not in err
    assert sorted(path.name for path in here.iterdir()) == before


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said(here):
    with FULL.open("w") as out:
        run = subprocess.run(
            [*COMMAND, "list"],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert run.returncode == 6
    assert run.stderr.startswith("kaleidostage: the system refuses")
    assert run.stderr.count("\n") == 1


def test_a_reader_that_leaves_ends_it_quietly(here):
    read, write_end = os.pipe()
    os.close(read)
    run = subprocess.run(
        [*COMMAND, "list"],
        stdout=write_end,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write_end)
    assert (run.returncode, run.stderr) == (141, "")


def test_without_any_streams_it_still_works(here):
    closed = "import os, sys\nos.close(1); os.close(2)\n"
    closed += "sys.stdout = sys.stderr = None\n"
    code = closed + "from kaleidostage.cli import main\nsys.exit(main(['list']))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="signals differ there")
def test_ctrl_c_stops_it_in_one_line_and_leaves_nothing(here):
    # Tests begun in the background hand on that interrupts are ignored.
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    command = [*COMMAND[:-1], heed + COMMAND[-1]]
    run = subprocess.Popen(
        [*command, "show", "--takes", "100000", "--out", "page.html"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        time.sleep(4.0)
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=60)
    finally:
        run.kill()  # Left alone, it would perform on for an hour.
    assert (run.returncode, out, err) == (130, "", "kaleidostage: stopped\n")
    assert [path.name for path in here.iterdir()] == ["leap.toml"]


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_a_word_that_is_no_text_is_refused(capfd):
    assert main(["odds", os.fsdecode(b"caf\xe9.toml")]) == 2
    assert "is not text in the encoding" in capfd.readouterr().err

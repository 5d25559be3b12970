"""bootstrap asks Debian only for what is missing, says so first, and stops with a plain word where it cannot go on.

It runs here in a folder of its own, with every program that would change the machine replaced by one that writes down
how it was called.
"""
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

SOURCE = Path(os.environ.get("TENURE_SOURCE_DIR", Path(__file__).parents[2]))
TOOLS = ["sh", "dirname", "mkdir", "cat", "tail", "grep", "awk", "env", "nproc"]


class Machine:
    """A folder with bootstrap in it and a PATH on which only harmless programs lie."""

    def __init__(self, folder):
        self.root = folder / "tenure"
        self.path = folder / "bin"
        self.calls = folder / "calls"
        self.root.mkdir()
        self.path.mkdir()
        shutil.copy(SOURCE / "bootstrap", self.root / "bootstrap")
        for tool in TOOLS:
            (self.path / tool).symlink_to(shutil.which(tool))
        self.missing("")
        self.program("id", "echo 0")
        for name in ["apt-get", "cmake", "ctest"]:
            self.records(name)

    def program(self, name, text):
        file = self.path / name
        file.write_text("#!/bin/sh\n" + text + "\n")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)

    def records(self, name, then="exit 0", at=None):
        self.program(name, f'echo "{name} $*" >> {self.calls}\n{then}')
        if at is not None:
            at.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.path / name, at)

    def missing(self, *names):
        """All packages are installed but these."""
        pattern = "|".join(n for n in names if n) or "none-at-all"
        self.program("dpkg-query", f'case "$4" in {pattern}) exit 1;; *) printf installed;; esac')

    def run(self, *arguments):
        self.calls.write_text("")
        done = subprocess.run([self.root / "bootstrap", *arguments], env={"PATH": str(self.path)}, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        return done, self.calls.read_text().splitlines()


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_nothing_missing_asks_apt_nothing(machine):
    done, calls = machine.run("build")
    assert done.returncode == 0, done.stderr
    assert not [call for call in calls if call.startswith("apt-get")]
    assert [call for call in calls if call.startswith("cmake --build build/release")]


def test_only_the_missing_packages_are_installed_and_named_first(machine):
    machine.missing("libfmt-dev", "catch2")
    done, calls = machine.run("test")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].split() == ["Installing", "from", "Debian:", "libfmt-dev", "catch2"]
    installs = [call for call in calls if call.startswith("apt-get") and " install " in call]
    assert len(installs) == 1
    assert installs[0].endswith(" install --no-install-recommends libfmt-dev catch2")


def test_what_only_tests_need_is_not_installed_for_a_build(machine):
    machine.missing("catch2")
    done, calls = machine.run("build")
    assert done.returncode == 0, done.stderr
    assert not [call for call in calls if call.startswith("apt-get")]


def test_neither_root_nor_sudo_is_said_plainly(machine):
    machine.program("id", "echo 1000")
    machine.missing("libfmt-dev")
    done, calls = machine.run("build")
    assert done.returncode != 0
    assert "neither root nor sudo" in done.stderr and "libfmt-dev" in done.stderr
    assert calls == []


def test_neither_root_nor_sudo_does_not_matter_when_nothing_is_missing(machine):
    machine.program("id", "echo 1000")
    done, _ = machine.run("build")
    assert done.returncode == 0, done.stderr


def test_sudo_is_used_by_others_than_root(machine):
    machine.program("id", "echo 1000")
    machine.records("sudo", '[ "$1" != -n ] || exit 0\nexec "$@"')
    machine.missing("libfmt-dev")
    done, calls = machine.run("build")
    assert done.returncode == 0, done.stderr
    assert [call for call in calls if call.startswith("sudo env ") and call.endswith(" libfmt-dev")]


def test_a_failing_apt_shows_its_words_and_stops(machine):
    machine.missing("libfmt-dev")
    machine.records("apt-get", 'echo "E: Unable to locate package libfmt-dev"; exit 100')
    done, calls = machine.run("build")
    assert done.returncode != 0
    assert "E: Unable to locate package libfmt-dev" in done.stderr
    assert not [call for call in calls if call.startswith("cmake")]


def test_a_failing_build_stops_before_the_tests(machine):
    machine.records("cmake", '[ "$1" != --build ]')
    done, calls = machine.run("test")
    assert done.returncode != 0
    assert not [call for call in calls if call.startswith("ctest")]


def test_arguments_of_test_replace_the_choice_of_fast_tests(machine):
    _, calls = machine.run("test")
    assert calls[-1].startswith("ctest ") and calls[-1].endswith(" -LE long")
    _, calls = machine.run("test", "-L", "long")
    assert calls[-1].endswith(" -L long") and "-LE" not in calls[-1]


def test_the_exit_code_of_the_tests_is_the_exit_code(machine):
    machine.records("ctest", "exit 8")
    done, _ = machine.run("test")
    assert done.returncode == 8


def test_demo_runs_compares_and_overwrites_only_its_own_result(machine):
    program = machine.root / "build/release/tenure"
    result = machine.root / "build/demo/saas_start.h5"
    machine.records("tenure", at=program)
    done, calls = machine.run("demo", "--replications", "5")
    assert done.returncode == 0, done.stderr
    assert calls[-2:] == ["tenure run scenarios/saas_start.toml -o build/demo/saas_start.h5 --replications 5",
                          "tenure compare build/demo/saas_start.h5"]
    assert str(result) in done.stdout
    result.write_text("")
    done, calls = machine.run("demo")
    assert calls[-2] == "tenure run scenarios/saas_start.toml -o build/demo/saas_start.h5 --force"


def test_a_failing_run_is_not_compared(machine):
    machine.records("tenure", "exit 74", at=machine.root / "build/release/tenure")
    done, calls = machine.run("demo")
    assert done.returncode == 74
    assert not [call for call in calls if call.startswith("tenure compare")]


def test_unknown_command_fails_and_help_does_not(machine):
    assert machine.run("help")[0].returncode == 0
    done, calls = machine.run("dmeo")
    assert done.returncode != 0 and "unknown command: dmeo" in done.stderr
    assert calls == []

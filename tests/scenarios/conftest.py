"""What the tests of the program share: the program itself, a tiny scenario, and a result of it."""
import os
import pathlib
import subprocess

import pytest

SOURCE = pathlib.Path(os.environ.get("TENURE_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = os.environ.get("TENURE_PROGRAM", str(SOURCE / "build" / "tenure"))

TINY = """
scenario = { title = "Tiny: „Größe“ & co", question = "Does a call pay?" }
time = { start = 2026-01-01, horizon = "14 mo" }
money = { currency = "EUR", discount = "8 % / yr" }
experiment = { replications = 6, seed = 7, baseline = "leave_alone" }
segment.members = { label = "Members", customers = 120, opening_age = "1 yr", arrivals = "5 / mo", start = "member" }
segment.patrons = { label = "Patrons", customers = 20, opening_age = "1 yr", arrivals = "1 / mo", start = "member" }
stage.member = {}
stage.gone = { customer = false }
flow.fee = { kind = "revenue", stages = ["member"], rate = "39 EUR / mo" }
strategy.leave_alone = {}

[transition.quits]
from = ["member"]
to = "gone"
hazard = { value = "0.5 / yr", low = "0.3 / yr", high = "0.8 / yr", grade = "C", source = "invented" }

[strategy.phone.pool.coach]
servers = 1
hours = "always"
wage = "3000 EUR / yr"

[strategy.phone.touchpoint.call]
stages = ["member"]
every = "2 mo"
by = "coach"
work = "10 min"
deadline = "7 d"
done.talk = { transitions = ["quits"], ratio = 0.8, half_life = "60 d" }
"""


class Program:
    """Runs the program; `text` streams, no terminal, no standard input."""

    def __init__(self, path):
        self.path = path

    def __call__(self, *arguments, cwd=None, **more):
        return subprocess.run([self.path, *map(str, arguments)], cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True,
                              encoding="utf-8", timeout=120, **more)

    def start(self, *arguments, cwd=None, **more):
        return subprocess.Popen([self.path, *map(str, arguments)], cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, **more)


@pytest.fixture(scope="session")
def program():
    if not os.access(PROGRAM, os.X_OK):
        pytest.fail(f"the program is not built: {PROGRAM}")
    return Program(PROGRAM)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """A scenario that simulates in milliseconds."""
    path = tmp_path_factory.mktemp("scenario") / "tiny.toml"
    path.write_text(TINY, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def result(program, tiny, tmp_path_factory):
    """Its result file; tests that change it copy it first."""
    path = tmp_path_factory.mktemp("result") / "results.h5"
    done = program("run", tiny, "-o", path)
    assert done.returncode == 0, done.stderr
    return path

"""`tenure staff`: head counts from the command line, what is written, and what is refused."""
import json
import os
import signal
import time

import pytest

PROMISED = """
[promise.calls]
pool = "coach"
missed = 0.2
"""


@pytest.fixture(scope="module")
def promised(tiny, tmp_path_factory):
    path = tmp_path_factory.mktemp("staff") / "promised.toml"
    path.write_text(tiny.read_text(encoding="utf-8").replace("hours = \"always\"", "hours = \"short\"")
                    + "[hours.short]\nweek = [\"mon 09:00-13:00\"]\n" + PROMISED, encoding="utf-8")
    return path


def answer_of(done, strategy="phone"):
    return next(s for s in json.loads(done.stdout)["points"][0]["strategies"] if s["strategy"] == strategy)


def test_text_and_document_say_the_same(program, promised):
    text = program("staff", promised)
    assert text.returncode == 0, text.stderr
    document = program("staff", promised, "--json")
    assert document.returncode == 0 and not program("staff", promised, "--json", "--quiet").stderr
    pool = answer_of(document)["pools"][0]
    assert pool["outcome"] in ("found", "undecided")
    assert f"{pool['servers']} p" in text.stdout or f" and {pool['servers']}:" in text.stdout
    assert "Nothing is promised of a pool that it has" in text.stdout  # leave_alone has no pool
    assert "95 % confidence" in text.stdout and "Bonferroni" in text.stdout and "the same from the start" in text.stdout
    total = pool["arithmetic"]["servers"] + sum(part["servers"] for part in pool["why"])
    assert abs(total - pool["servers"]) < 1e-9
    assert pool["at"]["missed_share"]["mean"] <= 0.2
    assert answer_of(program("staff", promised, "--json", "--threads", 3)) == answer_of(document)


def test_what_is_asked_of_a_run_and_not_used_is_said(program, promised):
    plain = program("staff", promised, "--brief", "--strategy", "phone")
    assert "Not used here" not in plain.stdout
    keys = ('precision = { measure = "retention_12m", half_width = 0.05, max_replications = 200 }',
            "variance_reduction = { antithetic = true }")
    sets = [part for key in keys for part in ("--set", "experiment." + key.replace(" = ", "=", 1))]
    done = program("staff", promised, "--brief", "--strategy", "phone", "--replications", 100, *sets)
    assert done.returncode == 0, done.stderr
    text = " ".join(done.stdout.split())
    assert "Not used here: experiment.precision and experiment.variance_reduction." in text
    document = program("staff", promised, "--brief", "--strategy", "phone", "--replications", 100, "--json", *sets)
    assert json.loads(document.stdout)["points"][0]["not_used"] == ["experiment.precision", "experiment.variance_reduction"]


def test_the_fragment_runs_and_keeps_the_promise(program, promised):
    folder = promised.parent
    done = program("staff", promised, "-o", folder / "staffed.toml", "--strategy", "phone", "--brief", "--json")
    assert done.returncode == 0, done.stderr
    servers = answer_of(done)["pools"][0]["servers"]
    text = (folder / "staffed.toml").read_text()
    assert 'extends = "promised.toml"' in text and f"servers = {servers}" in text
    assert program("check", folder / "staffed.toml").returncode == 0
    again = program("staff", promised, "-o", folder / "staffed.toml")
    assert again.returncode == 73 and "--force" in again.stderr
    assert program("staff", promised, "-o", promised, "--force").returncode == 73
    assert program("staff", promised, "-o", folder / "staffed.toml", "--force", "--brief").returncode == 0
    assert program("staff", promised, "-o", folder / "none" / "x.toml").returncode == 73
    # where it cannot extend the scenario it says how it can
    other = folder / "elsewhere"
    other.mkdir()
    assert program("staff", promised, "-o", other / "staffed.toml", "--strategy", "phone", "--brief", "--quiet").returncode == 0
    text = (other / "staffed.toml").read_text()
    assert '\n# extends = "promised.toml"\n' in text
    (folder / "moved.toml").write_text(text.replace("# extends", "extends"))
    assert program("check", folder / "moved.toml").returncode == 0
    # a fragment that is staffed in turn finds the same
    same = program("staff", folder / "staffed.toml", "--strategy", "phone", "--brief", "--json")
    assert answer_of(same)["pools"][0]["servers"] == servers


def test_refusals(program, promised, tiny, tmp_path):
    none = program("staff", tiny)
    assert none.returncode == 65
    assert "nothing is promised" in none.stderr and "[promise.service]" in none.stderr and 'pool = "coach"' in none.stderr
    document = json.loads(program("staff", tiny, "--json").stdout)
    assert document["exit_code"] == 65 and document["format"] == "tenure staff" and document["messages"]
    for arguments, words in ((["--confidence", "1"], "is not a number from 0.5 to 0.9999"),
                             (["--confidence", "x"], "is not a number"),
                             (["--most", "3"], "less than the 6 replications"),
                             (["--strategy", "phon"], "Did you mean phone?"),
                             (["--replications", "1"], "from 2 to")):
        done = program("staff", promised, *arguments)
        assert done.returncode == 64 and words in done.stderr, done.stderr
    assert program("staff", tmp_path / "none.toml").returncode == 66
    wrong = program("staff", promised, "--set", "promise.calls.missed=2", "--json")
    assert wrong.returncode == 65 and json.loads(wrong.stdout)["faults"]


def test_one_signal_ends_it(program, promised, tmp_path):
    for wanted, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        running = program.start("staff", promised, "-o", tmp_path / "f.toml", "--replications", 2000, "--json",
                                "--set", "segment.members.customers=20000")
        time.sleep(1.0)
        assert running.poll() is None, "the search is over before it could be interrupted"
        running.send_signal(wanted)
        out, errors = running.communicate(timeout=60)
        assert running.returncode == status
        assert b"nothing was written" in errors
        assert json.loads(out)["exit_code"] == status
        assert os.listdir(tmp_path) == []

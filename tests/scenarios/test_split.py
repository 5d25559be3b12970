"""`tenure split`: what differences are made of, from a result file and from a scenario."""
import json

import pytest


def split(program, *arguments):
    done = program("split", *arguments, "--json", "--quiet")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["points"]


def test_parts_add_up_and_files_agree(program, tiny, result):
    point, = split(program, result)
    strategy, = point["strategies"]
    assert strategy["strategy"] == "phone" and point["baseline"] == "leave_alone" and point["replications"] == 6
    parts = {part["part"]: part for part in strategy["parts"]}
    assert list(parts) == ["costs", "effects", "waiting", "missed", "turnover", "handovers", "overload"]
    whole = strategy["whole"]["mean"]
    assert sum(part["mean"] for part in parts.values()) == pytest.approx(whole, abs=1e-6)
    compared = json.loads(program("compare", result, "--format", "json").stdout)
    assert f"{whole:.3f}"[:6] in json.dumps(compared)
    assert parts["effects"]["mean"] > 0 > parts["costs"]["mean"]
    assert not parts["overload"]["present"] and parts["overload"]["mean"] == 0
    assert strategy["computed"]["mean"] == pytest.approx(sum(parts[p]["mean"] for p in list(parts)[2:]), abs=1e-6)
    again, = split(program, tiny)
    assert again["strategies"] == point["strategies"]
    assert split(program, tiny, "--threads", 3) == split(program, tiny, "--threads", 1)


def test_page(program, result):
    done = program("split", result, "--quiet")
    assert done.returncode == 0 and not done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 100
    text = " ".join(done.stdout.split())
    assert "the effects that the file states would give +" in text and "that much is assumed. Computed is " in text
    assert "-: the scenario has no such mechanism" in text
    kept = program("split", result, "--quiet", "--measure", "retention_12m", "--replications", 3, "--reverse")
    assert kept.returncode == 0 and "points" in kept.stdout and "missed contacts, turnover, hand-overs, overload, waiting, effects" in kept.stdout


def test_refusals(program, tiny, result, tmp_path):
    for arguments, words in (([result, "--measure", "net_valeu"], "Did you mean net_value?"),
                             ([result, "--measure", "pool_missed"], "cannot be split"),
                             ([result, "--baseline", "fone"], "Did you mean phone?"),
                             ([result, "--strategies", "leave_alone"], "no strategy beside the baseline"),
                             ([result, "--replications", 7], "holds 6 replications"),
                             ([result, "--set", "time.horizon=\"2 mo\""], "Give the scenario file instead"),
                             ([], "FILE")):
        done = program("split", *arguments)
        assert done.returncode == 64 and words in done.stderr, (arguments, done.stderr)
    assert program("split", tmp_path / "none.toml").returncode == 66
    wrong = program("split", tiny, "--set", "transition.quits.hazard=-1", "--json")
    assert wrong.returncode == 65 and json.loads(wrong.stdout)["faults"]

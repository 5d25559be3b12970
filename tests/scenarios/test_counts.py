"""Replications until it is precise enough, or until the best is selected: the run, its file, and what compare says."""
import hashlib
import json

import h5py
import numpy as np
import pytest

PRECISE = '{ measure = "net_value", relative_half_width = 0.01, max_replications = 300 }'
AGAINST = ('[{ measure = "net_value", half_width = "150 EUR", against = "leave_alone" }, '
           '{ measure = "pool_overall_utilisation", of = "coach", half_width = 0.01 }]')


def run(program, scenario, out, *sets, threads=1):
    arguments = [f"--set=experiment.{s}" for s in ("replications=20",) + sets]
    return program("run", scenario, "-o", out, "--threads", str(threads), *arguments)


def compared(program, out):
    return program("compare", out).stdout.replace("\n", " ")


def test_precision_is_reached_and_said(program, tiny, tmp_path):
    out = tmp_path / "r.h5"
    done = run(program, tiny, out, "precision=" + PRECISE)
    assert done.returncode == 0, done.stderr
    assert "The precision wanted was reached with" in done.stderr
    with h5py.File(out) as f:
        n = f["counts/replications"][:]
        assert n[0] == n[1] == f["replications/net_value"].shape[2] == f["counts/looked_at"][-1]
        assert list(f["counts/looked_at"][:2]) == [20, 30]
        assert f["counts/reached"][0] == 1 and f["counts/found"][0] <= 0.01
        for s in range(2):  # as the file says it, for both strategies
            assert f["net_value_half_width"][s] <= 0.01 * abs(f["net_value"][s]) * 1.0001
        nominal = f["counts"].attrs["nominal_confidence"]
        assert 0.95 < nominal < 0.97
        values = f["replications/net_value"][0, 0]
        assert f["net_value_half_width"][0] > 1.96 * values.std(ddof=1) / np.sqrt(len(values))
    text = compared(program, out)
    assert "chosen by looking at" in text and "holds the truth with 95 %" in " ".join(text.split())
    counts = json.loads(program("compare", "--format", "json", out).stdout)["worlds"][0]["counts"]
    assert counts["reached"] is True and counts["replications"]["phone"] == n[0]


def test_a_decision_has_the_intervals_of_the_comparison(program, tiny, tmp_path):
    """Antithetic pairs count once, and counts chosen by looking widen intervals, for decide as for compare."""
    plain = {}  # what the page says
    for name, sets in (("pairs", ["variance_reduction={ antithetic = true }"]), ("looked", ["precision=" + PRECISE]), ("stated", [])):
        out = tmp_path / f"{name}.h5"
        assert run(program, tiny, out, *sets).returncode == 0
        decided = json.loads(program("decide", out, "--json").stdout)
        world = json.loads(program("compare", "--format", "json", out).stdout)["worlds"][0]
        choice = decided["decision"]["choice"]
        measures = {m["name"]: m for m in world["measures"] if not m.get("segment") and not m.get("pool") and not m.get("channel")}
        for strategy in ("leave_alone", "phone"):
            for found, expected in ((choice["strategies"][strategy]["worth"], measures["net_value"]["by_strategy"][strategy]),
                                    ([r for r in decided["decision"]["incremental_table"] if r["strategy"] == strategy][0]["cost"],
                                     measures["operating_cost"]["by_strategy"][strategy])):
                assert found["mean"] == pytest.approx(expected["mean"]) and found["half_width"] == pytest.approx(expected["half_width"])
        margin = measures["net_value"]["minus_baseline"]["phone"]
        assert choice["lead"]["half_width"] == pytest.approx(margin["half_width"])
        assert abs(choice["lead"]["mean"]) == pytest.approx(abs(margin["mean"]))
        assert decided["decision"]["units"] == (10 if name == "pairs" else decided["decision"]["replications_per_draw"])
        assert decided["foundation"] == world["foundation"] and decided["foundation"]["with_range"] > 0
        plain[name] = " ".join(program("decide", out).stdout.split())
    assert "20 replications in 10 mirrored pairs, each of which counts once" in plain["pairs"] and "over 10 pairs of replications" in plain["pairs"]
    assert "was chosen by looking at" in plain["looked"] and "chosen by looking" not in plain["stated"]


def test_a_prefix_is_the_run_with_a_fixed_count(program, tiny, tmp_path):
    assert run(program, tiny, tmp_path / "a.h5", "precision=" + PRECISE).returncode == 0
    assert run(program, tiny, tmp_path / "b.h5").returncode == 0
    with h5py.File(tmp_path / "a.h5") as a, h5py.File(tmp_path / "b.h5") as b:
        assert np.array_equal(a["replications/net_value"][:, :, :20], b["replications/net_value"][:])
        assert np.array_equal(a["replications/monthly_revenue"][:, :, :20], b["replications/monthly_revenue"][:])


def test_what_is_not_reached_is_said_and_seen_in_the_status(program, tiny, tmp_path):
    out = tmp_path / "r.h5"
    done = run(program, tiny, out, 'precision={ measure = "net_value", relative_half_width = 0.0001, max_replications = 40 }')
    assert done.returncode == 1
    assert "was not reached with 40 replications, the most allowed" in done.stderr
    assert "not reached" in compared(program, out)


def test_several_at_once_and_differences(program, tiny, tmp_path):
    out = tmp_path / "r.h5"
    done = run(program, tiny, out, "precision=" + AGAINST)
    assert done.returncode == 0, done.stderr
    with h5py.File(out) as f:
        assert list(f["counts/reached"][:]) == [1, 1]
        assert f["paired/net_value_half_width"][1] <= 150.0
        assert f["pool_overall_utilisation_half_width"][1, 0] <= 0.01


@pytest.mark.parametrize("wanted", ["precision=" + PRECISE, 'select={ indifference = "100 EUR" }',
                                    'select={ indifference = "100 EUR", method = "ocba" }',
                                    "variance_reduction={ antithetic = true, control_variates = true }"])
def test_no_byte_depends_on_threads(program, tiny, tmp_path, wanted):
    digests = set()
    for threads in (1, 2, 3):
        out = tmp_path / f"{threads}.h5"
        assert run(program, tiny, out, wanted, threads=threads).returncode == 0
        digests.add(hashlib.sha256(out.read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_percentile_of_the_runs(program, tiny, tmp_path):
    out = tmp_path / "r.h5"
    assert run(program, tiny, out, "replications=200").returncode == 0
    shown = program("compare", out, "--percentile", "10")
    assert shown.returncode == 0 and "10 % of runs are below" in shown.stdout
    world = json.loads(program("compare", out, "--percentile", "10", "--format", "json").stdout)["worlds"][0]
    q = {m["name"]: m for m in world["measures"]}["net_value"]["by_strategy"]["phone"]["quantile"]
    with h5py.File(out) as f:
        values = f["replications/net_value"][1, 0]
    assert q["low"] < q["value"] < q["high"]
    assert abs((values < q["value"]).mean() - 0.1) < 0.01
    assert 0.02 < (values < q["low"]).mean() < 0.1 < (values < q["high"]).mean() < 0.2
    assert program("compare", out, "--percentile", "100").returncode == 64


THREE = """
extends = "tiny.toml"
strategy.phone.pool.coach.wage = "2900 EUR / yr"
[strategy.dear.pool.coach]
servers = 1
hours = "always"
wage = "30000 EUR / yr"
[strategy.dear.touchpoint.call]
stages = ["member"]
every = "3 mo"
by = "coach"
work = "20 min"
"""


@pytest.mark.parametrize("method", ["kn", "ocba"])
def test_replications_go_where_the_ranking_is_open(program, tiny, tmp_path, method):
    (tmp_path / "tiny.toml").write_bytes(tiny.read_bytes())
    scenario = tmp_path / "three.toml"
    scenario.write_text(THREE, encoding="utf-8")
    out = tmp_path / "r.h5"
    # leave_alone and phone differ little; dear is far behind
    done = run(program, scenario, out, f'select={{ indifference = "60 EUR", method = "{method}" }}')
    assert done.returncode in (0, 1), done.stderr
    with h5py.File(out) as f:
        names = [n.decode() if isinstance(n, bytes) else n for n in f["strategy"][:]]
        n = dict(zip(names, f["counts/replications"][:].astype(int)))
        values = f["replications/net_value"][:, 0]
        assert values.shape[1] == max(n.values())
        for i, name in enumerate(names):  # what was not simulated is missing, and only that
            assert not np.isnan(values[i, :n[name]]).any()
            assert np.isnan(values[i, n[name]:]).all()
            assert f["net_value"][i] == pytest.approx(values[i, :n[name]].mean())
        best = f["counts"].attrs["best"]
    # the two that are near each other get more than the one that is far behind; an even spread would not pass
    def where_open(n):
        return n["dear"] < min(n["leave_alone"], n["phone"]) and sum(n.values()) < 0.9 * 3 * max(n.values())
    assert where_open(n), n
    assert not where_open(dict.fromkeys(n, max(n.values())))
    world = json.loads(program("compare", "--format", "json", out).stdout)["worlds"][0]
    by = {m["name"]: m for m in world["measures"]}["net_value"]["by_strategy"]
    assert {name: by[name]["n"] for name in names} == n
    assert world["ranking"]["order"][0] == (best if isinstance(best, str) else best.decode())
    assert world["ranking"]["order"][-1] == "dear"
    if done.returncode == 0:
        text = " ".join(compared(program, out).split())
        assert ("with at least 95 % probability" if method == "kn" else "which is no guarantee") in text
        assert "picked as the best" not in text
    # a decision weighs all by the replications that every one has, and says so
    page = program("decide", out)
    assert page.returncode == 0, page.stderr
    common = min(n.values())
    assert (f"by the first {common}, which every one has" in " ".join(page.stdout.split())) == (common < max(n.values()))
    decided = json.loads(program("decide", out, "--json").stdout)["decision"]["choice"]
    with h5py.File(out) as f:
        net = f["replications/net_value"][:, 0, :common].mean(axis=1)
    for name, standing in decided["strategies"].items():
        assert standing["worth"]["mean"] == pytest.approx(net[names.index(name)])


def test_variance_reduction_says_what_it_gained(program, tiny, tmp_path):
    gains = {}
    for name, keys in {"control": "control_variates = true", "pairs": "antithetic = true"}.items():
        out = tmp_path / f"{name}.h5"
        done = run(program, tiny, out, "replications=200", f"variance_reduction={{ {keys} }}")
        assert done.returncode == 0, done.stderr
        assert "divide the variance of net value by" in " ".join(compared(program, out).split())
        world = json.loads(program("compare", "--format", "json", out).stdout)["worlds"][0]
        gains[name] = world["variance_reduction"]["net_value_gain"]
        by = {m["name"]: m for m in world["measures"]}["net_value"]["by_strategy"]["phone"]
        assert by["n"] == (100 if name == "pairs" else 200)
    # of differences too, against the plain mean of the differences
    world = json.loads(program("compare", "--format", "json", tmp_path / "control.h5").stdout)["worlds"][0]
    difference = world["variance_reduction"]["net_value_difference_gain"]
    with h5py.File(tmp_path / "control.h5") as f:
        values = f["replications/net_value"][:, 0]
        names = [n.decode() if isinstance(n, bytes) else n for n in f["strategy"][:]]
    apart = values[names.index("phone")] - values[names.index("leave_alone")]
    plain = 1.97196 * apart.std(ddof=1) / np.sqrt(200)  # Student's t of 199 degrees at 97.5 %
    paired = {m["name"]: m for m in world["measures"]}["net_value"]["minus_baseline"]["phone"]["half_width"]
    assert difference["leave_alone"] is None
    assert difference["phone"] == pytest.approx((plain / paired) ** 2, rel=1e-3)
    # too few replications: said, with how many it takes
    few = tmp_path / "few.h5"
    done = run(program, tiny, few, "replications=6", "variance_reduction={ control_variates = true }")
    assert done.returncode == 0, done.stderr
    text = " ".join(compared(program, few).split())
    assert "Control variates are not used: they take" in text and "divide the variance" not in text
    assert all(g > 2 for g in gains["control"].values()), gains
    assert all(g > 1.0 for g in gains["pairs"].values()), gains


def test_with_draws_it_is_said_that_the_rule_looked_at_the_scenarios_own_numbers(program, tiny, tmp_path):
    for rule, words in ((f"precision={PRECISE}", "The precision wanted is that of the scenario's own numbers: draws were not looked at."),
                        ('select={ indifference = "300 EUR" }', "went by the scenario's own numbers: draws were not looked at.")):
        out = tmp_path / f"{rule[:6]}.h5"
        done = run(program, tiny, out, rule, "draws=5")
        assert done.returncode in (0, 1), done.stderr
        assert words in done.stderr
        assert words in " ".join(compared(program, out).split())

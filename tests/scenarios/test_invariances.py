"""Laws of luck on the case scenarios/b2b_saas_coverage.toml by its result files: how a run is computed, which strategies stand
beside one another, and the order of tables change no byte; next to each stands what matters, and is seen."""
import random
import re

import h5py
import pytest

from small_case import CASE, SEGMENTS, SMALL, base, differing, simulate, unlike  # noqa: F401 (fixtures)

DRAWS = ("--draws", "3", "--draw-replications", "1", "--replications", "1")
EXTRA = """
[strategy.extra]
label = "One more"
model = "high_touch"
pool.csm.servers = 3
[strategy.extra.touchpoint.call_more]
stages = ["active"]
every = "1 mo"
by = "automation"
done.known = { state = "relationship", adds = { value = 0.1, low = 0.05, high = 0.2, grade = "U", source = "assumption" } }
"""


@pytest.fixture(scope="module")
def drawn(simulate):
    return simulate(options=DRAWS)


def parts():
    """The case's head, and its tables one by one."""
    head, *tables = re.split(r"(?m)^(?=\[[a-z])", CASE)
    return head, [t if t.endswith("\n") else t + "\n" for t in tables]


def shuffled(seed):
    head, tables = parts()
    random.Random(seed).shuffle(tables)
    return head + "".join(tables)


def strategies_first():
    """A strategy more, and then those of the case, before everything else and the last of them first."""
    head, tables = parts()
    named = {}
    for t in tables:
        if t.startswith("[strategy."):
            named.setdefault(re.match(r"\[strategy\.(\w+)", t)[1], []).append(t)
    assert len(named) == 5
    return head + EXTRA + "".join(t for name in reversed(named) for t in named[name]) + "".join(
        t for t in tables if not t.startswith("[strategy."))


def test_the_file_has_the_same_bytes_however_it_is_computed(simulate, base):
    expected = base.read_bytes()
    for options in (["--threads", "1"], ["--threads", "2"], ["--threads", "4"], ["--window", "5 min"], ["--window", "20 min"],
                    ["--engine", "reference"], ["--threads", "4", "--window", "7 min"]):
        assert simulate(options=options).read_bytes() == expected, options
    assert simulate(options=["--seed", "7"]).read_bytes() != expected
    with h5py.File(base) as f:
        missed = f["replications/missed_touches"][:, 0]
        assert (missed > 5).all(), "people wait and miss contacts"
        text = f["provenance/scenario"][()].decode()
    again = simulate(text=text, sets={key: None for key in SMALL})  # the file's own scenario, settings and all
    assert again.read_bytes() == expected


def test_strategies_are_nobody_elses_business(simulate, base):
    assert differing(base, simulate(CASE + EXTRA)) == []
    assert differing(base, simulate(strategies_first())) == []
    fewer = CASE[:CASE.index("# 75 x 60 + 35 x 300 + 10")] + CASE[CASE.index("# 75 x 60 + 20 x 300"):]
    gone = {key: None for key in SMALL if "high_touch" in key or "csm_driven" in key}
    assert differing(base, simulate(fewer, gone)) == []
    other = {"strategy.hybrid.pool.csm.servers": "3"}
    assert differing(base, simulate(sets=other), strategies=("as_is", "high_touch", "csm_driven", "low_touch")) == []
    assert len(differing(base, simulate(sets=other), strategies=("hybrid",))) > 30
    # what everybody starts from is today's strategy
    assert "levels of [today]" in differing(base, simulate(sets={"strategy.as_is.pool.csm.servers": "3"}))


def follower(followed, teams):
    return ("\n[strategy.follower]\nfollows = { " + ", ".join(f'{g} = "{s}"' for g, s in followed.items()) + " }\n" +
            "".join(f"pool.{team}.servers = {n}\n" for team, n in teams.items()))


@pytest.mark.parametrize("followed, teams", [("as_is", {"csm": 2}), ("hybrid", {"csm": 2, "csm_shared": 1}), ("low_touch", {"csm_shared": 1})])
def test_who_follows_one_strategy_everywhere_is_that_strategy(simulate, base, followed, teams):
    out = simulate(CASE + follower(dict.fromkeys(SEGMENTS, followed), teams))
    assert differing(base, out) == []
    assert unlike(out, followed, "follower") == []
    assert len(unlike(out, "high_touch", "follower")) > 30


def test_a_mixture_is_in_each_segment_whom_it_follows_where_nobody_waits(simulate):
    followed = dict(zip(SEGMENTS, ("high_touch", "hybrid", "low_touch", "as_is")))
    ample = {}
    for team in ("pool.support", "pool.sales", "strategy.as_is.pool.csm", "strategy.high_touch.pool.csm", "strategy.csm_driven.pool.csm",
                 "strategy.hybrid.pool.csm", "strategy.hybrid.pool.csm_shared", "strategy.low_touch.pool.csm_shared"):
        ample.update({f"{team}.servers": "1500", f"{team}.speed_sd": "0", f"{team}.attrition": '"0 / yr"'})
        if team != "pool.sales":  # people enough, all alike, and none of them overworked
            ample.update({f"{team}.{key}": "0" for key in ("quality_sd", "overload_quality", "overload_leaving")})
    case = CASE.replace('pool.csm_shared.takes_over = "csm"', "")  # in the mixture the managers stay where they are
    out = simulate(case + follower(followed, {"csm": 1500, "csm_shared": 1500}), ample)
    for segment, strategy in followed.items():
        assert unlike(out, strategy, "follower", segment) == [], segment
        assert len(unlike(out, "as_is" if strategy != "as_is" else "hybrid", "follower", segment)) > 5, segment
    few = simulate(CASE + follower(followed, {"csm": 2, "csm_shared": 1}))
    assert all(len(unlike(few, strategy, "follower", segment)) > 5 for segment, strategy in followed.items())


def test_the_order_of_tables_matters_nowhere(simulate, base, drawn):
    for seed in (1, 2):
        assert differing(base, simulate(shuffled(seed))) == []
    again = simulate(shuffled(3), options=DRAWS)
    assert differing(drawn, again, "draws") == differing(drawn, again, "replications") == []


def test_drawn_worlds_do_not_hang_on_who_else_is_in_the_file(simulate, drawn):
    for text in (CASE + EXTRA, strategies_first()):
        assert differing(drawn, simulate(text, options=DRAWS), "draws") == []
    for points in ("random", "sobol"):
        options = (*DRAWS, "--set", f'experiment.points="{points}"')
        assert differing(simulate(options=options), simulate(CASE + EXTRA, options=options), "draws") == []
    assert len(differing(drawn, simulate(options=(*DRAWS, "--seed", "8")), "draws")) > 30

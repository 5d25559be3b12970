"""Laws of luck on the case scenarios/b2b_saas_coverage.toml, everything switched on, by its result files: what must not matter
changes no byte, and next to each such change stands one that matters and is seen.

The case is made small (280 accounts, nine months, a run-off of two years), with teams so small that people wait and miss
contacts; the levels of [today] are solved each time, so that they are held to the same laws."""
import random
import re

import h5py
import numpy as np
import pytest

from conftest import SOURCE

CASE = (SOURCE / "scenarios" / "b2b_saas_coverage.toml").read_text(encoding="utf-8")
SMALL = {
    "time.horizon": '"9 mo"', "time.run_off": '"2 yr"', "experiment.replications": "2",
    "segment.enterprise.customers": "20", "segment.mid_market.customers": "60",
    "segment.smb_annual.customers": "100", "segment.smb_monthly.customers": "100",
    "segment.enterprise.arrivals": '"0.7 / mo"', "segment.mid_market.arrivals": '"3 / mo"',
    "segment.smb_annual.arrivals": '"6 / mo"', "segment.smb_monthly.arrivals": '"10 / mo"',
    "pool.support.servers": "1", "pool.sales.servers": "1", "event.resignations.at": '"5 mo"',
    "strategy.as_is.pool.csm.servers": "2", "strategy.high_touch.pool.csm.servers": "5",
    "strategy.csm_driven.pool.csm.servers": "3", "strategy.hybrid.pool.csm.servers": "2",
    "strategy.hybrid.pool.csm_shared.servers": "1", "strategy.low_touch.pool.csm_shared.servers": "1"}
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
def simulate(program, tmp_path_factory):
    folder, count = tmp_path_factory.mktemp("invariances"), iter(range(10 ** 6))

    def run(text=CASE, sets=(), options=()):
        number = next(count)
        scenario, out = folder / "case.toml", folder / f"{number}.h5"
        scenario.write_text(text, encoding="utf-8")
        settings = [f"--set={key}={value}" for key, value in {**SMALL, **dict(sets)}.items() if value is not None]
        done = program("run", scenario, "-o", out, "--quiet", *settings, *options)
        assert done.returncode == 0, done.stderr
        return out

    return run


@pytest.fixture(scope="module")
def base(simulate):
    return simulate()


@pytest.fixture(scope="module")
def drawn(simulate):
    return simulate(options=DRAWS)


def names_along(group, values, axis):
    scales = values.dims[axis]
    return [x.decode() if isinstance(x, bytes) else x for x in scales[0][()]] if len(scales) else list(range(values.shape[axis]))


def differing(one, other, group="replications", strategies=None, months=None, segments=None):
    """Measures of which a byte differs, as far as both files tell of the same: by the names along each dimension."""
    out = []
    with h5py.File(one) as a, h5py.File(other) as b:
        for name, x in a[group].items():
            if x.dtype == object or name in ("draw", "replication", "month", "month_end", "year"):
                continue
            y = b[group][name]
            here, there = x[()], y[()]
            for axis in range(x.ndim):
                of_x, of_y = names_along(a[group], x, axis), names_along(b[group], y, axis)
                along = x.dims[axis][0].name.rsplit("/")[-1] if len(x.dims[axis]) else ""
                only = {"strategy": strategies, "month": months, "segment": segments}.get(along)
                both = [n for n in of_x if n in of_y and (only is None or n in only)]
                assert both, name
                here, there = np.take(here, [of_x.index(n) for n in both], axis), np.take(there, [of_y.index(n) for n in both], axis)
            if here.tobytes() != there.tobytes():
                out.append(name)
        levels = [dict(zip(zip(f["today/figure"][()], f["today/what"][()], f["today/segment"][()]), f["today/level"][()])) for f in (a, b)]
        both = levels[0].keys() & levels[1].keys()
        assert len(both) >= 16
        if any(not np.array_equal(levels[0][k], levels[1][k], equal_nan=True) for k in both):
            out.append("levels of [today]")
    return out


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


TOUCH = '[strategy.{}.touchpoint.spare]\nstages = ["onboarding", "active"]\nevery = "1 mo"\nby = "automation"\n'
LEAVING = 'transitions = ["churn"], decisions = ["renewal"], ratio = {}'
OWN_TEAM = ('[demand.spare]\nstages = ["active"]\nrate = "2 / mo"\npool = "{}"\nmode = "open"\nwork = "1 h"\npatience = "10 h"\n'
            '[pool.spare]\nservers = 3\nhours = "office"\nwage = "0 USD / yr"\n')
IDLE = {  # what does nothing, and its like that does something
    "touchpoint of today": (TOUCH.format("as_is") + "reach = 0.5\n", TOUCH.format("as_is") + f"done.x = {{ {LEAVING.format(0.9)}, half_life = \"90 d\" }}\n"),
    "touchpoint": (TOUCH.format("hybrid") + f"done.x = {{ {LEAVING.format('1.0')}, half_life = \"90 d\" }}\n",
                   TOUCH.format("hybrid") + 'done.x = { state = "relationship", adds = 0.3 }\n'),
    "touchpoint for nobody": (TOUCH.format("as_is") + 'eligible = { attribute = "annual_value", at_least = "900000000 USD / yr" }\ncost = "3 USD"\n'
                              'done.x = { state = "let_down", adds = 1.0 }\n',
                              TOUCH.format("as_is") + 'eligible = { attribute = "annual_value", at_least = "90000 USD / yr" }\ncost = "3 USD"\n'
                              'done.x = { state = "let_down", adds = 0.3 }\n'),
    "decision": ('[decision.spare]\nfrom = ["active"]\nevery = "3 mo"\nto.lost = 0\n', '[decision.spare]\nfrom = ["active"]\nevery = "3 mo"\nto.lost = 0.002\n'),
    "way": ('[transition.spare]\nfrom = ["active"]\nto = "lost"\nhazard = "1e-12 / yr"\n', '[transition.spare]\nfrom = ["active"]\nto = "lost"\nhazard = "0.01 / yr"\n'),
    "change": ('[change.spare]\nstages = ["active"]\nhazard = "3 / yr"\nsize = 1.0\n', '[change.spare]\nstages = ["active"]\nhazard = "3 / yr"\nsize = 1.01\n'),
    "flow": ('[flow.spare]\nkind = "cost"\nstages = ["active"]\nrate = "0 USD / yr"\n', '[flow.spare]\nkind = "cost"\nstages = ["active"]\nrate = "1 USD / yr"\n'),
    "state": (f'[state.spare]\nhalf_life = "60 d"\nstart = 0.4\nacts.x = {{ {LEAVING.format("1.0")} }}\n',
              f'[state.spare]\nhalf_life = "60 d"\nstart = 0.4\nacts.x = {{ {LEAVING.format("0.9")} }}\n'),
    "scale": ('[strategy.hybrid.scale.spare]\ntransitions = ["activation"]\nfactor = 1.0\n', '[strategy.hybrid.scale.spare]\ntransitions = ["activation"]\nfactor = 1.1\n'),
    "event": ('[event.spare]\nat = "2 mo"\nuntil = "4 mo"\nfactor = 1.0\ntransitions = ["activation"]\n',
              '[event.spare]\nat = "2 mo"\nuntil = "4 mo"\nfactor = 1.3\ntransitions = ["activation"]\n'),
    "survey": ('[survey.spare]\nstages = ["onboarding", "active"]\nevery = "1 mo"\nscale = "csat"\nresponse = 0.5\n', None),
    "demand with people of its own": (OWN_TEAM.format("spare"), OWN_TEAM.format("support").split("[pool")[0]),
}
COUNTED = ["demand_contacts", "missed_share", "missed_touches", "segment_worked_hours", "staff_utilisation"]  # with those people's


def test_what_does_nothing_changes_nothing(simulate, base):
    """All of it at once: touchpoints of two strategies need names of their own, or they would be one row of the results."""
    text = "".join("\n" + idle.replace("spare", f"spare_{n}") for n, (idle, _) in enumerate(IDLE.values()))
    assert sorted(differing(base, simulate(CASE + text))) == COUNTED


@pytest.mark.parametrize("what", [name for name, (_, acting) in IDLE.items() if acting])
def test_what_does_something_is_seen(simulate, base, what):
    assert len(differing(base, simulate(CASE + "\n" + IDLE[what][1]))) > (3 if what == "flow" else 20)


def test_a_dated_event_without_anybody_leaving(simulate, base):
    assert differing(base, simulate(sets={"event.resignations.at": '"3 mo"'})) == []
    begin, end = CASE.index("[event.resignations]"), CASE.index("# ---- asked for their opinion")
    assert differing(base, simulate(CASE[:begin] + CASE[end:], {"event.resignations.at": None})) == []
    lost = simulate(sets={"event.resignations.servers_lost": "1"})
    assert len(differing(base, lost)) > 30
    assert differing(base, lost, strategies=("low_touch",)) == []  # which has no such team by then


def segment(customers, more=""):
    return f"""
[segment.spare]
customers = {customers}
arrivals = "0.000001 / mo"
start = "lead"
opening = "active"
joins = "onboarding"
opening_age = "2 yr"
frailty = 0.5
attribute.annual_value = "1 USD / yr"
{more}
"""


def by_segment(names):
    return [n for n in names if n.startswith(("segment_", "pool_", "touchpoint_", "levels", "stage_", "state_")) or n in (
        "monthly_customers", "monthly_lost", "monthly_revenue", "monthly_recurring", "monthly_satisfaction", "monthly_contact_cost")]


def test_a_segment_more(simulate, base):
    four = ("enterprise", "mid_market", "smb_annual", "smb_monthly")
    assert differing(base, simulate(CASE + segment(0))) == []
    # whom nobody talks to, and who asks nobody: so small that these strategies plan nothing for her
    silent = simulate(CASE + segment(40, "demand.ticket.enabled = false\ndemand.onboarding_ticket.enabled = false"))
    assert by_segment(differing(base, silent, segments=four, strategies=("as_is", "csm_driven"))) == []
    assert "customers_end" in differing(base, silent)
    asking = simulate(CASE + segment(40))
    assert len(by_segment(differing(base, asking, segments=four, strategies=("as_is", "csm_driven")))) > 20


def test_the_past_does_not_hang_on_how_long_is_simulated(simulate, base):
    shorter = simulate(sets={"time.horizon": '"6 mo"'})
    by_month = [n for n in differing(shorter, base, months=range(1, 6)) if n.startswith(("monthly_", "stage_", "transition_count", "change_", "survey_", "levels"))]
    assert by_month == []
    without = simulate(sets={"time.run_off": '"0 d"'})
    assert sorted(differing(base, without)) == ["clv_lifetime", "lifetime_value", "run_off_value", "segment_run_off_value"]
    later = simulate(sets={"time.horizon": '"6 mo"', "time.start": "2026-02-01"})
    assert len(differing(shorter, later, months=range(1, 6))) > 30


def test_the_first_replications_are_the_same_beside_more(simulate, base):
    more = simulate(sets={"experiment.replications": "3"})
    assert differing(base, more) == []
    with h5py.File(more) as f:
        values = f["replications/net_value"][()]
    assert (values[:, 0, 0] != values[:, 0, 2]).all()


def test_a_finer_step_moves_results_by_less_than_a_thousandth(simulate, base):
    """Per replication, with the same luck: the error of taking fading effects step by step."""
    def far(sets):
        with h5py.File(base) as a, h5py.File(simulate(sets=sets)) as b:
            pairs = [(a["replications"][n][()], b["replications"][n][()]) for n in
                     ("net_value", "revenue", "customer_time", "satisfaction", "operating_cost", "flow_cost", "lifetime_value")]
        return max(np.abs(x / y - 1.0).max() for x, y in pairs)
    assert 0.0 < far({"time.fade_step": '"7 d"'}) < 1e-3
    assert far({"state.relationship.half_life": '"60 d"'}) > 1e-3

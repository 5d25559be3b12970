"""Laws of luck on the case scenarios/b2b_saas_coverage.toml by its result files: what does nothing, an event that takes nobody, a
segment of which nobody knows, a longer horizon and more replications change no byte of the rest; next to each stands its like
that does something, and is seen."""
import h5py
import numpy as np
import pytest

from small_case import CASE, SEGMENTS, base, differing, simulate  # noqa: F401 (fixtures)

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
    assert differing(base, simulate(CASE + segment(0))) == []
    # whom nobody talks to, and who asks nobody: so small that these strategies plan nothing for her
    silent = simulate(CASE + segment(40, "demand.ticket.enabled = false\ndemand.onboarding_ticket.enabled = false"))
    assert by_segment(differing(base, silent, segments=SEGMENTS, strategies=("as_is", "csm_driven"))) == []
    assert "customers_end" in differing(base, silent)
    asking = simulate(CASE + segment(40))
    assert len(by_segment(differing(base, asking, segments=SEGMENTS, strategies=("as_is", "csm_driven")))) > 20


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

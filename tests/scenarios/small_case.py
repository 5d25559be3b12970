"""The case scenarios/b2b_saas_coverage.toml, everything switched on but small, for tests of what must not matter in it.

280 accounts over nine months and a run-off of two years, with teams so small that people wait and miss contacts; the levels of
[today] are solved each time, so that they are held to the same laws."""
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
SEGMENTS = ("enterprise", "mid_market", "smb_annual", "smb_monthly")


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


def unlike(path, one, other, segment=None):
    """Measures in which two strategies of a file differ, of one segment or in all."""
    out = []
    with h5py.File(path) as f:
        group = f["replications"]
        names = [n.decode() for n in group["strategy"][()]]
        segments = [n.decode() for n in group["segment"][()]]
        for name, x in group.items():
            along = [x.dims[i][0].name.rsplit("/")[-1] if len(x.dims[i]) else "" for i in range(x.ndim)]
            if x.dtype == object or along[:1] != ["strategy"] or segment and "segment" not in along:
                continue
            here, there = x[names.index(one)], x[names.index(other)]
            if segment:
                here, there = (np.take(v, segments.index(segment), along.index("segment") - 1) for v in (here, there))
            if here.tobytes() != there.tobytes():
                out.append(name)
    return out

"""Reads result files of Tenure with xarray: estimates with their intervals, differences under the same luck, draws.

A result file is an ordinary netCDF-4 file, so nothing here is needed to read it; these few functions save typing and keep
to two rules: a mean is never shown without its interval, and a difference is taken replication by replication before it is
averaged, because the strategies met the same customers with the same luck.

    results = Results("results.h5")
    results.estimate("net_value")            # as the file states it: mean, half_width, n
    results.difference("net_value")          # each strategy minus the baseline
    results.over_runs(values)                # the same of values of your own, one per replication
    results.told("net_value")                # over the draws of the uncertain numbers, where there are any

Errors: OSError where there is no file or it cannot be read, ValueError where it is none of Tenure or has no draws, KeyError
for a measure that it lacks.
"""
import importlib.util
import json
import math
import os
import warnings

import numpy as np
import xarray as xr

MONTH_DAYS = 30.4375
_ENGINE = "h5netcdf" if importlib.util.find_spec("h5netcdf") else None  # the netCDF library takes some paths for addresses


def _open(path, group=None):
    # decode_timedelta: durations stay plain numbers, whatever the version of xarray
    return xr.load_dataset(path, group=group, decode_timedelta=False, engine=_ENGINE)


class Results:
    """A result file. `summary` holds means and half-widths, `paired` those of the differences from `baseline`, `cells` every
    replication, `parameters` the numbers used.

    All four are of the scenario's own numbers: chance alone. With draws of the uncertain numbers `draws` holds every run under
    these and `uncertainty` what they say; both are None without.
    """

    def __init__(self, path):
        self.path = str(path)
        if not os.path.exists(self.path):
            raise FileNotFoundError(f"there is no result file {self.path}; name it where RESULTS is set")
        self.summary = _open(path)
        if self.summary.attrs.get("filetype") != "tenure results":
            raise ValueError(f"{path} is not a result file of Tenure")
        self.cells = _open(path, "replications")
        self.paired = _open(path, "paired")
        self.parameters = _open(path, "parameters")
        self.provenance = _open(path, "provenance")
        drawn = int(self.summary.attrs.get("draws", 0))
        self.draws = _open(path, "draws") if drawn else None
        self.uncertainty = _open(path, "uncertainty") if drawn > 1 else None
        self.confidence = float(self.summary.attrs["confidence"])
        self.antithetic = bool(self.summary.attrs.get("antithetic", 0))
        self.baseline = self.summary.attrs["baseline"]
        self.title = self.summary.attrs["title"] or self.path
        self.currency = self.summary.attrs["currency"]
        counts = self._group("counts")  # the number of replications was left to what they showed: intervals are wider, to keep their promise
        self._interval_confidence = self.confidence if counts is None else float(counts.attrs["nominal_confidence"])
        self.controls = self._group("controls")

    def _group(self, name):
        """A group that not every file has, or None."""
        try:
            return _open(self.path, name)
        except (OSError, KeyError):
            return None

    # ---- names -------------------------------------------------------------------------------------------------------

    @property
    def strategies(self):
        return [str(name) for name in self.cells.strategy.values]

    def members(self, dimension):
        return [str(name) for name in self.cells[dimension].values]

    def label(self, dimension, name):
        """The name for people of a member of a dimension: label("segment", "smb")."""
        labels = self.summary.get(f"{dimension}_label")
        return str(name) if labels is None else str(labels.sel({dimension: name}).item())

    def unit(self, measure):
        return self.cells[measure].attrs.get("units", "1")

    def months(self):
        """End of each month, in months since the start; the last one may be shorter."""
        return self.cells.month_end.values / MONTH_DAYS

    def facts(self):
        """One line on the run."""
        attrs = self.summary.attrs
        drawn = f", {attrs['draws']} draws of the uncertain numbers" if attrs.get("draws") else ""
        return (f"{len(self.strategies)} strategies, {attrs['replications']} replications{drawn}, "
                f"{attrs['horizon_days'] / MONTH_DAYS:.0f} months from {attrs['start_date']}; seed {attrs['seed']}; "
                f"intervals hold {100 * self.confidence:g} %")

    # ---- the scenario's own numbers ----------------------------------------------------------------------------------

    def has(self, measure):
        """Whether the file has a value of it, under any strategy, that is not zero throughout."""
        values = self.cells.get(measure)
        return values is not None and bool((values.notnull() & (values != 0)).any())

    def values(self, measure):
        """One value per replication under the scenario's own numbers: axes strategy, replication, own axes."""
        return self.cells[measure].isel(draw=0, drop=True).astype(float)  # months are kept in single precision, sums are not

    def estimate(self, measure):
        """Mean over the replications with the half-width of its interval, as the file states them: mean, half_width and n."""
        return xr.Dataset({"mean": self.summary[measure], "half_width": self.summary[measure + "_half_width"],
                           "n": self._count(self.values(measure))})

    def difference(self, measure, baseline=None):
        """Each strategy minus the baseline under the same luck, as a dataset of mean, half_width and n."""
        baseline = baseline or self.baseline
        others = [name for name in self.strategies if name != baseline]
        pairs = self.minus(self.values(measure), baseline)
        if baseline != self.baseline:
            return self.over_runs(pairs)
        stated = self.paired.sel(strategy=others)
        return xr.Dataset({"mean": stated[measure], "half_width": stated[measure + "_half_width"], "n": self._count(pairs)})

    def minus(self, values, baseline=None):
        """Values of every other strategy minus those of the baseline, replication by replication."""
        baseline = baseline or self.baseline
        others = [name for name in self.strategies if name != baseline]
        return values.sel(strategy=others) - values.sel(strategy=baseline, drop=True)

    def over_runs(self, values):
        """Mean and half-width of values of your own, with an axis `replication`, as the file does it for its measures: antithetic
        pairs count once, and looks are paid for. Control variates, where the file has them, are not used: wider, never wrong."""
        return estimate(self._independent(values), self._interval_confidence)

    def by_month(self, measure):
        """A monthly measure summed over its segments: axes strategy, replication, month. None where the file lacks it."""
        if measure not in self.cells:
            return None
        values = self.values(measure)
        return values.sum("segment", skipna=False) if "segment" in values.dims else values

    def cash_to_date(self):
        """Revenue minus all costs until the end of each month, nominal: axes strategy, replication, month. Wages are of everybody
        on the payroll. Flows that win customers are among the flow costs; what staff that wins customers costs comes beside them."""
        cash = self.by_month("monthly_revenue") - self.by_month("monthly_flow_cost") - self.by_month("monthly_operating_cost")
        winning = self.by_month("monthly_acquisition_cost")
        if winning is not None:
            whole, staff = self.values("acquisition_cost"), self.values("acquisition_staff_cost")
            cash = cash - winning * xr.where(whole > 0, staff / whole, 0.0)
        return cash.cumsum("month", skipna=False)

    def _independent(self, values):
        if not self.antithetic:
            return values
        even = values.sizes["replication"] // 2 * 2
        pairs = [values.isel(replication=slice(first, even, 2)).drop_vars("replication", errors="ignore") for first in (0, 1)]
        return 0.5 * (pairs[0] + pairs[1])

    def _count(self, values):
        return self._independent(values).count("replication")

    # ---- draws -------------------------------------------------------------------------------------------------------

    def _need_draws(self):
        if self.draws is None:
            raise ValueError(f"{self.path} has no draws of its uncertain numbers: tenure run SCENARIO --draws 200 --draw-replications 2")

    def drawn(self, measure):
        """One value per draw, the mean of its runs: axes strategy, draw, own axes."""
        self._need_draws()
        return self.draws[measure].mean("replication")

    def drawn_difference(self, measure, baseline=None):
        """Each strategy minus the baseline in the same world and under the same luck, one value per draw."""
        self._need_draws()
        return self.minus(self.draws[measure], baseline).mean("replication")

    def told(self, measure, minus_baseline=False):
        """What `tenure compare` tells: over the draws where there are any (then also `low` and `high`, between which the confidence
        of the draws lies, and `share_above_zero`), else over the replications."""
        if self.uncertainty is None or measure not in self.uncertainty:
            return self.difference(measure) if minus_baseline else self.estimate(measure)
        stated = self.uncertainty[measure].sel(of="minus_baseline" if minus_baseline else "value")
        if minus_baseline:
            stated = stated.sel(strategy=[name for name in self.strategies if name != self.baseline])
        return xr.Dataset({name: stated.sel(statistic=name, drop=True)
                           for name in ("mean", "half_width", "low", "high", "share_above_zero")})

    def uncertain_numbers(self):
        """Values in force of the numbers that differ between draws: axes draw, parameter, in the unit of `parameters.unit`."""
        self._need_draws()
        values = self.parameters.draw_value
        return values.isel(parameter=(values != values.isel(draw=0)).any("draw").values)


def estimate(values, confidence=0.95):
    """Student's interval over the dimension `replication`; values that do not exist (NaN) are left out and not counted."""
    n = values.count("replication")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of fewer than two values: NaN is the answer
        deviation = values.std("replication", ddof=1)
    return xr.Dataset(
        {
            "mean": values.mean("replication"),
            "half_width": student_quantile(n - 1, confidence) * deviation / np.sqrt(n.where(n > 0)),
            "n": n,
        }
    )


def student_quantile(degrees, confidence):
    """Two-sided quantile of Student's t. For a handful of distinct degrees of freedom; NaN below one degree."""
    degrees = xr.DataArray(degrees)
    known = {int(d): _student_quantile(int(d), confidence) for d in np.unique(degrees.values)}
    return xr.apply_ufunc(np.vectorize(lambda d: known[int(d)], otypes=[float]), degrees)


def _student_quantile(degrees, confidence):
    if degrees < 1:
        return math.nan
    # P(|T| < t) by the substitution t = sqrt(degrees) tan(a): an integral of cos^(degrees - 1), by Simpson's rule
    grid = np.linspace(0.0, math.pi / 2, 20001)
    density = np.cos(grid) ** (degrees - 1)
    steps = (density[:-2:2] + 4 * density[1:-1:2] + density[2::2]) * (grid[1] - grid[0]) / 3
    inside = np.concatenate([[0.0], np.cumsum(steps)])
    angle = np.interp(confidence, inside / inside[-1], grid[::2])
    return math.sqrt(degrees) * math.tan(angle)


def document(path, kind):
    """A document of `tenure trace --json` or `tenure decide --json`; `kind` is what it must say it is."""
    with open(path, encoding="utf-8") as file:
        read = json.load(file)
    if read.get("format") != kind or read.get("exit_code") != 0:
        raise ValueError(f"{path} is not what {kind} --json prints")
    return read

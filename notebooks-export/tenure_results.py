"""Reads results.h5 of Tenure with xarray, and draws what one looks at first.

A result file is an ordinary netCDF-4 file, so nothing here is needed to read it; these few functions save typing and keep
to one rule: a mean is never shown without its interval, and a difference is taken replication by replication.
"""
import math

import numpy as np
import xarray as xr

MONTH_DAYS = 30.4375


def _open(path, group=None):
    # decode_timedelta: durations stay plain numbers, whatever the version of xarray
    return xr.load_dataset(path, group=group, decode_timedelta=False)


class Results:
    """A result file. `summary` holds means and half-widths, `cells` every replication, `parameters` the numbers used.

    All three are of the scenario's own numbers: chance alone. With draws of the uncertain numbers `draws` holds every run under
    these and `uncertainty` what they say; both are None without.
    """

    def __init__(self, path):
        self.path = str(path)
        self.summary = _open(path)
        if self.summary.attrs.get("filetype") != "tenure results":
            raise ValueError(f"{path} is not a result file of Tenure")
        self.cells = _open(path, "replications")
        self.parameters = _open(path, "parameters")
        self.provenance = _open(path, "provenance")
        drawn = int(self.summary.attrs.get("draws", 0))
        self.draws = _open(path, "draws") if drawn else None
        self.uncertainty = _open(path, "uncertainty") if drawn > 1 else None
        self.confidence = float(self.summary.attrs["confidence"])
        self.baseline = self.summary.attrs["baseline"]

    @property
    def strategies(self):
        return [str(name) for name in self.cells.strategy.values]

    def label(self, dimension, name):
        """The name for people of a member of a dimension: label("segment", "smb")."""
        labels = self.summary.get(f"{dimension}_label")
        return str(name) if labels is None else str(labels.sel({dimension: name}).item())

    def values(self, measure):
        """One value per replication under the scenario's own numbers: axes strategy, replication, own axes."""
        return self.cells[measure].isel(draw=0, drop=True)

    def estimate(self, measure):
        """Mean over the replications with the half-width of its interval, as a dataset of mean, half_width and n."""
        return estimate(self.values(measure), self.confidence)

    def difference(self, measure, baseline=None):
        """Each strategy minus the baseline under the same luck, as a dataset of mean, half_width and n."""
        baseline = baseline or self.baseline
        values = self.values(measure)
        others = [name for name in self.strategies if name != baseline]
        pairs = values.sel(strategy=others) - values.sel(strategy=baseline, drop=True)
        return estimate(pairs, self.confidence)

    def drawn(self, measure):
        """One value per draw, the mean of its runs: axes strategy, draw, own axes."""
        if self.draws is None:
            raise ValueError(f"{self.path} has no draws of its uncertain numbers: run with --draws")
        return self.draws[measure].mean("replication")

    def drawn_difference(self, measure, baseline=None):
        """Each strategy minus the baseline in the same world and under the same luck, one value per draw."""
        values = self.drawn(measure)
        baseline = baseline or self.baseline
        others = [name for name in self.strategies if name != baseline]
        return values.sel(strategy=others) - values.sel(strategy=baseline, drop=True)


def estimate(values, confidence=0.95):
    """Student's interval over the dimension `replication`; values that do not exist (NaN) are left out and not counted."""
    n = values.count("replication")
    deviation = values.std("replication", ddof=1)
    return xr.Dataset(
        {
            "mean": values.mean("replication"),
            "half_width": student_quantile(n - 1, confidence) * deviation / np.sqrt(n),
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


def plot_bands(axes, x, estimates, dimension="strategy", names=str):
    """One line with a band (its confidence interval) for each member of `dimension`."""
    styles = ["-", "--", "-.", ":"]
    for index, member in enumerate(estimates[dimension].values):
        one = estimates.sel({dimension: member})
        (line,) = axes.plot(x, one["mean"], styles[index % len(styles)], label=names(member))
        axes.fill_between(x, one["mean"] - one.half_width, one["mean"] + one.half_width, color=line.get_color(), alpha=0.2, lw=0)
    axes.legend()
    return axes

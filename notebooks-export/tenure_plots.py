"""Tables and pictures that the notebooks share: a strategy has the same colour, dash and mark in all of them, axes name their
unit, and a mean stands with its interval."""
import math
import textwrap

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

COLOURS = ["#0072b2", "#c04f00", "#007a5a", "#a8477f", "#8a6100", "#3b3b8f", "#5b5b5b", "#007c91"]  # as in tenure report
DASHES = ["-", "--", ":", "-.", (0, (8, 2)), (0, (1, 3)), (0, (5, 1, 1, 1, 1, 1)), (0, (3, 3))]
MARKS = ["o", "s", "^", "D", "v", "P", "X", "*"]

# what a measure is called where its identifier says too little
SPOKEN = {
    "clv": "net value within the horizon per customer ever met",
    "retention_12m": "retention after 12 months, opening book",
    "retention_end": "retention at the end, opening book",
    "newcomer_retention_3m": "retention after 3 months, newcomers",
    "newcomer_retention_12m": "retention after 12 months, newcomers",
    "nrr_12m": "net revenue retention, 12 months",
    "grr_12m": "gross revenue retention, 12 months",
    "customers_end": "customers at the end",
    "missed_share": "contacts that staff missed",
    "staff_utilisation": "staff busy",
    "labour_used_cost": "wages, hours worked for customers",
    "idle_labour_cost": "wages, idle time and breaks",
    "contact_cost": "contacts",
    "platform_cost": "platforms",
    "hiring_cost": "hiring",
    "training_cost": "training",
    "severance_cost": "severance",
    "segment_customers_opening": "customers at the start",
    "segment_net_value_direct": "direct net value",
    "segment_retention_12m": "retention after 12 months, opening book",
    "segment_newcomer_retention_12m": "retention after 12 months, newcomers",
    "segment_customers_end": "customers at the end",
    "segment_satisfaction": "satisfaction",
    "segment_worked_hours": "hours that staff worked",
    "pool_overall_servers": "people on the payroll",
    "pool_overall_utilisation": "busy, of the time on duty",
    "pool_missed_share": "requests missed",
    "pool_overall_wait": "wait until service begins, working hours",
    "pool_overall_response": "response, hours by the clock",
}
HEADLINES = ["net_value", "clv", "retention_12m", "retention_end", "newcomer_retention_12m", "nrr_12m", "grr_12m", "operating_cost",
             "revenue", "customers_end", "missed_share"]


def prepare():
    """Settings for all pictures: names out of a file are never read as formulas."""
    matplotlib.rcParams.update({"axes.spines.top": False, "axes.spines.right": False, "axes.titlesize": "medium",
                                "figure.constrained_layout.use": True, "figure.constrained_layout.h_pad": 0.08, "figure.constrained_layout.w_pad": 0.08,
                                "figure.dpi": 90, "legend.frameon": False})
    if "text.parse_math" in matplotlib.rcParams:
        matplotlib.rcParams["text.parse_math"] = False
    pd.set_option("display.max_colwidth", None)


def say(*sentences):
    """Prints sentences as one paragraph."""
    print(textwrap.fill(" ".join(sentences), 100))


def name_of(measure):
    return SPOKEN.get(measure, measure.replace("_", " "))


def folded(text, width=22):
    """A name on several lines, where one is too long for an axis."""
    return "\n".join(textwrap.wrap(str(text), width)) or str(text)


def folded_key(key, width=40):
    """A key of the scenario on several lines, broken at its dots."""
    lines = [""]
    for part in key.split("."):
        if lines[-1] and len(lines[-1]) + 1 + len(part) > width:
            lines[-1] += "."
            lines.append(part)
        else:
            lines[-1] += ("." if lines[-1] else "") + part
    return "\n".join(lines)


def plain(value):
    """Three digits, and no power of ten where people would not write one."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def is_share(results, measure):
    return results.unit(measure) == "1" and (
        any(word in measure for word in ("retention", "retained", "utilisation", "nrr", "grr")) or measure.endswith("_share"))


def scale(results, measure, values, difference=False):
    """(divisor, unit) in which values of a measure are told: shares in %, differences of shares in points, money in k or M."""
    if is_share(results, measure):
        return 0.01, "points" if difference else "%"
    return scale_of_unit(results.unit(measure), values)


def scale_of_unit(unit, values):
    known = np.abs(np.asarray(values, dtype=float))
    largest = known[np.isfinite(known)].max(initial=0.0)
    unit = "" if unit in ("1", "customer") else unit  # plain numbers
    if largest >= 1e6:
        return 1e6, f"M {unit}".strip()
    if largest >= 1e4:
        return 1e3, f"k {unit}".strip()
    return 1.0, unit


def with_unit(text, unit):
    return f"{text}, {unit}" if unit else text


def plus_minus(mean, half_width, divisor=1.0, signed=False):
    """"37.82 ± 0.37": two digits of the half-width, and the mean as far as these reach; "-" where there is no value."""
    if not math.isfinite(mean):
        return "-"
    sign = "+" if signed else ""
    mean = mean / divisor + 0.0
    if not math.isfinite(half_width) or half_width <= 1e-13 * abs(mean * divisor):
        text = f"{mean:{sign}.4g}"  # the same in every replication, or a single one
        return f"{mean:{sign}.0f}" if "e" in text else text
    half_width /= divisor
    digits = min(max(1 - math.floor(math.log10(half_width)), -9), 9)
    decimals = max(digits, 0)
    mean, half_width = round(mean, digits) + 0.0, round(half_width, digits)
    return f"{mean:{sign}.{decimals}f} ± {half_width:.{decimals}f}"


def interval(mean, half_width, divisor=1.0):
    """"[2.76, 2.90]"."""
    digits = min(max(2 - math.floor(math.log10(half_width / divisor)), 0), 9) if half_width > 0 else 4
    return f"[{(mean - half_width) / divisor:.{digits}f}, {(mean + half_width) / divisor:.{digits}f}]"


def table_of(results, measures, estimate, columns, signed=False):
    """A table of text, one line a measure; `estimate(measure)` gives means and half-widths by the members of `columns`."""
    lines = {}
    for measure in measures:
        told = estimate(measure)
        reach = np.abs(told["mean"].values) + np.nan_to_num(told.half_width.values)
        divisor, unit = scale(results, measure, reach, difference=signed)
        members = [str(member) for member in told[columns].values]
        lines[with_unit(name_of(measure), unit)] = {
            results.label(columns, member): plus_minus(float(told["mean"].sel({columns: member})),
                                                       float(told.half_width.sel({columns: member})), divisor, signed)
            for member in members}
    return pd.DataFrame.from_dict(lines, orient="index")


def style_of(results, strategy):
    index = results.strategies.index(str(strategy))
    return {"color": COLOURS[index % 8], "linestyle": DASHES[index % 8]}, MARKS[index % 8]


def grid(count, columns=3, width=4.6, height=3.2, **more):
    """Axes for so many pictures; those that are left over are not shown."""
    columns = min(count, columns)
    rows = -(-count // columns)
    figure, all_axes = plt.subplots(rows, columns, figsize=(width * columns, height * rows), squeeze=False, **more)
    flat = list(all_axes.flat)
    for axes in flat[count:]:
        axes.set_visible(False)
    return figure, flat[:count]


def bands(axes, results, x, told, divisor=1.0):
    """One line with a band (its confidence interval) for each strategy in `told`."""
    for strategy in told.strategy.values:
        one = told.sel(strategy=strategy)
        if not bool(one["mean"].notnull().any()):
            continue
        line, _ = style_of(results, strategy)
        mean, half_width = one["mean"].values / divisor, one.half_width.values / divisor
        axes.plot(x, mean, label=folded(results.label("strategy", strategy), 34), **line)
        axes.fill_between(x, mean - half_width, mean + half_width, color=line["color"], alpha=0.2, lw=0)
    return axes


def legend_below(figure, axes):
    """One legend for all pictures of a figure, below them."""
    handles = {}
    for one in axes:
        for handle, label in zip(*one.get_legend_handles_labels()):
            handles.setdefault(label, handle)
    if handles:
        figure.legend(handles.values(), handles.keys(), loc="upper center", bbox_to_anchor=(0.5, 0.0), ncol=min(len(handles), 4))


def dots(axes, results, told, measure, difference=False, along="strategy", shown=None):
    """Means with their intervals, one line of the picture each; differences around a line at 0. `shown`: divisor and unit, where
    they are not those of the measure."""
    divisor, unit = shown or scale(results, measure, np.abs(told["mean"].values) + np.nan_to_num(told.half_width.values), difference)
    members = [str(member) for member in told[along].values][::-1]
    for place, member in enumerate(members):
        one = told.sel({along: member})
        if not math.isfinite(float(one["mean"])):
            continue
        line, mark = style_of(results, member) if along == "strategy" else ({"color": COLOURS[0]}, "o")
        half_width = float(one.half_width)
        axes.errorbar(float(one["mean"]) / divisor, place, xerr=half_width / divisor if math.isfinite(half_width) else None, fmt=mark,
                      color=line["color"], capsize=4, markersize=6)
    if difference:
        axes.axvline(0, color="grey", lw=1)
    axes.set_yticks(range(len(members)), [folded(results.label(along, member)) for member in members])
    axes.set_ylim(-0.6, len(members) - 0.4)
    label = folded(f"minus {results.label('strategy', results.baseline)}, {unit or 'number'}", 40) if difference else unit or "number"
    axes.set(title=folded(name_of(measure), 40), xlabel=label)
    axes.margins(x=0.1)
    return axes

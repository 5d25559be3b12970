"""A fresh result file, opened by everything that Debian has: all must see the same ten numbers."""
import re
import shutil
import subprocess

import numpy as np
import pytest

# where the ten numbers stand: variable of the root group or of /replications, and its index
TEN = [
    ("/net_value", (0,)),
    ("/net_value", (1,)),
    ("/net_value_half_width", (1,)),
    ("/retention_12m", (0,)),
    ("/monthly_retained", (0, 1, 11)),
    ("/monthly_revenue", (1, 0, 13)),
    ("/replications/net_value", (0, 0, 5)),
    ("/replications/segment_revenue", (1, 0, 3, 1)),
    ("/replications/monthly_customers", (1, 0, 2, 0, 7)),
    ("/parameters/value", (0,)),
]


@pytest.fixture(scope="module")
def expected(result):
    h5py = pytest.importorskip("h5py")
    with h5py.File(result, "r") as file:
        return [float(file[name][index]) for name, index in TEN]


def agree(found, expected):
    assert np.isfinite(expected).all() and len(set(expected)) >= 8, "the ten numbers must tell something"
    np.testing.assert_allclose(found, expected, rtol=2e-6)


@pytest.mark.parametrize("engine", [None, "h5netcdf", "netcdf4"])
def test_xarray(result, expected, engine):
    xarray = pytest.importorskip("xarray")
    if engine:
        pytest.importorskip({"netcdf4": "netCDF4"}.get(engine, engine))
    found = []
    for name, index in TEN:
        group, variable = name.rsplit("/", 1)
        with xarray.open_dataset(result, group=group or None, engine=engine) as data:
            found.append(float(data[variable][index]))
    agree(found, expected)
    with xarray.open_dataset(result, engine=engine) as root:
        assert root.attrs["filetype"] == "tenure results"
        assert root.attrs["title"] == "Tiny: „Größe“ & co"
        assert list(root.strategy.values) == ["leave_alone", "phone"]
        assert list(root.segment_label.values) == ["Members", "Patrons"]
        assert list(root.month.values) == list(range(1, 15))
        assert root.month_end.dtype == np.float64  # not turned into a time span
        assert float(root.month_end[-1]) == pytest.approx(14 * 30.4375)
        assert root.monthly_retained.dims == ("strategy", "segment", "month")
    with xarray.open_dataset(result, group="replications", engine=engine) as cells:
        assert cells.net_value.dims == ("strategy", "draw", "replication")
        assert cells.net_value.attrs["units"] == "EUR" and cells.net_value.attrs["long_name"]
    with xarray.open_dataset(result, group="provenance", engine=engine) as provenance:
        assert provenance.seed.item() == "7"
        assert "[" in provenance.scenario.item()


def test_summary_is_the_mean_of_the_replications(result):
    h5py = pytest.importorskip("h5py")
    with h5py.File(result, "r") as file:
        for name in ("net_value", "operating_cost", "clv"):
            values = file["replications"][name][:, 0, :]
            np.testing.assert_allclose(file[name][:], values.mean(axis=1), rtol=1e-12)
            # Student's t for 6 replications at 95 %: 2.570582
            half_width = 2.570581835636314 * values.std(axis=1, ddof=1) / np.sqrt(values.shape[1])
            np.testing.assert_allclose(file[name + "_half_width"][:], half_width, rtol=1e-6, atol=1e-9)
            difference = values[1] - values[0]
            np.testing.assert_allclose(file["paired"][name][1], difference.mean(), rtol=1e-9, atol=1e-6)
            assert file["paired"][name][0] == 0


def test_draws(program, tiny, tmp_path):
    xarray = pytest.importorskip("xarray")
    path = tmp_path / "drawn.h5"
    done = program("run", tiny, "-o", path, "--draws", "12", "--draw-replications", "2")
    assert done.returncode == 0, done.stderr
    with xarray.open_dataset(path, group="draws") as draws:
        assert draws.net_value.dims == ("strategy", "draw", "replication")
        assert list(draws.draw.values) == list(range(1, 13)) and draws.sizes["replication"] == 2
        assert "month" not in draws.dims and "monthly_retained" not in draws
        assert draws.segment_revenue.dims == ("strategy", "draw", "replication", "segment")
        with xarray.open_dataset(path, group="parameters") as parameters:
            values = parameters.draw_value.sel(parameter="transition.quits.hazard")
            assert values.dims == ("draw",) and len(set(values.values)) == 12
            assert 0.1 / 365.25 < values.min() < 0.5 / 365.25 < values.max() < 2.0 / 365.25
        with xarray.open_dataset(path, group="uncertainty") as unsure:
            found = unsure.net_value.sel(of="minus_baseline", strategy="phone")
            pairs = (draws.net_value.sel(strategy="phone") - draws.net_value.sel(strategy="leave_alone")).mean("replication")
            np.testing.assert_allclose(float(found.sel(statistic="mean")), float(pairs.mean()), rtol=1e-9)
            np.testing.assert_allclose(float(found.sel(statistic="share_above_zero")), float((pairs > 0).mean()))
            assert float(found.sel(statistic="low")) <= float(found.sel(statistic="high"))
    # the summary is of the base values alone: as without draws
    plain = tmp_path / "plain.h5"
    assert program("run", tiny, "-o", plain).returncode == 0
    h5py = pytest.importorskip("h5py")
    with h5py.File(path, "r") as with_draws, h5py.File(plain, "r") as without:
        assert with_draws.attrs["draws"] == 12 and without.attrs["draws"] == 0
        for name in ("net_value", "net_value_half_width", "monthly_retained"):
            np.testing.assert_array_equal(with_draws[name][:], without[name][:])


def test_ncdump(result, expected):
    if not shutil.which("ncdump"):
        pytest.skip("ncdump is not installed (Debian: netcdf-bin)")
    text = subprocess.run(["ncdump", "-p", "9,17", str(result)], check=True, capture_output=True, encoding="utf-8").stdout
    assert "netcdf results {" in text and "group: replications {" in text
    root = text[: text.index("group: replications {")]
    found = []
    for name in ("net_value", "retention_12m"):
        row = re.search(rf"^ {name} = ([^;]*) ;", root, re.M).group(1)
        found += [float(number) for number in row.split(",")]
    agree_some = [expected[0], expected[1], expected[3]]
    np.testing.assert_allclose([found[0], found[1], found[2]], agree_some, rtol=1e-9)
    # every dataset is seen: nothing vanished because of its type
    h5py = pytest.importorskip("h5py")
    with h5py.File(result, "r") as file:
        for name in file:
            if isinstance(file[name], h5py.Dataset):
                assert re.search(rf"^\t(string|int|double|float) {name}\(", text, re.M), name


def test_h5dump(result, expected):
    if not shutil.which("h5dump"):
        pytest.skip("h5dump is not installed (Debian: hdf5-tools)")
    found = []
    for name, index in TEN:
        start = ",".join(map(str, index))
        count = ",".join("1" for _ in index)
        text = subprocess.run(["h5dump", "-m", "%.17g", "-y", "-d", name, "-s", start, "-c", count, str(result)], check=True,
                              capture_output=True, encoding="utf-8").stdout
        data = text[text.index("DATA {") + 6:]
        found.append(float(data[: data.index("}")]))
    agree(found, expected)


def test_r(result, expected):
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed (Debian: r-bioc-rhdf5)")
    if subprocess.run(["Rscript", "-e", "library(rhdf5)"], capture_output=True).returncode != 0:
        pytest.skip("rhdf5 is not installed (Debian: r-bioc-rhdf5)")
    lines = ["suppressMessages(library(rhdf5))", "options(digits = 17)"]
    for name, index in TEN:
        place = ",".join(str(i + 1) for i in reversed(index))  # R counts from one and shows the axes in reverse order
        lines.append(f'cat(format(h5read("{result}", "{name}")[{place}], digits = 17), "\\n")')
    lines.append(f'cat(h5read("{result}", "/strategy"), "\\n")')
    out = subprocess.run(["Rscript", "-e", "; ".join(lines)], check=True, capture_output=True, encoding="utf-8").stdout
    rows = out.splitlines()
    agree([float(row) for row in rows[:10]], expected)
    assert rows[10].split() == ["leave_alone", "phone"]


def test_types_are_those_that_all_readers_open(result):
    h5py = pytest.importorskip("h5py")
    seen = set()

    def look(name, item):
        if isinstance(item, h5py.Dataset):
            kind = h5py.check_string_dtype(item.dtype)
            if kind:
                assert kind.encoding == "utf-8" and kind.length is None, name  # of variable length
            else:
                assert item.dtype in (np.float64, np.float32, np.int32), name
            seen.add(str(item.dtype))
            assert item.attrs.get("units") != "days", name
            assert None not in item.maxshape, name

    with h5py.File(result, "r") as file:
        file.visititems(look)
    assert len(seen) == 4

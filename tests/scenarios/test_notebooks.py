"""`tenure notebook`: notebooks bound to a result, which run headless as they are; kept in the tree without outputs."""
import html
import json
import os
import pathlib
import shutil
import sys

import pytest

FOLDER = pathlib.Path(os.environ.get("TENURE_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2])) / "notebooks-export"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
ALWAYS = ["01_overview.ipynb", "02_segments.ipynb", "03_staff.ipynb", "04_customers.ipynb"]


def written(folder):
    return sorted(path.name for path in folder.iterdir())


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def tagged(notebook, tag):
    return ["".join(cell["source"]) for cell in notebook["cells"] if tag in cell["metadata"].get("tags", [])]


def execute(path):
    """All outputs of a notebook, run in its own folder."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    for needed in ("xarray", "matplotlib", "pandas", "ipykernel"):
        pytest.importorskip(needed)
    content = nbformat.read(path, as_version=4)
    os.environ.update(PYDEVD_DISABLE_FILE_VALIDATION="1", MPLBACKEND="module://matplotlib_inline.backend_inline",
                      PYTHONDONTWRITEBYTECODE="1")
    nbclient.NotebookClient(content, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    outputs = [output for cell in content.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    warnings = [output.text for output in outputs if output.output_type == "stream" and output.name == "stderr"]
    assert not warnings, warnings
    return outputs


def pictures(outputs):
    return [output for output in outputs if "image/png" in output.get("data", {})]


def text_of(outputs):
    return " ".join("".join(o.text if "text" in o else o.get("data", {}).get("text/plain", "") for o in outputs).split())


@pytest.fixture(scope="module")
def drawn(program, tiny, tmp_path_factory):
    """A result with draws, and notebooks on it beside it, written from their folder."""
    folder = tmp_path_factory.mktemp("drawn")
    assert program("run", tiny, "-o", folder / "r.h5", "--draws", "30", "--draw-replications", "2").returncode == 0
    done = program("notebook", "r.h5", "-o", "nb", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_notebooks_are_kept_without_outputs():
    assert [path.name for path in NOTEBOOKS] == [*ALWAYS, "05_uncertainty.ipynb"]
    for path in NOTEBOOKS:
        for cell in read(path)["cells"]:
            if cell["cell_type"] == "code":
                assert not cell["outputs"] and cell["execution_count"] is None, f"{path.name}: strip the outputs before committing"


def test_what_is_written_and_said(program, result, tmp_path):
    done = program("notebook", result, "-o", tmp_path / "nb")
    assert done.returncode == 0 and not done.stdout, done.stderr
    assert max(len(line) for line in done.stderr.splitlines() if str(tmp_path) not in line) <= 100
    names = written(tmp_path / "nb")
    assert set(names) >= {*ALWAYS, "tenure_results.py", "tenure_plots.py"}
    assert "05_uncertainty.ipynb" not in names and "--draws 200" in done.stderr
    for word in ("Wrote 4 notebooks", "apt-get install", "python3-xarray", "/usr/bin/python3 -m notebook 01_overview.ipynb", "nbconvert"):
        assert word in done.stderr
    for name in ("tenure_results.py", "tenure_plots.py"):
        assert (tmp_path / "nb" / name).read_bytes() == (FOLDER / name).read_bytes()
    # the bound cells are all that differs from the sources
    for name in ALWAYS:
        mine, source = read(tmp_path / "nb" / name), read(FOLDER / name)
        assert tagged(mine, "parameters")[0].startswith(f"RESULTS = {json.dumps(str(result))}  # the result file")
        for cell, original in zip(mine["cells"], source["cells"], strict=True):
            if not cell["metadata"].get("tags"):
                assert cell == original
    customers = [name for name in names if name.startswith("customer_")]
    assert "customer_median.json" in customers
    bound = tagged(read(tmp_path / "nb" / "04_customers.ipynb"), "parameters")[0]
    assert sorted(json.loads(bound.split("CUSTOMERS = ")[1].split("  # ")[0])) == customers
    asked = program("trace", result, "--pick", "median", "--json").stdout
    assert (tmp_path / "nb" / "customer_median.json").read_text(encoding="utf-8") == asked
    answer = json.loads(program("compare", result, "--format", "json").stdout)["worlds"][0]["in_words"]
    told = tagged(read(tmp_path / "nb" / "01_overview.ipynb"), "answer")[0]
    assert told.endswith(answer) is False and html.unescape(told).endswith("\n\n" + answer)  # no mark is left in it


def test_the_same_again(program, result, tmp_path):
    for name in ("a", "b"):
        assert program("notebook", result, "-o", tmp_path / name, "--quiet").stderr == ""
    assert written(tmp_path / "a") == written(tmp_path / "b")
    for name in written(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


@pytest.mark.parametrize("notebook", ["01_overview.ipynb", "04_customers.ipynb"])
def test_notebooks_run(notebook, program, result, tmp_path):
    assert program("notebook", result, "-o", tmp_path / "nb").returncode == 0
    outputs = execute(tmp_path / "nb" / notebook)
    assert len(pictures(outputs)) >= 2
    if notebook == "01_overview.ipynb":
        assert "All agree." in text_of(outputs)
        mean = json.loads(program("compare", result, "--format", "json").stdout)["worlds"][0]["measures"][0]["by_strategy"]["phone"]["mean"]
        assert f"{mean / 1000:.1f} ±" in text_of(outputs)


def test_nothing_is_overwritten_unasked(program, result, tmp_path):
    (tmp_path / "tenure_plots.py").write_text("mine", encoding="utf-8")
    refused = program("notebook", result, "-o", tmp_path)
    assert refused.returncode == 73 and "tenure_plots.py: exists already" in refused.stderr and "--force" in refused.stderr
    assert written(tmp_path) == ["tenure_plots.py"], "it was looked at before anything was written"
    assert program("notebook", result, "-o", tmp_path, "--force").returncode == 0
    assert (tmp_path / "tenure_plots.py").read_bytes() == (FOLDER / "tenure_plots.py").read_bytes()
    # not even with --force the result itself, whatever it is called
    shutil.copy(result, tmp_path / "decision.json")
    refused = program("notebook", tmp_path / "decision.json", "-o", tmp_path, "--force")
    assert refused.returncode == 73 and "never overwritten" in refused.stderr
    assert (tmp_path / "decision.json").read_bytes() == result.read_bytes()


def test_a_new_set_leaves_nothing_of_an_old_one(program, result, drawn, tmp_path):
    """A notebook on the draws beside those of a result without any would be of another file; what is nobody's stays."""
    folder = tmp_path / "nb"
    assert program("notebook", drawn / "r.h5", "-o", folder, "--quiet").returncode == 0
    (folder / "mine.ipynb").write_text("{}", encoding="utf-8")
    assert {"05_uncertainty.ipynb", "decision.json"} <= set(written(folder))
    done = program("notebook", result, "-o", folder, "--force")
    assert done.returncode == 0 and "Removed what an earlier set had" in done.stderr and "05_uncertainty.ipynb" in done.stderr
    assert program("notebook", result, "-o", tmp_path / "fresh").returncode == 0
    assert written(folder) == sorted([*written(tmp_path / "fresh"), "mine.ipynb"])
    again = program("notebook", result, "-o", folder, "--force")
    assert again.returncode == 0 and "Removed" not in again.stderr


def test_refusals_leave_nothing(program, result, tiny, tmp_path):
    for arguments, status, words in (([tmp_path / "none.h5"], 66, "none.h5"), ([tiny], 65, "tiny.toml"),
                                     ([result, "-o", ""], 64, "names no folder"), ([], 66, "there is no results.h5 here"),
                                     ([result, result], 64, "notebook"), ([result, "--colour"], 64, "unknown option --colour")):
        done = program("notebook", *arguments, *([] if "-o" in arguments else ["-o", tmp_path / "nb"]), cwd=tmp_path)
        assert done.returncode == status and words in done.stderr, (arguments, done.stderr)
        assert written(tmp_path) == []
    (tmp_path / "plain").write_text("", encoding="utf-8")
    done = program("notebook", result, "-o", tmp_path / "plain")
    assert done.returncode == 73 and "no folder can be made here" in done.stderr
    helped = program("notebook", "--help")
    assert helped.returncode == 0 and "--force" in helped.stdout and "-o,--output" in helped.stdout


def test_a_wrong_file_is_told_in_the_notebook(result, tmp_path):
    sys.path.insert(0, str(FOLDER))
    sys.dont_write_bytecode = True
    pytest.importorskip("xarray")
    import tenure_results

    with pytest.raises(FileNotFoundError, match="where RESULTS is set"):
        tenure_results.Results(tmp_path / "none.h5")
    with pytest.raises(ValueError, match="--draws"):
        tenure_results.Results(result).drawn("net_value")
    (tmp_path / "d.json").write_text('{"format": "tenure run", "exit_code": 0}', encoding="utf-8")
    with pytest.raises(ValueError, match="not what tenure trace"):
        tenure_results.document(tmp_path / "d.json", "tenure trace")


def test_the_reader_counts_antithetic_pairs_once_and_pays_for_looks(program, tiny, tmp_path):
    np = pytest.importorskip("numpy")
    pytest.importorskip("xarray")
    sys.path.insert(0, str(FOLDER))
    import tenure_results

    for name, experiment in (("pairs", ["experiment.variance_reduction.antithetic=true"]),
                             ("looks", ["experiment.replications=10", 'experiment.precision={ measure = "net_value", half_width = "1500 EUR" }'])):
        sets = [word for one in experiment for word in ("--set", one)]
        done = program("run", tiny, "-o", tmp_path / f"{name}.h5", *sets)
        assert done.returncode in (0, 1), done.stderr
        results = tenure_results.Results(tmp_path / f"{name}.h5")
        for measure in ("net_value", "monthly_retained"):
            for mine, stated in ((results.over_runs(results.values(measure)), results.estimate(measure)),
                                 (results.over_runs(results.minus(results.values(measure))), results.difference(measure))):
                np.testing.assert_allclose(mine["mean"], stated["mean"], rtol=1e-6, atol=1e-6)  # months are in single precision
                np.testing.assert_allclose(mine.half_width, stated.half_width, rtol=1e-3, atol=1e-7)


def test_cash_to_date_is_that_of_decide(program, result):
    np = pytest.importorskip("numpy")
    pytest.importorskip("xarray")
    sys.path.insert(0, str(FOLDER))
    import tenure_results

    results = tenure_results.Results(result)
    told = results.over_runs(results.minus(results.cash_to_date())).sel(strategy="phone")
    decided = json.loads(program("decide", result, "--json").stdout)["cash"]["paths"][0]["cumulative"]
    np.testing.assert_allclose(told["mean"], [month["mean"] for month in decided], rtol=1e-6)
    np.testing.assert_allclose(told.half_width, [month["half_width"] for month in decided], rtol=1e-3)


def test_student_quantile_and_estimates():
    np = pytest.importorskip("numpy")
    xarray = pytest.importorskip("xarray")
    sys.path.insert(0, str(FOLDER))
    sys.dont_write_bytecode = True
    import tenure_results

    # tables: 12.706, 2.571, 2.093, 1.984 two-sided at 95 %; 63.657 at 99 %
    for degrees, confidence, due in ((1, 0.95, 12.7062), (5, 0.95, 2.5706), (19, 0.95, 2.0930), (99, 0.95, 1.9842), (1, 0.99, 63.657)):
        assert float(tenure_results.student_quantile(degrees, confidence)) == pytest.approx(due, rel=1e-4)
    assert np.isnan(float(tenure_results.student_quantile(0, 0.95)))
    values = xarray.DataArray([[1.0, 2.0, 3.0, np.nan]], dims=("strategy", "replication"))
    one = tenure_results.estimate(values)
    assert float(one["mean"][0]) == 2.0 and int(one.n[0]) == 3
    assert float(one.half_width[0]) == pytest.approx(4.302653 / 3**0.5, rel=1e-4)


def test_numbers_in_tables():
    pytest.importorskip("matplotlib")
    sys.path.insert(0, str(FOLDER))
    import tenure_plots

    nan = float("nan")
    for arguments, due in (((37.8213, 0.3712), "37.82 ± 0.37"), ((-3052.4, 51.2), "-3052 ± 51"), ((4600.0, 231.0), "4600 ± 230"),
                           ((3.7e6, 2.3e4, 1e6, True), "+3.700 ± 0.023"), ((3500.0, 0.0), "3500"), ((0.0, 0.0), "0"),
                           ((nan, nan), "-"), ((12345678.0, nan), "12345678"), ((-0.001, 0.2), "0.00 ± 0.20")):
        assert tenure_plots.plus_minus(*arguments) == due
    assert tenure_plots.folded_key("segment.enterprise.transition.churn.time.shape", 30) == "segment.enterprise.transition.\nchurn.time.shape"

"""Every notebook runs headless on a fresh result: no error, a picture at least; and is kept without outputs."""
import os
import pathlib
import sys

import pytest

FOLDER = pathlib.Path(os.environ.get("TENURE_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2])) / "notebooks-export"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(notebook, result, tmp_path):
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    for needed in ("xarray", "matplotlib", "ipykernel"):
        pytest.importorskip(needed)
    content = nbformat.read(notebook, as_version=4)
    for cell in content.cells:
        if cell.cell_type == "code":
            assert not cell.outputs and cell.execution_count is None, "strip the outputs before committing"
    os.environ.update(TENURE_RESULTS=str(result), PYDEVD_DISABLE_FILE_VALIDATION="1", MPLBACKEND="module://matplotlib_inline.backend_inline",
                      PYTHONDONTWRITEBYTECODE="1")
    nbclient.NotebookClient(content, timeout=120, kernel_name="python3",
                            resources={"metadata": {"path": str(FOLDER)}}).execute()
    outputs = [output for cell in content.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    images = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(images) >= 1


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

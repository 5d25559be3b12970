"""The notebooks on a result with draws of its uncertain numbers: all run, and tell what `compare` and `decide` tell."""
import json

import pytest
from test_notebooks import NOTEBOOKS, drawn, execute, pictures, text_of, written  # noqa: F401


@pytest.mark.parametrize("notebook", [path.name for path in NOTEBOOKS])
def test_notebooks_run_on_draws(notebook, drawn, program):  # noqa: F811
    assert "05_uncertainty.ipynb" in written(drawn / "nb")
    outputs = execute(drawn / "nb" / notebook)
    if notebook == "01_overview.ipynb":  # over the draws, as compare tells it
        mean = json.loads(program("compare", drawn / "r.h5", "--format", "json").stdout)["worlds"][0]["measures"][0]["by_strategy"]["phone"]["mean"]
        assert f"{mean / 1000:.1f} ±" in text_of(outputs)
    if notebook == "05_uncertainty.ipynb":
        assert "All agree." in text_of(outputs) and len(pictures(outputs)) >= 4
        decided = json.loads(program("decide", drawn / "r.h5", "--json").stdout)
        assert " ".join(decided["decision"]["in_plain_words"].split()[:12]) in text_of(outputs)

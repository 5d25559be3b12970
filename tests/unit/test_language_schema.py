"""The JSON Schema is well-formed, accepts every scenario of the tree and refuses misspelt keys."""
import datetime
import glob
import json
import os
import subprocess

import pytest

jsonschema = pytest.importorskip("jsonschema")
tomllib = pytest.importorskip("tomllib")

ROOT = os.environ.get("TENURE_SOURCE_DIR", os.path.join(os.path.dirname(__file__), "..", ".."))
PROGRAM = os.environ.get("TENURE_PROGRAM", "tenure")


def plain(value):
    """TOML dates as the texts that JSON knows."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


@pytest.fixture(scope="module")
def validator():
    if not os.path.exists(PROGRAM):
        pytest.skip("the program is not built")
    text = subprocess.run([PROGRAM, "schema"], check=True, capture_output=True, text=True).stdout
    schema = json.loads(text)
    cls = getattr(jsonschema, "Draft202012Validator", jsonschema.Draft7Validator)
    cls.check_schema(schema)
    return cls(schema)


def scenarios():
    found = []
    for pattern in ("scenarios/*.toml", "tests/scenarios/reference/*.toml", "models/library/*.toml"):
        found += sorted(glob.glob(os.path.join(ROOT, pattern)))
    return found


@pytest.mark.parametrize("path", scenarios(), ids=os.path.basename)
def test_accepts_shipped_files(validator, path):
    with open(path, "rb") as file:
        assert [e.message for e in validator.iter_errors(plain(tomllib.load(file)))] == []


@pytest.mark.parametrize(
    "text",
    [
        "[segmnet.a]\n",
        "[segment.a]\ncustmers = 3\n",
        "[stage.a]\ncustomer = 3\n",
        "[time]\nhorizon = true\n",
        "[transition.t]\nhazard = 0.3\n",
        "[demand.q]\nmode = \"lively\"\n",
        "[strategy.s.segment.a]\ncustomers = 3\n",
        "[touchpoint.t.done.x]\nratio = { value = 0.9, grade = \"E\" }\n",
    ],
)
def test_refuses(validator, text):
    assert list(validator.iter_errors(plain(tomllib.loads(text))))

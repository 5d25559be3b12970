"""`tenure notebook` where names are odd, files are moved, or there is little to show: the notebooks run all the same."""
import json
import shutil
import subprocess

from test_notebooks import ALWAYS, drawn, execute, pictures, read, tagged, written  # noqa: F401

HOSTILE = '"); import os; os.abort() # <script>alert(1)</script> $a_b$ *x* | `y`'


def test_both_may_be_moved_when_both_were_named_from_here(drawn, tmp_path):  # noqa: F811
    assert 'RESULTS = "../r.h5"' in tagged(read(drawn / "nb" / "01_overview.ipynb"), "parameters")[0]
    shutil.copytree(drawn, tmp_path / "elsewhere")
    assert pictures(execute(tmp_path / "elsewhere" / "nb" / "02_segments.ipynb"))


def test_names_out_of_a_file_are_only_names(program, tiny, tmp_path):
    quoted = json.dumps(HOSTILE)
    (tmp_path / "s.toml").write_text(tiny.read_text(encoding="utf-8").replace('"Members"', quoted).replace('"Tiny: „Größe“ & co"', quoted)
                                     .replace("strategy.leave_alone = {}", f"strategy.leave_alone = {{ label = {quoted} }}"), encoding="utf-8")
    odd = tmp_path / 'a "b" \\ $(c)'
    odd.mkdir()
    assert program("run", tmp_path / "s.toml", "-o", odd / "r.h5", "--replications", "4").returncode == 0
    done = program("notebook", odd / "r.h5", "-o", odd / "nb")
    assert done.returncode == 0, done.stderr
    command = next(line for line in done.stderr.splitlines() if line.startswith("    cd ")).split(" && ")[0].strip()
    assert subprocess.run(["sh", "-c", command + " && pwd"], capture_output=True, encoding="utf-8", check=True).stdout == f"{odd}/nb\n"
    for name in ("01_overview.ipynb", "04_customers.ipynb"):
        assert execute(odd / "nb" / name)
    for name in ALWAYS:
        for cell in read(odd / "nb" / name)["cells"]:
            assert cell["cell_type"] == "code" or "<script" not in "".join(cell["source"])


def test_one_strategy_and_no_staff(program, tiny, tmp_path):
    text = tiny.read_text(encoding="utf-8").split("[strategy.phone")[0]
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    assert program("run", tmp_path / "s.toml", "-o", tmp_path / "r.h5", "--replications", "1").returncode == 0
    assert program("notebook", tmp_path / "r.h5", "-o", tmp_path / "nb").returncode == 0
    assert "customer_1.json" in written(tmp_path / "nb")
    for name in ("01_overview.ipynb", "03_staff.ipynb"):
        assert execute(tmp_path / "nb" / name)

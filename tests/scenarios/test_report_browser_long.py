"""The report page in Debian's Chromium: nothing is asked of the network, nothing goes wrong, nothing sticks out, every
control works by keyboard, and axe finds no fault; with plain and with hostile names, at three widths, in light and dark."""
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest
from conftest import SOURCE
from test_report import HOSTILE
from test_report_answer import PROMISE

PACKAGES = ["playwright-core@1.65.1", "axe-core@4.14.1"]
BROWSE = SOURCE / "tests" / "support" / "browse_report.mjs"


@pytest.fixture(scope="module", name="browse")
def browser(tmp_path_factory):
    """Opens a page and returns what happened (`looks`: how it looks only); with TENURE_SHOTS set, pictures are left in that folder."""
    chromium = shutil.which("chromium")
    if not chromium or not shutil.which("npm"):
        pytest.skip("chromium or npm is missing")
    folder = tmp_path_factory.mktemp("browser")
    (folder / "package.json").write_text("{}", encoding="utf-8")
    installed = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", *PACKAGES], cwd=folder,
                               capture_output=True, encoding="utf-8", timeout=300, check=False)
    if installed.returncode != 0:
        pytest.skip("npm cannot install: " + installed.stderr[-300:])

    def run(page, name, looks=False):
        shots = os.environ.get("TENURE_SHOTS")
        plan = {"chromium": chromium, "page": str(page), "looks": looks, "shots": shots and str(pathlib.Path(shots) / name)}
        (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        done = subprocess.run(["node", BROWSE, "plan.json"], cwd=folder, capture_output=True, encoding="utf-8", timeout=1500,
                              check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
    return run


def hostile(text):
    quoted = json.dumps(HOSTILE, ensure_ascii=False)
    for old in ('"Members"', '"Does a call pay?"', '"invented"', '"Tiny: „Größe“ & co"'):
        text = text.replace(old, quoted)
    return text.replace("strategy.leave_alone = {}", f"strategy.leave_alone = {{ label = {quoted} }}").replace(
        "[strategy.phone.pool.coach]", f"[strategy.phone.pool.coach]\nlabel = {quoted}")


@pytest.fixture(scope="module", params=["plain", "hostile"])
def seen(request, program, tiny, browse, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    text = tiny.read_text(encoding="utf-8")
    text += PROMISE
    (folder / "s.toml").write_text(hostile(text) if request.param == "hostile" else text, encoding="utf-8")
    ran = program("run", folder / "s.toml", "-o", folder / "r.h5")
    assert ran.returncode == 0, ran.stderr
    (folder / "split.json").write_text(program("split", folder / "r.h5", "--json").stdout, encoding="utf-8")
    done = program("report", folder / "r.h5", "-o", folder / "r.html", "--traces", "3", "--split", folder / "split.json")
    assert done.returncode == 0, done.stderr
    return request.param, browse(folder / "r.html", request.param)


def test_nothing_is_asked_and_nothing_goes_wrong(seen):
    assert seen[1]["errors"] == [] and seen[1]["requests"] == []


def test_nothing_sticks_out_and_no_chart_is_empty(seen):
    assert seen[1]["overflow"] == [] and seen[1]["empty"] == []


def test_every_section_is_there(seen):
    assert {"view-coverage", "view-traces", "view-split", "view-promises", "view-capacity", "view-funnel"} <= set(seen[1]["sections"])


def test_axe_finds_no_fault(seen):
    assert seen[1]["violations"] == []


def test_every_control_works_by_keyboard(seen):
    keyboard = seen[1]["keyboard"]
    assert keyboard["reached"] == keyboard["controls"] > 20
    assert keyboard["baselineChanged"] and keyboard["stillFocused"] == "SELECT"
    assert keyboard["hash"] == "#baseline=phone" and keyboard["linkLeadsBack"] and keyboard["strategyHidden"]


def test_hovering_and_downloads(seen):
    which, found = seen
    assert re.search(r"[Nn]et value.*minus .*EUR", found["tip"], re.S)
    files = found["downloads"]
    assert files["SVG"]["head"].startswith("<svg") and files["PNG"]["head"].startswith("\x89PNG")
    assert files["CSV"]["head"].startswith("strategy,") and "phone" in files["CSV"]["head"]
    if which == "hostile":
        title, text = found["texts"]
        assert title.startswith("</script><script>alert(1)") and "<script>alert(1)</script>" in text


def test_paper_is_light_and_holds_every_chart(seen):
    paper = seen[1]["paper"]
    assert paper["widest"] <= 680 and paper["ground"] == "rgb(255, 255, 255)" and paper["buttons"] == 0
    assert seen[1]["pdf"] > 10000

"""The page of every shipped scenario, and of one with draws, in Debian's Chromium: nothing asked of the network, no fault of
script or of axe, nothing cut or overlapping, at three widths, in light, in dark and on paper."""
import pytest
from conftest import SOURCE
from test_report_browser_long import browser  # noqa: F401, the fixture "browse"

SCENARIOS = sorted(path.name for path in (SOURCE / "scenarios").glob("*.toml") if path.name != "reference.toml")


def first_of_sweep(folder):
    """The result, or those of the points of a sweep, of which four are as good as all."""
    return sorted(folder.glob("r*.h5"))[:4]


@pytest.fixture(scope="module", params=[*SCENARIOS, "saas_start.toml with draws"])
def seen(request, program, browse, tmp_path_factory):
    name, _, drawn = request.param.partition(" ")
    folder = tmp_path_factory.mktemp("shipped")
    ran = program("run", SOURCE / "scenarios" / name, "-o", folder / "r.h5", "--replications", "2", *(["--draws", "20"] if drawn else []))
    assert ran.returncode == 0, ran.stderr
    done = program("report", *first_of_sweep(folder), "-o", folder / "r.html")
    assert done.returncode == 0, done.stderr
    return browse(folder / "r.html", name.removesuffix(".toml") + ("-drawn" if drawn else ""), looks=True)


def test_the_page_is_whole(seen):
    assert seen["errors"] == [] and seen["requests"] == []
    assert seen["overflow"] == [] and seen["empty"] == []
    assert seen["violations"] == []
    assert seen["paper"]["widest"] <= 680 and seen["paper"]["ground"] == "rgb(255, 255, 255)" and seen["pdf"] > 10000

"""`tenure report`: one file that holds everything, lets nothing else in, and says what `tenure compare` says."""
import base64
import hashlib
import json
import re
import shutil
import subprocess

import pytest
from conftest import SOURCE

WEB = SOURCE / "analysis" / "report" / "web"
HOSTILE = "</script><script>alert(1)</script><!-- \" ' & \\u2028 " + "\u202eevil\u2028" + "x" * 300


def data_of(page):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S).group(1))


@pytest.fixture(scope="module")
def page(program, result, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    done = program("report", result, "-o", path)
    assert done.returncode == 0 and str(path) in done.stderr, done.stderr
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def compared(program, result):
    def compare(*more):
        return json.loads(program("compare", result, "--format", "json", *more).stdout)["worlds"][0]
    return compare


def near(told, estimate):
    """Nine digits of an estimate."""
    assert told[0] == pytest.approx(estimate["mean"], rel=1e-8, abs=1e-300)
    assert told[2] == estimate["n"]
    if estimate["half_width"] is None:
        assert told[1] is None
    else:
        assert told[1] == pytest.approx(estimate["half_width"], rel=1e-8, abs=1e-300)


def difference(figures, s, t):
    """Strategy s minus t out of the pairs (1,0), (2,0), (2,1), ..."""
    high, low = max(s, t), min(s, t)
    mean, half, n = figures["pairs"][high * (high - 1) // 2 + low]
    return [mean if s > t else -mean, half, n]


@pytest.mark.parametrize("baseline", ["leave_alone", "phone"])
def test_numbers_are_those_of_compare(page, compared, baseline):
    world = data_of(page)["worlds"][0]
    names = [s["name"] for s in world["strategies"]]
    segments = [s["name"] for s in world["segments"]]
    told = {(m["name"], m["segment"]): m for m in world["measures"]}
    seen = 0
    for measure in compared("--by", "segment", "--baseline", baseline)["measures"]:
        if measure["pool"] or measure["channel"] or all(e["n"] == 0 for e in measure["by_strategy"].values()):
            continue
        segment = segments.index(measure["segment"]) if measure["segment"] else -1
        figures = told[measure["name"], segment]["figures"]
        for s, name in enumerate(names):
            if measure["by_strategy"][name]["mean"] is not None:
                near(figures["own"][s], measure["by_strategy"][name])
            if name != baseline and measure["minus_baseline"][name]["mean"] is not None:
                near(difference(figures, s, names.index(baseline)), measure["minus_baseline"][name])
                seen += 1
    assert seen > 40


def test_months_are_those_of_compare(page, compared):
    world = data_of(page)["worlds"][0]
    names = [s["name"] for s in world["strategies"]]
    series = {s["name"]: s for s in world["views"]["months"]["series"] if s["segment"] == -1}
    seen = set()
    for measure in compared("--by", "month")["measures"]:
        if measure["month"] is None or measure["name"] not in series:
            continue
        figures = series[measure["name"]]["months"][measure["month"] - 1]
        for s, name in enumerate(names):
            if measure["by_strategy"][name]["mean"] is not None:
                near(figures["own"][s], measure["by_strategy"][name])
        seen.add((measure["name"], measure["month"]))
    assert {name for name, _ in seen} >= {"monthly_customers", "monthly_lost", "monthly_operating_cost", "pool_missed"}
    assert {month for _, month in seen} == set(range(1, 15))


def test_intervals_of_antithetic_pairs_are_those_of_compare(program, tiny, tmp_path):
    """Only pairs are independent, for what is worked out from several values of a run as well."""
    text = tiny.read_text(encoding="utf-8").replace("seed = 7,", "seed = 7, variance_reduction = { antithetic = true },")
    (tmp_path / "pairs.toml").write_text(text, encoding="utf-8")
    assert program("run", tmp_path / "pairs.toml", "-o", tmp_path / "r.h5").returncode == 0
    assert program("report", tmp_path / "r.h5", "-o", tmp_path / "r.html").returncode == 0
    world = data_of((tmp_path / "r.html").read_text(encoding="utf-8"))["worlds"][0]
    names = [s["name"] for s in world["strategies"]]
    months = json.loads(program("compare", tmp_path / "r.h5", "--format", "json", "--by", "month").stdout)["worlds"][0]["measures"]
    series = next(s for s in world["views"]["months"]["series"] if s["name"] == "monthly_customers" and s["segment"] == -1)
    seen = 0
    for measure in months:
        if measure["name"] != "monthly_customers" or measure["month"] is None:
            continue
        figures = series["months"][measure["month"] - 1]
        for s, name in enumerate(names):
            near(figures["own"][s], measure["by_strategy"][name])
            assert figures["own"][s][2] == 3
        near(difference(figures, names.index("phone"), names.index("leave_alone")), measure["minus_baseline"]["phone"])
        seen += 1
    assert seen == 14


def test_the_answer_is_that_of_compare(page, compared):
    world = data_of(page)["worlds"][0]
    for s, strategy in enumerate(world["strategies"]):
        words = " ".join(passage["text"] for passage in world["answer"][s])
        assert words == compared("--baseline", strategy["name"])["in_words"]


def test_cash_comes_to_what_was_earned_and_spent(page):
    """Cash to date in the last month is revenue minus all costs, as the totals have it."""
    world = data_of(page)["worlds"][0]
    total = {m["name"]: m["figures"]["own"] for m in world["measures"] if m["segment"] == -1}
    cash = next(s for s in world["views"]["months"]["series"] if s["name"] == "cash_to_date")
    for s in range(2):
        due = total["revenue"][s][0] - sum(
            total[name][s][0] for name in ("flow_cost", "operating_cost", "acquisition_staff_cost") if name in total)
        assert cash["months"][-1]["own"][s][0] == pytest.approx(due, rel=1e-5)


def test_recurring_revenue_goes_from_its_opening_to_its_end(page):
    world = data_of(page)["worlds"][0]
    view = world["views"]["recurring"]
    opening = next(m for m in world["measures"] if m["name"] == "recurring_opening")["figures"]["own"]
    for s in range(2):
        steps = [figures["own"][s][0] for figures in view["of"][0]]
        assert steps[0] == pytest.approx(opening[s][0], rel=1e-5)
        assert sum(steps[:-1]) == pytest.approx(steps[-1], rel=1e-6)


def test_only_its_own_script_and_style_may_run(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1)
    script = re.findall(r"<script>(.*?)</script>", page, re.S)
    style = re.findall(r"<style>(.*?)</style>", page, re.S)
    assert len(script) == len(style) == 1

    def fingerprint(text):
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    assert policy.startswith("default-src 'none';")
    assert f"script-src {fingerprint(script[0])};" in policy
    assert f"style-src-elem {fingerprint(style[0])};" in policy
    assert "unsafe-eval" not in policy and "http" not in policy
    shell = page.replace(script[0], "").replace(style[0], "")
    assert not re.search(r"\s(src|srcset|action|on\w+)\s*=", shell), "nothing is loaded, nothing runs from an attribute"
    assert not re.search(r"""href=["'](?!#)""", shell)


def test_hostile_texts_stay_texts(program, tiny, tmp_path):
    text = tiny.read_text(encoding="utf-8")
    quoted = json.dumps(HOSTILE, ensure_ascii=False)
    for old in ('"Members"', '"Does a call pay?"', '"invented"', '"Tiny: „Größe“ & co"'):
        assert old in text
        text = text.replace(old, quoted)
    (tmp_path / "hostile.toml").write_text(text, encoding="utf-8")
    done = program("run", tmp_path / "hostile.toml", "-o", tmp_path / "r.h5", "--replications", "2")
    assert done.returncode == 0, done.stderr
    assert program("report", tmp_path / "r.h5", "-o", tmp_path / "r.html").returncode == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert len(re.findall(r"<script", page)) == 2, "the data and the page's own script"
    assert "alert(1)</script>" not in page
    assert "<!--" not in page and "\u202e" not in page and "\u2028" not in page
    world = data_of(page)["worlds"][0]
    assert "<script>alert(1)</script>" in world["segments"][0]["label"]
    assert world["title"].startswith("</script>")


def test_a_view_without_data_is_absent(program, tiny, tmp_path, page):
    assert {"map", "retention", "months", "capacity", "foundation"} <= set(data_of(page)["worlds"][0]["views"])
    text = tiny.read_text(encoding="utf-8").split("[strategy.phone.pool.coach]")[0]
    (tmp_path / "alone.toml").write_text(text, encoding="utf-8")
    assert program("run", tmp_path / "alone.toml", "-o", tmp_path / "r.h5").returncode == 0
    assert program("report", tmp_path / "r.h5", "-o", tmp_path / "r.html").returncode == 0
    views = data_of((tmp_path / "r.html").read_text(encoding="utf-8"))["worlds"][0]["views"]
    assert not {"map", "capacity", "contacts"} & set(views) and "retention" in views


@pytest.fixture(scope="module")
def drawn(program, tiny, tmp_path_factory):
    """A result with draws of its one uncertain number."""
    path = tmp_path_factory.mktemp("drawn") / "drawn.h5"
    done = program("run", tiny, "-o", path, "--draws", "24")
    assert done.returncode == 0, done.stderr
    return path


def test_the_decision_is_that_of_decide(program, drawn, page, tmp_path):
    assert "decision" not in data_of(page)["worlds"][0]["views"], "one draw says nothing of ignorance"
    assert program("report", drawn, "-o", tmp_path / "r.html").returncode == 0
    view = data_of((tmp_path / "r.html").read_text(encoding="utf-8"))["worlds"][0]["views"]["decision"]
    decided = json.loads(program("decide", drawn, "--json").stdout)["decision"]
    assert view["sentences"] == [[" ".join([decided["in_plain_words"], *decided["what_would_change_it"]])]]
    assert (view["choice"], view["runner_up"]) == (decided["choice"]["choice"], decided["choice"]["runner_up"])
    assert len(view["curve"]) == len(decided["curve"]) > 10
    for told, point in zip(view["curve"], decided["curve"]):
        for name, standing in point["strategies"].items():
            assert told["best"][name][0] == pytest.approx(standing["probability_best"]["mean"], rel=1e-8, abs=1e-12)
    ends = {p["name"]: p["tornado"] for p in decided["choice"]["ignorance"]["parameters"]}
    assert view["numbers"][0]["name"] == "transition.quits.hazard"
    for number in view["numbers"]:
        assert number["at_low"][0] == pytest.approx(ends[number["name"]]["lead_at_low"]["mean"], rel=1e-8)
        assert number["at_high"][0] == pytest.approx(ends[number["name"]]["lead_at_high"]["mean"], rel=1e-8)
    assert view["all_known"][0] == pytest.approx(decided["choice"]["evpi"]["mean"], rel=1e-8, abs=1e-12)
    worth = {p["name"]: p["evppi"]["mean"] for p in decided["choice"]["ignorance"]["parameters"] if p["evppi"]["mean"] > 0}
    assert {known["name"]: known["worth"][0] for known in view["known"]} == pytest.approx(worth, rel=1e-8)


def test_numbers_over_draws_are_those_of_compare(program, drawn, tmp_path):
    assert program("report", drawn, "-o", tmp_path / "r.html").returncode == 0
    world = data_of((tmp_path / "r.html").read_text(encoding="utf-8"))["worlds"][0]
    compared = json.loads(program("compare", drawn, "--format", "json").stdout)["worlds"][0]
    told = {m["name"]: m["figures"] for m in world["measures"] if m["segment"] == -1}
    net = next(m for m in compared["measures"] if m["name"] == "net_value")
    near(told["net_value"]["own"][1], net["by_strategy"]["phone"])
    near(told["net_value"]["pairs"][0], net["minus_baseline"]["phone"])
    assert net["by_strategy"]["phone"]["n"] == 24


def test_several_results_are_several_worlds(program, tiny, tmp_path):
    swept = tmp_path / "swept.toml"
    swept.write_text(tiny.read_text(encoding="utf-8") + '\n[sweep]\n"transition.quits.hazard" = ["0.3 / yr", "0.9 / yr"]\n',
                     encoding="utf-8")
    ran = program("run", swept, "-o", tmp_path / "r.h5", "--replications", "2")
    assert ran.returncode == 0, ran.stderr
    files = sorted(tmp_path.glob("r.p*.h5"))
    assert len(files) == 2
    assert program("report", *files, "-o", tmp_path / "r.html").returncode == 0
    data = data_of((tmp_path / "r.html").read_text(encoding="utf-8"))
    assert [w["sweep_point"].split(" = ")[0] for w in data["worlds"]] == ["transition.quits.hazard"] * 2
    assert data["in_words"] == json.loads(program("compare", *files, "--format", "json").stdout)["in_words"]


def test_same_result_same_bytes_and_nothing_is_overwritten(program, result, page, tmp_path):
    output = tmp_path / "again.html"
    assert program("report", result, "-o", output, "--quiet").stderr == ""
    assert output.read_text(encoding="utf-8") == page
    refused = program("report", result, "-o", output)
    assert refused.returncode == 73 and "--force" in refused.stderr
    assert program("report", result, "-o", output, "--force", "--baseline", "phone").returncode == 0
    assert data_of(output.read_text(encoding="utf-8"))["worlds"][0]["baseline"] == 1


def test_what_cannot_be_reported(program, result, tmp_path):
    misspelt = program("report", result, "-o", tmp_path / "r.html", "--baseline", "fone")
    assert misspelt.returncode == 64 and "Did you mean phone?" in misspelt.stderr
    assert program("report", tmp_path / "none.h5", "-o", tmp_path / "r.html").returncode == 66
    copy = tmp_path / "copy.h5"
    copy.write_bytes(result.read_bytes())
    assert program("report", copy, "-o", copy, "--force").returncode == 73
    assert copy.read_bytes() == result.read_bytes()
    assert not (tmp_path / "r.html").exists()


def test_the_bundle_is_made_from_its_sources(tmp_path):
    """Rebuilt with the packages of the lock file, the bundle has the bytes that are committed."""
    if not shutil.which("npm"):
        pytest.skip("npm is missing")
    web = tmp_path / "web"
    shutil.copytree(WEB, web, ignore=shutil.ignore_patterns("node_modules", "dist"))
    installed = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--prefer-offline"], cwd=web, capture_output=True,
                               encoding="utf-8", timeout=200, check=False)
    if installed.returncode != 0:
        pytest.skip("npm cannot install: " + installed.stderr[-300:])
    subprocess.run(["node", "build.mjs", "report.js"], cwd=web, check=True, timeout=120)
    assert (web / "report.js").read_bytes() == (WEB / "dist" / "report.js").read_bytes(), \
        "run npm ci && npm run build in analysis/report/web, and commit dist/report.js"

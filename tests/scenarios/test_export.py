"""`tenure export`: tidy tables with a dictionary, in which a text stays a text."""
import csv
import json

import pytest

HOSTILE = '=HYPERLINK("http://x","<script>alert(1)</script>"), „ü“; tail'


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def tables(program, result, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export") / "tables"
    done = program("export", result, "--csv", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def compared(program, result):
    return json.loads(program("compare", result, "--by", "segment", "--format", "json").stdout)["worlds"][0]


def test_a_table_has_one_line_for_each_strategy_replication_and_member(tables):
    totals = rows(tables / "totals.csv")
    assert [(r["strategy"], r["replication"]) for r in totals] == [
        (s, str(i)) for s in ("leave_alone", "phone") for i in range(6)]
    assert len(rows(tables / "by_segment.csv")) == 2 * 6 * 2
    assert len(rows(tables / "by_segment_month.csv")) == 2 * 6 * 2 * 14
    # leave_alone has no pool: its lines would be empty
    assert {r["strategy"] for r in rows(tables / "by_pool_month.csv")} == {"phone"}


def test_tables_and_comparison_agree(tables, compared):
    totals = rows(tables / "totals.csv")
    net = next(m for m in compared["measures"] if m["name"] == "net_value")
    for strategy, estimate in net["by_strategy"].items():
        values = [float(r["net_value"]) for r in totals if r["strategy"] == strategy]
        assert sum(values) / len(values) == pytest.approx(estimate["mean"], rel=1e-12)
    told = [r for r in rows(tables / "estimates.csv") if r["measure"] == "net_value" and r["minus"]]
    assert [r["strategy"] for r in told] == ["phone"]
    assert float(told[0]["mean"]) == net["minus_baseline"]["phone"]["mean"]
    assert float(told[0]["half_width"]) == net["minus_baseline"]["phone"]["half_width"]


def test_months_add_up_to_totals(tables):
    """Each sum by month and segment, over its months and segments, is the total of its run."""
    totals = {(r["strategy"], r["replication"]): float(r["revenue"]) for r in rows(tables / "totals.csv")}
    sums = dict.fromkeys(totals, 0.0)
    for r in rows(tables / "by_segment_month.csv"):
        sums[r["strategy"], r["replication"]] += float(r["monthly_revenue"])
    for run, total in totals.items():
        assert sums[run] == pytest.approx(total, rel=1e-5)  # months are kept in single precision


def test_every_column_is_in_the_dictionary(tables):
    dictionary = {(r["table"], r["column"]): r for r in rows(tables / "dictionary.csv")}
    readme = (tables / "README.md").read_text(encoding="utf-8")
    for table in tables.glob("*.csv"):
        if table.name != "dictionary.csv":
            with open(table, encoding="utf-8", newline="") as file:
                for column in next(csv.reader(file)):
                    assert dictionary[table.name, column]["meaning"], (table.name, column)
        assert f"`{table.name}`" in readme
    net = dictionary["totals.csv", "net_value"]
    assert (net["role"], net["unit"], net["over_time"]) == ("value", "EUR", "sum")
    assert dictionary["by_segment_month.csv", "monthly_lost"]["keys"] == "strategy draw replication segment month"


def test_lines_end_as_the_standard_wants_and_bytes_repeat(program, result, tables, tmp_path):
    again = program("export", result, "--csv", tmp_path, "--quiet")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    names = sorted(p.name for p in tables.iterdir())
    assert names == sorted(p.name for p in tmp_path.iterdir())
    for name in names:
        data = (tables / name).read_bytes()
        assert data == (tmp_path / name).read_bytes()
        if name.endswith(".csv"):
            assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")


def test_a_text_is_never_a_formula(program, tiny, tmp_path):
    scenario = tmp_path / "hostile.toml"
    scenario.write_text(tiny.read_text(encoding="utf-8").replace('label = "Members"', "label = '" + HOSTILE + "'")
                        .replace('source = "invented"', 'source = "-1+1|cmd"').replace('"Tiny: „Größe“ & co"', '"@SUM(A1)"'),
                        encoding="utf-8")
    assert program("run", scenario, "-o", tmp_path / "r.h5", "--replications", "2").returncode == 0
    assert program("export", tmp_path / "r.h5", "--csv", tmp_path / "out").returncode == 0
    members = {r["member"]: r["label"] for r in rows(tmp_path / "out" / "members.csv")}
    assert members["members"] == "'" + HOSTILE
    assert {r["source"] for r in rows(tmp_path / "out" / "parameters.csv")} >= {"'-1+1|cmd"}
    about = {r["fact"]: r["value"] for r in rows(tmp_path / "out" / "about.csv")}
    assert about["title"] == "'@SUM(A1)"
    for table in (tmp_path / "out").glob("*.csv"):
        for row in rows(table):
            for field in row.values():
                if field and field[0] in "=+-@\t\r\n":
                    float(field)  # a number may begin with its sign


def test_draws_follow_the_scenarios_own_numbers(program, tiny, tmp_path):
    done = program("run", tiny, "-o", tmp_path / "r.h5", "--draws", "5")
    assert done.returncode == 0, done.stderr
    assert program("export", tmp_path / "r.h5", "--csv", tmp_path / "out").returncode == 0
    totals = rows(tmp_path / "out" / "totals.csv")
    assert [r["draw"] for r in totals if r["strategy"] == "phone"] == ["0"] * 6 + [str(d) for d in range(1, 6)]
    assert len({r["net_value"] for r in totals if r["strategy"] == "phone"}) == 11
    draws = rows(tmp_path / "out" / "draws.csv")
    assert {r["key"] for r in draws} == {"transition.quits.hazard"} and len({r["value"] for r in draws}) == 5
    assert {r["draw"] for r in rows(tmp_path / "out" / "by_segment_month.csv")} == {"0"}, "months are of the base draw"


def test_nothing_is_overwritten_unasked(program, result, tmp_path):
    (tmp_path / "about.csv").write_text("mine", encoding="utf-8")
    refused = program("export", result, "--csv", tmp_path)
    assert refused.returncode == 73 and "about.csv: exists already" in refused.stderr and "--force" in refused.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["about.csv"], "it was looked at before anything was written"
    assert program("export", result, "--csv", tmp_path, "--force").returncode == 0
    assert (tmp_path / "about.csv").read_text(encoding="utf-8").startswith("fact,value")


def test_what_cannot_be_exported(program, result, tmp_path):
    assert program("export", result).returncode == 64
    assert program("export", result, "--csv", "").returncode == 64
    assert program("export", tmp_path / "none.h5", "--csv", tmp_path / "out").returncode == 66
    assert not (tmp_path / "out").exists()
    (tmp_path / "plain").write_text("", encoding="utf-8")
    assert program("export", result, "--csv", tmp_path / "plain").returncode == 73


def test_several_results_get_a_folder_each(program, result, tmp_path):
    other = tmp_path / "other.h5"
    other.write_bytes(result.read_bytes())
    assert program("export", result, other, "--csv", tmp_path / "out").returncode == 0
    assert (tmp_path / "out" / "results" / "totals.csv").exists() and (tmp_path / "out" / "other" / "totals.csv").exists()
    twice = program("export", result, result, "--csv", tmp_path / "twice")
    assert twice.returncode == 64 and "one by one" in twice.stderr


def test_months_and_draws_are_those_of_the_other_commands(program, tiny, result, tables, tmp_path):
    months = json.loads(program("compare", result, "--by", "month", "--format", "json").stdout)["worlds"][0]["measures"]
    told = {(r["measure"], r["month"], r["strategy"], r["minus"]): r for r in rows(tables / "estimates_by_month.csv")}
    seen = 0
    for measure in months:
        if measure["month"]:
            line = told[measure["name"], str(measure["month"]), "phone", "leave_alone"]
            mean = measure["minus_baseline"]["phone"]["mean"]
            assert line["mean"] == "" if mean is None else float(line["mean"]) == mean
            seen += mean is not None
    assert seen >= 14 * 3
    assert program("run", tiny, "-o", tmp_path / "r.h5", "--draws", "12").returncode == 0
    assert program("export", tmp_path / "r.h5", "--csv", tmp_path / "out").returncode == 0
    net = next(m for m in json.loads(program("compare", tmp_path / "r.h5", "--format", "json").stdout)["worlds"][0]["measures"] if m["name"] == "net_value")
    line = next(r for r in rows(tmp_path / "out" / "uncertainty.csv") if r["measure"] == "net_value" and r["minus"] and not r["segment"])
    told = net["minus_baseline"]["phone"]["over_draws"]
    assert (float(line["low"]), float(line["high"]), float(line["share_above_zero"])) == (told["low"], told["high"], told["share_above_zero"])


def test_the_scenario_goes_with_the_tables(program, result, tables, tmp_path):
    assert program("run", tables / "scenario.toml", "-o", tmp_path / "again.h5").returncode == 0
    assert (tmp_path / "again.h5").read_bytes() == result.read_bytes()


def test_parquet_is_refused_with_the_way_that_there_is(program, result, tmp_path):
    for arguments in (["--parquet"], ["--parquet", tmp_path / "out"], ["--csv", tmp_path / "out", "--parquet"]):
        done = program("export", result, *arguments)
        assert done.returncode == 64 and "writes no Parquet" in done.stderr and "--csv DIR" in done.stderr
    assert not (tmp_path / "out").exists()

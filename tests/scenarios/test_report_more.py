"""Sections of the page beyond the decision: coverage document, followed customers, splits, promises, capacity; a million customers."""
import json
import os
import subprocess

import pytest
from test_report import HOSTILE, data_of
from test_report_answer import PROMISE, close

BASE = ["--traces", "0"]


def world_of(path):
    return data_of(path.read_text(encoding="utf-8"))["worlds"][0]


def reported(program, result, folder, *more):
    """World of the page of a result."""
    page = folder / "r.html"
    done = program("report", result, "-o", page, "--force", *more)
    assert done.returncode == 0, done.stderr
    return world_of(page)


@pytest.fixture(scope="module")
def promising(program, tiny, tmp_path_factory):
    """A result whose one team promises to miss little, and is too small for it."""
    folder = tmp_path_factory.mktemp("promising")
    text = tiny.read_text(encoding="utf-8").replace('hours = "always"', 'hours = "always"\nshrinkage = 0.3\nhire_delay = "30 d"\nattrition = "0.2 / yr"')
    (folder / "s.toml").write_text(text.replace('work = "10 min"', 'work = "600 min"') + PROMISE, encoding="utf-8")
    ran = program("run", folder / "s.toml", "-o", folder / "r.h5")
    assert ran.returncode == 0, ran.stderr
    return folder / "r.h5"


def test_promises_are_those_of_decide(program, promising, tmp_path):
    world = reported(program, promising, tmp_path)
    decided = json.loads(program("decide", promising, "--json").stdout)["promises"]
    names = [s["name"] for s in world["strategies"]]
    view = world["views"]["promises"]
    assert [p["words"] for p in view["promises"]] == [p["in_words"] for p in decided["promises"]] == ["coach: at most 5 % of requests missed"]
    assert view["promises"][0]["standing"][names.index("leave_alone")] is None
    told, theirs = view["promises"][0]["standing"][names.index("phone")], decided["promises"][0]["strategies"]["phone"]
    close(told["value"], theirs["value"])
    assert told["kept"] == theirs["standing"] == "broken" and theirs["kept_in"] is None and told["share"] is None
    assert view["sentences"] == [["Of the limits promised, phone surely keeps 0 of 1 and breaks 1."]]


def test_who_needs_more_people_and_when_is_that_of_decide(program, promising, tmp_path):
    """The plan of decide is of the choice; on the page every strategy has its own."""
    world = reported(program, promising, tmp_path)
    capacity = world["views"]["capacity"]
    phone = [s["name"] for s in world["strategies"]].index("phone")
    (spans,) = [short[phone] for short in capacity["short"]]
    assert spans and all(1 <= first <= last <= 14 for first, last in spans)
    decided = json.loads(program("decide", promising, "--json").stdout)
    if decided["decision"]["choice"]["choice"] == "phone":
        assert spans[0][0] == decided["capacity"][0]["short_from_month"]
    assert f"Have somebody ready by month {spans[0][0]}" in capacity["sentences"][0][0]


def test_the_coverage_document_has_tiers_playbook_teams_figures_and_assumptions(program, promising, tmp_path):
    world = reported(program, promising, tmp_path)
    view = world["views"]["coverage"]
    names = [s["name"] for s in world["strategies"]]
    assert view["choice"] == world["choice"]
    tables = view["strategies"][names.index("phone")]
    for table in tables:
        assert all(len(row) == len(table["columns"]) for row in table["rows"])
    tiers, playbook, teams, expected, assumptions = tables
    assert [row[0] for row in tiers["rows"]] == ["Members", "Patrons"]
    assert playbook["rows"] == [["call", "coach", "all", "every 2 months"]]
    (coach,) = teams["rows"]
    coach = dict(zip(teams["columns"], coach))
    assert coach["team"] == "coach" and coach["to hire / to full speed"].startswith("30 d / ")
    start = world["views"]["capacity"]["short"][0][names.index("phone")][0][0]
    assert coach["short of people"].startswith(f"from month {start} ")
    assert assumptions["rows"][0] == ["transition.quits.hazard", "0.5 / yr", "C", "invented"]
    # what pays at which size, and the figures, are those of decide and compare as they round
    decided = json.loads(program("decide", promising, "--json").stdout)["by_segment"]
    for row, segment in zip(tiers["rows"], decided["segments"]):
        assert row[tiers["columns"].index("pays, against leave_alone")] == segment["break_even"][0]["in_words"]
    told = {m["name"]: m["told"] for m in world["measures"] if m["segment"] == -1}
    rows = {row[0]: row for row in expected["rows"]}
    for name, words in (("net_value", "net value"), ("operating_cost", "operating cost")):
        sentence = told[name][names.index("leave_alone")]
        assert f"phone {rows[words][2]}" in sentence, (sentence, rows[words])
        assert rows[words][1] in told[name][names.index("phone")]
    # the baseline has no difference from itself, and nobody who calls
    of_baseline = view["strategies"][names.index("leave_alone")]
    assert not any(column.startswith(("minus", "pays")) for table in of_baseline for column in table["columns"])
    assert not any(table["title"].startswith(("Playbook", "Teams")) for table in of_baseline)


def test_accounts_per_person_are_those_of_the_segments_that_a_team_serves(program, tiny, tmp_path):
    text = tiny.read_text(encoding="utf-8").replace('by = "coach"', 'by = "coach"\nsegments = ["patrons"]')
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    ran = program("run", tmp_path / "s.toml", "-o", tmp_path / "r.h5")
    assert ran.returncode == 0, ran.stderr
    world = reported(program, tmp_path / "r.h5", tmp_path)
    phone = [s["name"] for s in world["strategies"]].index("phone")
    teams = next(t for t in world["views"]["coverage"]["strategies"][phone] if t["title"].startswith("Teams"))
    patrons = next(s for s in world["views"]["months"]["series"] if s["name"] == "monthly_customers" and s["segment"] == 1)
    mean = sum(month["own"][phone][0] for month in patrons["months"]) / 14
    assert float(teams["rows"][0][2].split(" ")[0]) == pytest.approx(mean, rel=0.02), "one coach"
    playbook = next(t for t in world["views"]["coverage"]["strategies"][phone] if t["title"].startswith("Playbook"))
    assert playbook["rows"] == [["call", "coach", "Patrons", "every 2 months"]]


def test_customers_are_followed_as_trace_tells_them(program, result, tmp_path):
    """Without being asked for where it takes a moment; the same as tenure trace says."""
    world = reported(program, result, tmp_path)
    customers = world["views"]["traces"]["customers"]
    picked = [program("trace", result, "--pick", kind, "--json") for kind in ("saved", "lost", "median")]
    picked = [json.loads(done.stdout) for done in picked if done.returncode == 0]
    assert len(customers) == len(picked) >= 2, "nobody of one kind may be there"
    names = [s["name"] for s in world["strategies"]]
    for customer, traced in zip(customers, picked):
        assert customer["sentence"] == traced["sentence"] and customer["chosen"] == traced["chosen"]
        assert len(customer["histories"]) == len(traced["strategies"]) == 2
        for history, other in zip(customer["histories"], traced["strategies"]):
            assert names[history["strategy"]] == other["strategy"] and history["fate"] == other["fate"]
            assert history["value"] == pytest.approx(other["value"], rel=1e-8) and len(history["entries"]) > 0
    assert sum(entry[4] for c in customers for h in c["histories"] for entry in h["entries"]) == len(
        [h for c in customers for h in c["histories"] if h["why"]]) > 0, "where lives part is marked, once each"
    assert len(reported(program, result, tmp_path, "--traces", "1")["views"]["traces"]["customers"]) == 1
    assert "traces" not in reported(program, result, tmp_path, *BASE)["views"]
    assert reported(program, result, tmp_path, "--threads", "1") == world, "on any number of threads"


def test_a_run_that_cannot_be_repeated_is_reported_without_followed_customers(program, result, tmp_path):
    h5py = pytest.importorskip("h5py")
    copy = tmp_path / "other.h5"
    copy.write_bytes(result.read_bytes())
    with h5py.File(copy, "r+") as file:
        file["replications/net_value"][...] += 1.0
    done = program("report", copy, "-o", tmp_path / "r.html")
    assert done.returncode == 0 and "No customer is followed" in done.stderr, done.stderr
    assert "traces" not in world_of(tmp_path / "r.html")["views"]
    refused = program("report", copy, "-o", tmp_path / "asked.html", "--traces", "2")
    assert refused.returncode == 65 and "net_value" in refused.stderr and not (tmp_path / "asked.html").exists()


def test_the_split_is_that_of_tenure_split(program, result, tiny, tmp_path):
    split = tmp_path / "split.json"
    split.write_text(program("split", result, "--json").stdout, encoding="utf-8")
    view = reported(program, result, tmp_path, "--split", split)["views"]["split"]
    told = json.loads(split.read_text(encoding="utf-8"))["points"][0]["strategies"]
    assert len(view["strategies"]) == len(told) == 1 and view["strategies"][0]["strategy"] == 1
    close(view["strategies"][0]["whole"], told[0]["whole"])
    close(view["strategies"][0]["computed"], told[0]["computed"])
    of_split = {part["part"]: part for part in told[0]["parts"] if part["present"]}
    assert {part["name"] for part in view["strategies"][0]["parts"]} == set(of_split) and len(of_split) > 2
    for part in view["strategies"][0]["parts"]:
        close(part["value"], of_split[part["name"]])
    assert view["sentences"] == [[told[0]["sentence"]]]


def test_a_split_of_something_else_is_refused(program, result, tiny, tmp_path):
    split = tmp_path / "split.json"
    text = program("split", result, "--json").stdout
    output = tmp_path / "o.html"
    other = tmp_path / "other.h5"
    assert program("run", tiny, "-o", other, "--seed", "8").returncode == 0
    split.write_text(text, encoding="utf-8")
    refused = program("report", other, "-o", output, "--split", split)
    assert refused.returncode == 65 and "other results" in refused.stderr
    document = json.loads(text)
    document["points"][0]["strategies"][0]["parts"][0]["mean"] += 1000.0
    split.write_text(json.dumps(document), encoding="utf-8")
    assert program("report", result, "-o", output, "--split", split).returncode == 65, "parts that are not the whole"
    for wrong in ("{}", "no JSON", '{"format": "tenure split", "points": [{}]}', '{"format": "tenure split", "points": 3}'):
        split.write_text(wrong, encoding="utf-8")
        assert program("report", result, "-o", output, "--split", split).returncode == 65
    assert program("report", result, "-o", output, "--split", tmp_path / "none.json").returncode == 66
    assert not output.exists()


def test_hostile_names_stay_texts_in_every_section(program, tiny, tmp_path):
    """In the coverage document, in followed customers, in promises and in a split, too."""
    quoted = json.dumps(HOSTILE, ensure_ascii=False)
    text = tiny.read_text(encoding="utf-8").replace('"Members"', quoted).replace('"invented"', quoted)
    text = text.replace("strategy.leave_alone = {}", f"strategy.leave_alone = {{ label = {quoted} }}").replace(
        "[strategy.phone.pool.coach]", f"[strategy.phone.pool.coach]\nlabel = {quoted}").replace("stage.gone = {", f"stage.gone = {{ label = {quoted},")
    (tmp_path / "s.toml").write_text(text + PROMISE, encoding="utf-8")
    ran = program("run", tmp_path / "s.toml", "-o", tmp_path / "r.h5", "--replications", "2")
    assert ran.returncode == 0, ran.stderr
    (tmp_path / "split.json").write_text(program("split", tmp_path / "r.h5", "--json").stdout, encoding="utf-8")
    views = reported(program, tmp_path / "r.h5", tmp_path, "--split", tmp_path / "split.json")["views"]
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert page.count("<script") == 2 and "alert(1)</script>" not in page and "<!--" not in page
    assert "\u202e" not in page and "\u2028" not in page
    for name in ("coverage", "traces", "promises", "split"):
        assert "<script>alert(1)" in json.dumps(views[name]), name


def test_a_million_customers_are_a_small_page_in_a_moment(program, tiny, tmp_path):
    """The time is that of the program on one core, so that it says something on any machine; the page is summaries only."""
    text = tiny.read_text(encoding="utf-8").replace("customers = 120", "customers = 1000000").replace('horizon = "14 mo"', 'horizon = "3 mo"')
    text = text.replace("servers = 1\n", "servers = 700\n").replace('"2 mo"', '"3 mo"')
    assert "customers = 1000000" in text and '"3 mo" }' in text and "servers = 700" in text
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    ran = subprocess.run([program.path, "run", tmp_path / "s.toml", "-o", tmp_path / "r.h5", "--replications", "2"], capture_output=True,
                         encoding="utf-8", timeout=1200, check=False)
    assert ran.returncode == 0, ran.stderr
    before = os.times()
    done = program("report", tmp_path / "r.h5", "-o", tmp_path / "r.html")
    after = os.times()
    assert done.returncode == 0 and "No customer is followed" in done.stderr and "--traces" in done.stderr, done.stderr
    opening = next(m for m in world_of(tmp_path / "r.html")["measures"] if m["name"] == "customers_opening" and m["segment"] == -1)
    assert opening["figures"]["own"][0][0] == 1000020
    assert (tmp_path / "r.html").stat().st_size < 3e6
    assert after.children_user + after.children_system - before.children_user - before.children_system < 5


def test_what_a_message_does_not_reach_is_no_missed_work(program, tiny, tmp_path):
    """Seven in ten messages do not arrive, as stated; a coach who is too slow misses calls. Only the latter were missed."""
    text = tiny.read_text(encoding="utf-8").replace('work = "10 min"', 'work = "600 min"') + (
        '[strategy.mail]\nlabel = "By letter"\n[strategy.mail.touchpoint.mail]\nstages = ["member"]\nevery = "1 mo"\nby = "automation"\nreach = 0.3\n'
        'done.read = { transitions = ["quits"], ratio = 0.97, half_life = "30 d" }\n')
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    assert program("run", tmp_path / "s.toml", "-o", tmp_path / "r.h5", "--quiet").returncode == 0
    view = reported(program, tmp_path / "r.h5", tmp_path, *BASE)["views"]["contacts"]
    assert [t["label"] for t in view["touchpoints"]] == ["call"]
    [[sentence]] = view["sentences"]
    assert 'under "phone" call, with' in sentence and "By letter" not in sentence
    assert "Messages that do not arrive are not counted as missed: of those sent, as many arrive as the file states, mail 3" in sentence
    # with nobody to miss anything, nothing was missed
    (tmp_path / "m.toml").write_text(text.replace("[strategy.phone", "[strategy.mail").replace('by = "coach"', 'by = "automation"').replace(
        'work = "600 min"\n', "").replace('deadline = "7 d"\n', "").split("[strategy.mail.pool")[0] + text[text.index("[strategy.mail.touchpoint.mail]"):], encoding="utf-8")
    assert program("run", tmp_path / "m.toml", "-o", tmp_path / "m.h5", "--quiet").returncode == 0
    view = reported(program, tmp_path / "m.h5", tmp_path, *BASE)["views"]["contacts"]
    assert view["touchpoints"] == [] and view["sentences"][0][0].startswith("No contact is missed. Messages")


def test_channels_are_those_of_compare_and_a_goal_may_be_of_one(program, tiny, result, tmp_path):
    """Questions by e-mail are answered, calls are planned: each has a response of its own kind, and a price."""
    assert "channels" not in reported(program, result, tmp_path, *BASE)["views"]  # names none
    text = tiny.read_text(encoding="utf-8").replace("[strategy.phone.pool.coach]", "[pool.coach]").replace(
        'work = "10 min"', 'work = "10 min"\nchannel = "phone"') + (
        '[demand.question]\nstages = ["member"]\nrate = "0.5 / mo"\npool = "coach"\nwork = "30 min"\nchannel = "email"\n'
        '[goal.quick]\nmeasure = "channel_response"\nof = "email"\nat_most = "2 h"\ncertainty = 0.8\n')
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    ran = program("run", tmp_path / "s.toml", "-o", tmp_path / "c.h5")
    assert ran.returncode == 0, ran.stderr
    world = reported(program, tmp_path / "c.h5", tmp_path, *BASE)
    names = [s["name"] for s in world["strategies"]]
    compared = json.loads(program("compare", tmp_path / "c.h5", "--format", "json").stdout)["worlds"][0]["measures"]
    told = {(m["channel"], m["name"]): m["by_strategy"] for m in compared if m["channel"]}
    view = {channel["label"]: channel for channel in world["views"]["channels"]["channels"]}
    assert list(view) == ["email", "phone"]
    for label, channel in view.items():
        for key, measure in (("response", "channel_response"), ("planned", "channel_planned_response"), ("contacts", "channel_contacts"),
                             ("cost_per_contact", "channel_cost_per_contact"), ("missed_share", "channel_missed_share"), ("cost", "channel_cost")):
            for s, name in enumerate(names):
                theirs = told[label, measure][name]
                mine = channel[key]["own"][s] if channel[key] else [None]
                assert (mine[0] is None) == (theirs["mean"] is None), (label, key, name)
                if theirs["mean"] is not None:
                    close(mine, theirs)
    phone = names.index("phone")
    assert view["phone"]["response"] is None and view["email"]["planned"] is None
    assert view["email"]["response"]["own"][phone][0] >= 0.5 and view["phone"]["planned"]["own"][phone][0] >= 10 / 60
    assert world["views"]["channels"]["sentences"][0][0].startswith("Who asks is answered latest under leave_alone on email, after ")
    table = program("compare", tmp_path / "c.h5").stdout
    assert "Channels" in table and "response, h" in table[table.index("Channels"):]
    goals = json.loads(program("decide", tmp_path / "c.h5", "--json").stdout)["goals"]["goals"]
    assert len(goals) == 1 and goals[0]["strategies"]["phone"]["value"]["mean"] == pytest.approx(told["email", "channel_response"]["phone"]["mean"])

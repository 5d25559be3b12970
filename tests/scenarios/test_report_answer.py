"""The first screen of the page, and the views of the decision: what `tenure decide` and `tenure compare` say, number by number."""
import json

import pytest
from test_report import data_of, difference

TOPICS = ["take", "price", "sure", "weakest", "change"]


def close(told, measured):
    """[mean, half-width, ...] of the page against {"mean", "half_width"} of decide, to nine digits."""
    assert told[0] == pytest.approx(measured["mean"], rel=1e-8, abs=1e-12)
    if measured["half_width"] is None:
        assert told[1] is None
    else:
        assert told[1] == pytest.approx(measured["half_width"], rel=1e-8, abs=1e-12)


@pytest.fixture(scope="module", params=["one", "drawn"])
def told(request, program, tiny, result, tmp_path_factory):
    """(world of the page, decide --json, the page) of a result with and without draws; both have a goal."""
    folder = tmp_path_factory.mktemp(request.param)
    text = tiny.read_text(encoding="utf-8") + '\n[goal.budget]\nmeasure = "operating_cost"\nat_most = "1000 EUR"\ncertainty = 0.8\n'
    (folder / "s.toml").write_text(text, encoding="utf-8")
    draws = ["--draws", "24", "--draw-replications", "2"] if request.param == "drawn" else []
    ran = program("run", folder / "s.toml", "-o", folder / "r.h5", *draws)
    assert ran.returncode == 0, ran.stderr
    assert program("report", folder / "r.h5", "-o", folder / "r.html").returncode == 0
    page = (folder / "r.html").read_text(encoding="utf-8")
    decided = json.loads(program("decide", folder / "r.h5", "--json").stdout)
    return data_of(page)["worlds"][0], decided, page


def test_the_answer_is_five_sentences(told):
    world, decided, page = told
    choice = decided["decision"]["choice"]
    names = [s["name"] for s in world["strategies"]]
    assert names[world["choice"]] == choice["choice"]
    label = world["strategies"][world["choice"]]["label"]
    for brief in world["brief"]:
        said = {sentence["topic"]: sentence["text"] for sentence in brief}
        assert list(said) == TOPICS
        assert label in said["take"] and "EUR" in said["take"] and "EUR" in said["price"]
        assert "transition.quits.hazard" in said["weakest"]
        for sentence in brief:
            assert sentence["text"].endswith(".") and ". " not in sentence["text"], "one sentence each"
    # in the page itself too, for whoever runs no script
    assert page.index('<div class="say-take"><dt>The choice</dt>') < page.index('id="data"')
    sure = next(s["text"] for s in world["brief"][0] if s["topic"] == "sure")
    best = choice["certainty"]["mean"]
    if choice["chance_only"]:
        assert f"best in {round(best * 6)} of 6 replications" in sure and "chance only" in sure
        assert "--draws 200" in world["brief"][0][4]["text"]
    else:
        assert "24 worlds" in sure and world["brief"][0][4]["text"] == decided["decision"]["what_would_change_it"][0]


def test_the_price_is_that_of_compare(told):
    """Against the baseline chosen: the same amount of operating cost, more or less."""
    world, _, _ = told
    cost = next(m["figures"] for m in world["measures"] if m["name"] == "operating_cost" and m["segment"] == -1)
    choice = world["choice"]
    for baseline in range(2):
        text = world["brief"][baseline][1]["text"]
        other = 1 - choice
        gap = difference(cost, choice, baseline if choice != baseline else other)[0]
        assert (" more" in text) == (gap > 0) and (" less" in text) == (gap < 0)


def test_segments_and_break_even_are_those_of_decide(told):
    world, decided, _ = told
    names = [s["name"] for s in world["strategies"]]
    view, of_decide = world["views"]["by_segment"], decided["by_segment"]
    assert view["sentences"] == [[of_decide["in_plain_words"]]]
    close(view["gain"], of_decide["gain_over_one_for_all"])
    evens = world["views"]["break_even"]["baselines"][names.index("leave_alone")]
    assert len(view["segments"]) == len(evens) == 2
    for segment, even, theirs in zip(view["segments"], evens, of_decide["segments"]):
        assert (names[segment["choice"]], names[segment["runner_up"]]) == (theirs["best"], theirs["next"])
        close(segment["lead"], theirs["lead"])
        close(segment["best"], theirs["probability_best"])
        assert even["revenue"][0] == pytest.approx(theirs["revenue_per_account_year"]["mean"], rel=1e-8)
        for row, their in zip(even["rows"], theirs["break_even"]):
            assert names[row["strategy"]] == their["strategy"] and (row["pays"], row["words"]) == (their["pays"], their["in_words"])
            close(row["lift"], their["lift"])
            close(row["extra"], their["extra_cost_per_account_year"])
            close(row["gain"], their["gain_per_account_year"])
            assert row["size"] == (pytest.approx(their["size"], rel=1e-8) if their["size"] is not None else None)


def test_the_other_way_round_the_lift_turns(told):
    """Against the other strategy, the same cash and the same extra cost with the other sign."""
    world, _, _ = told
    cash = [paths[0]["cumulative"] for paths in world["views"]["payback"]["baselines"]]
    for one, other in zip(*cash):
        assert one[0] == pytest.approx(-other[0], rel=1e-7, abs=1e-6)


def test_payback_is_that_of_decide(told):
    world, decided, _ = told
    names = [s["name"] for s in world["strategies"]]
    paths = world["views"]["payback"]["baselines"][names.index("leave_alone")]
    assert len(paths) == len(decided["cash"]["paths"]) == 1
    for path, their in zip(paths, decided["cash"]["paths"]):
        assert names[path["strategy"]] == their["strategy"]
        assert (path["pays_back"], path["deepest_month"]) == (their["pays_back_in_month"], their["deepest_month"])
        assert path["share"] == pytest.approx(their["share_paid_back"]) and len(path["cumulative"]) == 14
        for month, theirs in zip(path["cumulative"], their["cumulative"]):
            close(month, theirs)


def test_goals_are_those_of_decide(told, program, result, tmp_path):
    world, decided, _ = told
    names = [s["name"] for s in world["strategies"]]
    view, theirs = world["views"]["goals"], decided["goals"]
    assert view["sentences"] == [[theirs["in_plain_words"]]]
    assert view["cheapest"] == (names.index(theirs["cheapest"]) if theirs["cheapest"] else None)
    assert len(view["goals"]) == 1
    for s, name in enumerate(names):
        standing, their = view["goals"][0]["standing"][s], theirs["goals"][0]["strategies"][name]
        close(standing["value"], their["value"])
        close(standing["share"], their["met_in"])
        assert (standing["met"], standing["surely"]) == (their["met"], their["surely"])
    assert program("report", result, "-o", tmp_path / "r.html").returncode == 0
    assert "goals" not in data_of((tmp_path / "r.html").read_text(encoding="utf-8"))["worlds"][0]["views"], "none are stated"


def test_the_funnel_keeps_everybody(told):
    """Who was ever there is who was there at the start and came; lost is who quit."""
    world, _, _ = told
    total = {m["name"]: m["figures"]["own"] for m in world["measures"] if m["segment"] == -1}
    (step,) = world["views"]["funnel"]["steps"]
    (way,) = step["ways"]
    assert step["from"] == "member" and way["lost"] and way["to"] == "gone"
    for s in range(2):
        if world["views"]["by_segment"]["over"] == "replications":
            assert step["there"]["own"][s][0] == pytest.approx(total["customers_opening"][s][0] + total["newcomers"][s][0])
            assert way["count"]["own"][s][0] == pytest.approx(total["lost"][s][0])
        # the mean of shares is near the share of means
        assert step["lost"]["own"][s][0] == pytest.approx(way["count"]["own"][s][0] / step["there"]["own"][s][0], rel=0.02)


def test_people_are_those_of_the_teams(told):
    """The first picture's people are the servers of all pools."""
    world, _, _ = told
    servers = next(s for s in world["views"]["capacity"]["series"] if s["name"] == "pool_servers")
    people = world["views"]["map"]["people"]
    assert len(people) == 14
    phone = [s["name"] for s in world["strategies"]].index("phone")
    for month, pools in zip(people, servers["months"]):
        assert month["own"][phone] == pools[phone]


def page_of(program, folder, text):
    """World of the page of a scenario, and its result file."""
    (folder / "s.toml").write_text(text, encoding="utf-8")
    ran = program("run", folder / "s.toml", "-o", folder / "r.h5")
    assert ran.returncode == 0, ran.stderr
    assert program("report", folder / "r.h5", "-o", folder / "r.html").returncode == 0
    return data_of((folder / "r.html").read_text(encoding="utf-8"))["worlds"][0], folder / "r.h5"


def test_the_firm_on_the_map_is_ranked_by_net_value(told):
    """The star of the whole firm stands at the choice."""
    world, decided, _ = told
    firm = world["views"]["map"]["firm"]
    assert firm["order"][0] == world["choice"]
    assert len(world["views"]["map"]["segments"]) == 2
    lead = decided["decision"]["choice"]["lead"]
    assert firm["sure"] == (lead["mean"] - lead["half_width"] > 0)
    label = world["strategies"][world["choice"]]["label"]
    assert f"the whole firm: {label}" in world["views"]["map"]["sentences"][0][0]


def test_a_single_segment_is_the_whole_firm(program, tiny, tmp_path):
    """By direct net value calling the members is ahead; but the coach who is paid for by them alone costs more than that."""
    text = tiny.read_text(encoding="utf-8")
    text = text[:text.index("segment.patrons")] + text[text.index("stage.member"):]
    world, file = page_of(program, tmp_path, text.replace('wage = "3000 EUR / yr"', 'wage = "9000 EUR / yr"'))
    names = [s["name"] for s in world["strategies"]]
    assert len(world["segments"]) == 1
    direct = next(m["figures"] for m in world["measures"] if m["name"] == "segment_net_value_direct")
    assert difference(direct, names.index("phone"), names.index("leave_alone"))[0] > 0
    decided = json.loads(program("decide", file, "--json").stdout)
    assert decided["decision"]["choice"]["choice"] == "leave_alone"
    view = world["views"]["map"]
    assert view["segments"] == [] and names[view["firm"]["order"][0]] == "leave_alone"
    assert view["sentences"][0][0].startswith("Ahead by net value: leave_alone")
    assert "by_segment" not in world["views"]


def test_a_mixture_of_the_run_is_confirmed_or_not(program, tiny, tmp_path):
    mixed = '\nstrategy.both = { label = "Both", follows = { members = "phone", patrons = "leave_alone" } }\n'
    world, file = page_of(program, tmp_path, tiny.read_text(encoding="utf-8").replace("strategy.leave_alone = {}", "strategy.leave_alone = {}" + mixed))
    names = [s["name"] for s in world["strategies"]]
    (mixture,) = world["views"]["map"]["mixtures"]
    assert names[mixture["strategy"]] == "both" and mixture["follows"] == ["phone", "leave_alone"]
    text = world["views"]["map"]["sentences"][0][0]
    assert "Both mixes phone for Members and leave_alone for Patrons." in text
    order = [names[s] for s in world["views"]["map"]["firm"]["order"]]
    best = next(name for name in order if name != "both")
    compared = json.loads(program("compare", file, "--format", "json", "--baseline", best).stdout)["worlds"][0]
    net = next(m for m in compared["measures"] if m["name"] == "net_value" and not m["segment"])["minus_baseline"]["both"]
    confirmed = net["mean"] - net["half_width"] > 0
    assert text.endswith(f"than {best} for all: {'confirmed' if confirmed else 'not confirmed'}.")


PROMISE = """
[promise.calls]
pool = "coach"
missed = 0.05
"""


def test_promises_stand_on_the_first_screen(program, tiny, tmp_path):
    text = tiny.read_text(encoding="utf-8")
    text = text.replace('wage = "3000 EUR / yr"', 'wage = "30 EUR / yr"')
    world, file = page_of(program, tmp_path, text + PROMISE)
    decided = json.loads(program("decide", file, "--json").stdout)
    brief = {line["topic"]: line["text"] for line in world["brief"][0]}
    assert list(brief) == [*TOPICS[:3], "kept", *TOPICS[3:]]
    lines = {line["topic"]: line["text"] for line in decided["answer"]}
    assert world["strategies"][world["choice"]]["name"] == "phone" and brief["kept"] in lines["kept"]
    assert "promise" in brief["kept"]


def test_that_no_number_turns_the_choice_is_told_with_what_several_do(program, tiny, tmp_path):
    done = program("run", tiny, "-o", tmp_path / "r.h5", "--draws", "40", "--set", "strategy.phone.pool.coach.wage=90000 EUR / yr")
    assert done.returncode == 0, done.stderr
    done = program("report", tmp_path / "r.h5", "-o", tmp_path / "r.html")
    assert done.returncode == 0, done.stderr
    changes = json.loads(program("decide", tmp_path / "r.h5", "--json").stdout)["decision"]["what_would_change_it"]
    assert changes[0].startswith("No number by itself") and len(changes) > 1
    text = data_of((tmp_path / "r.html").read_text(encoding="utf-8"))["worlds"][0]["brief"][0][4]["text"]
    assert text == " ".join(changes[:2])

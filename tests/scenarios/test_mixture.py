"""tenure decide --by segment: the choice, its proof, and the scenario that it writes."""
import json
import re

import pytest

WORLD = """
scenario = { title = "Two kinds" }
time = { start = 2026-01-01, horizon = "12 mo" }
money = { currency = "EUR", discount = "8 % / yr" }
experiment = { replications = 6, seed = 11 }
segment.large = { label = "Large", customers = 150, opening_age = "1 yr", arrivals = "1 / mo", start = "member", flow = { fee = { rate = "900 EUR / mo" } } }
segment.small = { label = "Small", customers = 400, opening_age = "1 yr", arrivals = "6 / mo", start = "member" }
stage.member = {}
stage.gone = { customer = false }
flow.fee = { kind = "revenue", stages = ["member"], rate = "20 EUR / mo" }
transition.quits = { from = ["member"], to = "gone", hazard = "0.6 / yr" }
hours.open = { week = ["mon-fri 09:00-17:00"] }

[strategy.mail]
label = "By mail"
[strategy.mail.touchpoint.letter]
stages = ["member"]
every = "1 mo"
by = "automation"
done.read = { transitions = ["quits"], ratio = 0.9, half_life = "30 d" }

[strategy.people]
label = "By people"
[strategy.people.pool.advisers]
servers = 4
hours = "open"
wage = "40000 EUR / yr"
[strategy.people.touchpoint.call]
stages = ["member"]
every = "2 mo"
by = "advisers"
work = "2 h"
deadline = "10 d"
done.talk = { transitions = ["quits"], ratio = 0.5, half_life = "60 d" }
"""


@pytest.fixture(scope="module")
def world(program, tmp_path_factory):
    folder = tmp_path_factory.mktemp("mixture")
    (folder / "world.toml").write_text(WORLD, encoding="utf-8")
    done = program("run", "world.toml", "-o", "world.h5", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def plain(text):
    return re.sub(r"\s+", " ", text)


def test_the_mixture_is_chosen_simulated_and_written(program, world):
    done = program("decide", "world.h5", "--by", "segment", "-o", "mix.toml", cwd=world)
    assert done.returncode == 0, done.stderr
    text = plain(done.stdout)
    assert '"By people" for Large; "By mail" for Small' in text
    assert "Confirmed: simulated as one firm, the mixture is worth +" in text
    written = (world / "mix.toml").read_text(encoding="utf-8")
    assert 'extends = "world.toml"' in written and 'follows = { large = "people", small = "mail" }' in written
    servers = int(re.search(r"pool\.advisers\]\nservers = (\d+)", written).group(1))
    assert 1 <= servers < 4
    assert program("check", "mix.toml", cwd=world).returncode == 0
    done = program("run", "mix.toml", "-o", "mixed.h5", cwd=world)
    assert done.returncode == 0, done.stderr
    shown = program("compare", "mixed.h5", "--format", "json", cwd=world)
    assert "mix" in json.loads(shown.stdout)["worlds"][0]["strategies"]


def test_the_same_from_the_scenario_and_as_json(program, world):
    of_file = json.loads(program("decide", "world.h5", "--by", "segment", "--json", "--quiet", cwd=world).stdout)
    of_scenario = json.loads(program("decide", "world.toml", "--by", "segment", "--json", "--quiet", "--threads", "1", cwd=world).stdout)
    assert of_file["choice"] == of_scenario["choice"]
    assert of_file["confirmation"] == of_scenario["confirmation"]
    c = of_file["confirmation"]
    assert c["verdict"] == "confirmed"
    parts = c["choosing"]["mean"] + c["sharing"]["mean"] + c["overhead"]["mean"]
    assert abs(parts - c["gain"]["mean"]) < 1e-6 * abs(c["gain"]["mean"])
    # its teams were searched for, and the one for all had the same search
    assert c["teams"]["searched"] and c["gain_alike"]["mean"] <= c["gain"]["mean"]
    assert c["draws"] == 0 and c["draws_of_the_file"] == 0


def test_where_the_file_has_draws_the_mixture_is_simulated_in_their_worlds(program, world, tmp_path):
    uncertain = WORLD.replace('hazard = "0.6 / yr"', 'hazard = { value = "0.6 / yr", low = "0.4 / yr", high = "0.9 / yr", grade = "U", source = "assumption" }')
    (tmp_path / "open.toml").write_text(uncertain, encoding="utf-8")
    done = program("run", "open.toml", "--draws", "12", "-o", "open.h5", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    done = program("decide", "open.h5", "--by", "segment", "--quiet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    text = plain(done.stdout)
    assert "simulated in the 12 draws of the file, one replication in each" in text
    assert "chance, and what the numbers leave open" in text
    some = json.loads(program("decide", "open.h5", "--by", "segment", "--json", "--quiet", "--replications", "5", cwd=tmp_path).stdout)["confirmation"]
    assert "under the scenario's own numbers" not in text and "in the worlds of 12 of these draws" in text
    assert some["teams"]["draws"] == 5 and some["draws"] == 5 and some["draws_of_the_file"] == 12 and some["gain"]["replications"] == 5
    alone = json.loads(program("decide", "open.h5", "--by", "segment", "--json", "--quiet", "--replications", "5", "--threads", "1", cwd=tmp_path).stdout)
    assert alone["confirmation"] == some
    # the worlds differ more than luck does: the one for all varies with the hazard
    assert some["one_for_all"]["half_width"] > 2 * json.loads(
        program("decide", "open.toml", "--by", "segment", "--json", "--quiet", "--replications", "5", cwd=tmp_path).stdout)["confirmation"]["one_for_all"]["half_width"]


def test_head_counts_are_searched_for_in_the_worlds_of_the_draws(program, tmp_path):
    """Calls are short as stated, and long in nearly every drawn world: the team that is enough for the stated ones is too small there."""
    uncertain = WORLD.replace('work = "2 h"', 'work = { value = "1 h", low = "59 min", high = "6 h", dist = "uniform", grade = "U", source = "assumption" }')
    assert uncertain != WORLD
    (tmp_path / "open.toml").write_text(uncertain, encoding="utf-8")
    done = program("run", "open.toml", "--draws", "12", "-o", "open.h5", cwd=tmp_path)
    assert done.returncode == 0, done.stderr

    def search(*of):
        found = json.loads(program("decide", *of, "--by", "segment", "--json", "--quiet", cwd=tmp_path).stdout)
        assert found["choice"]["differs"] and len(found["tried"]) == found["confirmation"]["teams"]["tried"]
        return found["confirmation"]["teams"], found["tried"]

    of_stated, stated = search("open.toml")
    of_drawn, drawn = search("open.h5")
    assert of_stated["draws"] == 0 and of_drawn["draws"] == 12
    assert not stated and any(team["pool"] == "advisers" and team["servers"] > 1 for team in drawn)


def test_where_the_same_is_best_for_all_there_is_nothing_to_mix(program, world, tmp_path):
    out = tmp_path / "mix.toml"
    done = program("decide", "world.toml", "--by", "segment", "-o", out, "--set", 'segment.large.flow.fee.rate="20 EUR / mo"', cwd=world)
    assert done.returncode == 0, done.stderr
    assert '"By mail" is best for every segment, so there is nothing to mix' in plain(done.stdout)
    assert not out.exists()


def test_a_mixture_that_does_not_pay_is_not_confirmed(program, world):
    # advisers can be had only by the dozen: their idle time eats what the calls bring
    done = program("decide", "world.toml", "--by", "segment", "--teams", "0", "--set",
                   "strategy.people.pool.advisers.servers=60", cwd=world)
    assert done.returncode == 0, done.stderr
    text = plain(done.stdout)
    assert "Not confirmed: simulated as one firm" in text and "idle time, hiring and platforms cost" in text
    assert "No head count was searched for: the mixture has the teams of the rule" in text


def test_where_the_scenario_has_changed_the_file_holds_it_whole(program, world, tmp_path):
    for name in ("world.toml", "world.h5"):
        (tmp_path / name).write_bytes((world / name).read_bytes())
    (tmp_path / "world.toml").write_text(WORLD.replace("0.6 / yr", "0.7 / yr"), encoding="utf-8")
    done = program("decide", "world.h5", "--by", "segment", "--teams", "0", "-o", "mix.toml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    written = (tmp_path / "mix.toml").read_text(encoding="utf-8")
    assert "extends" not in written and "0.6 / yr" in written
    assert program("check", "mix.toml", cwd=tmp_path).returncode == 0


def test_nothing_is_overwritten_and_mistakes_are_told(program, world, tmp_path):
    precious = tmp_path / "mine.toml"
    precious.write_text("mine")
    done = program("decide", "world.h5", "--by", "segment", "-o", precious, cwd=world)
    assert done.returncode == 73 and "--force" in done.stderr
    assert precious.read_text() == "mine"
    done = program("decide", "world.toml", "--by", "segment", "-o", "world.toml", "--force", cwd=world)
    assert done.returncode == 73 and "never overwritten" in done.stderr
    assert (world / "world.toml").read_text(encoding="utf-8") == WORLD
    for arguments, words in ((["-o", "x.toml"], "goes with --by segment only"),
                             (["--by", "segment", "--value", "3"], "--value does not go with --by segment"),
                             (["--by", "segment", "--set", "time.horizon=\"1 yr\""], "--set changes a scenario")):
        done = program("decide", "world.h5", *arguments, cwd=world)
        assert done.returncode == 64 and words in done.stderr, done.stderr
    assert program("decide", "nothing.h5", "--by", "segment", cwd=world).returncode == 66

"""`tenure trace`: one customer under each strategy, by number or by kind, as a page and as JSON."""
import json
import re

import pytest
from conftest import SOURCE


def trace(program, *arguments):
    done = program("trace", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def busy(program, tiny, tmp_path_factory):
    """A coach with too little time: some calls are missed."""
    folder = tmp_path_factory.mktemp("trace")
    text = tiny.read_text(encoding="utf-8")
    for old, new in (('hours = "always"', 'hours = "short"'), ('deadline = "7 d"', 'deadline = "2 h"'), ('"10 min"', '"30 min"'),
                     ("ratio = 0.8", "ratio = 0.3")):
        assert old in text
        text = text.replace(old, new)
    (folder / "busy.toml").write_text(text + '[hours.short]\nweek = ["mon-fri 09:00-10:00"]\n', encoding="utf-8")
    for name, baseline in (("busy", "leave_alone"), ("swapped", "phone")):
        done = program("run", folder / "busy.toml", "-o", folder / f"{name}.h5", "--set", f"experiment.baseline={baseline}")
        assert done.returncode == 0, done.stderr
    return folder / "busy.h5"


def test_a_page_and_a_document_of_one_customer(program, busy):
    page = program("trace", busy, "--customer", 7)
    assert page.returncode == 0 and not page.stderr
    lines = page.stdout.splitlines()
    assert max(len(line) for line in lines) <= 100
    assert lines[0].startswith("Customer 7 (Members 7, opening book) ")
    assert any(re.match(r"2026-0\d-\d\d \d\d:\d\d \. x  call (held|missed)", line) for line in lines)
    document = trace(program, busy, "--customer", 7)
    assert " ".join(page.stdout.split()).startswith(document["sentence"])
    assert document["customer"] == {**document["customer"], "number": 7, "segment": "members", "newcomer": False, "met": True}
    quiet, phone = document["strategies"]
    assert (quiet["strategy"], phone["strategy"], document["baseline"]) == ("leave_alone", "phone", "leave_alone")
    assert not [e for e in quiet["events"] if e["event"] in ("asks", "held", "missed")]
    calls = [e for e in phone["events"] if e["event"] in ("held", "missed")]
    asked = [e for e in phone["events"] if e["event"] == "asks"]
    assert 0 <= len(asked) - len(calls) <= 1 and calls
    for call in calls:
        assert call["pool"] == "coach" and call["waited_days"] >= 0
        assert call["cause"] == "no_time" if call["event"] == "missed" else call["seat"] == 0
    held = [e for e in calls if e["event"] == "held"]
    for event in held:
        assert 0.1 < event["after"]["risk_factor"]["quits"] < 1
    assert phone["parts_from_baseline"]["day"] == pytest.approx(asked[0]["day"])
    assert "phone plans a contact, call" in phone["parts_from_baseline"]["why"]
    assert "which leave_alone does not have" in phone["parts_from_baseline"]["why"]
    # money: 39 EUR a month as long as she stays
    months = [m["money"].get("revenue", 0.0) for m in quiet["months"]]
    assert all(0.0 <= m <= 39.001 for m in months) and months[0] > 0
    assert sum(months) > quiet["discounted"]["revenue"]


def test_missed_contacts_are_told(program, busy):
    missed = 0
    for number in range(1, 7):
        document = trace(program, busy, "--customer", number, "--strategies", "phone")
        assert [s["strategy"] for s in document["strategies"]] == ["phone"]
        missed += sum(e["event"] == "missed" and e["cause"] == "no_time" for e in document["strategies"][0]["events"])
    assert missed > 3
    page = program("trace", busy, "--customer", 7, "--strategies", "phone").stdout
    assert "part on" not in page


def test_the_same_by_every_engine_and_number_of_threads(program, busy):
    for customer in (3, 130, 160):
        plain = trace(program, busy, "--customer", customer)
        assert plain == trace(program, busy, "--customer", customer, "--engine", "reference")
        assert plain == trace(program, busy, "--customer", customer, "--threads", 1)
        assert plain == trace(program, busy, "--customer", customer, "--threads", 3)
    assert plain["customer"]["newcomer"]
    other = trace(program, busy, "--customer", 3, "--replication", 1)
    assert other["strategies"] != trace(program, busy, "--customer", 3)["strategies"]


def test_numbers_within_segments(program, busy):
    whole = trace(program, busy, "--customer", 125)
    assert whole["customer"]["segment"] == "patrons" and whole["customer"]["number_in_segment"] == 5
    assert trace(program, busy, "--customer", 5, "--segment", "patrons") == whole
    newcomer = trace(program, busy, "--customer", 121, "--segment", "members")["customer"]
    assert newcomer["newcomer"] and newcomer["born_day"] > 0
    none = program("trace", busy, "--customer", 100000, "--segment", "patrons")
    assert none.returncode == 64 and "20 of the opening book" in none.stderr and "no customer 100000 of segment patrons" in none.stderr
    numbered = int(re.search(r"there are (\d+)", none.stderr).group(1))
    assert program("trace", busy, "--customer", numbered, "--segment", "patrons").returncode == 0
    assert program("trace", busy, "--customer", numbered + 1, "--segment", "patrons").returncode == 64


def test_telling_customers(program, busy):
    for pick, file in (("saved", busy), ("lost", busy.parent / "swapped.h5")):
        for replication in range(6):
            done = program("trace", file, "--pick", pick, "--replication", replication, "--json")
            document = json.loads(done.stdout)
            if done.returncode == 64:
                assert "nobody" in document["messages"][0]
                continue
            left, stayed = document["strategies"]  # whoever is called is kept
            assert left["fate"].startswith("leaves on ") and stayed["fate"] == "stays to the end"
            assert (left if pick == "lost" else stayed)["life_parts_from_baseline"]["why"]
            assert "Chosen as" in document["chosen"]
            assert document == trace(program, file, "--pick", pick, "--replication", replication, "--threads", 1)
            again = trace(program, file, "--customer", document["customer"]["number"], "--replication", replication)
            assert again["strategies"] == document["strategies"]
            break
        else:
            pytest.fail("nobody in six replications")
    for replication in range(6):  # calls do no harm here
        assert program("trace", busy, "--pick", "lost", "--replication", replication).returncode == 64
    middle = trace(program, busy, "--pick", "median", "--segment", "patrons")
    assert middle["customer"]["segment"] == "patrons" and "the middle one of all" in middle["chosen"]


def test_the_middle_one_is_sought_under_the_best_of_several(program, busy, tmp_path):
    """A costly strategy stands before the one that earns most: the middle difference is that of the latter."""
    text = busy.parent.joinpath("busy.toml").read_text(encoding="utf-8")
    text = text.replace("strategy.leave_alone = {}", """strategy.leave_alone = {}
strategy.costly.pool.coach = { servers = 1, hours = "always", wage = "90000 EUR / yr" }
strategy.costly.touchpoint.call = { stages = ["member"], every = "2 mo", by = "coach", work = "10 min" }""")
    (tmp_path / "three.toml").write_text(text, encoding="utf-8")
    done = program("run", tmp_path / "three.toml", "-o", tmp_path / "three.h5")
    assert done.returncode == 0, done.stderr
    net = json.loads(program("compare", tmp_path / "three.h5", "--format", "json").stdout)["worlds"][0]
    assert net["strategies"].index("costly") < net["strategies"].index("phone")
    assert "is worth under phone more than under leave_alone" in trace(program, tmp_path / "three.h5", "--pick", "median")["chosen"]


def test_refusals(program, busy, tiny, tmp_path):
    for arguments, words in (([], "say which customer"), (["--customer", 1, "--pick", "lost"], "say which customer"),
                             (["--customer", 0], "is not a whole number from 1"),
                             (["--customer", 1, "--replication", 6], "they are numbered from 0 to 5"),
                             (["--customer", 1, "--segment", "patron"], "Did you mean patrons?"),
                             (["--customer", 1, "--strategies", "phon"], "Did you mean phone?"),
                             (["--pick", "lost", "--strategies", "phone"], "compares two strategies"),
                             (["--pick", "best"], "saved")):
        done = program("trace", busy, *arguments)
        assert done.returncode == 64 and words in done.stderr, (arguments, done.stderr)
    assert program("trace", tmp_path / "none.h5", "--customer", 1).returncode == 66
    assert program("trace", tiny, "--customer", 1).returncode == 65
    assert program("trace", "--customer", 1, cwd=tmp_path).returncode == 66


def test_what_a_customer_carries_is_told_with_its_unit(program, tmp_path):
    """A rate is kept per day and told per year, as a firm speaks of what an account brings."""
    scenario = SOURCE / "scenarios" / "saas_start.toml"
    assert program("run", scenario, "-o", tmp_path / "r.h5", "--replications", 2, "--quiet").returncode == 0
    page = " ".join(program("trace", tmp_path / "r.h5", "--customer", 1).stdout.split())
    [value] = re.findall(r"; annual value (\d+) USD / yr\.", page)
    assert 60_000 < float(value) < 250_000

"""`tenure fit`: the public data sets from the command line, what is written, and what is refused."""
import json
import os
import pathlib
import re

import pytest

SOURCE = pathlib.Path(os.environ.get("TENURE_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
DATA = pathlib.Path(os.environ.get("TENURE_DATA", SOURCE.parent / "shared" / "data"))


def data(name):
    path = DATA / name
    if not path.exists():
        pytest.skip(f"the data set is not here: {path}")
    return path


def members(path, rows=600):
    """A made-up gym: who came, and when she left; every third member pays by the year and stays longer."""
    lines = ["member,joined,left_on,plan,monthly_fee"]
    state = 12345
    for i in range(rows):
        state = (1103515245 * state + 12345) % 2**31
        start = state % 1000
        state = (1103515245 * state + 12345) % 2**31
        stay = int(-(500 if i % 3 else 1500) * __import__("math").log((state + 1) / 2**31)) + 1
        day = lambda n: (__import__("datetime").date(2022, 1, 1) + __import__("datetime").timedelta(days=n)).isoformat()
        end = day(start + stay) if start + stay <= 1095 else ""
        lines.append(f"m{i},{day(start)},{end},{'monthly' if i % 3 else 'By the year'},{39 if i % 3 else 29}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


GYM = ["--column", "id=member", "--column", "start=joined", "--column", "end=left_on", "--column", "price=monthly_fee",
       "--by", "plan", "--as-of", "2024-12-31", "--currency", "EUR"]


@pytest.fixture(scope="module")
def gym(tmp_path_factory):
    return members(tmp_path_factory.mktemp("gym") / "members.csv")


def fitted(program, *arguments):
    done = program("fit", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_page_and_document_say_the_same(program, gym):
    text = program("fit", gym, *GYM)
    assert text.returncode == 0, text.stderr
    book = fitted(program, gym, *GYM)["book"]
    there = sum(s["there"] for s in book["segments"])
    assert f"{there:,.0f} customers are there" in text.stdout
    assert book["chosen"] == "exponential"
    yearly, monthly = book["segments"]
    for segment, mean in ((yearly, 1500), (monthly, 500)):
        hazard = segment["law"]["parameters"]["hazard"]
        assert hazard["low"] < 30.4375 / mean < hazard["high"]
        curve = {point["time"]: point for point in segment["curve"]}
        assert curve[12]["kaplan_meier"]["low"] < curve[12]["law"] < curve[12]["kaplan_meier"]["high"]
    assert not book["foretold"]["outside"]
    assert "Kaplan-Meier" in text.stdout and "To be looked at" in text.stdout
    assert max(map(len, text.stdout.splitlines())) <= 130
    assert program("fit", gym, *GYM).stdout == text.stdout


def test_the_scenario_runs_and_loses_what_the_data_say(program, gym, tmp_path):
    file = tmp_path / "gym.toml"
    book = fitted(program, gym, *GYM, "-o", file, "--complete")["book"]
    assert program("check", file).returncode == 0
    text = file.read_text(encoding="utf-8")
    numbers = re.findall(r'grade = "A", source = "([^"]*)"', text)
    assert len(numbers) > 10 and all(re.match(r"members\.csv, \d+ (rows|newcomers)", n) for n in numbers)
    assert 'grade = "U"' in text
    assert re.search(r'\[today.segment.monthly\]\nchurn = \{ value = 0\.\d+, low = 0\.\d+, high = 0\.\d+, grade = "A"', text)
    assert program("run", file, "-o", tmp_path / "gym.h5", "--quiet").returncode == 0
    compared = program("compare", tmp_path / "gym.h5", "--by", "segment", "--format", "csv")
    assert compared.returncode == 0, compared.stderr
    document = json.loads(program("compare", tmp_path / "gym.h5", "--by", "segment", "--format", "json").stdout)
    found = json.dumps(document)
    for segment in book["segments"]:
        assert segment["label"] in found
    lost = 1.0 - whole_retention(document)
    there = sum(s["there"] for s in book["segments"])
    expected = sum(s["there"] * s["leave_next_year"]["value"] for s in book["segments"]) / there
    assert abs(lost - expected) < 0.1 * expected


def whole_retention(document):
    """The mean of retention_12m wherever the document keeps it."""
    def search(node):
        if isinstance(node, dict):
            if node.get("measure") == "retention_12m" or node.get("name") == "retention_12m":
                yield node
            for value in node.values():
                yield from search(value)
        elif isinstance(node, list):
            for value in node:
                yield from search(value)
    node = next(search(document))
    def numbers(x):
        if isinstance(x, dict):
            if "mean" in x:
                yield x["mean"]
            for value in x.values():
                yield from numbers(value)
        elif isinstance(x, list):
            for value in x:
                yield from numbers(value)
    return next(n for n in numbers(node) if n is not None)


def test_a_fragment_is_a_base_for_a_scenario_of_ones_own(program, gym, tmp_path):
    done = program("fit", gym, *GYM, "-o", "book.toml", cwd=tmp_path)
    assert done.returncode == 0 and 'extends = "book.toml"' in done.stderr
    (tmp_path / "mine.toml").write_text(
        'extends = "book.toml"\ntime = { start = 2025-01-01, horizon = "24 mo" }\nexperiment.replications = 4\n'
        '[strategy.letters.touchpoint.letter]\nstages = ["active"]\nevery = "1 mo"\nby = "automation"\nreach = 0.3\n'
        'done.read = { transitions = ["leaves"], ratio = 0.9, half_life = "30 d" }\n', encoding="utf-8")
    assert program("check", "mine.toml", cwd=tmp_path).returncode == 0, program("check", "mine.toml", cwd=tmp_path).stderr
    assert program("run", "mine.toml", "--quiet", cwd=tmp_path).returncode == 0
    again = program("fit", gym, *GYM, "-o", "book.toml", cwd=tmp_path)
    assert again.returncode == 73 and "--force" in again.stderr
    assert program("fit", gym, *GYM, "-o", "book.toml", "--force", cwd=tmp_path).returncode == 0
    before = gym.read_bytes()
    assert program("fit", gym, *GYM, "-o", gym, "--force").returncode == 73
    assert gym.read_bytes() == before


def test_the_block_of_the_readme_runs_on_a_fitted_book(program, gym, tmp_path):
    readme = (SOURCE / "README.md").read_text(encoding="utf-8")
    section = readme[readme.index("## Your own book"):readme.index("## More")]
    assert "What a contact does is yours to state, with low and high; everything hangs on it" in section
    assert "--draws 60 --draw-replications 2" in section
    block, ready = re.findall(r"```toml\n(.*?)```", section, re.S)
    book = tmp_path / "book.toml"
    done = program("fit", gym, *GYM[:-2], "-o", book, "--complete")
    assert done.returncode == 0, done.stderr
    book.write_text(book.read_text(encoding="utf-8") + "\n" + block, encoding="utf-8")
    run = program("run", book, "-o", tmp_path / "book.h5", "--draws", 4, "--draw-replications", 2, "--quiet")
    assert run.returncode == 0, run.stderr
    decided = program("decide", tmp_path / "book.h5")
    assert decided.returncode == 0 and "A call every three months" in decided.stdout
    assert "fit it with `--complete --models`" in section
    assert program("fit", gym, *GYM[:-2], "-o", book, "--complete", "--models", "--force").returncode == 0
    book.write_text(book.read_text(encoding="utf-8") + "\n" + ready, encoding="utf-8")
    both = program("run", book, "-o", tmp_path / "both.h5", "--replications", 2, "--quiet")
    assert both.returncode == 0, both.stderr


def test_contacts_are_counted_and_no_effect_is_claimed(program, tmp_path):
    gym = members(tmp_path / "members.csv")
    rows = [line.split(",") for line in gym.read_text(encoding="utf-8").splitlines()[1:]]
    calls = ["call_id,member,started_at,handle_minutes,wait_minutes,abandoned"]
    for i in range(900):
        row = rows[i * 7 % len(rows)]
        calls.append(f"{i},{row[0]},{row[1]} 10:{i % 60:02d},{1 + i % 13},{i % 11},{'yes' if i % 4 == 0 else 'no'}")
    (tmp_path / "calls.csv").write_text("\n".join(calls) + "\n", encoding="utf-8")
    arguments = [gym, tmp_path / "calls.csv", *GYM, "--column", "account=member", "-o", tmp_path / "gym.toml", "--complete"]
    done = program("fit", *arguments)
    assert done.returncode == 0, done.stderr
    assert "No effect" in done.stdout and "effect of contact" in done.stdout.replace("\n    ", " ")
    text = (tmp_path / "gym.toml").read_text(encoding="utf-8")
    assert "[demand.contact]" in text and "[pool.support]" in text and "patience = { dist" in text
    assert program("check", tmp_path / "gym.toml").returncode == 0, program("check", tmp_path / "gym.toml").stderr


def test_a_growing_book_gets_a_team_for_its_fullest_month(program, tmp_path):
    """Three newcomers a day from now on, hardly anybody leaves: 300 customers become 3,000, and their calls ten times as many."""
    date = lambda n: (__import__("datetime").date(2024, 10, 1) + __import__("datetime").timedelta(days=n)).isoformat()
    rows, calls = ["id,start_date,end_date,monthly_fee"], ["call_id,id,started_at,handle_minutes"]
    for i in range(270):
        rows.append(f"m{i},{date(i // 3)},{date(i // 3 + 30 + i % 4) if i % 20 == 0 and i < 160 else ''},39")
        calls += [f"{i}-{k},m{i},{date(90 - k)},{40 + 10 * (k % 5)}" for k in range(min(8, 88 - i // 3))]
    (tmp_path / "a.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text("\n".join(calls) + "\n", encoding="utf-8")
    file = tmp_path / "book.toml"
    done = program("fit", tmp_path / "a.csv", tmp_path / "c.csv", "--column", "account=id", "-o", file, "--complete")
    assert done.returncode == 0, done.stderr
    text = file.read_text(encoding="utf-8")
    said = re.search(r"An assumption: (\d+) h of work in month (\d+), when it is most, with ([\d,]+) customers \((\d+) h today\)", text)
    most, month, today = float(said[1]), int(said[2]), float(said[4])
    assert month == 36 and most > 4 * today
    servers = int(re.search(r"\nservers = (\d+)", text)[1])
    assert servers == -(-most // (2087 / 12 * 0.7 * 0.8)) > 1
    then = re.search(r"Carried on like this, the 2\d\d customers become ([\d,]+) within 36 months, with newcomers at", " ".join(done.stdout.split()))
    assert then[1] == said[3]
    # the team is enough to the end, where one that today's work asks for would not be
    def missed(*more):
        run = program("run", file, "-o", tmp_path / "b.h5", "--force", "--replications", 2, "--quiet", *more)
        assert run.returncode == 0, run.stderr
        return program("compare", tmp_path / "b.h5").stdout
    assert not re.search(r"busy (9[5-9]|100) %", missed())
    small = max(1, int(today // 97))
    assert re.search(r"is busy (9\d|100) %", missed("--set", f"pool.support.servers={small}"))


def test_the_ready_models_look_after_a_fitted_book(program, gym, tmp_path):
    file = tmp_path / "gym.toml"
    arguments = [gym, *GYM[:-2], "-o", file, "--complete", "--force"]
    assert program("fit", *arguments, "--models").returncode == 0
    ready = "".join(f'[strategy.{m}]\nmodel = "{m}"\n' for m in ("low_touch", "high_touch", "hybrid", "csm_driven"))
    file.write_text(file.read_text(encoding="utf-8") + ready, encoding="utf-8")
    checked = program("check", file)
    assert checked.returncode == 0 and "5 strategies" in checked.stdout, checked.stderr
    run = program("run", file, "-o", tmp_path / "gym.h5", "--replications", 2, "--quiet")
    assert run.returncode == 0, run.stderr
    shown = program("compare", tmp_path / "gym.h5").stdout
    assert "Customer success managers" in shown and "Shared success team" in shown
    # what the models' contacts do is told as what it is
    weak = json.loads(program("compare", tmp_path / "gym.h5", "--format", "json").stdout)["worlds"][0]["weak_numbers"]
    assert {"state.reviews.acts.value_shown.ratio", "evidence.causal_discount"} <= {p["key"] for p in weak}
    # without it the error says what to do; and where they cannot go, that
    assert program("fit", *arguments).returncode == 0
    file.write_text(file.read_text(encoding="utf-8") + '[strategy.low_touch]\nmodel = "low_touch"\n', encoding="utf-8")
    told = program("check", file)
    assert told.returncode == 65 and "tenure fit --complete --models" in told.stderr
    assert program("fit", *arguments[:-2], "--models", "--force").returncode == 64
    euros = program("fit", gym, *GYM, "-o", file, "--complete", "--models", "--force")
    assert euros.returncode == 64 and "the currency is EUR" in euros.stderr
    (tmp_path / "bare.csv").write_text("id,tenure,churn\n" + "".join(f"{i},{i % 40},{'yes' if i % 3 == 0 else 'no'}\n" for i in range(200)), encoding="utf-8")
    bare = program("fit", tmp_path / "bare.csv", "-o", tmp_path / "bare.toml", "--complete", "--models")
    assert bare.returncode == 65 and "--column price=NAME" in bare.stderr and not (tmp_path / "bare.toml").exists()


def test_a_record_said_to_end_before_it_began(program, gym, tmp_path):
    """Nothing would be left of it, which is no word about customers."""
    (tmp_path / "p.csv").write_text("customer,date,amount\n" + "".join(f"{i},2024-0{1 + i % 9}-01,5\n" for i in range(50)), encoding="utf-8")
    (tmp_path / "s.csv").write_text("lead_id,stage,entered_at\n" + "".join(f"{i},Lead,2024-0{1 + i % 9}-01\n" for i in range(50)), encoding="utf-8")
    for table, arguments, first in ((gym, GYM[:-4], "2022-01-"), (tmp_path / "p.csv", [], "2024-01-01"), (tmp_path / "s.csv", [], "2024-01-01")):
        done = program("fit", table, *arguments, "--as-of", "2020-01-01")
        assert done.returncode == 65, done.stderr
        assert done.stderr.startswith(f"--as-of: 2020-01-01 lies before everything in {table}"), done.stderr
        assert f"The first date there is {first}" in done.stderr and "1 fault, nothing was fitted" in done.stderr


def test_a_record_of_leavers_that_is_too_short_to_be_true(program, tmp_path):
    """Everybody who ever came, half of them gone after three years on the mean; read as the leavers of one month."""
    rows = ["id,tenure,churn"] + [f"{i},{1 + i * 7 % 60},{'yes' if i % 2 else 'no'}" for i in range(600)]
    (tmp_path / "a.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    short = " ".join(program("fit", tmp_path / "a.csv", "--observed-for", "1 mo").stdout.split())
    assert "ever stay so long. Leavers are probably in the record for longer than --observed-for says" in short
    whole = program("fit", tmp_path / "a.csv").stdout
    assert "ever stay so long" not in " ".join(whole.split())


def test_stages_of_a_funnel(program, tmp_path):
    rows = ["lead_id,stage,entered_at"]
    state = 99
    for i in range(400):
        state = (1103515245 * state + 12345) % 2**31
        day, wait, won = state % 300, state // 300 % 20 + 1, state // 7000 % 10 < 3
        date = lambda n: (__import__("datetime").date(2024, 1, 1) + __import__("datetime").timedelta(days=n)).isoformat()
        rows.append(f"{i},Lead,{date(day)}")
        if day + wait < 310:
            rows.append(f"{i},{'Won' if won else 'Lost'},{date(day + wait)}")
    (tmp_path / "stages.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    ways = fitted(program, tmp_path / "stages.csv", "--as-of", "2024-11-06", "-o", tmp_path / "funnel.toml", "--complete")["stages"]["ways"]
    shares = {way["to"]: way["share"] for way in ways}
    assert shares["won"]["low"] < 0.3 < shares["won"]["high"]
    assert abs(shares["won"]["value"] + shares["lost"]["value"] - 1.0) < 1e-9
    checked = program("check", tmp_path / "funnel.toml")
    assert checked.returncode == 0, checked.stderr
    assert program("run", tmp_path / "funnel.toml", "-o", tmp_path / "f.h5", "--replications", 2, "--quiet").returncode == 0


def test_what_is_wrong_is_told_with_its_place(program, gym, tmp_path):
    (tmp_path / "a.csv").write_text("id,tenure,churn\n1,3,no\n2,soon,yes\n3,4,perhaps\n", encoding="utf-8")
    done = program("fit", tmp_path / "a.csv")
    assert done.returncode == 65
    assert "a.csv:3:3: tenure = \"soon\"" in done.stderr and "a.csv:4:5: churn = \"perhaps\"" in done.stderr
    assert "2 faults, nothing was fitted" in done.stderr and not done.stdout
    faults = json.loads(program("fit", tmp_path / "a.csv", "--json").stdout)
    assert faults["exit_code"] == 65 and [f["line"] for f in faults["faults"]] == [3, 4]
    assert program("fit", tmp_path / "none.csv").returncode == 66
    for wrong in (["--column", "tenure"], ["--unit", "tenure=moon"], ["--as-of", "31.12.2024"], ["--observed-for", "1 mo"],
                  ["--cut", "12 mo"], ["--customer", "house"], ["--complete"]):
        done = program("fit", gym, *GYM, *wrong)
        assert done.returncode == 64, (wrong, done.stderr)
    assert program("fit").returncode == 64
    by = program("fit", gym, *[a if a != "plan" else "plann" for a in GYM])
    assert by.returncode == 65 and "--by: plann: neither accounts nor contracts have such a column" in by.stderr and "Did you mean plan?" in by.stderr
    (tmp_path / "few.csv").write_text("id,tenure,churn\n" + "".join(f"{i},{i},no\n" for i in range(50)), encoding="utf-8")
    few = program("fit", tmp_path / "few.csv")
    assert few.returncode == 65 and "0 of 50 customers left" in few.stderr
    (tmp_path / "gone.csv").write_text("id,tenure,churn\n" + "".join(f"{i},{i},yes\n" for i in range(50)), encoding="utf-8")
    assert "no censoring" in program("fit", tmp_path / "gone.csv").stderr
    names = program("fit", "--names")
    assert names.returncode == 0 and "monthsactive" in names.stdout


def test_telco(program, tmp_path):
    file = data("telco/Telco-Customer-Churn.csv")
    book = fitted(program, file, "--by", "Contract", "-o", tmp_path / "telco.toml", "--complete")["book"]
    assert [s["segment"] for s in book["segments"]] == ["month_to_month", "one_year", "two_year"]
    assert sum(s["rows"] for s in book["segments"]) == 7043 and sum(s["left"] for s in book["segments"]) == 1869
    assert any("Two year nobody left before" in n["text"] for n in book["notes"])
    # what failed its own test says so at the head of the file, at the numbers concerned and in the last lines of the page
    text = (tmp_path / "telco.toml").read_text(encoding="utf-8")
    head = text[:text.index("[scenario]")]
    shown = program("fit", file, "--by", "Contract").stdout
    plainly = " ".join(shown.split())
    assert book["foretold"]["outside"]
    figure = "(%.0f [%.0f, %.0f] were foretold to leave, %.0f did)" % (
        *(book["foretold"]["expected"][k] for k in ("value", "low", "high")), book["foretold"]["actual"])
    said = f"The fit failed its own test {figure}: the ranges do not cover that; net value may be off by far more than they say. What rests on it has grade U in the file."
    assert plainly.endswith(said)
    assert "# To be looked at\n" in head and said in " ".join(head.replace("#", " ").split())
    assert "Do not rely on it far ahead" in " ".join(head.replace("#", " ").split())
    for segment in book["segments"]:
        churn = re.search(rf"\[today.segment.{segment['segment']}\]\nchurn = (.*)", text)[1]
        assert ("failed its own test: after the cut" in churn) == segment["foretold"]["outside"]
        law = re.search(rf"\[segment.{segment['segment']}.transition.leaves\]\n(.*)", text)
        for numbers in (churn, law[1] if law else re.search(rf"\[segment.{segment['segment']}\]\n(?:.+\n)*?attribute.leaving = (.*)", text)[1]):
            assert ('grade = "U"' in numbers) == segment["foretold"]["outside"] and ('grade = "A"' in numbers) != segment["foretold"]["outside"]
    short = program("fit", file, "--observed-for", "1 mo", "-o", tmp_path / "short.toml", "--complete")
    assert short.returncode == 65 and "Nobody can be simulated who did" in short.stderr and not (tmp_path / "short.toml").exists()
    whole = fitted(program, file)["book"]["segments"][0]
    curve = {point["time"]: point["kaplan_meier"]["value"] for point in whole["curve"]}
    for month, survival in ((12, 0.8432), (24, 0.7887), (48, 0.7088)):
        assert abs(curve[month] - survival) < 5e-5
    assert program("check", tmp_path / "telco.toml").returncode == 0
    assert program("run", tmp_path / "telco.toml", "-o", tmp_path / "telco.h5", "--replications", 8, "--quiet").returncode == 0
    document = json.loads(program("compare", tmp_path / "telco.h5", "--format", "json").stdout)
    assert any(p["key"].startswith("today.segment.") and p["grade"] == "U" for p in document["worlds"][0]["weak_numbers"])
    expected = sum(s["there"] * s["leave_next_year"]["value"] for s in book["segments"]) / 5174
    assert abs(1.0 - whole_retention(document) - expected) < 0.05 * expected


def test_saas_contracts(program, tmp_path):
    files = [data(f"saas_ravenstack/ravenstack_{n}.csv") for n in ("accounts", "subscriptions", "support_tickets")]
    accounts = program("fit", *files)
    assert accounts.returncode == 65 and "0 of 500 customers left" in accounts.stderr and "--customer contract" in accounts.stderr
    assert "of the 5000 contracts in ravenstack_subscriptions.csv 486 have ended" in accounts.stderr
    assert "let each of them (subscription_id) count as a customer: --customer contract" in accounts.stderr
    assert ("ravenstack_accounts.csv flags 110 as left, but does not say when, and they have contracts that run: add the date as a column "
            "(churn_date) to ravenstack_accounts.csv and run again, or --customer contract") in accounts.stderr
    events = program("fit", *files, data("saas_ravenstack/ravenstack_churn_events.csv"))
    assert events.returncode == 65 and "a customer (account_id) and a date of leaving (churn_date)" in events.stderr
    assert "these dates belong into the table of accounts, as a column churn_date" in events.stderr
    assert "Its 600 rows are of 352 customers" in events.stderr
    undated = program("fit", files[0])
    assert undated.returncode == 65 and "110 of 500 customers are said to have left, but not when" in undated.stderr
    assert "CONTRACTS.csv, with --customer contract where an account holds several" in undated.stderr
    book = fitted(program, *files, "--customer", "contract", "--by", "plan_tier", "-o", tmp_path / "saas.toml", "--complete")["book"]
    assert sum(s["rows"] for s in book["segments"]) == 5000 and sum(s["left"] for s in book["segments"]) == 486
    assert not book["foretold"]["outside"]
    assert abs(sum(s["mean_price"] * s["there"] for s in book["segments"]) / sum(s["there"] for s in book["segments"]) - 2267.75) < 60
    assert any("effect of contact" in n["text"] for n in book["notes"])
    assert program("check", tmp_path / "saas.toml").returncode == 0
    text = (tmp_path / "saas.toml").read_text(encoding="utf-8")
    head = " ".join(text[:text.index("[scenario]")].replace("#", " ").split())
    for said in (head, " ".join(n["text"] for n in book["notes"])):
        assert ("These 5,000 contracts (4,514 of them run) belong to 500 accounts: newcomers are mostly further contracts of accounts "
                "that you have") in said
        assert "16 % of those there pay nothing (trials?): 700 of 4,514" in said
    assert "failed its own test" not in text
    # the distribution that is written has the mean of the rows, a long tail notwithstanding
    for segment in book["segments"]:
        price = re.search(rf"\[segment.{segment['segment']}\]\n(?:.*\n)*?attribute.price = .*?values = \[(.*?)\], weights = \[(.*?)\]", text)
        values, weights = [float(v) for v in re.findall(r'"([\d.]+) USD', price[1])], [float(w) for w in price[2].split(",")]
        assert values == sorted(set(values)) and len(values) == len(weights) and abs(sum(weights) - 1.0) < 1e-4
        mean = weights[0] * values[0] + sum(w * (a + b) / 2 for a, b, w in zip(values, values[1:], weights[1:]))
        assert abs(mean - segment["mean_price"]) < 0.002 * segment["mean_price"]


def test_a_contract_whose_customer_is_called_otherwise_is_no_customer(program, tmp_path):
    """Taken for accounts, each of the 5,000 contracts would be a customer."""
    table = data("saas_ravenstack/ravenstack_subscriptions.csv").read_text(encoding="utf-8")
    renamed = tmp_path / "subscriptions.csv"
    renamed.write_text(table.replace("account_id", "client_ref", 1), encoding="utf-8")
    done = program("fit", renamed)
    assert done.returncode == 65 and "no column for account: the customer whose it is" in done.stderr
    assert "Did you mean client_ref?" in done.stderr and "--column account=NAME" in done.stderr and "--customer contract" in done.stderr
    said = program("fit", renamed, "--column", "account=client_ref")
    assert said.returncode == 65 and "A customer (client_ref) counts as gone when the last of her contracts has ended" in said.stderr
    assert "--customer contract" in said.stderr
    alone = fitted(program, renamed, "--customer", "contract")["book"]
    assert sum(s["rows"] for s in alone["segments"]) == 5000 and sum(s["left"] for s in alone["segments"]) == 486
    # dates called otherwise too: the nearest kind is named, with what is missing of it
    renamed.write_text(table.replace("account_id,start_date,end_date", "client_ref,valid_from,valid_to", 1), encoding="utf-8")
    unknown = program("fit", renamed)
    assert unknown.returncode == 65 and "it is not clear what this table holds; its columns: subscription_id, client_ref, valid_from" in unknown.stderr
    assert f"nearest to contracts (id = subscription_id), without account, start, end: --contracts {renamed} --column account=client_ref --column start=NAME --column end=NAME" in unknown.stderr


def test_survivors_of_published_cohorts(program, tmp_path):
    file = data("sbg/fader_hardie_2007_survivors.csv")
    book = fitted(program, file, "--period", "yr", "--cut", "7 yr", "-o", tmp_path / "cohorts.toml", "--complete")["book"]
    assert not book["foretold"]["outside"] and book["foretold"]["actual"] == 165
    assert program("check", tmp_path / "cohorts.toml").returncode == 0


def test_purchases(program, tmp_path):
    file = data("cdnow/CDNOW_sample.txt")
    arguments = [file, "--header", "customer,sample,date,quantity,amount", "--cut", "1997-09-30"]
    done = fitted(program, *arguments, "-o", tmp_path / "buyers.toml", "--complete")["purchases"]
    assert done["buyers"] == 2357 and done["repeat_purchases"] == 4339
    assert done["foretold"]["bg_nbd"]["actual"] == 4339 - 2457
    assert abs(done["foretold"]["bg_nbd"]["expected"]["value"] - (4161 - 2494)) < 25
    assert program("check", tmp_path / "buyers.toml").returncode == 0
    sums = fitted(program, data("cdnow/cdnow_customers_summary_with_transactions.csv"))["purchases"]
    parameters = sums["bg_nbd"]["parameters"]
    for name, value in (("r", .2426), ("alpha", 4.4135), ("a", .7929), ("b", 2.4258)):
        assert abs(parameters[name]["value"] - value) < 2e-3 * value
    assert abs(sums["gamma_gamma"]["parameters"]["q"]["value"] - 3.74) < 0.01

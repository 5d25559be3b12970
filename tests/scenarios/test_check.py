"""`tenure check`: what it says of sound files beside that they are, and what it refuses although every number by itself is sound."""
import json

from conftest import SOURCE


def test_check_remarks_on_days_that_count_working_hours(program, tiny, tmp_path):
    """21 days of 24 hours are 504 hours of work: 12.6 weeks of 40 hours. Said, and simulated all the same."""
    office = 'hours.office = { week = ["mon-fri 09:00-17:00"] }\n'
    def checked(deadline, hours='"office"', name="d.toml"):
        file = tmp_path / name
        file.write_text(office + tiny.read_text(encoding="utf-8").replace('deadline = "7 d"', deadline).replace('hours = "always"', f"hours = {hours}"), encoding="utf-8")
        return program("check", file)
    line = (office + tiny.read_text(encoding="utf-8")).splitlines().index('deadline = "7 d"') + 1
    told = checked('deadline = "21 d"')
    assert told.returncode == 0 and "no faults" in told.stdout
    assert (f'd.toml:{line}:12: remark: deadline = "21 d" in [touchpoint.call] counts the working time of the pool coach: '
            "88 calendar days at 40 h a week") in told.stderr
    assert 'add deadline_clock = "wall"' in told.stderr
    assert "59 calendar days" in checked('deadline = { dist = "exponential", mean = "2 wk" }').stderr
    for silent in ('deadline = "21 d"\ndeadline_clock = "wall"', 'deadline = "21 d"\ndeadline_clock = "working"', 'deadline = "8 h"',
                   'deadline = "unlimited"', ""):
        done = checked(silent)
        assert done.returncode == 0 and not done.stderr, (silent, done.stderr)
    assert not checked('deadline = "21 d"', '"always"').stderr  # round the clock, a day is a day
    [remark] = json.loads(program("check", "--json", tmp_path / "d.toml").stdout)["remarks"] or [None]
    assert remark is None
    checked('deadline = "21 d"')
    [remark] = json.loads(program("check", "--json", tmp_path / "d.toml").stdout)["remarks"]
    assert remark["line"] == line
    explained = program("explain", "touchpoint.deadline").stdout
    assert "working time of the pool" in explained and 'deadline_clock = "wall"' in explained
    for shipped in (SOURCE / "scenarios").glob("*.toml"):
        if shipped.name != "reference.toml":
            assert "remark" not in program("check", shipped).stderr, shipped


def test_check_remarks_on_channels_that_are_spelled_almost_alike(program, tiny, tmp_path):
    text = tiny.read_text(encoding="utf-8")
    call = "[strategy.phone.touchpoint.call]\n"
    assert text.count(call) == 1
    other = '[strategy.two.touchpoint.note]\nstages = ["member"]\nevery = "2 mo"\nby = "automation"\nchannel = "NAME"\n'
    def checked(name):
        file = tmp_path / "c.toml"
        file.write_text(text.replace(call, call + 'channel = "e-mail"\n') + other.replace("NAME", name), encoding="utf-8")
        done = program("check", file)
        assert done.returncode == 0, done.stderr
        return done.stderr
    assert 'remark: channel = "Email" in [touchpoint.note] is another channel than "e-mail"' in checked("Email")
    for silent in ("e-mail", "mail", "phone"):
        assert not checked(silent), silent


def test_check_remarks_on_a_team_that_takes_over_nobody(program):
    """Hybrid keeps all six of today's managers; with four of them two would change teams."""
    case = SOURCE / "scenarios" / "b2b_saas_coverage.toml"
    takes = ("--set", 'strategy.hybrid.pool.csm_shared.takes_over="csm"')
    told = program("check", case, *takes)
    assert told.returncode == 0, told.stderr
    assert 'takes_over = "csm" in the pool csm_shared of strategy hybrid moves nobody' in " ".join(told.stderr.split())
    assert "moves nobody" not in program("check", case, *takes, "--set", "strategy.hybrid.pool.csm.servers=4").stderr


def test_check_counts_a_number_that_two_strategies_state_alike_once(program, tiny, tmp_path):
    text = tiny.read_text(encoding="utf-8").replace("experiment = { ", "experiment = { draws = 4, ")
    wage = 'wage = { value = "3000 EUR / yr", low = "2000 EUR / yr", high = "4000 EUR / yr", grade = "U" }'
    phone = text.replace('wage = "3000 EUR / yr"', wage)
    assert phone != text
    call = '[strategy.two.touchpoint.call]\nstages = ["member"]\nevery = "2 mo"\nby = "coach"\nwork = "5 min"\n'
    again = phone + call + f'[strategy.two.pool.coach]\nservers = 2\nhours = "always"\n{wage}\n'
    other = phone + call + f'[strategy.two.pool.coach]\nservers = 2\nhours = "always"\n{wage.replace("4000", "4100")}\n'
    for name, content, numbers in (("one", phone, 2), ("two", again, 2), ("three", other, 3)):
        file = tmp_path / f"{name}.toml"
        file.write_text(content, encoding="utf-8")
        assert f"4 draws of {numbers} uncertain numbers," in program("check", file).stdout, name
        run = program("run", file, "-o", tmp_path / f"{name}.h5", "--quiet", "--replications", 2)
        assert run.returncode == 0, run.stderr
        assert f"4 draws of {numbers} uncertain numbers" in program("compare", tmp_path / f"{name}.h5").stdout, name


def test_what_follows_from_one_mistake_is_not_told_beside_it(program, tmp_path):
    text = (SOURCE / "scenarios" / "saas_start.toml").read_text(encoding="utf-8")
    def faults(old, new):
        assert text.count(old) == 1, old
        (tmp_path / "s.toml").write_text(text.replace(old, new), encoding="utf-8")
        return [f["message"] for f in json.loads(program("check", "--json", tmp_path / "s.toml").stdout)["faults"]]
    assert faults("\n[satisfaction]\n", "\n[satisfacton]\n") == ["unknown table satisfacton at the top of the file"]
    [stage] = faults("\n[stage.active]\n", "\n[stage.actve]\n")
    assert stage.startswith('unknown stage "active" in opening') and stage.endswith(" and 224")
    [model] = faults('model = "hybrid"', 'model = "hybird"')
    assert model.startswith('unknown model "hybird"')
    euros = faults('currency = "USD"', 'currency = "EUR"')
    assert sum("whose amounts are in another currency" in f for f in euros) == 3
    assert not any("admits nobody" in f or "model." in f for f in euros) and any("[pool.support.wage]" in f for f in euros)
    # what is no echo is told all the same
    two = faults("\n[stage.active]\n", "\n[stage.actve]\nfunnle = 3\n")
    assert len(two) == 2 and any("funnle" in f for f in two)


def test_check_refuses_what_no_run_can_meet(program):
    case = SOURCE / "scenarios" / "b2b_saas_coverage.toml"
    assert program("check", case).returncode == 0
    line = next(i for i, text in enumerate(case.read_text().splitlines(), 1) if text.startswith("grr = { value = 0.76"))
    for settings, words in (
        (["today.segment.smb_annual.grr=0.9"], "--set today.segment.smb_annual.grr=0.9: [today.segment.smb_annual] grr cannot be met"),
        (["today.segment.smb_annual.churn=0.3"], f"b2b_saas_coverage.toml:{line}:"),
        (["event.resignations.servers_lost=1000"], "the largest team is 23"),
    ):
        done = program("check", case, *[word for setting in settings for word in ("--set", setting)])
        assert done.returncode == 65 and words in done.stderr, (settings, done.stderr)
    assert program("check", case, "--set", "event.resignations.servers_lost=23").returncode == 0

"""The command line: streams, exit status, overwriting, and what no run may depend on."""
import hashlib
import json
import os
import pathlib
import resource
import shutil
import signal
import time

import pytest


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


# ---- usage -----------------------------------------------------------------------------------------------------------


def test_help_and_version_go_to_standard_output(program):
    for arguments in (["--help"], ["run", "--help"], ["version"], ["--version"]):
        done = program(*arguments)
        assert done.returncode == 0 and done.stdout and not done.stderr, arguments
    assert program("version").stdout.startswith("tenure ")
    assert "Exit status" in program("--help").stdout


@pytest.mark.parametrize("arguments, words", [
    ([], "check"),
    (["rnu", "x.toml"], "Did you mean run?"),
    (["run", "--thread", "2", "x.toml"], "Did you mean --threads?"),
    (["run", "--replications=0", "x.toml"], "--replications: 0 is not a whole number from 1 to 1000000"),
    (["run", "--replications", "2.5", "x.toml"], "--replications: 2.5 is not a whole number"),
    (["run", "--threads", "x", "x.toml"], "--threads: x is not a whole number from 0 to 1024"),
    (["run", "--threads", "-1", "x.toml"], "--threads: -1 is not a whole number from 0 to 1024"),
    (["run", "--seed", "-1", "x.toml"], "--seed: -1 is not a whole number from 0 to 9223372036854775807"),
    (["run", "--seed=9223372036854775808", "x.toml"], "--seed"),
    (["run", "--engine", "fast", "x.toml"], "reference"),
    (["run"], "FILE"),
    (["check"], "FILE"),
    (["compare", "--format", "xml", "r.h5"], "json"),
    (["compare", "--ful", "r.h5"], "Did you mean --full?"),
    (["list", "model"], "models"),
    (["list", "--markdown", "models"], "measures"),
    (["explain", "no_such_key_at_all"], "no_such_key_at_all"),
])
def test_mistakes_on_the_command_line(program, arguments, words):
    done = program(*arguments)
    assert done.returncode == 64, done.stderr
    assert not done.stdout
    assert words in done.stderr


def test_windows_are_from_a_minute_to_the_reading_lag(program, tiny, tmp_path):
    for window in ("1 us", "59 s", "61 min", "2 h", "300 d"):
        done = program("run", tiny, "-o", tmp_path / "r.h5", "--window", window)
        assert done.returncode == 64 and "is not from 1 min to 60 min" in done.stderr, done.stderr
    assert program("run", tiny, "-o", tmp_path / "r.h5", "--window", "lunch").returncode == 64
    assert os.listdir(tmp_path) == []
    for window in ("1 min", "60 min"):
        assert program("run", tiny, "-o", tmp_path / "r.h5", "--window", window, "--force", "--replications", 1).returncode == 0


def test_json_is_one_document_whatever_happens(program, tiny, result, tmp_path):
    bad, none = tmp_path / "bad.toml", tmp_path / "none.toml"
    bad.write_text(tiny.read_text().replace('to = "gone"', 'to = "gnoe"'))
    fresh = tmp_path / "r.h5"
    cases = [
        (0, ["run", tiny, "-o", fresh, "--json", "--replications", 1]),
        (0, ["check", "--json", tiny]),
        (64, ["run", "--json", "--threads", "x", tiny]),
        (64, ["run", "--json", "--no-such", tiny]),
        (64, ["rnu", "--json"]),
        (64, ["run", "--json", tiny, "-o", tmp_path / "w.h5", "--window", "1 us"]),
        (65, ["run", "--json", bad]),
        (65, ["check", "--json", bad]),
        (66, ["run", "--json", none]),
        (66, ["check", "--json", none]),
        (73, ["run", "--json", tiny, "-o", fresh]),
        (66, ["compare", "--format", "json", none]),
        (65, ["compare", "--format=json", tiny]),
        (64, ["compare", "--format", "json", "--baseline", "nobody", result]),
    ]
    for status, arguments in cases:
        done = program(*arguments)
        assert done.returncode == status, (arguments, done.stderr)
        document = json.loads(done.stdout)
        assert document["version"] == 1 and document["exit_code"] == status
        assert document["format"] == "tenure " + arguments[0]
        assert bool(document["messages"]) == (status != 0), arguments
        assert "Simulating" not in json.dumps(document)
        for message in document["messages"]:
            assert message in done.stderr
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))
    done = program("run", tiny, "-o", tmp_path / "full.h5", "--json", preexec_fn=limit)
    assert done.returncode == 74 and json.loads(done.stdout)["exit_code"] == 74
    running = program.start("run", tiny, "-o", tmp_path / "stopped.h5", "--json", "--replications", 2000,
                            "--set", "segment.members.customers=20000")
    time.sleep(1.0)
    running.send_signal(signal.SIGINT)
    output, _ = running.communicate(timeout=60)
    document = json.loads(output)
    assert document["exit_code"] == 130 and document["files"] == [] and "nothing was written" in document["messages"][0]


def test_text_from_files_never_reaches_the_terminal_raw(program, tiny, tmp_path):
    evil = tmp_path / "evil\x1b[31m.toml"
    title = 'title = "Red \\u001b[31m\\u009b2J\\u202e\\nnext"'
    evil.write_text(tiny.read_text().replace('title = "Tiny: „Größe“ & co"', title)
                    .replace('label = "Members"', 'label = "M\\u001b]0;x\\u0007"'))
    path = tmp_path / "evil.h5"
    for arguments in (["check", evil], ["run", evil, "-o", path], ["compare", path], ["compare", path, "--by", "segment"],
                      ["compare", path, "--format", "csv"], ["check", "--set", 'stage.x="\x1b[2J"', evil],
                      ["check", tmp_path / "none\x1b[2J.toml"], ["compare", tmp_path / "none\x1b[2J.h5"], ["\x1b[2J"]):
        done = program(*arguments)
        for text in (done.stdout, done.stderr):
            assert not any(c in text for c in "\x1b\x07\x9b\u202e"), (arguments, text)
    table = program("compare", path, "--by", "segment").stdout
    assert "Red \\x1b[31m" in table and "next" in table.split("\\x1b[31m")[1].splitlines()[0]
    assert "M\\x1b]0;x\\x07" in table
    document = json.loads(program("compare", path, "--format", "json").stdout)
    assert document["worlds"][0]["title"] == "Red \x1b[31m\x9b2J\u202e\nnext", "JSON keeps every character"


def test_lengths_below_two_months_are_told_in_days(program, tiny):
    assert "20 days" in program("check", "--set", "time.horizon=20 d", tiny).stdout
    assert "14 months" in program("check", tiny).stdout


def test_set_takes_one_value_and_leaves_the_files(program, tiny):
    done = program("check", "--set", "experiment.seed=9", "--set", "experiment.replications=3", tiny)
    assert done.returncode == 0, done.stderr
    assert "3 replications" in done.stdout


# ---- check, list, explain --------------------------------------------------------------------------------------------


def test_check_says_what_a_file_holds(program, tiny):
    done = program("check", tiny)
    assert done.returncode == 0 and not done.stderr
    assert "no faults; 2 strategies, 2 segments" in done.stdout


def test_faults_have_a_place_and_stop_everything(program, tiny, tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text(tiny.read_text().replace('to = "gone"', 'to = "gnoe"').replace("servers = 1", "servres = 1"))
    lines = bad.read_text().splitlines()
    wrong_stage, wrong_key = lines.index('to = "gnoe"') + 1, lines.index("servres = 1") + 1
    for command in (["check"], ["run", "-o", tmp_path / "r.h5"]):
        done = program(*command, bad, tiny)
        assert done.returncode == 65
        assert f"bad.toml:{wrong_stage}:6: " in done.stderr and "gnoe" in done.stderr
        assert f"bad.toml:{wrong_key}:1: " in done.stderr and "Did you mean servers?" in done.stderr
        assert "nothing was simulated" in done.stderr
    assert os.listdir(tmp_path) == ["bad.toml"]

    done = program("check", "--json", bad)
    faults = json.loads(done.stdout)["faults"]
    assert done.returncode == 65 and len(faults) >= 2
    assert {fault["line"] for fault in faults} >= {wrong_stage, wrong_key}
    done = program("run", "--json", bad, "-o", tmp_path / "r.h5")
    assert done.returncode == 65 and json.loads(done.stdout)["faults"] == faults


def test_figures_of_today_that_no_level_meets_are_faults_of_their_place(program, tmp_path):
    case = pathlib.Path(os.environ.get("TENURE_SOURCE_DIR", "."), "scenarios", "b2b_saas_coverage.toml").read_text()
    bad = tmp_path / "bad.toml"
    bad.write_text(case.replace("churn = { value = 0.22, low = 0.12", "churn = { value = 0.005, low = 0.001", 1))
    assert bad.read_text() != case
    done = program("run", bad, "-o", tmp_path / "r.h5", "--replications", "2", "--set", "today.segment.enterprise.grr=0.99")
    assert done.returncode == 65 and "2 faults, nothing was simulated" in done.stderr, done.stderr
    assert "--set today.segment.enterprise.grr=0.99: [today.segment.enterprise] grr cannot be met" in done.stderr
    line = next(i for i, text in enumerate(bad.read_text().splitlines(), 1) if "value = 0.005" in text)
    assert f"bad.toml:{line}:" in done.stderr and "churn cannot be met: other ways of leaving alone lose" in done.stderr
    assert os.listdir(tmp_path) == ["bad.toml"]


def test_missing_files(program, tiny, tmp_path):
    assert program("check", tmp_path / "none.toml").returncode == 66
    assert program("run", tiny, tmp_path / "none.toml", "-o", tmp_path / "r.h5").returncode == 66
    assert program("compare", tmp_path / "none.h5").returncode == 66
    assert os.listdir(tmp_path) == []


def test_folders_and_pipes_are_no_files(program, tiny, tmp_path):
    folder, pipe, child = tmp_path / "folder.h5", tmp_path / "pipe", tmp_path / "child.toml"
    folder.mkdir()
    os.mkfifo(pipe)
    for path, words in ((folder, "is a folder"), (pipe, "is not a plain file"), ("/dev/null", "is not a plain file")):
        for command in (["check", path], ["run", path, "-o", tmp_path / "r.h5"], ["compare", path]):
            done = program(*command)  # a pipe that were opened would never return
            assert done.returncode == 66 and words in done.stderr, (command, done.stderr)
    child.write_text('extends = "pipe"\n')
    done = program("check", child)
    assert done.returncode == 65 and "no such file" in done.stderr


def test_one_faulty_file_of_several_stops_all(program, tiny, tmp_path):
    bad, worse, none = tmp_path / "bad.toml", tmp_path / "worse.toml", tmp_path / "none.toml"
    bad.write_text(tiny.read_text().replace('to = "gone"', 'to = "gnoe"'))
    worse.write_text(tiny.read_text().replace("servers = 1", "servres = 1"))
    done = program("run", tiny, bad, worse, "-o", f"{tmp_path}/out.h5")
    assert done.returncode == 65 and "gnoe" in done.stderr and "servres" in done.stderr and "Simulating" not in done.stderr
    done = program("run", none, bad, tiny, worse, "-o", f"{tmp_path}/out.h5")
    assert done.returncode == 66 and "none.toml" in done.stderr and "gnoe" in done.stderr and "servres" in done.stderr
    assert sorted(os.listdir(tmp_path)) == ["bad.toml", "worse.toml"]


def test_a_market_that_does_not_fit_into_memory_is_refused(program, tiny, tmp_path):
    path = tmp_path / "r.h5"
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (2 * 10**9, 2 * 10**9))
    for key in ("segment.members.customers=100000000", "segment.members.arrivals=9000000 / mo"):
        done = program("run", tiny, "-o", path, "--set", key, preexec_fn=limit)
        assert done.returncode == 65 and "tiny.toml: " in done.stderr and "GB of memory" in done.stderr, done.stderr
        assert "bug" not in done.stderr and "Simulating" not in done.stderr
    # an address space that is too small for what the estimate does not know of
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))
    done = program("run", tiny, "-o", path, "--set", "segment.members.customers=9000000", preexec_fn=limit)
    assert done.returncode == 65 and "memory" in done.stderr and "bug" not in done.stderr, done.stderr
    assert os.listdir(tmp_path) == []


def test_lists_and_explanations(program):
    models = program("list", "models").stdout
    for name in ("high_touch", "hybrid", "low_touch"):
        assert name in models
        assert f"[model.{name}]" in program("explain", name).stdout
    assert "net_value, currency" in program("list", "measures").stdout
    assert "net value within the horizon per customer ever met" in program("explain", "clv").stdout
    assert "retention_12m" in program("explain", "retention").stdout
    assert "hazard" in program("explain", "transition.churn.hazard").stdout
    assert program("list", "keys").stdout
    scenarios = program("list", "scenarios", cwd=os.environ.get("TENURE_SOURCE_DIR", ".")).stdout
    assert "Which accounts deserve a named customer success manager" in " ".join(scenarios.split())
    assert "No question: every key of the language with unit, default, range and meaning." in scenarios
    assert json.loads(program("schema").stdout)["$schema"].startswith("https://json-schema.org/")


# ---- run -------------------------------------------------------------------------------------------------------------


def test_run_writes_a_result_and_a_side_file(program, tiny, tmp_path):
    done = program("run", tiny, "-o", tmp_path / "r.h5")
    assert done.returncode == 0, done.stderr
    assert not done.stdout, "nothing but data goes to standard output"
    assert "seed 7" in done.stderr and "r.h5" in done.stderr
    assert sorted(os.listdir(tmp_path)) == ["r.h5", "r.run.json"]
    facts = json.loads((tmp_path / "r.run.json").read_text())
    assert facts["results_sha256"] == digest(tmp_path / "r.h5")
    assert facts["threads"] >= 1 and facts["wall_seconds"] >= 0

    done = program("run", tiny, "-o", tmp_path / "r.h5")
    assert done.returncode == 73 and "--force" in done.stderr
    before = digest(tmp_path / "r.h5")
    done = program("run", tiny, "-o", tmp_path / "r.h5", "--force", "--quiet", "--json", "--seed", "8")
    assert done.returncode == 0 and not done.stderr
    written = json.loads(done.stdout)["files"][0]
    assert written["sha256"] == digest(tmp_path / "r.h5") != before


def test_a_result_that_cannot_be_made_is_refused_before_the_run(program, tiny, tmp_path):
    start = time.monotonic()
    assert program("run", tiny, "-o", tmp_path / "none" / "r.h5", "--replications", 10**5).returncode == 73
    assert program("run", tiny, "-o", tmp_path, "--set", 'scenario.title="x"').returncode == 0  # a folder: tmp_path/tiny.h5
    assert (tmp_path / "tiny.h5").exists()
    assert time.monotonic() - start < 60
    new = tmp_path / "new"
    assert program("run", tiny, "-o", f"{new}/").returncode == 0
    assert (new / "tiny.h5").exists()


def test_no_input_is_ever_overwritten(program, tiny, tmp_path):
    base, scenario, link, hard = (tmp_path / name for name in ("base.toml", "mine.toml", "link.h5", "hard.h5"))
    base.write_bytes(tiny.read_bytes())
    scenario.write_text('extends = "base.toml"\n')
    link.symlink_to("base.toml")
    hard.hardlink_to(scenario)
    (tmp_path / "sub").mkdir()
    side = tmp_path / "side.run.json"  # a scenario under the name of a side file
    side.write_bytes(tiny.read_bytes())
    before = sorted(os.listdir(tmp_path))
    for output in (scenario, base, link, hard, tmp_path / "sub" / ".." / "mine.toml"):
        done = program("run", scenario, "-o", output, "--force", cwd=tmp_path)
        assert done.returncode == 73, (output, done.stderr)
        assert "is a scenario of this run" in done.stderr and "Simulating" not in done.stderr
    done = program("run", side, "-o", tmp_path / "side.h5", "--force")
    assert done.returncode == 73 and "is a scenario of this run" in done.stderr
    assert program("run", "mine.toml", base, "-o", "./mine.toml", "--force", cwd=tmp_path).returncode == 0  # mine.mine.toml
    assert base.read_bytes() == side.read_bytes() == tiny.read_bytes()
    assert scenario.read_text() == 'extends = "base.toml"\n'
    assert set(os.listdir(tmp_path)) - set(before) == {"mine.mine.toml", "mine.mine.run.json", "mine.base.toml", "mine.base.run.json"}


def test_the_side_file_of_somebody_else_stays(program, tiny, tmp_path):
    side = tmp_path / "r.run.json"
    for text in ('{"format": "theirs"}', "not JSON", "", '{"format": ["tenure run"], "results_sha256": ""}'):
        side.write_text(text)
        for force in ([], ["--force"]):
            done = program("run", tiny, "-o", tmp_path / "r.h5", *force)
            assert done.returncode == 73 and "r.run.json" in done.stderr and "Simulating" not in done.stderr
        assert side.read_text() == text and os.listdir(tmp_path) == ["r.run.json"]
    side.unlink()
    assert program("run", tiny, "-o", tmp_path / "r.h5").returncode == 0
    (tmp_path / "r.h5").unlink()  # our own, left alone: only with --force
    done = program("run", tiny, "-o", tmp_path / "r.h5")
    assert done.returncode == 73 and "--force" in done.stderr
    assert program("run", tiny, "-o", tmp_path / "r.h5", "--force").returncode == 0


def test_outputs_that_cannot_be_made_are_refused_before_the_run(program, tiny, tmp_path):
    (tmp_path / "dangling.h5").symlink_to(tmp_path / "none" / "x.h5")
    (tmp_path / "file").write_text("")
    for output in ("", tmp_path / "dangling.h5", "/proc/x.h5", tmp_path / "none" / "r.h5", tmp_path / "file" / "r.h5",
                   "/dev/null", tmp_path / ("x" * 300 + ".h5")):
        for force in ([], ["--force"]):
            done = program("run", tiny, "-o", output, "--replications", 10**5, *force, cwd=tmp_path)
            assert done.returncode == 73, (output, done.returncode, done.stderr)
            assert "Simulating" not in done.stderr
    assert sorted(os.listdir(tmp_path)) == ["dangling.h5", "file"]


def test_no_byte_depends_on_threads_engine_window_or_place(program, tiny, result, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    other = tmp_path / "elsewhere" / "renamed.toml"
    shutil.copy(tiny, other)
    variants = [
        ["--threads", "1"], ["--threads", "2"], ["--threads", "3"], ["--engine", "reference"],
        ["--window", "20 min"], ["--window", "7 min", "--threads", "2"],
    ]
    for index, arguments in enumerate(variants):
        path = tmp_path / f"{index}.h5"
        done = program("run", other, "-o", path, *arguments)
        assert done.returncode == 0, done.stderr
        assert digest(path) == digest(result), arguments
    # planted: another seed must show
    program("run", other, "-o", tmp_path / "seed.h5", "--seed", "8")
    assert digest(tmp_path / "seed.h5") != digest(result)


def test_the_first_shipped_scenario_depends_on_no_thread_window_or_engine_either(program, tmp_path):
    source = os.environ.get("TENURE_SOURCE_DIR", ".")
    scenario = os.path.join(source, "scenarios", "saas_start.toml")
    found = {}
    # one cell for each strategy: with five threads, more than there are cells, a cell itself runs on all of them
    variants = [["--threads", "1"], ["--threads", "2"], ["--threads", "3"], ["--threads", "5"],
                ["--threads", "2", "--window", "17 min"], ["--threads", "5", "--window", "40 min"],
                ["--threads", "2", "--engine", "reference"]]
    for index, arguments in enumerate(variants):
        path = tmp_path / f"{index}.h5"
        done = program("run", scenario, "-o", path, "--replications", 1, *arguments)
        assert done.returncode == 0, done.stderr
        found[" ".join(arguments)] = digest(path)
    assert len(set(found.values())) == 1, found


def test_a_result_is_rerun_from_itself(program, result, tmp_path):
    h5py = pytest.importorskip("h5py")
    with h5py.File(result, "r") as file:
        text = file["/provenance/scenario"][()]
    again = tmp_path / "again.toml"
    again.write_bytes(text)
    done = program("run", again, "-o", tmp_path / "again.h5")
    assert done.returncode == 0, done.stderr
    assert digest(tmp_path / "again.h5") == digest(result)


def test_a_sweep_is_one_file_for_each_point(program, tiny, tmp_path):
    swept = tmp_path / "swept.toml"
    swept.write_text(tiny.read_text() + '\n[sweep]\n"transition.quits.hazard" = ["0.3 / yr", "0.9 / yr"]\n')
    done = program("run", swept, "-o", tmp_path / "r.h5")
    assert done.returncode == 0, done.stderr
    files = [tmp_path / "r.p001.h5", tmp_path / "r.p002.h5"]
    assert all(file.exists() for file in files)
    done = program("compare", *files)
    assert done.returncode == 0 and "Which strategy holds up" in done.stdout
    assert "0.9 / yr" in done.stdout and "Difference from" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100 or str(tmp_path) in done.stdout
    full = program("compare", "--full", *files).stdout
    assert full.count("Difference from") == 2 and full.endswith(done.stdout)
    # two scenarios of one name would be one file
    done = program("run", swept, swept, "-o", tmp_path / "x.h5")
    assert done.returncode == 64 and not (tmp_path / "x.swept.p001.h5").exists()


def test_more_results_than_memory_can_hold_are_refused(program, tiny, tmp_path):
    done = program("run", tiny, "-o", tmp_path / "r.h5", "--replications", 10**6, "--set", "time.horizon=400 mo")
    assert done.returncode == 64 and "GB" in done.stderr
    assert os.listdir(tmp_path) == []


def test_progress_in_a_log_is_short(program, tiny, tmp_path):
    done = program("run", tiny, "-o", tmp_path / "r.h5")
    assert "\r" not in done.stderr and "\x1b" not in done.stderr
    assert len(done.stderr.splitlines()) <= 6


# ---- compare ---------------------------------------------------------------------------------------------------------


def test_compare_in_all_formats(program, result):
    table = program("compare", result)
    assert table.returncode == 0 and not table.stderr
    assert "net value" in table.stdout and "chance only" in table.stdout
    assert "transition.quits.hazard = 0.5 / yr (C)" in " ".join(table.stdout.split())
    assert "nan" not in table.stdout and "inf" not in table.stdout
    assert max(map(len, table.stdout.splitlines()[1:])) <= 100  # the first line holds the file's name

    by_segment = program("compare", result, "--by", "segment").stdout
    assert "Segment Members (members)" in by_segment and "Segment Patrons" in by_segment
    assert "Difference from leave_alone" in by_segment and "Staff" in by_segment

    document = json.loads(program("compare", result, "--format", "json").stdout)
    assert document["format"] == "tenure comparison" and document["worlds"][0]["baseline"] == "leave_alone"

    lines = program("compare", result, "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("file,") and any(",net_value," in line for line in lines)


def test_compare_without_a_file_takes_what_run_wrote(program, tiny, tmp_path):
    done = program("compare", cwd=tmp_path)
    assert done.returncode == 66 and "tenure run" in done.stderr and not done.stdout
    sweep = ["--set", "experiment.replications=2"]
    swept = tmp_path / "swept.toml"
    swept.write_text(tiny.read_text() + '\n[sweep]\n"transition.quits.hazard" = ["0.3 / yr", "0.9 / yr"]\n')
    assert program("run", swept, *sweep, cwd=tmp_path).returncode == 0
    done = program("compare", cwd=tmp_path)
    assert done.returncode == 0 and done.stdout.startswith("Tiny") and "results.p002.h5" in done.stdout
    assert program("run", tiny, *sweep, cwd=tmp_path).returncode == 0
    done = program("compare", cwd=tmp_path)
    assert done.returncode == 0 and done.stdout.startswith("results.h5: ")
    assert program("run", tiny, cwd=tmp_path).returncode == 73, "results.h5 is there already"


def test_what_else_lies_in_the_folder_does_not_matter(program, result, tmp_path):
    table = program("compare", result).stdout
    (tmp_path / "results").mkdir()
    assert program("compare", result, cwd=tmp_path).stdout == table
    (tmp_path / "results").rmdir()
    (tmp_path / "results").write_text("mine")
    assert program("compare", result, cwd=tmp_path).stdout == table
    assert (tmp_path / "results").read_text() == "mine"


def test_compare_with_another_baseline(program, result):
    done = program("compare", result, "--baseline", "phone")
    assert done.returncode == 0 and "Difference from phone" in done.stdout
    done = program("compare", result, "--baseline", "phnoe")
    assert done.returncode == 64 and "Did you mean phone?" in done.stderr and not done.stdout


def test_compare_refuses_what_is_no_result(program, result, tmp_path):
    bad = tmp_path / "bad.h5"
    bad.write_text("no result")
    assert program("compare", bad).returncode == 65
    whole = result.read_bytes()
    bad.write_bytes(whole[: len(whole) // 2])
    assert program("compare", bad).returncode == 65
    h5py = pytest.importorskip("h5py")
    shutil.copy(result, bad)
    with h5py.File(bad, "r+") as file:
        file.attrs["format_version"] = 99
    done = program("compare", bad)
    assert done.returncode == 78 and "format version 99" in done.stderr
    # changed after it was written
    changed = tmp_path / "results.h5"
    shutil.copy(bad, changed)
    shutil.copy(result.with_name("results.run.json"), tmp_path / "results.run.json")
    done = program("compare", changed)
    assert done.returncode == 65 and "changed after it was written" in done.stderr


def test_draws_are_told(program, tiny, tmp_path):
    checked = program("check", tiny, "--set", "experiment.draws=20")
    assert checked.returncode == 0 and "20 draws of 1 uncertain number," in checked.stdout
    done = program("run", tiny, "--draws", "12", cwd=tmp_path)
    assert done.returncode == 0 and "strategies × draws × replications" in done.stderr
    table = program("compare", cwd=tmp_path)
    assert "12 draws of 1 uncertain number × 1 replication" in table.stdout
    assert "cover chance and ignorance" in " ".join(table.stdout.split())
    # nothing is unknown: no draws
    sure = program("run", tiny, "--draws", "12", "--set", "transition.quits.hazard=\"0.5 / yr\"", cwd=tmp_path)
    assert sure.returncode == 65 and "all draws would be alike" in sure.stderr


def test_after_draws_run_names_decide(program, tiny, tmp_path):
    plain = program("run", tiny, "-o", tmp_path / "p.h5", "--replications", 2)
    assert plain.returncode == 0 and "Next: tenure compare" in plain.stderr and "tenure decide" not in plain.stderr
    drawn = program("run", tiny, "-o", tmp_path / "d.h5", "--replications", 2, "--draws", 2,
                    "--set", 'transition.quits.hazard={ value = "0.9 / yr", low = "0.5 / yr", high = "1.4 / yr" }')
    assert drawn.returncode == 0, drawn.stderr
    assert f"Next: tenure compare {tmp_path / 'd.h5'}; which strategy to take" in drawn.stderr
    assert drawn.stderr.rstrip().endswith(f"tenure decide {tmp_path / 'd.h5'}")

"""What tenure check refuses although every number by itself is sound: figures and losses that no run can meet."""
import os
import pathlib


def test_check_refuses_what_no_run_can_meet(program):
    case = pathlib.Path(os.environ.get("TENURE_SOURCE_DIR", "."), "scenarios", "b2b_saas_coverage.toml")
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

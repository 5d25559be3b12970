"""Runs that are stopped: full disks, signals, kills. Nothing is lost, nothing half written."""
import hashlib
import os
import random
import resource
import signal
import time


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def left_over(folder):
    return [name for name in os.listdir(folder) if ".tmp." in name]


def test_full_disk(program, tiny, tmp_path):
    path = tmp_path / "r.h5"
    assert program("run", tiny, "-o", path).returncode == 0
    before = digest(path)
    for limit in (0, 512, 20000):
        done = program("run", tiny, "-o", path, "--force", "--seed", "8",
                       preexec_fn=lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        assert done.returncode == 74, done.stderr
        assert "r.h5" in done.stderr
        assert digest(path) == before, "the old result must survive"
        assert not left_over(tmp_path)


def test_interrupted(program, tiny, tmp_path):
    for wanted, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        running = program.start("run", tiny, "-o", tmp_path / "r.h5", "--replications", 2000,
                                "--set", "segment.members.customers=20000")
        time.sleep(1.0)
        assert running.poll() is None, "the run is over before it could be interrupted"
        running.send_signal(wanted)
        _, errors = running.communicate(timeout=60)
        assert running.returncode == status
        assert b"nothing was written" in errors
        assert os.listdir(tmp_path) == []


def test_one_signal_ends_a_single_long_cell_at_once(program, tiny, tmp_path):
    long_cell = ["--replications", 1, "--set", "segment.members.customers=400000", "--set", "time.horizon=120 mo"]
    for more in (["--threads", "1"], ["--engine", "reference"], ["--threads", "5"], ["--set", "strategy.phone.touchpoint.call.every=90 min"]):
        for wanted, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            running = program.start("run", tiny, "-o", tmp_path / "r.h5", *long_cell, *more)
            time.sleep(0.7)
            assert running.poll() is None, "the run is over before it could be interrupted"
            start = time.monotonic()
            running.send_signal(wanted)
            _, errors = running.communicate(timeout=60)
            assert time.monotonic() - start < 10, "one second, and room for a busy machine"
            assert running.returncode == status, errors
            assert b"nothing was written" in errors
            assert os.listdir(tmp_path) == []


def test_a_second_signal_ends_the_process_itself(program, tiny, tmp_path):
    running = program.start("run", tiny, "-o", tmp_path / "r.h5", "--replications", 1, "--threads", 1,
                            "--set", "segment.members.customers=400000", "--set", "time.horizon=120 mo")
    time.sleep(0.7)
    os.kill(running.pid, signal.SIGSTOP)  # so that both have come before it can end after the first
    running.send_signal(signal.SIGINT)
    running.send_signal(signal.SIGTERM)
    os.kill(running.pid, signal.SIGCONT)
    running.communicate(timeout=60)
    assert running.returncode in (130, 143), "whichever is delivered last decides"
    running = program.start("run", tiny, "-o", tmp_path / "r.h5", "--replications", 2000,
                            "--set", "segment.members.customers=20000")
    time.sleep(0.7)
    while running.poll() is None:  # the second of a kind meets the default action, unless the first has ended the run
        running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)
    assert running.returncode in (130, -signal.SIGINT)
    assert os.listdir(tmp_path) == []


def test_killed_at_any_time_leaves_no_half_file(program, tiny, tmp_path):
    path = tmp_path / "r.h5"
    start = time.monotonic()
    assert program("run", tiny, "-o", path).returncode == 0
    whole = time.monotonic() - start
    dice = random.Random(20261122)
    killed = 0
    for _ in range(15):
        running = program.start("run", tiny, "-o", path, "--force")
        time.sleep(whole * 1.2 * dice.random())
        running.kill()
        running.communicate()
        killed += running.returncode == -signal.SIGKILL
        assert program("compare", path).returncode == 0, "a file under the final name is always whole"
    assert killed > 0
    assert program("run", tiny, "-o", path, "--force").returncode == 0
    assert not left_over(tmp_path), "the next writer sweeps up"

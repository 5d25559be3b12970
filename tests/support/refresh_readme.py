#!/usr/bin/python3
"""Writes into README.md what the demo prints.

    tests/support/refresh_readme.py [PROGRAM]      default: build/release/tenure, else build/tenure

Results do not depend on the machine, so the text in README.md can be held equal to the program's (tests/scenarios/test_readme.py).
"""
import os
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(os.environ.get("TENURE_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
README = SOURCE / "README.md"
SCENARIO = SOURCE / "scenarios" / "saas_start.toml"
RESULT = "build/demo/saas_start.h5"  # as in ./bootstrap
BEGIN = "The demo prints, after a line on progress:\n\n```text\n"
END = "```\n"


def printed(program):
    """What `tenure compare` prints on the result of the bundled scenario."""
    program = os.path.abspath(program)
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / RESULT).parent.mkdir(parents=True)
        subprocess.run([program, "run", str(SCENARIO), "-o", RESULT, "--quiet"], cwd=folder, check=True)
        done = subprocess.run([program, "compare", RESULT], cwd=folder, check=True, capture_output=True, encoding="utf-8")
        return done.stdout


def parts(text):
    """README.md before, within and after the block."""
    before, begin, rest = text.partition(BEGIN)
    if not begin:
        raise SystemExit(f"README.md lacks the sentence that opens the demo's block: {BEGIN.splitlines()[0]}")
    block, _, after = rest.partition(END)
    return before, block, after


def main():
    known = [SOURCE / "build" / "release" / "tenure", SOURCE / "build" / "tenure"]
    program = sys.argv[1] if len(sys.argv) > 1 else next(path for path in known if path.exists())
    before, block, after = parts(README.read_text(encoding="utf-8"))
    text = printed(program)
    README.write_text(before + BEGIN + text + END + after, encoding="utf-8")
    print("README.md is as it was" if text == block else "README.md has a new block")


if __name__ == "__main__":
    main()

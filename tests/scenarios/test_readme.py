"""What README.md shows of the demo is what the program prints."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import refresh_readme  # noqa: E402


def test_the_demo_prints_what_the_readme_shows(program):
    _, shown, _ = refresh_readme.parts(refresh_readme.README.read_text(encoding="utf-8"))
    assert refresh_readme.printed(program.path) == shown, "after a change: tests/support/refresh_readme.py"


def test_the_block_is_found_or_missed(tmp_path):
    text = "a\n" + refresh_readme.BEGIN + "printed\n" + refresh_readme.END + "b\n"
    assert refresh_readme.parts(text) == ("a\n", "printed\n", "b\n")
    try:
        refresh_readme.parts("a\n```text\nprinted\n```\n")
    except SystemExit as missing:
        assert "lacks the sentence" in str(missing)
    else:
        raise AssertionError("a README without the block must be refused")

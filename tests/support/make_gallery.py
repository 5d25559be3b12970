#!/usr/bin/python3
"""Makes docs/gallery.md and its pictures from real runs of the shipped scenarios.

    tests/support/make_gallery.py [PROGRAM] [--keep]      default: build/release/tenure, else build/tenure

Simulates each case into build/gallery (--keep: takes the result that lies there), writes its report page and its notebooks, takes
pictures of the page in Debian's Chromium (through playwright-core, which npm installs into build/gallery) and out of the executed
notebooks, and makes them small. Some minutes. Needs chromium, npm, python3-pil, and what the notebooks need.
"""
import base64
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys

SOURCE = pathlib.Path(os.environ.get("TENURE_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
DOCS = SOURCE / "docs"
PICTURES = DOCS / "gallery"
WORK = SOURCE / "build" / "gallery"
PAGE_WIDTH = 1160
MOST_BYTES = 200_000
MOST_OFF = 32  # of 255, by which a palette may move a colour
MOST_BYTES_TOGETHER = 2_000_000
def draws(number):
    return ["--draws", str(number), "--draw-replications", "2"]


# scenario, settings of the run, sections of the report by view (what they show), pictures of the notebooks (notebook, number, what they show)
CASES = [
    ("saas_start", draws(100),
     [("top", "The answer and the strategies' differences from the baseline."),
      ("decision", "How sure the choice is over what the numbers leave open, and what would change it.")],
     [("02_segments", 2, "How many more of the opening customers stay than under the baseline, by segment."),
      ("03_staff", 0, "The teams month by month: people, busy time, missed requests, response."),
      ("04_customers", 0, "One customer who is saved: her contacts, her risk of leaving and her satisfaction under each strategy.")]),
    ("b2b_saas_coverage", [],
     [("top", "The answer: today's coverage against the other ways."),
      ("months", "When the strategies part.")],
     [("01_overview", 1, "Customers, recurring revenue and cash to date; below, the differences from the baseline.")]),
    ("break_even", [],
     [("top", "The answer."), ("map", "Which way suits which size of account.")],
     []),
    ("streaming", draws(200),
     [("top", "The answer."), ("decision", "Cost, effect, and the numbers on which the choice hangs.")],
     [("05_uncertainty", 1, "The lead when one number is at the low or the high end of what it may be.")]),
]

BEGINNING = """# Gallery

What the program shows of each shipped scenario ([scenarios/](../scenarios/README.md)): screenshots of the page that `tenure report`
writes ([report.md](report.md)), and pictures out of the notebooks that `tenure notebook` writes ([notebooks.md](notebooks.md)). Below
each stands how it was made. Results do not depend on the machine, so the same commands give the same pictures;
`tests/support/make_gallery.py` makes this page.
"""


def run(*arguments, **more):
    done = subprocess.run([str(a) for a in arguments], capture_output=True, encoding="utf-8", check=False, **more)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(str(a) for a in arguments)}: {done.stderr[-2000:]}")
    return done.stdout


def small(png, path):
    """Writes a picture as PNG: with a palette where that leaves every colour as it was to the eye, so that no strategy takes the
    colour of another; else in full."""
    from PIL import Image, ImageChops

    image = Image.open(io.BytesIO(png)).convert("RGB")
    if image.width > PAGE_WIDTH:
        image = image.resize((PAGE_WIDTH, round(image.height * PAGE_WIDTH / image.width)), Image.LANCZOS)
    few = image.quantize(256, method=Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
    off = max(high for _, high in ImageChops.difference(image, few.convert("RGB")).getextrema())
    held = io.BytesIO()
    (few if off <= MOST_OFF else image).save(held, "PNG", optimize=True)
    if held.tell() > MOST_BYTES:
        raise SystemExit(f"{path}: {held.tell()} bytes; a picture of the gallery has at most {MOST_BYTES}")
    path.write_bytes(held.getvalue())


def browser():
    """Chromium and a folder in which node finds playwright-core."""
    packages = [line for line in (SOURCE / "tests/scenarios/test_report_browser_long.py").read_text(encoding="utf-8").splitlines()
                if line.startswith("PACKAGES")]
    package = next(p for p in json.loads(packages[0].split("=", 1)[1]) if p.startswith("playwright-core@"))
    chromium = shutil.which("chromium")
    if not chromium or not shutil.which("npm"):
        raise SystemExit("chromium or npm is missing:  apt-get install chromium npm")
    folder = WORK / "browser"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text("{}", encoding="utf-8")
    run("npm", "install", "--no-audit", "--no-fund", "--prefer-offline", package, cwd=folder)
    return chromium, folder


def shoot(page, wanted, chromium, folder):
    """PNGs of parts of the page, by view; a view that the page has not got is left out."""
    places = {"top": "top", "map": "#picture"}  # the map stands beside the answer, other views in sections of their own
    shots = [{"selector": places.get(view, f"#view-{view}"), "path": str(folder / f"{view}.png")} for view, _ in wanted]
    plan = {"chromium": chromium, "page": str(page), "width": PAGE_WIDTH, "shots": shots}
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    missing = json.loads(run("node", SOURCE / "tests/support/shoot_report.mjs", "plan.json", cwd=folder))
    return {view: (folder / f"{view}.png").read_bytes() for (view, _), shot in zip(wanted, shots) if shot["selector"] not in missing}


def notebook_pictures(path):
    """PNGs that a notebook shows when it is run."""
    import nbclient
    import nbformat

    os.environ.update(PYDEVD_DISABLE_FILE_VALIDATION="1", MPLBACKEND="module://matplotlib_inline.backend_inline", PYTHONDONTWRITEBYTECODE="1")
    content = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(content, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    return [base64.b64decode(output.data["image/png"]) for cell in content.cells if cell.cell_type == "code" for output in cell.outputs
            if "image/png" in output.get("data", {})]


def attributes(result):
    sys.path.insert(0, str(SOURCE / "notebooks-export"))
    sys.dont_write_bytecode = True
    import tenure_results

    return tenure_results.Results(result).summary.attrs


def facts_of(result):
    """Title, question, and seed, replications and draws, as the file has them."""
    attrs = attributes(result)
    drawn = f", {attrs['draws']} draws" if attrs["draws"] else ""
    return attrs["title"], attrs["question"], f"seed {attrs['seed']}, {attrs['replications']} replications{drawn}"


def first_sentences(text, most=420):
    """As many whole sentences as fit."""
    told = ""
    for sentence in text.split(". "):
        if told and len(told) + len(sentence) > most:
            break
        told += (". " if told else "") + sentence
    return told if told.endswith(".") else told + "."


def made_of(case, program, keep, chromium, folder):
    """The text of a case; its pictures are written."""
    name, settings, views, plots = case
    result = WORK / f"{name}.h5"
    if not (keep and result.exists() and int(attributes(result)["draws"]) == (int(settings[1]) if settings else 0)):
        run(program, "run", f"scenarios/{name}.toml", "-o", result, "--force", "--quiet", *settings, cwd=SOURCE)
    title, question, facts = facts_of(result)
    told = json.loads(run(program, "compare", result, "--format", "json"))["worlds"][0]["in_words"]
    command = f"tenure run scenarios/{name}.toml -o {name}.h5 " + " ".join(settings)
    text = f"\n## {title}\n\n{question}\n\n{first_sentences(told)}\n\nMade by `{command.strip()}`: {facts}.\n"

    def add(picture, png, says, how):
        small(png, PICTURES / picture)
        return f"\n{says}\n\n![{says}](gallery/{picture})\n\n<sub>{how}; {facts}</sub>\n"

    run(program, "report", result, "-o", WORK / f"{name}.html", "--force")
    shots = shoot(WORK / f"{name}.html", views, chromium, folder)
    for view, says in views:
        if view in shots:
            where = "first screen" if view == "top" else f"section {view}"
            text += add(f"{name}_{view}.png", shots[view], says, f"`tenure report {name}.h5`, {where}")
    if plots:
        run(program, "notebook", result, "-o", WORK / name, "--force", "--quiet")
    for notebook, number, says in plots:
        png = notebook_pictures(WORK / name / f"{notebook}.ipynb")[number]
        text += add(f"{name}_{notebook}.png", png, says, f"`tenure notebook {name}.h5`, {notebook}.ipynb")
    return text


def main():
    arguments = [word for word in sys.argv[1:] if word != "--keep"]
    known = [SOURCE / "build" / "release" / "tenure", SOURCE / "build" / "tenure"]
    program = os.path.abspath(arguments[0] if arguments else next(path for path in known if path.exists()))
    WORK.mkdir(parents=True, exist_ok=True)
    PICTURES.mkdir(exist_ok=True)
    chromium, folder = browser()
    for old in PICTURES.glob("*.png"):
        old.unlink()
    text = BEGINNING
    for case in CASES:
        print(case[0], flush=True)
        text += made_of(case, program, "--keep" in sys.argv, chromium, folder)
    (DOCS / "gallery.md").write_text(text, encoding="utf-8")
    size = sum(path.stat().st_size for path in PICTURES.glob("*.png"))
    print(f"docs/gallery.md and {len(list(PICTURES.glob('*.png')))} pictures, {size / 1e6:.2f} MB")
    if size > MOST_BYTES_TOGETHER:
        raise SystemExit("too large together")


if __name__ == "__main__":
    main()

"""Tries to lose, mix up or go stale: kills, races, damaged records and changed inputs.

Every part computes a reference without any disturbance, disturbs the same work, and compares what
comes out bit for bit. It needs the built jar (``./mvnw package -DskipTests``) and nothing else:

    python3 lib/src/campaign/campaign.py --out /tmp/campaign

A whole run takes half an hour to an hour on one core. The exit code is 0 if nothing fell short, 1 otherwise;
``campaign.json`` in the output folder lists every attempt.
"""

import argparse
import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
JAR = PROJECT / "lib" / "target" / "isopose.jar"
TINY = ["--preset", "smoke", "--threads", "1", "--set", "epochs=3", "--set", "width=32", "--set", "batch=32"]
TRACE = ("Exception in thread", "\tat isopose.", "\tat java.")


class Outcome:
    """One call of the command line."""

    def __init__(self, code, out, err, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds

    @property
    def lines(self):
        """What standard error says, without progress bars and the native library's warnings."""
        text = self.err.replace("\r", "\n")
        skipped = ("%", "WARN", "[main]", "missing (", "are recorded")
        return [line for line in text.splitlines() if line.strip() and not any(s in line for s in skipped)]

    @property
    def has_trace(self):
        return any(mark in self.err or mark in self.out for mark in TRACE)


def command(*arguments):
    return ["java", "-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(JAR), *map(str, arguments)]


def environment():
    return {**os.environ, "OMP_NUM_THREADS": "1"}


def run(*arguments, timeout=300):
    """Runs a command to its end."""
    start = time.monotonic()
    done = subprocess.run(command(*arguments), capture_output=True, text=True, timeout=timeout, env=environment())
    return Outcome(done.returncode, done.stdout, done.stderr, time.monotonic() - start)


def run_and_kill(seconds, *arguments):
    """Kills the command and all its children with -9 after some seconds; whether it was still running."""
    process = subprocess.Popen(
        command(*arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=environment()
    )
    try:
        process.wait(timeout=seconds)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


class Report:
    """Every attempt, and what fell short."""

    def __init__(self):
        self.attempts = []

    def add(self, part, name, problem=""):
        self.attempts.append({"part": part, "attempt": name, "problem": problem})
        mark = "FELL SHORT: " + problem if problem else "ok"
        print(f"{part}: {name}: {mark}", flush=True)

    def summary(self):
        parts = {}
        for attempt in self.attempts:
            tried, short = parts.get(attempt["part"], (0, 0))
            parts[attempt["part"]] = (tried + 1, short + bool(attempt["problem"]))
        return parts


# Data and outputs ---------------------------------------------------------------------------------


def clips(data_set, wanted, folder):
    """Copies some embedded clips into a folder, from a folder of BVH files or an archive."""
    folder.mkdir(parents=True)
    loose = sorted((PROJECT / "data" / data_set).glob("*.bvh"))
    if loose:
        for clip in loose[: wanted * 7 : 7]:
            shutil.copy(clip, folder / clip.name)
        return
    archive = str(PROJECT / "data" / data_set / f"{data_set}.tar.zst")
    listed = subprocess.run(["tar", "--zstd", "-tf", archive], check=True, capture_output=True, text=True).stdout
    names = sorted(name for name in listed.splitlines() if name.endswith(".bvh"))[: wanted * 7 : 7]
    subprocess.run(["tar", "--zstd", "-xf", archive, "-C", str(folder), "--strip-components=1", *names], check=True)


def digest(path):
    """A file's content without what may differ between two runs of the same work: times and names."""
    if path.suffix == ".json":
        return answers(path.read_text())
    if path.suffix == ".npz":
        with zipfile.ZipFile(path) as packed:
            parts = {name: hashlib.sha256(packed.read(name)).hexdigest() for name in packed.namelist()}
        return json.dumps(parts, sort_keys=True)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def records(runs):
    """The folders of finished runs, by name."""
    return {f.parent.name: f.parent for f in sorted(runs.glob("*/run.json"))}


def outputs(runs):
    """The content of every file of every finished run, leaving out Parquet files, whose bytes carry times."""
    return {
        f"{name}/{file.name}": digest(file)
        for name, folder in records(runs).items()
        for file in sorted(folder.iterdir())
        if file.is_file() and not file.name.startswith(".") and file.suffix != ".parquet"
    }


def answers(text):
    """A command's JSON without what may differ between two runs of the same work."""
    def stripped(value):
        if isinstance(value, dict):
            varying = ("made", "outputs", "record_sha256", "png", "csv")
            return {k: stripped(v) for k, v in value.items() if k not in varying and "seconds" not in k}
        return [stripped(v) for v in value] if isinstance(value, list) else value

    return json.dumps(stripped(json.loads(text)), sort_keys=True)


def leftovers(runs):
    """Drafts that a killed writer left behind."""
    return [str(f) for f in runs.rglob("*.part")]


def scores(text):
    """The scores in a command's JSON."""
    answer = json.loads(text)
    return {key: answer[key] for key in ("pck", "auc", "mpjpe", "pa_mpjpe", "samples") if key in answer}


# The work that is disturbed -----------------------------------------------------------------------


class Work:
    """A tiny scenario of real clips, a trained model's arguments, and a pose file with truth."""

    def __init__(self, folder):
        self.source, self.target = folder / "source", folder / "target"
        clips("bandai-2", 3, self.source)
        clips("cmu", 3, self.target)
        self.poses = folder / "poses.csv"
        write_poses(self.poses, random.Random(1))

    def scenario(self):
        return ["--scenario", "bvh", "--source", self.source, "--target", self.target]

    def train(self, runs, *more):
        return ["train", *TINY, *self.scenario(), "--runs", runs, "--json", *more]

    def adapt(self, runs, name, target, *more):
        return ["adapt", "--run", name, "--target", target, "--runs", runs, "--threads", "1", "--json", *more]

    def sweep(self, runs, *more):
        return ["sweep", "lambda=0.01,0.1", "--seeds", "0", *TINY, *self.scenario(), "--runs", runs, "--json", *more]


def write_poses(path, draw, rows=80):
    """People standing with random arms: 2D in pixels and 3D in millimetres, two sequences."""
    base = [
        (0, 0, 0), (-130, 0, 0), (-130, 440, 0), (-130, 880, 0), (130, 0, 0), (130, 440, 0), (130, 880, 0),
        (0, -240, 0), (0, -480, 0), (0, -580, -40), (0, -700, 0), (150, -450, 0), (150, -170, 0), (150, 80, 0),
        (-150, -450, 0), (-150, -170, 0), (-150, 80, 0),
    ]  # fmt: skip
    header = ["sequence"] + [f"j{j}_{axis}" for j in range(17) for axis in "xyzuv"]
    lines = [",".join(header)]
    for row in range(rows):
        cells = ["first" if row < rows // 2 else "second"]
        for joint, (x, y, z) in enumerate(base):
            x, y, z = (value + (draw.gauss(0, 40) if joint else 0) for value in (x, y, z))
            depth = 5000 + z
            cells += [f"{value:.3f}" for value in (x, y, z, 1000 * x / depth + 500, 1000 * y / depth + 500)]
        lines.append(",".join(cells))
    path.write_text("\n".join(lines) + "\n")


# Parts ---------------------------------------------------------------------------------------------


def kills(work, folder, report, count, draw):
    """kill -9 at random moments of a training, an adaptation and a sweep with workers."""
    reference = folder / "reference"
    first = run(*work.train(reference))
    name = json.loads(first.out)["run"]
    adapt = run(*work.adapt(reference, name, work.poses))
    shutil.rmtree(folder / "sweep-reference", ignore_errors=True)
    sweep = run(*work.sweep(folder / "sweep-reference", "--workers", "2"))
    kinds = [
        ("training", 8, first.seconds, lambda runs: work.train(runs), reference, None, first),
        ("adaptation", 8, adapt.seconds, lambda runs: work.adapt(runs, name, work.poses), reference, name, adapt),
        ("sweep with workers", 4, sweep.seconds, lambda runs: work.sweep(runs, "--workers", "2"), folder / "sweep-reference", None, sweep),
    ]
    done, seconds = 0, {kind[0]: kind[2] for kind in kinds}
    while done < count:
        for kind, most, _, arguments, expected, needs, reference_answer in kinds:
            runs = folder / f"runs-{len(report.attempts)}"
            if needs:
                shutil.copytree(reference / needs, runs / needs)
            killed = 0
            while killed < most and run_and_kill(draw.uniform(0.05, 0.9) * seconds[kind], *arguments(runs)):
                killed += 1
            done += killed
            last = run(*arguments(runs))
            if killed == 0:
                seconds[kind] *= 0.5  # the reference was slower: this machine has other work
            right = outputs(expected)
            if kind == "training":
                right = {key: value for key, value in right.items() if key.startswith(name + "/")}
            problem = difference(last, outputs(runs), right, leftovers(runs))
            if not problem and answers(last.out) != answers(reference_answer.out):
                problem = f"another answer: {answers(last.out)[:300]}"
            report.add("kills", f"{kind}, killed {killed} times", problem)
            shutil.rmtree(runs, ignore_errors=True)
    return name


def difference(last, made, expected, drafts):
    """What is wrong with a run that was brought to its end, or nothing."""
    if last.code != 0:
        return f"exit {last.code}: {last.err[-300:]}"
    missing = set(made) ^ set(expected)
    if missing:
        return f"not the same files: {sorted(missing)[:4]}"
    other = [key for key in made if made[key] != expected[key]]
    if other:
        return f"other content: {other[:4]}"
    return f"drafts left: {drafts[:3]}" if drafts else ""


def fetch_kills(folder, report, count, draw):
    """A fetch from a local archive, killed; the set must be whole afterwards."""
    archive = folder / "bandai-1.zip"
    if not archive.exists():
        print("fetch: left out, no archive was given (--archive)", flush=True)
        return
    reference = folder / "fetch-reference"
    whole = run("data", "fetch", "bandai-1", "--from", archive, "--data", reference)
    if whole.code:
        report.add("fetch", "reference", whole.err[-300:])
        return
    done, attempt, seconds = 0, 0, whole.seconds
    while done < count:
        attempt += 1
        data = folder / f"fetch-{attempt}"
        killed = 0
        while killed < 4 and run_and_kill(draw.uniform(0.1, 0.9) * seconds, "data", "fetch", "bandai-1", "--from", archive, "--data", data):
            killed += 1
        last = run("data", "fetch", "bandai-1", "--from", archive, "--data", data)
        done += killed
        if killed == 0:
            seconds *= 0.5  # the reference was slower: this machine has other work
        made, expected = (
            {str(f.relative_to(root)): hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(root.rglob("*")) if f.is_file()}
            for root in (data, reference)
        )
        report.add("fetch", f"killed {killed} times", difference(last, made, expected, []))
        shutil.rmtree(data, ignore_errors=True)


def processes(work, folder, report, name):
    """Four processes on one run at once: one makes it, all answer, all say the same."""
    for kind, arguments in (
        ("training", lambda runs: work.train(runs)),
        ("adaptation", lambda runs: work.adapt(runs, name, work.poses)),
    ):
        runs = folder / f"four-{kind}"
        if kind == "adaptation":
            shutil.copytree(folder / "reference" / name, runs / name)
        four = [
            subprocess.Popen(command(*arguments(runs)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
            for _ in range(4)
        ]
        four_answers = [process.communicate(timeout=600) for process in four]
        codes = [process.returncode for process in four]
        problem = ""
        if any(codes):
            problem = f"exit codes {codes}: {four_answers[0][1][-200:]}"
        else:
            said = {answers(out) for out, _ in four_answers}
            expected = outputs(folder / "reference")
            made = outputs(runs)
            if len(said) > 1:
                problem = "the four answers differ"
            elif any(expected.get(key) != value for key, value in made.items()):
                problem = "content differs from the reference"
        report.add("processes", f"four at once, {kind}", problem)


DAMAGES = {
    "emptied": lambda content, draw: b"",
    "cut in half": lambda content, draw: content[: len(content) // 2],
    "without its last byte": lambda content, draw: content[:-1],
    "one bit flipped": lambda content, draw: flipped(content, draw),
    "one bit flipped at its start": lambda content, draw: bytes([content[0] ^ 1]) + content[1:],
    "a byte added": lambda content, draw: content + b"x",
    "zeros": lambda content, draw: bytes(len(content)),
    "noise": lambda content, draw: draw.randbytes(len(content)),
    "gone": lambda content, draw: None,
    "of another run": None,
}


def flipped(content, draw):
    place = draw.randrange(len(content))
    return content[:place] + bytes([content[place] ^ (1 << draw.randrange(8))]) + content[place + 1 :]


def damage(work, folder, report, name, draw):
    """Every file of a training's and an adaptation's record, damaged in ten ways.

    A command that needs the record gets the right numbers (the damage does not matter, or the record
    is made again where nothing is lost by it) or one line and exit code 2; a table that does not need
    it is not ended by it. A wrong number or a trace is a failure.
    """
    reference = folder / "reference"
    right = scores(run(*work.adapt(reference, name, work.poses)).out)
    other = folder / "other"
    run(*work.train(other, "--seed", "1"))
    other_name = next(iter(records(other)))
    run(*work.adapt(other, other_name, work.poses))
    for run_name, record in records(reference).items():
        twin = next(f for n, f in records(other).items() if (n == other_name) == (run_name == name))
        for file in sorted(f for f in record.iterdir() if f.is_file() and not f.name.startswith(".")):
            for how, change in DAMAGES.items():
                runs = folder / "damaged"
                shutil.rmtree(runs, ignore_errors=True)
                shutil.copytree(reference, runs)
                victim = runs / run_name / file.name
                content = (twin / file.name).read_bytes() if change is None else change(file.read_bytes(), draw)
                if content is None:
                    victim.unlink()
                else:
                    victim.write_bytes(content)
                label = f"{'model' if run_name == name else 'adaptation'}'s {file.name} {how}"
                report.add("damage", label + ", needed", needed(run(*work.adapt(runs, name, work.poses)), right, victim))
                if how in ("emptied", "noise", "one bit flipped"):
                    plan = run("table", "3", "--preset", "smoke", "--dry-run", "--runs", runs)
                    report.add("damage", label + ", not needed", "" if plan.code == 0 and not plan.has_trace else f"exit {plan.code}: {plan.err[-300:]}")


def needed(answer, right, victim):
    if answer.has_trace:
        return "a stack trace: " + answer.err[-300:]
    if answer.code == 0:
        return "" if scores(answer.out) == right else f"other scores: {scores(answer.out)}, expected {right}"
    if answer.code != 2:
        return f"exit {answer.code}: {answer.err[-300:]}"
    if len(answer.lines) != 1:
        return f"{len(answer.lines)} lines instead of one: {answer.lines[:3]}"
    return "" if victim.parent.name in answer.lines[0] else f"does not name the record: {answer.lines[0]}"


def content(work, folder, report, name):
    """Each kind of input changed under the same name: the answer must be that of a fresh computation."""
    runs = folder / "content"
    shutil.copytree(folder / "reference" / name, runs / name)
    lines = work.poses.read_text().splitlines()
    changed = folder / "changed.csv"

    def cell(row, column, value):
        cells = lines[row].split(",")
        cells[column] = value
        return lines[:row] + [",".join(cells)] + lines[row + 1 :]

    def as_fresh(target, *option):
        """Whether the folder with earlier records answers as one with the model alone."""
        fresh = folder / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(folder / "reference" / name, fresh / name)
        return same(*(run(*work.adapt(place, name, target, *option)) for place in (runs, fresh)))

    header = lines[0].split(",")
    kinds = {
        "as it is": lines,
        "one 2D number": cell(5, header.index("j3_u"), "777.0"),
        "one true number": cell(5, header.index("j3_x"), "777.0"),
        "rows reversed": [lines[0]] + lines[:0:-1],
        "last row gone": lines[:-1],
        "one row moved": [lines[0]] + lines[2:] + [lines[1]],
        "other clips": [lines[0]] + [("c" + str(i // 10)) + line[line.index(",") :] for i, line in enumerate(lines[1:])],
        "as it was": lines,
    }
    for kind, rows in kinds.items():
        changed.write_text("\n".join(rows) + "\n")
        report.add("content", "pose file, " + kind, as_fresh(changed))
    for option in (["--rate", "1e-4"], ["--steps", "2"], ["--seed", "3"], ["--skip", "5"], ["--copies", "8"], ["--mode", "vanilla"], ["--mode", "none"]):
        report.add("content", "settings, " + " ".join(option), as_fresh(work.poses, *option))
    scenario_content(work, folder, report)
    resumed_content(work, folder, report)


def same(answer, expected):
    if answer.code or expected.code:
        return f"exit {answer.code} and {expected.code}: {(answer.err + expected.err)[-300:]}"
    return "" if scores(answer.out) == scores(expected.out) else f"{scores(answer.out)}, expected {scores(expected.out)}"


@contextlib.contextmanager
def edited(clip):
    """One number of a clip's motion changed, for as long as this lasts."""
    before = clip.read_text()
    rows = before.rstrip("\n").split("\n")
    cells = rows[-1].split()
    cells[-1] = str(float(cells[-1]) + 25)
    clip.write_text("\n".join(rows[:-1] + [" ".join(cells)]) + "\n")
    try:
        yield
    finally:
        clip.write_text(before)


def scenario_content(work, folder, report):
    """A clip of the target or of the source changed, with records of before in the folder."""
    runs = folder / "scenario-content"
    table = ["sweep", "adapt.rate=2e-5", "--seeds", "0", *TINY, *work.scenario(), "--json"]
    run(*table, "--runs", runs)
    for kind, folder_of in (("target", work.target), ("source", work.source)):
        with edited(sorted(folder_of.glob("*.bvh"))[0]):
            fresh = folder / f"fresh-{kind}"
            expected, answer = run(*table, "--runs", fresh), run(*table, "--runs", runs)
            problem = ""
            if answer.code == 0 and numbers(answer) != numbers(expected):
                problem = f"stale: {numbers(answer)}, expected {numbers(expected)}"
            elif answer.code not in (0, 2) or answer.has_trace:
                problem = f"exit {answer.code}: {answer.err[-300:]}"
            report.add("content", f"a clip of the {kind} changed", problem)


def numbers(answer):
    return [row.get("values", row.get("mean")) for row in json.loads(answer.out)["rows"]]


def resumed_content(work, folder, report):
    """A training killed, one clip exchanged, started again: the old half must not be used."""
    runs = folder / "resumed"
    arguments = work.train(runs, "--set", "epochs=40")
    killed = False
    for seconds in (6, 9, 12, 16):
        killed = run_and_kill(seconds, *arguments)
        if killed and list(runs.rglob("resume*")):
            break
    if not killed or not list(runs.rglob("resume*")):
        report.add("content", "a clip exchanged before resuming", "no half-finished training was left to resume")
        return
    with edited(sorted(work.source.glob("*.bvh"))[0]):
        fresh = folder / "resumed-fresh"
        answer = run(*arguments)
        expected = run(*work.train(fresh, "--set", "epochs=40"))
        problem = ""
        if answer.code == 0:
            made, right = (json.loads(a.out)["last_epoch"] for a in (answer, expected))
            keys = [key for key in right if "seconds" not in key]
            if any(made[key] != right[key] for key in keys):
                problem = "resumed with the other clips"
        elif answer.code != 2 or answer.has_trace:
            problem = f"exit {answer.code}: {answer.err[-300:]}"
        report.add("content", "a clip exchanged before resuming", problem)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="an empty folder")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0, help="of the random moments and damages")
    parser.add_argument("--parts", default="kills,fetch,processes,damage,content")
    parser.add_argument("--archive", type=Path, help="bandai-1.zip, to kill a fetch")
    options = parser.parse_args()
    if not JAR.exists():
        sys.exit(f"{JAR} is missing: ./mvnw package -DskipTests")
    folder = options.out.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        sys.exit(f"{folder} is not empty")
    if options.archive:
        shutil.copy(options.archive, folder / "bandai-1.zip")
    draw, report, start = random.Random(options.seed), Report(), time.monotonic()
    work = Work(folder)
    parts = options.parts.split(",")
    if "kills" in parts:
        name = kills(work, folder, report, options.kills * 9 // 10, draw)
    else:
        name = json.loads(run(*work.train(folder / "reference")).out)["run"]
        run(*work.adapt(folder / "reference", name, work.poses))
    if "fetch" in parts:
        fetch_kills(folder, report, options.kills // 10, draw)
    if "processes" in parts:
        processes(work, folder, report, name)
    if "damage" in parts:
        damage(work, folder, report, name, draw)
    if "content" in parts:
        content(work, folder, report, name)
    (folder / "campaign.json").write_text(json.dumps(report.attempts, indent=1) + "\n")
    short = 0
    for part, (tried, failed) in report.summary().items():
        print(f"{part}: {tried} attempts, {failed} fell short")
        short += failed
    print(f"{time.monotonic() - start:.0f} s, seed {options.seed}")
    sys.exit(1 if short else 0)


if __name__ == "__main__":
    main()

"""Checks and measures this project on a GPU; writes one JSON file and one page.

    bash lib/src/gpu/check OUT                 on a GPU, in at most eight minutes
    bash lib/src/gpu/check OUT --rehearse      the same steps on the CPU with tiny sizes

Steps: the device; every test that compares the fused arithmetic with autograd or with numbers
computed by PyTorch; joint training of preset `paper` for three epochs; one step of everything at
the paper's sizes, beside PyTorch for Python on the same device; notebook 03. A step that fails or
exceeds its time does not stop the others. Exit code: 0, 1 (a step failed), 2 (something is missing).

The jar is built beforehand (`./mvnw package`). A machine without a JDK runs the same with
  --java 'bash KIT/run-java'  --classes 'lib/target/isopose.jar:JARS/*'
  --tests 'lib/target/test-classes:junit-platform-console-standalone.jar'
where KIT is whatever starts Java with that machine's own libtorch (environment.md, section GPU).
"""

import argparse
import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LIBRARY = ROOT / "lib"
EQUALITY_TESTS = [
    "isopose.adapt.FusedIterationTest",
    "isopose.adapt.ParallelVanillaTest",
    "isopose.adapt.ReferenceStepTest",
    "isopose.train.FusedJointIterationTest",
    "isopose.train.ReferenceStepTest",
    "isopose.loss.ClosedFormLossTest",
    "isopose.model.ScriptsTest",
    "isopose.body.BodyStreamTest",
    "isopose.body.BodyTrainingTest",
]
TIME_LIMIT_S = 480  # for all steps together on a GPU; a rehearsal may take five times as long


class Failure(Exception):
    """A step that failed, in one line."""


def main():
    options = parse()
    options.out.mkdir(parents=True, exist_ok=True)
    steps = [
        ("device", 60, device),
        ("equality tests", 120, equality_tests),
        ("training", 180, training),
        ("bench", 150, bench),
        ("notebook 03", 90, notebook),
    ]
    slower = 5 if options.rehearse else 1
    results, end = [], time.monotonic() + slower * TIME_LIMIT_S
    with (options.out / "check.log").open("w", encoding="utf-8") as log:
        for name, limit, step in steps:
            limit = min(slower * limit, end - time.monotonic())
            results.append(measured(name, step, options, limit, log))
            write(options, results)  # also after each step: an interrupted check leaves what it has
    return 1 if any(result["state"] == "failed" for result in results) else 0


def parse():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--rehearse", action="store_true", help="on the CPU, with tiny sizes")
    parser.add_argument("--java", default="java", metavar="COMMAND")
    parser.add_argument("--classes", metavar="CLASSPATH", default=default_classes())
    parser.add_argument("--tests", metavar="CLASSPATH", help="test classes and JUnit's console")
    parser.add_argument("--peer-python", default=sys.executable, help="a Python with torch")
    options = parser.parse_args()
    options.device = "cpu" if options.rehearse else "gpu"
    if options.rehearse:
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # other programs may use the other cores
    if not shutil.which(shlex.split(options.java)[0]):
        parser.error(f"--java: {options.java} was not found")
    return options


def default_classes():
    return os.pathsep.join([str(LIBRARY / "target/isopose.jar"), str(LIBRARY / "target/dependency/*")])


def measured(name, step, options, limit, log):
    print(f"{name} ...", file=sys.stderr, flush=True)
    start = time.monotonic()
    run = Runner(options, limit, log)
    try:
        if limit < 5:
            raise Failure("no time is left")
        found = step(options, run)
        state = found.pop("state", "passed")
    except Failure as failure:
        found, state = {"reason": str(failure)}, "failed"
    result = {"step": name, "state": state, "seconds": round(time.monotonic() - start, 1), **found}
    print(f"{name}: {state}, {result['seconds']} s {found.get('reason', '')}", file=sys.stderr, flush=True)
    return result


class Runner:
    """Runs the commands of a step within its time and samples the GPU's memory."""

    def __init__(self, options, limit, log):
        self.options, self.log, self.end = options, log, time.monotonic() + limit

    def java(self, *arguments, classes=None, properties=()):
        environment = {**os.environ, "CLASSPATH": classes or self.options.classes}
        command = [*shlex.split(self.options.java), *properties, *map(str, arguments)]
        return self.command(command, environment)

    def isopose(self, *arguments):
        return self.java("isopose.cli.Main", *arguments)

    def command(self, command, environment=None):
        self.log.write(f"$ {shlex.join(command)}\n")
        left = max(1, self.end - time.monotonic())
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, env=environment, cwd=ROOT, timeout=left
            )
        except subprocess.TimeoutExpired as late:
            shown = late.stdout or b""
            self.log.write(shown.decode() if isinstance(shown, bytes) else shown)
            raise Failure(f"did not end within {left:.0f} s: {shlex.join(command)[:120]}") from None
        self.log.write(done.stdout + done.stderr + f"exit code {done.returncode}\n")
        self.log.flush()
        if done.returncode != 0:
            lines = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
            raise Failure(lines[-1][:300] if lines else f"exit code {done.returncode}")
        return done


# ---- the steps ---------------------------------------------------------------------------------


def device(options, run):
    """The engine finds the device and predicts on it."""
    run.isopose("bench", "--steps", "predict", "--rounds", 1, "--device", options.device, *sizes(options))
    return {"gpu": nvidia("name,driver_version,memory.total") or "none"}


def equality_tests(options, run):
    if not options.tests:
        return {"state": "not run", "reason": "--tests was not given"}
    selected = [part for name in EQUALITY_TESTS for part in ("--select-class", name)]
    done = run.java(
        *("org.junit.platform.console.ConsoleLauncher", "execute", "--details=tree", "--disable-banner"),
        *selected,
        classes=options.classes + os.pathsep + options.tests,
        properties=(f"-Disopose.test.device={options.device}",),
    )
    count = {word: int(n) for n, word in re.findall(r"(\d+) tests (\w+)", done.stdout)}
    return {"tests": count.get("found", 0), "successful": count.get("successful", 0)}


def training(options, run):
    """Joint training of preset paper (width 1,024, batch 64) for three epochs."""
    preset = ("smoke", 1) if options.rehearse else ("paper", 3)
    runs = options.out / "runs"
    with Memory() as memory:
        done = run.isopose(
            *("train", "--preset", preset[0], "--set", f"epochs={preset[1]}", "--seed", 0),
            *("--device", options.device, "--runs", runs, "--no-published", "--json"),
        )
    shutil.rmtree(runs, ignore_errors=True)  # a checkpoint is large and is not needed
    record = json.loads(done.stdout)
    speed = re.findall(r"([\d.]+) samples/s", done.stderr)
    return {
        "preset": preset[0],
        "epochs": preset[1],
        "device": record["made"]["device"],
        "samples_per_second": float(speed[-1]) if speed else None,
        "gpu_memory_mib": memory.most,
        "validation_mpjpe": record["last_epoch"]["validation_mpjpe"],
        "train_seconds": record["made"]["seconds"],
    }


def bench(options, run):
    """One step of everything, in turn with PyTorch for Python on the same device."""
    torch_device = "cpu" if options.rehearse else "cuda"
    peer = [options.peer_python, str(LIBRARY / "src/bench/peer_torch.py"), "--device", torch_device]
    has_torch = subprocess.run([options.peer_python, "-c", "import torch"], capture_output=True)
    versus = ["--vs", shlex.join(peer + sizes(options))] if has_torch.returncode == 0 else []
    done = run.isopose(
        *("bench", "--rounds", 1, "--device", options.device, "--json"), *sizes(options), *versus
    )
    return {"peer": "PyTorch for Python" if versus else "none: this Python has no torch",
            "bench": json.loads(done.stdout)}


def notebook(options, run):
    """Notebook 03 with its training cell; Session.best() takes the GPU where there is one."""
    if not shutil.which("javac") or options.java != "java":
        return {"state": "not run", "reason": "a Java kernel needs a JDK; step training is its training cell"}
    run.command([sys.executable, str(ROOT / "notebooks/run"), "--profile", "smoke", "03"])
    return {}


def sizes(options):
    return ["--width", "32"] if options.rehearse else []


# ---- the machine -------------------------------------------------------------------------------


def nvidia(fields):
    if not shutil.which("nvidia-smi"):
        return None
    query = ["nvidia-smi", f"--query-gpu={fields}", "--format=csv,noheader,nounits"]
    lines = subprocess.run(query, capture_output=True, text=True).stdout.splitlines()
    return lines[0] if lines else None


class Memory:
    """The most memory of the GPU in use while the block runs, MiB; None without a GPU."""

    def __enter__(self):
        self.most, self.stopped = None, threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()
        return self

    def watch(self):
        while not self.stopped.wait(0.5):
            used = nvidia("memory.used")
            if used is None:
                return
            self.most = max(self.most or 0, int(used))

    def __exit__(self, *_):
        self.stopped.set()
        self.thread.join()


# ---- the report --------------------------------------------------------------------------------


def write(options, results):
    machine = {"system": platform.platform(), "processors": os.cpu_count(), "device": options.device}
    report = {"rehearsal": options.rehearse, "machine": machine, "steps": results}
    (options.out / "check.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    lines = [
        "# Check on a " + ("CPU, a rehearsal with tiny sizes" if options.rehearse else "GPU"),
        "",
        ", ".join(f"{key}: {value}" for key, value in machine.items()),
        "",
        "| step | state | seconds | result |",
        "|---|---|---|---|",
    ]
    for result in results:
        rest = {k: v for k, v in result.items() if k not in ("step", "state", "seconds")}
        shown = ", ".join(f"{k}: {v}" for k, v in rest.items() if k != "bench")
        lines.append(f"| {result['step']} | {result['state']} | {result['seconds']} | {shown} |")
    for result in results:
        if "bench" in result:
            lines += ["", "```", json.dumps(result["bench"], indent=1), "```"]
    (options.out / "check.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Says where two executions of a notebook differ, times left aside.

    notebooks/compare.py A.ipynb B.ipynb        one notebook, executed twice
    notebooks/compare.py FOLDER FOLDER          every notebook that both folders have

Executed twice on one machine, a notebook differs in nothing but times. Durations in the outputs
("done in 3 min 27 s") are left aside, and so are cells tagged "times": what they show is measured.
Exit codes: 0 (the same), 1 (they differ), 2 (something is missing or is no notebook).
"""

import json
import re
import sys
from pathlib import Path

DURATION = re.compile(r"\b\d[\d.,]* (?:h|min|s|ms)\b(?: \d+ (?:min|s)\b)*")
SHOWN = 100  # characters of a line that differs


class Stop(Exception):
    """Ends the comparison with one clear line."""


def main(arguments):
    if len(arguments) != 2:
        raise Stop("two notebooks or two folders of notebooks are needed; see the top of this file")
    differences = 0
    pairs = paired(*map(Path, arguments))
    for one, other in pairs:
        found = compare(read(one), read(other))
        differences += len(found)
        print(f"{one.name}: {'the same but for times' if not found else ''}".rstrip())
        for line in found:
            print("  " + line)
    return 1 if differences else 0


def paired(one, other):
    if one.is_dir() and other.is_dir():
        names = sorted(path.name for path in one.glob("*.ipynb") if (other / path.name).is_file())
        if not names:
            raise Stop(f"{one} and {other} have no notebook in common")
        return [(one / name, other / name) for name in names]
    for path in (one, other):
        if not path.is_file():
            raise Stop(f"{path} is not there, or is a folder where the other is none")
    return [(one, other)]


def read(path):
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError, TypeError) as error:
        raise Stop(f"{path} is no notebook: {error}") from error
    return cells


def compare(cells, others):
    """A line for each cell that differs, by its number, as a reader counts them."""
    if len(cells) != len(others):
        return [f"{len(cells)} cells and {len(others)} cells"]
    found = []
    for number, (cell, other) in enumerate(zip(cells, others), start=1):
        if cell["source"] != other["source"]:
            found.append(f"cell {number}: another source")
        elif "times" not in cell["metadata"].get("tags", []):
            difference = first_difference(outputs(cell), outputs(other))
            if difference:
                found.append(f"cell {number}: {difference}")
    return found


def outputs(cell):
    """What a cell shows, as (what it is, text) pairs without durations."""
    shown = []
    for output in cell.get("outputs", []):
        if "data" in output:
            for kind, content in sorted(output["data"].items()):
                shown.append((kind, without_times(content)))
        else:
            content = output.get("text", output.get("traceback", ""))
            shown.append((output["output_type"], without_times(content)))
    return shown


def without_times(content):
    text = content if isinstance(content, str) else "".join(map(str, content))
    return DURATION.sub("(time)", text)


def first_difference(some, others):
    if [kind for kind, _ in some] != [kind for kind, _ in others]:
        return f"{len(some)} and {len(others)} outputs, or of other kinds"
    for (kind, text), (_, other) in zip(some, others):
        if text == other:
            continue
        if kind.startswith("image/"):
            return "another picture"
        for line, changed in zip(text.split("\n"), other.split("\n")):
            if line != changed:
                return f"'{line.strip()[:SHOWN]}' and '{changed.strip()[:SHOWN]}'"
        return f"one {kind} goes on where the other ends"
    return None


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        print(f"notebooks/compare.py: {stop}", file=sys.stderr)
        sys.exit(2)

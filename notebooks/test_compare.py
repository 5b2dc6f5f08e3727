"""Tests of notebooks/compare.py that need nothing else: python3 notebooks/test_compare.py"""

import contextlib
import copy
import io
import json
import tempfile
import unittest
from pathlib import Path

import compare


def cell(*outputs, source="x", tags=()):
    return {
        "cell_type": "code",
        "metadata": {"tags": list(tags)} if tags else {},
        "source": source,
        "outputs": list(outputs),
    }


def shown(text, kind="text/plain"):
    return {"output_type": "display_data", "data": {kind: text}, "metadata": {}}


class Comparing(unittest.TestCase):
    def test_durations_do_not_count_and_other_numbers_do(self):
        before = [cell(shown("Joint: done in 9 min 38 s\n"), shown(["PCK 76.5\n", "AUC 41"]))]
        for duration in ("8 s", "1 h 18 min", "45.2 ms", "12 min 0 s"):
            after = [cell(shown(f"Joint: done in {duration}\n"), shown("PCK 76.5\nAUC 41"))]
            self.assertEqual([], compare.compare(before, after), duration)
        other = [cell(shown("Joint: done in 1 s\n"), shown("PCK 76.6\nAUC 41"))]
        self.assertEqual(["cell 1: 'PCK 76.5' and 'PCK 76.6'"], compare.compare(before, other))

    def test_millimetres_and_epochs_are_no_durations(self):
        self.assertEqual("98.7 mm at 2,670 samples", compare.without_times("98.7 mm at 2,670 samples"))

    def test_a_cell_that_measures_time_may_differ_but_not_in_its_source(self):
        before = [cell(shown("0.4465"), tags=["times"])]
        self.assertEqual([], compare.compare(before, [cell(shown("0.4501"), tags=["times"])]))
        self.assertEqual(1, len(compare.compare(before, [cell(shown("0.4465"), source="y")])))

    def test_pictures_outputs_and_cells_are_compared(self):
        picture = [cell(shown("iVBO", "image/png"))]
        self.assertEqual(
            ["cell 1: another picture"], compare.compare(picture, [cell(shown("iVBP", "image/png"))])
        )
        self.assertIn("1 and 0 outputs", compare.compare(picture, [cell()])[0])
        self.assertEqual(["1 cells and 2 cells"], compare.compare(picture, picture * 2))
        longer = [cell(shown("a")), cell(shown("a\nb"))]
        self.assertIn("goes on", compare.compare(longer[:1], [longer[1]])[0])

    def test_streams_and_errors_are_compared_too(self):
        text = [cell({"output_type": "stream", "name": "stdout", "text": ["3 mm\n"]})]
        changed = copy.deepcopy(text)
        changed[0]["outputs"][0]["text"] = ["4 mm\n"]
        self.assertEqual(1, len(compare.compare(text, changed)))


class CommandLine(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def notebook(self, place, text):
        path = self.folder / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"cells": [cell(shown(text))]}), encoding="utf-8")
        return str(path)

    def run_main(self, *arguments):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            return compare.main(list(arguments)), out.getvalue()

    def test_two_folders_are_compared_notebook_by_notebook(self):
        self.notebook("a/01-x.ipynb", "1 s")
        self.notebook("b/01-x.ipynb", "2 s")
        self.notebook("a/02-y.ipynb", "same")
        self.notebook("b/02-y.ipynb", "changed")
        self.notebook("a/03-z.ipynb", "only here")
        code, said = self.run_main(str(self.folder / "a"), str(self.folder / "b"))
        self.assertEqual(1, code)
        self.assertIn("01-x.ipynb: the same but for times", said)
        self.assertIn("cell 1: 'same' and 'changed'", said)
        self.assertNotIn("03-z", said)

    def test_what_is_missing_or_no_notebook_is_said_in_a_line(self):
        good = self.notebook("a/01-x.ipynb", "1")
        bad = self.folder / "bad.ipynb"
        bad.write_text("[]", encoding="utf-8")
        for arguments in ([good], [good, str(bad)], [good, "nowhere.ipynb"], [good, str(self.folder)]):
            with self.assertRaises(compare.Stop):
                self.run_main(*arguments)
        self.assertEqual(0, self.run_main(good, good)[0])


if __name__ == "__main__":
    unittest.main()

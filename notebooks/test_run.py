"""Tests of notebooks/run that need neither Java nor a network: python3 notebooks/test_run.py"""

import ast
import contextlib
import hashlib
import io
import os
import re
import tarfile
import tempfile
import types
import unittest
import unittest.mock
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

SCRIPT = Path(__file__).resolve().parent / "run"


def load():
    loader = SourceFileLoader("run", str(SCRIPT))
    module = module_from_spec(spec_from_loader("run", loader))
    loader.exec_module(module)
    return module


run = load()


class JavaVersion(unittest.TestCase):
    def test_reads_the_feature_release_of_any_vendor(self):
        self.assertEqual(17, run.java_version('openjdk version "17.0.15" 2025-04-15\nOpenJDK'))
        self.assertEqual(25, run.java_version('openjdk version "25" 2025-09-16'))
        self.assertEqual(8, run.java_version('java version "1.8.0_292"'))
        self.assertEqual(23, run.java_version('openjdk version "23-ea" 2024-09-17'))

    def test_something_else_is_no_version(self):
        self.assertIsNone(run.java_version("The operation could not be completed."))


class Choosing(unittest.TestCase):
    notebooks = [Path("notebooks/01-tour.ipynb"), Path("notebooks/02-data.ipynb")]

    def test_no_name_means_all(self):
        self.assertEqual(self.notebooks, run.choose([], self.notebooks))

    def test_a_number_a_name_or_a_path_means_the_same(self):
        for name in ("02", "02-data", "02-data.ipynb", "notebooks/02-data.ipynb", r".\02-data.ipynb"):
            self.assertEqual(self.notebooks[1:], run.choose([name], self.notebooks), name)

    def test_the_order_asked_for_is_kept_and_none_runs_twice(self):
        self.assertEqual(self.notebooks[::-1], run.choose(["02", "01", "02-data"], self.notebooks))

    def test_an_unknown_name_is_answered_with_the_known_ones(self):
        with self.assertRaisesRegex(run.Stop, "no notebook '03'; there are: 01-tour, 02-data"):
            run.choose(["03"], self.notebooks)

    def test_a_notebook_of_ones_own_is_meant_by_its_path_or_by_its_name_in_mine(self):
        with tempfile.TemporaryDirectory() as folder:
            mine, other = Path(folder) / "mine", Path(folder) / "other"
            for own in (mine / "walk.ipynb", mine / "01-tour.ipynb", other / "02-data.ipynb"):
                own.parent.mkdir(exist_ok=True)
                own.touch()
            with unittest.mock.patch.object(run, "MINE", mine):
                for name, meant in (
                    ("walk", mine / "walk.ipynb"),
                    ("walk.ipynb", mine / "walk.ipynb"),
                    (str(mine / "01-tour.ipynb"), mine / "01-tour.ipynb"),
                    (str(other / "02-data.ipynb"), other / "02-data.ipynb"),
                    ("01-tour", self.notebooks[0]),
                ):
                    chosen = run.choose([name], self.notebooks)
                    self.assertEqual([meant.resolve()], [c.resolve() for c in chosen], name)

    def test_no_notebooks_at_all_is_said(self):
        with self.assertRaisesRegex(run.Stop, "NN-title.ipynb"):
            run.choose([], [])


class Freshness(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.jar = Path(folder.name) / "made.jar"
        self.source = Path(folder.name) / "src"
        (self.source / "deep").mkdir(parents=True)
        (self.source / "deep" / "A.java").write_text("class A {}")
        self.jar.write_text("")

    def age(self, path, seconds):
        os.utime(path, (1_000_000 - seconds, 1_000_000 - seconds))

    def age_all(self, seconds):
        for path in (self.source, *self.source.rglob("*")):
            self.age(path, seconds)

    def test_older_sources_need_no_build(self):
        self.age_all(10)
        self.age(self.jar, 0)
        self.assertTrue(run.is_fresh(self.jar, [self.source]))

    def test_a_changed_file_needs_one(self):
        self.age_all(10)
        self.age(self.jar, 5)
        self.age(self.source / "deep" / "A.java", 0)
        self.assertFalse(run.is_fresh(self.jar, [self.source]))

    def test_a_removed_file_needs_one_as_its_folder_changed(self):
        self.age_all(10)
        self.age(self.jar, 5)
        (self.source / "deep" / "A.java").unlink()
        self.assertFalse(run.is_fresh(self.jar, [self.source]))

    def test_no_jar_needs_one(self):
        self.jar.unlink()
        self.assertFalse(run.is_fresh(self.jar, [self.source]))


class Failures(unittest.TestCase):
    def error_of(self, *traceback):
        return {"outputs": [{"output_type": "error", "traceback": list(traceback)}]}

    def raised(self, kind):
        return type(kind, (Exception,), {"ename": "RuntimeException", "evalue": "wrapped"})("text")

    def test_an_exception_is_shown_without_colours_or_stack(self):
        cell = self.error_of("\x1b[31mjava.io.IOException: no file\x1b[0m", "\tat .(#12:1)")
        self.assertEqual(
            "FAILED in cell 3: java.io.IOException: no file",
            run.describe(self.raised("CellExecutionError"), cell, 3, 60),
        )

    def test_a_compiler_message_is_shown_without_the_source_line(self):
        cell = self.error_of('\x1b[1m|   \x1b[0mint x = "a";', "\x1b[31mincompatible types\x1b[0m")
        self.assertEqual(
            "FAILED in cell 1: incompatible types",
            run.describe(self.raised("CellExecutionError"), cell, 1, 60),
        )

    def test_without_an_error_output_the_clients_words_are_shown(self):
        self.assertEqual(
            "FAILED in cell 1: RuntimeException: wrapped",
            run.describe(self.raised("CellExecutionError"), {}, 1, 60),
        )

    def test_a_time_limit_and_a_dead_kernel_say_what_to_change(self):
        self.assertIn("--timeout", run.describe(self.raised("CellTimeoutError"), {}, 1, 60))
        self.assertIn("JJAVA_JVM_OPTS", run.describe(self.raised("DeadKernelError"), {}, 1, 60))


class Normalising(unittest.TestCase):
    def test_what_differs_between_machines_and_runs_goes_and_the_rest_stays(self):
        cell = types.SimpleNamespace(metadata={"execution": {"busy": "12:00"}, "tags": ["exercise"]})
        cell.get = lambda key, default: default
        notebook = types.SimpleNamespace(
            metadata={"language_info": {"version": "17.0.15+6"}, "widgets": {}}, cells=[cell]
        )
        run.normalise(notebook)
        self.assertEqual({"tags": ["exercise"]}, cell.metadata)
        self.assertNotIn("version", notebook.metadata["language_info"])
        self.assertEqual("java", notebook.metadata["kernelspec"]["name"])


class Copies(unittest.TestCase):
    def test_paths_and_links_of_a_copy_begin_one_folder_further_down(self):
        self.assertEqual(
            "%classpath ../../lib/a.jar ../../lib/b/*.jar",
            run.moved_down("%classpath ../lib/a.jar ../lib/b/*.jar", False),
        )
        self.assertEqual("[a](../results/README.md)", run.moved_down("[a](results/README.md)", True))
        self.assertEqual("[a](../../data/README.md)", run.moved_down("[a](../data/README.md)", True))
        self.assertEqual('<img src="../figures/a.svg">', run.moved_down('<img src="figures/a.svg">', True))
        for kept in ("[a](02-data.ipynb#b)", "[a](https://b.c)", "[a](#b)", "[a](scratch.ipynb)"):
            self.assertEqual(kept, run.moved_down(kept, True), kept)

    def test_a_widget_is_saved_as_its_picture(self):
        output = {"data": {run.WIDGET: {"model_id": "1"}, "text/html": "<p>x</p>"}}
        cell = types.SimpleNamespace(metadata={}, outputs=[output], cell_type="code")
        cell.get = lambda key, default=None: getattr(cell, key, default)
        run.normalise(types.SimpleNamespace(metadata={}, cells=[cell]))
        self.assertEqual({"text/html": "<p>x</p>"}, output["data"])


class Arguments(unittest.TestCase):
    def test_committed_notebooks_are_never_replaced_by_smoke_results(self):
        with self.assertRaises(SystemExit), open(os.devnull, "w") as nowhere:
            with contextlib.redirect_stderr(nowhere):
                run.parse(["--in-place", "--profile", "smoke"])

    def test_only_the_command_without_names_is_for_the_tour_alone(self):
        self.assertTrue(run.is_first(run.parse(["--profile", "smoke"])))
        for arguments in (["02"], ["--all"], ["--lab"], ["--html"]):
            self.assertFalse(run.is_first(run.parse(arguments)), arguments)

    def test_the_template_comes_last_and_is_never_written_in_place(self):
        notebooks = run.available(SCRIPT.parent)
        self.assertEqual("01-tour", notebooks[0].stem)
        self.assertTrue(run.is_template(notebooks[-1]))
        self.assertFalse(run.is_template(run.MINE / "scratch.ipynb"))


class Detector(unittest.TestCase):
    """Of a registry in a folder, with two packages of two files."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.target = Path(folder.name) / "live"
        self.archives = []
        packages = [self.package(Path(folder.name), name) for name in ("@a/one", "@a/two")]
        self.set(vars(run), "DETECTOR", tuple(packages))
        self.set(os.environ, "npm_config_registry", Path(folder.name).as_uri() + "/")

    def package(self, registry, name):
        archive = registry / name / "-" / f"{name[3:]}-1.0.tgz"
        archive.parent.mkdir(parents=True)
        with tarfile.open(archive, "w:gz") as content:
            for file in (f"package/{name[3:]}.js", "package/other.js"):
                entry = tarfile.TarInfo(file)
                entry.size = 3
                content.addfile(entry, io.BytesIO(b"abc"))
        self.archives.append(archive)
        known = archive.read_bytes()
        files = {f"package/{name[3:]}.js": f"here-{name[3:]}.js"}
        return run.Package(name, "1.0", len(known), hashlib.sha512(known).hexdigest(), files)

    def set(self, names, name, value):
        patched = unittest.mock.patch.dict(names, {name: value})
        patched.start()
        self.addCleanup(patched.stop)

    def fetch(self):
        with contextlib.redirect_stdout(io.StringIO()) as said:
            run.fetch_detector(self.target)
        return said.getvalue()

    def test_if_one_archive_is_unknown_nothing_is_unpacked(self):
        self.archives[1].write_bytes(self.archives[1].read_bytes() + b"x")
        with self.assertRaisesRegex(run.Stop, "two-1.0.tgz is not the known archive"):
            self.fetch()
        self.assertFalse(self.target.exists())

    def test_the_named_files_are_unpacked_once_and_those_of_another_version_removed(self):
        self.target.mkdir()
        (self.target / "pose.js").write_text("of another version", encoding="utf-8")
        self.assertIn("fetching", self.fetch())
        found = sorted(path.name for path in self.target.iterdir())
        self.assertEqual(["here-one.js", "here-two.js", "installed-detector.txt"], found)
        for archive in self.archives:
            archive.unlink()
        self.assertEqual("", self.fetch())

    def test_a_registry_that_does_not_answer_is_named(self):
        self.archives[0].unlink()
        with self.assertRaisesRegex(run.Stop, "cannot be read.*run again"):
            self.fetch()


class Images(unittest.TestCase):
    """.binder and .devcontainer install and set what this command needs."""

    root = SCRIPT.parent.parent

    def test_both_install_the_same_packages(self):
        binder = (self.root / ".binder" / "apt.txt").read_text(encoding="utf-8").split()
        container = (self.root / ".devcontainer" / "Dockerfile").read_text(encoding="utf-8")
        installed = re.search(r"--no-install-recommends \\\n(.*?) \\\n", container).group(1).split()
        # the image of Binder comes with git and Python
        self.assertEqual(binder, [p for p in installed if p not in ("git", "python3-venv")])

    def test_the_kernel_has_the_same_options_in_less_memory(self):
        start = (self.root / ".binder" / "start").read_text(encoding="utf-8")
        self.assertIn(f'"{run.JVM_OPTIONS.replace("-Xmx3g", "-Xmx1g")}"', start)
        self.assertIn("OMP_WAIT_POLICY=PASSIVE", start)


class Script(unittest.TestCase):
    def test_is_python_3_9(self):
        ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 9))

    def test_every_profile_has_a_time_limit_and_quick_is_the_default(self):
        self.assertEqual("quick", run.parse([]).profile)
        self.assertEqual({"smoke", "quick", "full"}, set(run.TIME_LIMIT_S))

    def test_a_wrong_java_home_is_named(self):
        before = dict(os.environ)
        self.addCleanup(lambda: (os.environ.clear(), os.environ.update(before)))
        os.environ["JAVA_HOME"] = "/nowhere/jdk"
        with self.assertRaisesRegex(run.Stop, "JAVA_HOME is /nowhere/jdk"):
            run.prepare_machine("quick")


if __name__ == "__main__":
    unittest.main()

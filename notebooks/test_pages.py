"""Tests of the site, with the packages of .venv: .venv/bin/python notebooks/test_pages.py"""

import base64
import copy
import io
import json
import re
import tempfile
import unittest
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

import pages

# one red pixel
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)


LOCAL = ("data:", "pictures/", "pages.js", "vega.js")


def requests(page):
    """What a browser would fetch from elsewhere; links that a reader follows are not meant."""
    loads = re.findall(r"<(?:script|img|iframe|source|video)[^>]*?\ssrc=\"([^\"]*)", page)
    loads += re.findall(r"<link[^>]*?\shref=\"([^\"]*)", page)
    loads += re.findall(r"url\(([^)]*)\)|@import\s+\"([^\"]*)", page)
    return [str(load) for load in loads if not str(load).startswith(LOCAL)]


class Site(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, *cells, name="01-first"):
        path = self.folder / f"{name}.ipynb"
        nbformat.write(new_notebook(cells=list(cells)), path)
        pages.write([path], self.folder / "html")
        index = (self.folder / "html" / "index.html").read_text(encoding="utf-8")
        return (self.folder / "html" / f"{name}.html").read_text(encoding="utf-8"), index

    def picture(self, *tags):
        cell = new_code_cell("draw()", metadata={"tags": list(tags)})
        cell.outputs = [new_output("display_data", {"image/png": PNG, "text/plain": "a picture"})]
        return cell

    def chart(self, **title):
        cell = new_code_cell("chart")
        specification = {"title": {"text": "</script><b>", **title}, "layer": []}
        bundle = {"image/png": PNG, "text/plain": 'chart "a"', pages.VEGA_LITE: specification}
        cell.outputs = [new_output("display_data", bundle, metadata={"image/png": {"width": 800}})]
        return cell

    def test_formulas_are_drawn_without_a_script(self):
        page, _ = self.write(new_markdown_cell(r"$\lambda$ and" + "\n\n" + r"$$\|\mathbf x_*\|_2^2$$"))
        self.assertEqual(2, page.count("<math"))
        self.assertIn('display="block"', page)
        self.assertNotIn("$", page.split("<body>")[1])

    def test_letters_of_other_alphabets_are_characters(self):
        shown = pages.formula(r"\mathbf x \mathcal L \mathcal P \mathbb E", "inline")
        for character in "\U0001d431\u2112\U0001d4ab\U0001d53c":
            self.assertIn(character, shown)

    def test_a_formula_that_cannot_be_converted_is_shown_as_it_is_written(self):
        page, _ = self.write(new_markdown_cell(r"$\left( x$"))
        self.assertTrue("<math" in page or r"\left( x" in page)

    def test_nothing_is_fetched_from_anywhere(self):
        page, index = self.write(new_markdown_cell("# T\n\n$x$"), self.picture())
        self.assertEqual([], requests(page))
        self.assertEqual([], requests(index))

    def test_a_picture_has_its_words(self):
        page, _ = self.write(self.picture())
        self.assertIn('alt="a picture"', page)

    def test_a_chart_is_its_picture_and_its_specification(self):
        page, _ = self.write(self.chart())
        picture = BeautifulSoup(page, "html.parser").find("figure").find("img")
        self.assertEqual(('chart "a"', "800"), (picture["alt"], picture["width"]))
        self.assertTrue(picture["src"].startswith("data:image/png;base64,"))
        script = re.search(r'<script type="application/json">(.*?)</script>', page)[1]
        self.assertEqual("</script><b>", json.loads(script)["title"]["text"])
        self.assertEqual(1, page.count(PNG.strip()), "the picture is in the page once")
        self.assertIn('src="vega.js"', page)
        self.assertEqual([], requests(page))

    def test_the_notebook_stays_as_it_is(self):
        notebook = new_notebook(cells=[self.chart()])
        before = copy.deepcopy(notebook)
        pages.with_charts(notebook)
        self.assertEqual(before, notebook)

    def test_the_scripts_lie_beside_the_pages_and_fetch_nothing(self):
        page, index = self.write(self.chart(), self.picture())
        folder = self.folder / "html"
        for script in re.findall(r'<script[^>]* src="([^"]*)"', page + index):
            self.assertTrue((folder / script).is_file(), script)
        self.assertNotIn('src="vega.js"', index)
        self.assertIn("window.vegaEmbed", (folder / "vega.js").read_text(encoding="utf-8"))
        own = (folder / "pages.js").read_text(encoding="utf-8")
        self.assertIsNone(re.search(r"https?:|fetch\(|XMLHttpRequest|import\(", own))

    def test_both_themes_have_colours_for_code(self):
        page, _ = self.write(new_code_cell("int i = 1;"))
        for selector in ("\n.highlight .kt {", "\n:root[data-theme=dark] .highlight .kt {"):
            self.assertIn(selector, page)
        self.assertIn("color-scheme: light dark", page)
        self.assertIn('class="theme"', page)

    def test_the_index_has_the_notebooks_own_words_and_a_picture(self):
        words = "# A <b> title\n\n**What you will learn**: a $\\theta$.\n\n**Cost**: a minute."
        _, index = self.write(new_markdown_cell(words), self.picture())
        self.assertIn("A &lt;b&gt; title", index)
        self.assertIn("What you will learn", index)
        self.assertIn("<math", index)
        self.assertIn("a minute", index)
        self.assertIn('src="pictures/01-first.png"', index)
        self.assertTrue((self.folder / "html" / "pictures" / "01-first.png").stat().st_size > 0)

    def test_the_tagged_picture_is_taken_and_one_inside_of_html_too(self):
        view = new_code_cell("view", metadata={"tags": ["thumbnail"]})
        html = f'<img alt="" src="data:image/png;base64,{PNG}"><script>1</script>'
        view.outputs = [new_output("display_data", {"text/html": html})]
        notebook = new_notebook(cells=[view, new_code_cell("x")])
        self.assertIsNotNone(pages.thumbnail(notebook))
        self.assertIsNone(pages.thumbnail(new_notebook(cells=[new_code_cell("x")])))

    def test_a_page_leads_to_its_neighbours_and_lists_its_sections(self):
        paths = []
        for name in ("01-first", "02-second", "03-third"):
            path = self.folder / f"{name}.ipynb"
            text = "# T\n\n## One\n\n## Two of $x$\n\n## Three\n\n[terms](glossary.md#top)"
            nbformat.write(new_notebook(cells=[new_markdown_cell(text)]), path)
            paths.append(path)
        pages.write(paths, self.folder / "html")
        page = (self.folder / "html" / "02-second.html").read_text(encoding="utf-8")
        for link in ("01-first.html", "index.html", "03-third.html"):
            self.assertEqual(2, page.count(f'href="{link}"'), link)
        self.assertIn('<li><a href="#One">One</a></li>', page)
        self.assertIn('href="glossary.html#top"', page)
        self.assertIn('id="fold"', page)

    def test_the_texts_are_pages_whose_headings_hide_nothing(self):
        _, index = self.write(new_markdown_cell("# T"))
        for name in pages.TEXTS:
            page = (self.folder / "html" / name.replace(".md", ".html")).read_text(encoding="utf-8")
            self.assertIn(name.replace(".md", ".html"), index)
            self.assertNotIn("anchor-link", page.split("<body>")[1])
            self.assertEqual([], requests(page))

    def test_a_drawing_is_inside_of_the_page(self):
        page, _ = self.write(new_markdown_cell("# T\n\n![heads](figures/two-heads.svg)"))
        self.assertIn('src="data:image/svg+xml;base64,', page)
        self.assertEqual([], requests(page))

    def test_a_notebook_that_was_not_executed_says_so(self):
        _, index = self.write(new_markdown_cell("# T"), new_code_cell("1"))
        self.assertIn("not executed yet", index)

    def test_links_fit_the_sites_folder(self):
        self.assertEqual("02-data.html#a", pages.relocated("02-data.ipynb#a"))
        self.assertEqual("../../README.md", pages.relocated("../README.md"))
        self.assertEqual("../solutions/03.md", pages.relocated("solutions/03.md"))
        for kept in ("https://arxiv.org/abs/2007.02054", "#part", "mailto:x@y.z", "/root"):
            self.assertEqual(kept, pages.relocated(kept))


class SavedPictures(unittest.TestCase):
    """notebooks/run stores the pictures of an executed notebook in smaller files."""

    def test_the_pixels_stay_and_the_file_is_never_larger(self):
        loader = SourceFileLoader("run", str(Path(__file__).with_name("run")))
        run = module_from_spec(spec_from_loader("run", loader))
        loader.exec_module(run)
        picture = Image.new("RGB", (200, 100), "white")
        for x in range(200):
            picture.putpixel((x, x * x % 100), (x, 0, 255 - x))
        drawn = io.BytesIO()
        picture.save(drawn, "PNG", compress_level=1)
        before = base64.b64encode(drawn.getvalue()).decode()
        notebook = new_notebook(cells=[new_code_cell("1", outputs=[new_output("display_data", {"image/png": before})])])
        run.normalise(notebook)
        after = notebook.cells[0].outputs[0].data["image/png"]
        self.assertLess(len(after), len(before))
        self.assertEqual(
            picture.tobytes(),
            Image.open(io.BytesIO(base64.b64decode(after))).convert("RGB").tobytes(),
        )
        self.assertEqual(after, run.compressed(after))
        self.assertLessEqual(len(run.compressed(PNG)), len(PNG))


if __name__ == "__main__":
    unittest.main()

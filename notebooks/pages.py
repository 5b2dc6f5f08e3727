"""The notebooks as a small site that needs no network: ``notebooks/run --html`` calls ``write``.

A page a notebook, with its formulas as MathML, which browsers draw themselves; the reviewer's page
and the glossary; an index with what each notebook shows, what it costs, and a picture of it. Light
and dark theme. No page asks any other machine for anything: the scripts, ``pages.js`` and
``vega.js``, which draw the charts, lie beside the pages. Without them a page shows pictures.
"""

import base64
import copy
import functools
import html
import io
import json
import re
import shutil
import unicodedata
from pathlib import Path

import nbformat
import vl_convert
from jinja2 import pass_context
from latex2mathml.converter import convert as mathml
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from PIL import Image
from pygments.formatters import HtmlFormatter

NOTEBOOKS = Path(__file__).resolve().parent
TEXTS = ("review.md", "glossary.md")  # pages beside the notebooks, from the notebooks' folder
THUMBNAIL = (480, 320)  # pixels; shown at half of it

VEGA_LITE = "application/vnd.vegalite.v5+json"
VEGA_LITE_VERSION = "5.20"  # of those in vl_convert, the last that reads this type
PNG = "image/png"

STYLE = """
:root { color-scheme: light dark; --ink: light-dark(#222, #DDD); --paper: light-dark(#FFF, #1B1B1B);
  --faint: light-dark(#5F5F5F, #A6A6A6); --line: light-dark(#E4E4E4, #3E3E3E);
  --code: light-dark(#F6F6F4, #262626); --link: light-dark(#0072B2, #6CB8EA); }
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
body { margin: 0 auto; max-width: 54rem; padding: 1rem; font: 16px/1.55 system-ui, sans-serif;
  color: var(--ink); background: var(--paper); overflow-wrap: break-word; }
h1, h2 { line-height: 1.25; } h2 { margin-top: 2rem; } .card h2 { margin: 0; font-size: 1.25rem; }
nav { font-size: 0.9rem; display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; margin: 0.5rem 0;
  align-items: center; }
a { color: var(--link); } .fold { margin-left: auto; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.theme { font: inherit; color: var(--ink); background: var(--code); border: 1px solid var(--line);
  border-radius: 4px; padding: 0 0.5rem; cursor: pointer; }
body:has(#fold:checked) .input_area { display: none; }
.contents { font-size: 0.9rem; margin: 0.5rem 0 1rem; } .contents ul { margin: 0.3rem 0; }
.anchor-link { display: none; }
.prompt { display: none; }
pre { overflow-x: auto; font-size: 0.82rem; line-height: 1.4; margin: 0; }
.input_area pre, .output_text pre { padding: 0.6rem 0.8rem; border-radius: 6px; }
.input_area { background: var(--code); border-radius: 6px; margin: 0.8rem 0 0.4rem; }
.input_area .highlight { background: none !important; } /* whatever the colours of code bring */
.output_text pre { white-space: pre-wrap; background: none; border-left: 3px solid var(--line); }
.output_error pre { border-left: 3px solid #D55E00; padding-left: 0.8rem; }
img { max-width: 100%; height: auto; background: #FFF; border-radius: 4px; }
table { border-collapse: collapse; display: block; overflow-x: auto; font-size: 0.9rem; }
th, td { padding: 0.25rem 0.7rem; border-bottom: 1px solid var(--line); }
caption { color: var(--faint); padding-bottom: 0.3rem; }
math { font-size: 1.08em; } math[display="block"] { overflow-x: auto; padding: 0.4rem 0; }
code { font-size: 0.88em; }
.isopose-scene { color-scheme: light; }
.chart { margin: 0.5rem 0; } .chart .view { width: 100%; }
.chart figcaption { color: var(--faint); font-size: 0.8rem; opacity: 0; }
.chart:hover figcaption, .chart:focus-within figcaption { opacity: 1; }
.card { display: flex; flex-wrap: wrap; gap: 1rem; border-top: 1px solid var(--line);
  padding: 1rem 0; }
.card img { flex: 0 0 auto; width: 240px; height: 160px; object-fit: contain; }
.card div { flex: 1 1 18rem; } .card p { margin: 0.4rem 0; }
@media (max-width: 700px) { /* a picture's letters stay readable: it is moved sideways, not shrunk */
  .output_png, .chart, p:has(> img[src^="data:image/svg"]) { overflow-x: auto; }
  .output_png img, .chart img, img[src^="data:image/svg"] { max-width: none; width: 680px; } }
"""

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
<script src="pages.js"></script>{scripts}
</head>
<body>
{body}
</body>
</html>
"""


class Renderer(IPythonRenderer):
    """Markdown to HTML, with formulas as MathML and links that fit the site's folder."""

    def inline_math(self, body):
        return formula(body, "inline")

    def block_math(self, body):
        return formula(body, "block")

    def link(self, text, url, title=None):
        return super().link(text, relocated(url), title)

    def image(self, text, url, title=None):
        drawing = NOTEBOOKS / url
        if url.endswith(".svg") and drawing.is_file():  # inside of the page, which can then be moved
            data = base64.b64encode(drawing.read_bytes()).decode()
            return super().image(text, f"data:image/svg+xml;base64,{data}", title)
        return super().image(text, relocated(url), title)


def formula(latex, display):
    try:
        return LETTER.sub(letter, mathml(latex.strip(), display=display))
    except Exception:  # whatever the converter makes of it, the page shall say what was meant
        return f"<code>{html.escape(latex)}</code>"


LETTER = re.compile(r'<mi mathvariant="(bold|script|double-struck)">([A-Za-z])</mi>')


def letter(found):
    """Browsers know bold, script and double-struck letters by their characters only."""
    case = "CAPITAL" if found[2].isupper() else "SMALL"
    name = f"{found[1].upper()} {case} {found[2].upper()}"
    for prefix in ("MATHEMATICAL ", ""):  # those that existed before the mathematical block
        try:
            return f"<mi>{unicodedata.lookup(prefix + name)}</mi>"
        except KeyError:
            pass
    return found[0]


def relocated(url):
    """A notebook's link as its page has it: to pages beside it, and to files one folder up."""
    if re.match(r"[a-z]+:|//|#|/", url):
        return url
    notebook = re.fullmatch(r"([^/]+)\.ipynb(#.*)?", url)
    if url.partition("#")[0] in TEXTS:
        return url.replace(".md", ".html", 1)
    return f"{notebook[1]}.html{notebook[2] or ''}" if notebook else "../" + url


def markdown(source):
    return MarkdownWithMath(renderer=Renderer(escape=False, anchor_link_text="")).render(source)


class Exporter(HTMLExporter):
    """A notebook's cells as HTML, without a page around them."""

    @pass_context
    def markdown2html(self, context, source):
        return markdown(source)


def write(notebooks, folder, index=True):
    """Writes the site of these notebooks, as they are now, into the folder; returns the index.

    Without the index, only the notebooks' pages are written, and the first of them is returned.
    """
    folder = Path(folder)
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    write_scripts(folder)
    exporter = Exporter(template_name="basic")
    style = code_style() + STYLE
    notebooks = [Path(path) for path in notebooks]
    cards = []
    for i, path in enumerate(notebooks):
        notebook = nbformat.read(path, as_version=4)
        body, _ = exporter.from_notebook_node(with_charts(notebook))
        title = heading(notebook) or path.stem
        links = navigation(notebooks, i)
        body = f"<nav>{links}{FOLD}{THEME}</nav>{contents(body)}{body}<nav>{links}</nav>"
        save(folder / f"{path.stem}.html", title, body, style)
        cards.append(card(path.stem, title, notebook, folder))
    if not index:
        return folder / f"{notebooks[0].stem}.html"
    texts = [NOTEBOOKS / name for name in TEXTS if (NOTEBOOKS / name).is_file()]
    for path in texts:
        # the empty links after headings are not closed, which hides what follows
        body = ANCHOR.sub("", markdown(path.read_text(encoding="utf-8")))
        title = re.search(r"<h1[^>]*>(.*?)</h1>", body)[1]
        save(folder / f"{path.stem}.html", title, f"<nav>{INDEX}{THEME}</nav>{body}<nav>{INDEX}</nav>")
    links = "".join(f'<a href="{path.stem}.html">{path.stem}</a>' for path in texts)
    body = f"<h1>isopose: the notebooks</h1>\n<nav>{links}{THEME}</nav>\n" + "\n".join(cards)
    return save(folder / "index.html", "isopose", body)


ANCHOR = re.compile(r'<a class="anchor-link"[^>]*/>')
INDEX = '<a href="index.html">all notebooks</a>'
THEME = '<button type="button" class="theme" hidden>dark theme</button>'
FOLD = '<label class="fold"><input type="checkbox" id="fold"> hide the code</label>'


def save(path, title, body, style=STYLE):
    scripts = '\n<script defer src="vega.js"></script>' if 'class="chart"' in body else ""
    title = html.escape(html.unescape(title))
    page = PAGE.format(title=title, style=style, scripts=scripts, body=body)
    path.write_text(page, encoding="utf-8")
    return path


def write_scripts(folder):
    """The scripts beside the pages; the one that draws charts comes out of a package."""
    shutil.copyfile(NOTEBOOKS / "pages.js", folder / "pages.js")
    vega = folder / "vega.js"
    stamp = f"// vl-convert {vl_convert.__version__}, Vega-Lite {VEGA_LITE_VERSION}\n"
    if vega.is_file() and vega.open(encoding="utf-8").readline() == stamp:
        return
    vega.write_text(f"{stamp}(() => {{{vega_scripts()}}})();\n", encoding="utf-8")


@functools.lru_cache
def vega_scripts():
    """Vega, Vega-Lite and Vega-Embed as one script: some seconds."""
    return vl_convert.javascript_bundle(
        "window.vegaEmbed = vegaEmbed;", vl_version=VEGA_LITE_VERSION
    )


def code_style():
    """The colours of code in both themes."""

    def colours(name, scope):
        return HtmlFormatter(style=name).get_style_defs(f"{scope}.highlight")

    dark = colours("github-dark", ":root:not([data-theme=light]) ")
    return (
        colours("xcode", "")
        + "\n@media (prefers-color-scheme: dark) {\n" + dark + "\n}\n"
        + colours("github-dark", ":root[data-theme=dark] ")
    )


def with_charts(notebook):
    """A copy in which pictures have their words, and charts that can be moved their specification."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if PNG not in data:
                continue
            words = data.get("text/plain", "")
            picture = output.metadata.setdefault(PNG, {})
            picture["alt"] = words
            if VEGA_LITE in data:
                width = picture.get("width", THUMBNAIL[0])
                data["text/html"] = chart(data[VEGA_LITE], data[PNG], words, width)
    return notebook


def chart(specification, png, words, width):
    """A picture and the specification that replaces it where the scripts run."""
    script = json.dumps(specification, ensure_ascii=False).replace("</", "<\\/")
    return (
        f'<figure class="chart"><img alt="{html.escape(words)}" width="{width}"'
        f' src="data:image/png;base64,{png.strip()}"><div class="view"></div>'
        "<figcaption hidden>drag to move, Shift and wheel to zoom, double click to reset; the menu"
        f' saves SVG, PNG and CSV</figcaption><script type="application/json">{script}</script>'
        "</figure>"
    )


def navigation(notebooks, i):
    """Links to the previous notebook, to the index, and to the next notebook."""

    def link(path, before, after):
        return f'<a href="{path.stem}.html">{before}{html.escape(path.stem)}{after}</a>'

    previous = link(notebooks[i - 1], "&larr; ", "") if i > 0 else ""
    following = link(notebooks[i + 1], "", " &rarr;") if i + 1 < len(notebooks) else ""
    return previous + INDEX + following


def contents(body):
    """The sections of a page as a folded list; nothing for a page with fewer than three."""
    sections = re.findall(r'<h2 id="([^"]*)"[^>]*>(.*?)</h2>', body, re.DOTALL)
    if len(sections) < 3:
        return ""
    items = "".join(
        f'<li><a href="#{anchor}">{re.sub(r"<a .*?</a>", "", title, flags=re.DOTALL).strip()}</a></li>'
        for anchor, title in sections
    )
    return f'<details class="contents"><summary>Contents</summary><ul>{items}</ul></details>'


# ---- the index ---------------------------------------------------------------------------------


def card(name, title, notebook, folder):
    """The index entry of a notebook: two paragraphs of its first cell and a thumbnail."""
    lines = []
    for opening in ("What you will learn", "Cost"):
        found = paragraph(notebook, opening)
        if found:
            lines.append(markdown(found))
    if not any(cell.get("outputs") for cell in notebook.cells):
        lines.append("<p>(not executed yet)</p>")
    picture = thumbnail(notebook)
    shown = ""
    if picture:
        (folder / "pictures" / f"{name}.png").write_bytes(picture)
        shown = (
            f'<a href="{name}.html" tabindex="-1" aria-hidden="true">'
            f'<img loading="lazy" alt="" src="pictures/{name}.png"></a>'
        )
    words = f'<h2><a href="{name}.html">{name[:2]} {html.escape(title)}</a></h2>'
    return f'<section class="card">{shown}<div>{words}{"".join(lines)}</div></section>'


def heading(notebook):
    for cell in notebook.cells:
        found = re.search(r"^# +(.+)$", cell.source, re.MULTILINE)
        if cell.cell_type == "markdown" and found:
            return found[1].strip()
    return None


def paragraph(notebook, opening):
    """The first paragraph that begins with these words in bold."""
    for cell in notebook.cells:
        found = re.search(rf"^\*\*{opening}\*\*.*?(?=\n\n|\Z)", cell.source, re.MULTILINE | re.DOTALL)
        if cell.cell_type == "markdown" and found:
            return found[0]
    return None


def thumbnail(notebook):
    """A small PNG: from the cell tagged "thumbnail", else from the last one with a picture."""
    chosen = None
    for cell in notebook.cells:
        pictures = [p for output in cell.get("outputs", []) for p in pictures_of(output)]
        if pictures and "thumbnail" in cell.metadata.get("tags", []):
            return small(pictures[0])
        chosen = pictures[-1] if pictures else chosen
    return small(chosen) if chosen else None


def pictures_of(output):
    """An output's PNGs in Base64; those of views that are turned lie inside their HTML."""
    data = output.get("data", {})
    if PNG in data:
        return [data[PNG]]
    return re.findall(r'src="data:image/png;base64,([^"]+)"', data.get("text/html", ""))


def small(picture):
    image = Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB")
    image.thumbnail(THUMBNAIL)
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()

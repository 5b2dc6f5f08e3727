"""The notebooks as a small site that needs no network: ``notebooks/run --html`` calls ``write``.

A page a notebook, with its formulas as MathML, which browsers draw themselves; the reviewer's page
and the glossary; an index with what each notebook shows, what it costs, and a picture of it. No page
asks any other machine for anything, and none has a script: a check box and CSS fold the code.
"""

import base64
import html
import io
import re
import unicodedata
from pathlib import Path

import nbformat
from jinja2 import pass_context
from latex2mathml.converter import convert as mathml
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from PIL import Image
from pygments.formatters import HtmlFormatter

NOTEBOOKS = Path(__file__).resolve().parent
TEXTS = ("review.md", "glossary.md")  # pages beside the notebooks, from the notebooks' folder
THUMBNAIL = (480, 320)  # pixels; shown at half of it

STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 54rem; padding: 1rem; font: 16px/1.55 system-ui, sans-serif;
  color: #222; background: #fff; overflow-wrap: break-word; }
h1, h2 { line-height: 1.25; } h2 { margin-top: 2rem; } .card h2 { margin: 0; font-size: 1.25rem; }
nav { font-size: 0.9rem; display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; margin: 0.5rem 0; }
a { color: #0072B2; } .fold { margin-left: auto; }
body:has(#fold:checked) .input_area { display: none; }
.contents { font-size: 0.9rem; margin: 0.5rem 0 1rem; } .contents ul { margin: 0.3rem 0; }
.anchor-link { display: none; }
.prompt { display: none; }
pre { overflow-x: auto; font-size: 0.82rem; line-height: 1.4; margin: 0; }
.input_area pre, .output_text pre { padding: 0.6rem 0.8rem; border-radius: 6px; }
.input_area { background: #F6F6F4; border-radius: 6px; margin: 0.8rem 0 0.4rem; }
.input_area .highlight { background: none; }
.output_text pre { white-space: pre-wrap; background: none; border-left: 3px solid #E4E4E4; }
.output_error pre { border-left: 3px solid #D55E00; padding-left: 0.8rem; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; display: block; overflow-x: auto; font-size: 0.9rem; }
th, td { padding: 0.25rem 0.7rem; border-bottom: 1px solid #E4E4E4; }
caption { color: #555; padding-bottom: 0.3rem; }
math { font-size: 1.08em; } math[display="block"] { overflow-x: auto; padding: 0.4rem 0; }
code { font-size: 0.88em; }
.card { display: flex; flex-wrap: wrap; gap: 1rem; border-top: 1px solid #E4E4E4; padding: 1rem 0; }
.card img { flex: 0 0 auto; width: 240px; height: 160px; object-fit: contain; }
.card div { flex: 1 1 18rem; } .card p { margin: 0.4rem 0; }
@media (max-width: 700px) { /* a chart's letters stay readable: it is moved sideways, not shrunk */
  .output_png, p:has(> img[src^="data:image/svg"]) { overflow-x: auto; }
  .output_png img, img[src^="data:image/svg"] { max-width: none; width: 680px; } }
"""

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
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


def write(notebooks, folder):
    """Writes the site of these notebooks, as they are now, into the folder; returns the index."""
    folder = Path(folder)
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    exporter = Exporter(template_name="basic")
    style = HtmlFormatter(style="xcode").get_style_defs(".highlight") + STYLE
    notebooks = [Path(path) for path in notebooks]
    cards = []
    for i, path in enumerate(notebooks):
        notebook = nbformat.read(path, as_version=4)
        body, _ = exporter.from_notebook_node(notebook)
        title = heading(notebook) or path.stem
        links = navigation(notebooks, i)
        body = f"<nav>{links}{FOLD}</nav>{contents(body)}{body}<nav>{links}</nav>"
        save(folder / f"{path.stem}.html", title, body, style)
        cards.append(card(path.stem, title, notebook, folder))
    texts = [NOTEBOOKS / name for name in TEXTS if (NOTEBOOKS / name).is_file()]
    for path in texts:
        # the empty links after headings are not closed, which hides what follows
        body = ANCHOR.sub("", markdown(path.read_text(encoding="utf-8")))
        title = re.search(r"<h1[^>]*>(.*?)</h1>", body)[1]
        save(folder / f"{path.stem}.html", title, f"<nav>{INDEX}</nav>{body}<nav>{INDEX}</nav>")
    links = "".join(f'<a href="{path.stem}.html">{path.stem}</a>' for path in texts)
    body = f"<h1>isopose: the notebooks</h1>\n<nav>{links}</nav>\n" + "\n".join(cards)
    return save(folder / "index.html", "isopose", body)


ANCHOR = re.compile(r'<a class="anchor-link"[^>]*/>')
INDEX = '<a href="index.html">all notebooks</a>'
FOLD = '<label class="fold"><input type="checkbox" id="fold"> hide the code</label>'


def save(path, title, body, style=STYLE):
    page = PAGE.format(title=html.escape(html.unescape(title)), style=style, body=body)
    path.write_text(page, encoding="utf-8")
    return path


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
        shown = f'<a href="{name}.html"><img loading="lazy" alt="" src="pictures/{name}.png"></a>'
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
    if "image/png" in data:
        return [data["image/png"]]
    return re.findall(r'src="data:image/png;base64,([^"]+)"', data.get("text/html", ""))


def small(picture):
    image = Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB")
    image.thumbnail(THUMBNAIL)
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()

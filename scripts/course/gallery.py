"""The lecture as one page of HTML that loads nothing: its text, tables and figures, and links to the lessons' reports."""
import base64
import html
import re

STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --soft: #57606a; --panel: #f4f6f8; --link: #0b5cad; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #0d1117; --ink: #e6edf3; --soft: #9aa4b0; --panel: #161b22; --link: #6cb6ff; }
}
body { margin: 0 auto; max-width: 62rem; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
a { color: var(--link); }
pre { overflow-x: auto; padding: .75rem; background: var(--panel); border-radius: 6px; font-size: .8rem; line-height: 1.4; }
code { font-family: ui-monospace, monospace; }
p code { background: var(--panel); border-radius: 4px; padding: 0 .2em; }
.figure { overflow-x: auto; }
.figure img { min-width: 38rem; max-width: 100%; height: auto; }
nav { color: var(--soft); }
nav a { display: inline-block; margin-right: .8em; }
h2 { margin-top: 2.5rem; }
"""


def inline(text):
    """Code, bold and links of a paragraph."""
    parts = re.split(r"(`[^`]*`)", text)
    for k, part in enumerate(parts):
        if k % 2 == 1:
            parts[k] = f"<code>{html.escape(part[1:-1])}</code>"
            continue
        part = html.escape(part, quote=False)
        part = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", part)
        part = re.sub(r"(?<![\w*])\*([^*\s][^*]*)\*", r"<em>\1</em>", part)
        parts[k] = part
    joined = "".join(parts)
    # other documents are not beside this page
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", joined)


def embedded(block, images):
    """A <picture> whose files are in the page."""
    def data(match):
        content = base64.b64encode((images / match.group(2)).read_bytes()).decode("ascii")
        return f'{match.group(1)}="data:image/svg+xml;base64,{content}"'

    return re.sub(r'(srcset|src)="images/([^"]+)"', data, block)


def body(text, images):
    """Blocks, one after the other: fenced code, pictures, headings, paragraphs."""
    made = []
    for block in re.findall(r"(?ms)^```\n.*?^```$|^<picture>.*?^</picture>$|^\S.*?(?=\n\n|\n```|\Z)", text):
        if block.startswith("```"):
            made.append(f'<pre tabindex="0">{html.escape(block[4:-4], quote=False)}</pre>')
        elif block.startswith("<picture>"):
            made.append(f'<p class="figure" tabindex="0">{embedded(block, images)}</p>')
        elif heading := re.match(r"(#+) (?:(\d+)\. )?(.*)", block):
            level, number, title = heading.groups()
            mark = f' id="lesson-{number}"' if number else ""
            made.append(f"<h{len(level)}{mark}>{number + '. ' if number else ''}{inline(title)}</h{len(level)}>")
        else:
            made.append(f"<p>{inline(block)}</p>")
    return "\n".join(made)


def page(head, lessons, reports, images):
    """`reports` are the files of the lessons' reports by number."""
    names = {lesson.number: re.match(r"## (.*)", lesson.text).group(1) for lesson in lessons}
    links = "".join(f'<a href="#lesson-{number}">{html.escape(name)}</a> ' for number, name in names.items())
    parts = []
    for lesson in lessons:
        report = reports[lesson.number]
        parts.append(f'{body(lesson.text, images)}\n<p><a href="{report}">The report of all its runs</a></p>')
    title = re.match(r"# (.*)", head).group(1)
    return (f'<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, '
            f'initial-scale=1">\n<title>{html.escape(title)}</title>\n<style>{STYLE}</style>\n{body(head, images)}\n'
            f'<nav>{links}</nav>\n{chr(10).join(parts)}\n</html>\n')

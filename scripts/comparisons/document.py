"""Tables in Markdown, and their place in a document, by default docs/benchmarks.md."""
import pathlib
import re
import sys

FILE = pathlib.Path(__file__).resolve().parent.parent.parent / "docs/benchmarks.md"


def table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(str(cell) for cell in line)} |\n" for line in lines)


def three(number):
    """Three significant digits, without an exponent."""
    if number >= 100:
        return f"{float(f'{number:.3g}'):,.0f}"
    return f"{number:#.3g}".rstrip(".")


def percent(share):
    """Whole ones from 10 % on."""
    return f"{100 * share:.{0 if share >= 0.1 else 1}f} %"


def time_text(seconds):
    """A time per update."""
    if seconds >= 0.01:
        return f"{three(seconds * 1e3)} ms"
    return f"{three(seconds * 1e6)} us"


def put(name, text, write, file=FILE):
    """Prints the text; with `write`, puts it between the two marks of this name in the document."""
    print(text)
    if not write:
        return
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    page = file.read_text(encoding="utf-8")
    changed, count = re.subn(re.escape(begin) + ".*?" + re.escape(end), lambda _: begin + text + end, page, flags=re.S)
    if count != 1:
        raise SystemExit(f"{file}: the marks {begin.strip()} and {end.strip()} must each stand there once")
    file.write_text(changed, encoding="utf-8")
    print(f"written to {file}", file=sys.stderr)

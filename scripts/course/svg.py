"""Small line charts in SVG: panels in a grid, for a light or a dark page. The same numbers give the same bytes."""
import dataclasses
import math
from xml.sax.saxutils import escape

# Okabe and Ito (2008); the yellow is darkened as in the program's own figures, and black is white on a dark page.
COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]
THEMES = {"light": {"paper": "#ffffff", "ink": "#1b1f24", "soft": "#57606a", "grid": "#e4e7eb", "level": "#b6bec8"},
          "dark": {"paper": "#0d1117", "ink": "#e6edf3", "soft": "#9aa4b0", "grid": "#262c36", "level": "#465161"}}
DARK_COLORS = {"#0072b2": "#4aa8e0"}  # too dark on a dark page
SECONDS = 4.5
MOTION = ("<style>.step{animation:appear .1s linear backwards}@keyframes appear{from{opacity:0}}"
          "@media (prefers-reduced-motion:reduce){.step{animation:none}}</style>\n")
MARGINS = {"left": 46, "right": 10, "top": 22, "bottom": 34}


@dataclasses.dataclass
class Scale:
    """The values that an axis shows, from one end to the other."""
    low: float
    high: float
    log: bool = False

    def share(self, value):
        if self.log:
            return (math.log10(value) - math.log10(self.low)) / (math.log10(self.high) - math.log10(self.low))
        return (value - self.low) / (self.high - self.low)

    def ticks(self):
        if self.log:
            first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
            if last - first < 2:
                powers = [(factor, power) for power in range(first - 1, last + 1) for factor in (1, 2, 5)]
                return [factor * 10.0 ** power for factor, power in powers if 0 <= self.share(factor * 10.0 ** power) <= 1]
            step = max(1, math.ceil((last - first) / 5))
            return [10.0 ** power for power in range(first, last + 1, step)]
        rough = (self.high - self.low) / 4
        unit = 10 ** math.floor(math.log10(rough))
        step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= rough * (1 - 1e-9))
        first = math.ceil(self.low / step - 1e-9)
        return [step * k for k in range(first, math.floor(self.high / step + 1e-9) + 1)]


def spanning(values, log=False, room=0.04):
    """The scale of these values, with some room at both ends."""
    values = [value for value in values if math.isfinite(value) and (value > 0 or not log)]
    if log:
        low, high = math.log10(min(values)), math.log10(max(values))
        more = room * (high - low) or 0.5
        return Scale(10 ** (low - more), 10 ** (high + more), True)
    low, high = min(values), max(values)
    more = room * (high - low) or 0.5
    return Scale(low - more, high + more)


@dataclasses.dataclass
class Line:
    """Joined points. `color` counts the series from 0; None draws a contour. `steps`: they appear one after the other."""
    points: list
    color: int | None = 0
    dots: bool = False
    steps: bool = False


@dataclasses.dataclass
class Band:
    """Between (x, low, high)."""
    points: list
    color: int = 0


@dataclasses.dataclass
class Bars:
    """(left, right, height) from 0."""
    bars: list
    color: int = 0


@dataclasses.dataclass
class Panel:
    title: str
    x: Scale
    y: Scale
    marks: list
    x_label: str = ""
    y_label: str = ""
    has_y_ticks: bool = True


def number_text(value):
    text = f"{value:.3g}"
    if "e" in text:
        mantissa, power = text.split("e")
        return f"{mantissa}e{int(power)}" if mantissa != "1" else f"1e{int(power)}"
    return text


class Drawing:
    """The parts of one picture in one theme."""

    def __init__(self, theme):
        self.theme, self.colors = THEMES[theme], COLORS
        if theme == "dark":
            self.colors = [DARK_COLORS.get(color, color) for color in COLORS]
        self.parts, self.contours = [], None

    def add(self, text):
        self.parts.append(text)

    def color(self, index):
        return self.theme["level"] if index is None else self.colors[index % len(self.colors)]

    def text(self, x, y, words, size=11, anchor="start", tone="soft", turn=False):
        turned = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turn else ""
        self.add(f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" '
                 f'fill="{self.theme[tone]}"{turned}>{escape(words)}</text>')


class Place:
    """Where a panel's values are on the picture."""

    def __init__(self, panel, left, top, width, height):
        self.panel = panel
        self.left, self.right = left + MARGINS["left"], left + width - MARGINS["right"]
        self.top, self.bottom = top + MARGINS["top"], top + height - MARGINS["bottom"]

    def x(self, value):
        return self.left + self.panel.x.share(value) * (self.right - self.left)

    def y(self, value):
        return self.bottom - self.panel.y.share(value) * (self.bottom - self.top)

    def has(self, x, y):
        """Whether both axes have a place for the values, if perhaps outside of the panel."""
        panel = self.panel
        return (math.isfinite(x) and math.isfinite(y) and (x > 0 or not panel.x.log) and (y > 0 or not panel.y.log)
                and abs(panel.x.share(x)) < 50 and abs(panel.y.share(y)) < 50)

    def points(self, points, apart=0):
        """Their places, without those that are closer than so many pixels to the one before."""
        places = [(self.x(x), self.y(y)) for x, y in points if self.has(x, y)]
        kept = places[:1]
        for k, place in enumerate(places[1:], 2):
            if math.dist(place, kept[-1]) >= apart or k == len(places):
                kept.append(place)
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in kept)


def draw_frame(drawing, place):
    panel, grid, soft = place.panel, drawing.theme["grid"], drawing.theme["soft"]
    for tick in panel.x.ticks():
        x = place.x(tick)
        drawing.add(f'<path d="M{x:.1f} {place.top}V{place.bottom}" stroke="{grid}"/>')
        drawing.text(x, place.bottom + 13, number_text(tick), 10, "middle")
    for tick in panel.y.ticks() if panel.has_y_ticks else []:
        y = place.y(tick)
        drawing.add(f'<path d="M{place.left} {y:.1f}H{place.right}" stroke="{grid}"/>')
        drawing.text(place.left - 4, y + 3.5, number_text(tick), 10, "end")
    drawing.add(f'<path d="M{place.left} {place.top}V{place.bottom}H{place.right}" fill="none" stroke="{soft}"/>')
    drawing.text(place.left, place.top - 8, panel.title, 12, tone="ink")
    drawing.text((place.left + place.right) / 2, place.bottom + 27, panel.x_label, 10, "middle")
    if panel.y_label:
        drawing.text(place.left - 36, (place.top + place.bottom) / 2, panel.y_label, 10, "middle", turn=True)


def draw_mark(drawing, place, mark):
    color = drawing.color(mark.color)
    if isinstance(mark, Bars):
        for left, right, height in mark.bars:
            if height > 0:
                x, y = place.x(left), place.y(height)
                drawing.add(f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(1.0, place.x(right) - x):.1f}" '
                            f'height="{place.bottom - y:.1f}" fill="{color}"/>')
    elif isinstance(mark, Band):
        around = [(x, low) for x, low, _ in mark.points] + [(x, high) for x, _, high in reversed(mark.points)]
        drawing.add(f'<polygon points="{place.points(around)}" fill="{color}" fill-opacity="0.2"/>')
    elif mark.steps:
        draw_steps(drawing, place, mark, color)
    else:
        width = 1 if mark.color is None else 1.8
        drawing.add(f'<polyline points="{place.points(mark.points, 3 if mark.color is None else 0)}" fill="none" stroke="{color}" '
                    f'stroke-width="{width}" stroke-linejoin="round"/>')
        for x, y in mark.points if mark.dots else []:
            if place.has(x, y):
                drawing.add(f'<circle cx="{place.x(x):.1f}" cy="{place.y(y):.1f}" r="2.2" fill="{color}"/>')


def draw_steps(drawing, place, mark, color):
    """All within SECONDS, once."""
    places = [(place.x(x), place.y(y)) for x, y in mark.points if place.has(x, y)]
    for k, (x, y) in enumerate(places):
        before = f'<path d="M{places[k - 1][0]:.1f} {places[k - 1][1]:.1f}L{x:.1f} {y:.1f}"/>' if k > 0 else ""
        drawing.add(f'<g class="step" style="animation-delay:{SECONDS * k / len(places):.2f}s" fill="{color}" stroke="{color}" '
                    f'stroke-width="1.8">{before}<circle cx="{x:.1f}" cy="{y:.1f}" r="1.6"/></g>')


def draw_contours(drawing, place, contours):
    """Of the first panel; where others have the same ones, on the same scales, by reference."""
    if not contours:
        return
    if drawing.contours is None:
        drawing.contours = (contours, place)
        drawing.add('<g id="contours">')
        for mark in contours:
            draw_mark(drawing, place, mark)
        drawing.add("</g>")
        return
    first, there = drawing.contours
    if first != contours:
        for mark in contours:
            draw_mark(drawing, place, mark)
        return
    drawing.add(f'<use href="#contours" x="{place.left - there.left}" y="{place.top - there.top}"/>')


def draw_key(drawing, labels, width, y):
    step = (width - 2 * MARGINS["right"]) / max(1, len(labels))
    for k, label in enumerate(labels):
        x = MARGINS["right"] + k * step
        drawing.add(f'<path d="M{x:.1f} {y - 4}h16" stroke="{drawing.color(k)}" stroke-width="3"/>')
        drawing.text(x + 21, y, label, 11, tone="ink")


def picture(title, panels, theme, columns, panel_size, key=()):
    """An SVG document: a title, a key, and the panels row after row."""
    width, height = columns * panel_size[0], 30 + (20 if key else 0)
    top = height
    height += math.ceil(len(panels) / columns) * panel_size[1]
    drawing = Drawing(theme)
    drawing.text(MARGINS["right"], 20, title, 14, tone="ink")
    if key:
        draw_key(drawing, key, width, 42)
    for k, panel in enumerate(panels):
        place = Place(panel, k % columns * panel_size[0], top + k // columns * panel_size[1], *panel_size)
        draw_frame(drawing, place)
        drawing.add(f'<svg x="{place.left}" y="{place.top}" width="{place.right - place.left}" '
                    f'height="{place.bottom - place.top}" '
                    f'viewBox="{place.left} {place.top} {place.right - place.left} {place.bottom - place.top}">')
        draw_contours(drawing, place, [mark for mark in panel.marks if mark.color is None])
        for mark in panel.marks:
            if mark.color is not None:
                draw_mark(drawing, place, mark)
        drawing.add("</svg>")
    body = "\n".join(drawing.parts)
    moves = any(isinstance(mark, Line) and mark.steps for panel in panels for mark in panel.marks)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'font-family="system-ui, sans-serif" role="img" aria-label="{escape(title, {chr(34): "&quot;"})}">\n'
            f'{MOTION if moves else ""}<rect width="{width}" height="{height}" fill="{drawing.theme["paper"]}"/>\n{body}\n</svg>\n')

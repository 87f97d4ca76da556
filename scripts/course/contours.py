"""The test functions of two parameters (lib/src/functions), and lines along which they have one value."""

FUNCTIONS = {
    "ellipse": lambda x, y: x * x / 20 + y * y,
    "beale": lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y * y) ** 2 + (2.625 - x + x * y ** 3) ** 2,
    "saddle": lambda x, y: x * x - y * y,
}
BENDS = {"ellipse": 2, "beale": 6}  # how much closer the lines are together where the function is low
STARTS = {"ellipse": (-7, 2), "beale": (1, 1), "saddle": (1, 0.001)}


def crossings(corners, level):
    """Where the value passes the level on the edges of a cell: corners (x, y, value), one after the other around it."""
    points = []
    for (x0, y0, v0), (x1, y1, v1) in zip(corners, corners[1:] + corners[:1]):
        if (v0 < level) != (v1 < level):
            share = (level - v0) / (v1 - v0)
            points.append((x0 + share * (x1 - x0), y0 + share * (y1 - y0)))
    return points


def segments(function, x, y, level, cells=72):
    """Pairs of points on the line of this value (marching squares)."""
    xs = [x.low + (x.high - x.low) * i / cells for i in range(cells + 1)]
    ys = [y.low + (y.high - y.low) * j / cells for j in range(cells + 1)]
    values = [[function(a, b) for b in ys] for a in xs]
    result = []
    for i in range(cells):
        for j in range(cells):
            corners = [(xs[a], ys[b], values[a][b]) for a, b in ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1))]
            points = crossings(corners, level)
            result += [points[k:k + 2] for k in range(0, len(points) - 1, 2)]
    return result


def joined(pairs):
    """The segments as few polylines: each is continued from its end as long as a segment begins there."""
    key = lambda point: (round(point[0], 9), round(point[1], 9))
    at, used, lines = {}, set(), []
    for k, pair in enumerate(pairs):
        for point in pair:
            at.setdefault(key(point), []).append(k)
    for k, pair in enumerate(pairs):
        if k in used:
            continue
        used.add(k)
        line = list(pair)
        for _ in range(2):  # from both ends
            while True:
                following = next((m for m in at[key(line[-1])] if m not in used), None)
                if following is None:
                    break
                used.add(following)
                first, second = pairs[following]
                line.append(second if key(first) == key(line[-1]) else first)
            line.reverse()
        lines.append(line)
    return lines


def levels(name, x, y, count=11):
    """Values between the least and the largest on the panel."""
    function, bend = FUNCTIONS[name], BENDS.get(name, 1)
    seen = sorted(function(x.low + (x.high - x.low) * i / 40, y.low + (y.high - y.low) * j / 40)
                  for i in range(41) for j in range(41))
    low, high = seen[0], seen[-1]
    return [low + (high - low) * ((k + 1) / (count + 1)) ** bend for k in range(count)]


def lines(name, x, y):
    return [line for level in levels(name, x, y) for line in joined(segments(FUNCTIONS[name], x, y, level))]

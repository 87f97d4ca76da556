"""The diamond and the circle: where the loss of two weights touches the balls of L1 and L2, all of it measured."""
import json
import math
import pathlib
import struct
import subprocess
import tempfile

import contours
import store
from svg import Line, Panel, Scale

CONFIG = {"dataset": {"name": "sparse_linear", "features": 2, "informative": 2, "noise": 0.5}, "model": "linear", "loss": "mse",
          "init": "zeros", "optimizer": "sgd", "learning_rate": 0.1, "batch_size": "full", "epochs": 500}
LAMBDAS = [0.01 * 2 ** (k / 2) for k in range(21)]
PENALTIES = {"L1": ({"name": "l1", "proximal": True}, lambda x, y: abs(x) + abs(y)), "L2": ({"name": "l2"}, math.hypot)}


def loss_at(program, weights):
    """The training loss of these two weights: what one epoch on all samples begins with."""
    header = json.dumps({"0.weight": {"dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8]},
                         "0.bias": {"dtype": "F32", "shape": [1], "data_offsets": [8, 12]}}).encode()
    header += b" " * (-len(header) % 8)
    with tempfile.TemporaryDirectory() as folder:
        config, file = pathlib.Path(folder) / "config.json", pathlib.Path(folder) / "weights.safetensors"
        config.write_text(json.dumps({**CONFIG, "epochs": 1}), encoding="utf-8")
        file.write_bytes(struct.pack("<Q", len(header)) + header + struct.pack("<3f", *weights, 0))
        made = subprocess.run([program, "train", str(config), "--seed", "0", "--weights-in", str(file), "--format", "json"],
                              check=True, capture_output=True, text=True)
    return next(row["train_loss"] for row in json.loads(made.stdout) if row.get("train_loss") is not None)


def measured_loss(program):
    """The loss as a function: of a linear model it is a quadratic, which six points determine."""
    at = {point: loss_at(program, point) for point in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1))}
    c = at[0, 0]
    a, p = (at[1, 0] + at[-1, 0]) / 2 - c, (at[1, 0] - at[-1, 0]) / 2
    b, q = (at[0, 1] + at[0, -1]) / 2 - c, (at[0, 1] - at[0, -1]) / 2
    r = at[1, 1] - a - b - c - p - q
    return lambda x, y: a * x * x + b * y * y + r * x * y + p * x + q * y + c


def ball(norm, radius):
    """The points of this norm, around the origin."""
    directions = [(math.cos(k * math.pi / 90), math.sin(k * math.pi / 90)) for k in range(181)]
    return [(x * radius / norm(x, y), y * radius / norm(x, y)) for x, y in directions]


def chosen(paths):
    """The weakest penalty at which L1 has brought a weight to zero."""
    return next(k for k, (x, y) in enumerate(paths["L1"]) if 0 in (x, y))


def diamond_and_circle(_, program):
    loss, paths = measured_loss(program), {}
    for name, (settings, _) in PENALTIES.items():
        paths[name] = [tuple(store.trained_weights(program, {**CONFIG, "regularizer": {**settings, "lambda": value}}))
                       for value in LAMBDAS]
    k, panels = chosen(paths), []
    x, y = Scale(-1.1, 1.1), Scale(-1.1, 1.1)
    for name, (_, norm) in PENALTIES.items():
        solution = paths[name][k]
        lines = [Line(line, None) for share in (0.25, 0.5, 1, 1.5, 2) for line in
                 contours.joined(contours.segments(loss, x, y, loss(*paths["L2"][0]) + share * (loss(*solution) - loss(*paths["L2"][0]))))]
        panels.append(Panel(f"{name}, lambda {LAMBDAS[k]:.3g}", x, y,
                            [*lines, Line(ball(norm, norm(*solution)), 1), Line(paths[name], 0, dots=True),
                             Line([solution], 2, dots=True)], "first weight", "second weight"))
    return ("Two weights: loss, penalty, and the solutions from a weak to a strong penalty", panels, 2, (390, 390),
            ["solutions by lambda", "weights of the same norm", "the solution at this lambda"])

"""The pictures of docs/lecture.md: each is a function from the store to a title, panels, columns, their size and a key."""
import functools
import math
import statistics

import contours
import store as stored
from penalties import diamond_and_circle
from svg import Band, Bars, Line, Panel, Scale, picture, spanning

# 97.5 % quantiles of Student's t by degrees of freedom
T = {2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 14: 2.145, 19: 2.093}


def interval(values):
    """Mean with the ends of its 95 % interval over seeds; the mean alone where there are fewer than 3."""
    mean = statistics.fmean(values)
    if len(values) < 3:
        return mean, mean, mean
    freedom = max(known for known in T if known < len(values))  # rather too few than too many
    half = T[freedom] * statistics.stdev(values) / math.sqrt(len(values))
    return mean, mean - half, mean + half


def curves(rows, x, value):
    """Points and band from rows with `x` and `value`, several of them per x."""
    at = {}
    for row in rows:
        if row[value] is not None:
            at.setdefault(row[x], []).append(row[value])
    summed = [(place, *interval(values)) for place, values in sorted(at.items())]
    return [(place, mean) for place, mean, _, _ in summed], [(place, low, high) for place, _, low, high in summed]


def loss_of_batches(store, _):
    """Lesson 3: the validation loss over epochs, steps and seconds, each batch size at its best learning rate."""
    mine = "optimizer = 'sgd' AND dataset = 'digits' AND model_hidden = '[64]' AND epochs = "
    epochs = store.rows("SELECT max(epochs) AS n FROM v_runs WHERE optimizer = 'sgd' AND dataset = 'digits' "
                        "AND model_hidden = '[64]'")[0]["n"]
    best = store.rows(f"SELECT batch_size AS batch, learning_rate AS rate, min(mean_validation_loss) AS loss FROM v_groups "
                      f"WHERE {mine}{epochs} AND diverged = 0 GROUP BY 1 ORDER BY mean_validation_loss IS NULL, "
                      f"batch_size = 'full', CAST(batch_size AS INTEGER)")
    series = []
    for row in best:
        series.append(store.rows(
            f"SELECT epoch, epoch * r.steps_done / r.epochs_done AS step, epoch * avg(r.cpu_seconds / r.epochs_done) OVER () "
            f"AS second, value FROM v_curves c JOIN v_runs r USING (run) WHERE c.metric = 'validation_loss' AND {mine}{epochs} "
            f"AND CAST(r.batch_size AS TEXT) = '{row['batch']}' AND abs(r.learning_rate - {row['rate']}) < 1e-9"))
    panels = []
    for x, title, log in (("epoch", "over epochs", False), ("step", "over steps", True), ("second", "over seconds", True)):
        drawn = [curves(rows, x, "value") for rows in series]
        marks = [Band(band, k) for k, (_, band) in enumerate(drawn)] + [Line(line, k) for k, (line, _) in enumerate(drawn)]
        panels.append(Panel(title, spanning([a for line, _ in drawn for a, _ in line], log),
                            spanning([b for line, _ in drawn for _, b in line], True), marks, x, "validation loss"))
    key = [f"batch {row['batch']}, rate {row['rate']:g}" for row in best]
    return "Validation loss by batch size: means over seeds with 95 % intervals", panels, 3, (300, 240), key


SHOWN = ["sgd", "momentum", "adagrad", "rmsprop", "adadelta", "adam"]
STEPS = {"ellipse": range(1, 31), "beale": [*range(1, 31), *range(35, 201, 5)], "saddle": range(1, 31)}
VIEWS = {"ellipse": (Scale(-8, 4), Scale(-3, 3)), "beale": (Scale(0, 4), Scale(-1, 2)), "saddle": (Scale(-1.2, 1.2), Scale(-1.2, 1.2))}


def rates(store, function):
    """For each optimizer shown the learning rate whose path is lowest on average; on the saddle, which has no end, 0.1."""
    if function == "saddle":
        return dict.fromkeys(SHOWN, 0.1)
    rows = store.rows(f"SELECT optimizer, learning_rate AS rate, min(mean) AS mean FROM v_runs JOIN (SELECT run, avg(value) AS mean "
                      f"FROM v_curves WHERE metric = 'train_loss' GROUP BY 1) USING (run) WHERE dataset = '{function}' "
                      f"AND outcome = 'completed' GROUP BY 1")
    return {row["optimizer"]: row["rate"] for row in rows}


@functools.lru_cache(maxsize=None)
def path_of(program, function, optimizer, rate):
    config = {"dataset": function, "optimizer": optimizer, "learning_rate": rate, "precision": "float64", "batch_size": "full"}
    return stored.path(program, config, STEPS[function], contours.STARTS[function])


def paths(function):
    def made(store, program):
        x, y = VIEWS[function]
        around = [Line(line, None) for line in contours.lines(function, x, y)]
        panels, chosen = [], rates(store, function)
        for k, optimizer in enumerate(SHOWN):
            points = path_of(program, function, optimizer, chosen[optimizer])
            panels.append(Panel(f"{optimizer}, rate {chosen[optimizer]:g}", x, y, [*around, Line(points, k, steps=True)], "x", "y"))
        chosen_by = "each at rate 0.1" if function == "saddle" else "each at its best rate"
        return f"Paths on {function}, {chosen_by}: {max(STEPS[function])} steps", panels, 3, (300, 230), ()
    return made


def effective_rates(store, program):
    """Lesson 4: the learning rate that plain gradient descent would need for the same step along x of the ellipse."""
    optimizers, chosen = ["adagrad", "rmsprop", "adadelta"], rates(store, "ellipse")
    marks = []
    for k, optimizer in enumerate(optimizers):
        points = path_of(program, "ellipse", optimizer, chosen[optimizer])
        marks.append(Line([(step, (x - following) / (x / 10)) for step, ((x, _), (following, _)) in
                           enumerate(zip(points, points[1:]), 1) if x != 0], k, dots=True))
    y = spanning([abs(value) for mark in marks for _, value in mark.points], True)
    panel = Panel("step along x / gradient along x", Scale(0, max(STEPS["ellipse"]) + 1), y, marks, "step", "effective rate")
    return "Effective learning rate on the ellipse", [panel], 1, (620, 300), [f"{name}, rate {chosen[name]:g}" for name in optimizers]


def histograms(activation):
    """Lesson 5: activations of the five layers before training, of seed 0."""
    def made(store, _):
        rows = store.rows(
            f"SELECT r.init || CASE WHEN r.init_std IS NULL THEN '' ELSE ' ' || r.init_std END AS init, h.layer, h.low, h.high, "
            f"h.count AS n FROM v_histograms h JOIN v_runs r USING (run) WHERE r.model_activation = '{activation}' AND "
            f"r.model_hidden = '[100,100,100,100,100]' AND h.epoch = 0 AND r.seed = 0 AND r.dataset = 'digits' "
            f"AND r.learning_rate = (SELECT min(learning_rate) FROM v_runs JOIN v_histograms USING (run)) "
            f"ORDER BY r.init = 'he', r.init = 'xavier', r.init = 'normal', r.init = 'uniform', r.init_std DESC, h.layer, h.bin")
        cells = {}
        for row in rows:
            cells.setdefault((row["init"], row["layer"]), []).append((row["low"], row["high"], row["n"]))
        panels = []
        for (init, layer), bars in cells.items():
            low, high = bars[0][0], bars[-1][1]
            if low == high:  # all the same
                bars, low, high = [(low - 0.02, low + 0.02, sum(n for _, _, n in bars))], low - 0.5, high + 0.5
            panels.append(Panel(init if layer == 0 else f"layer {layer + 1}", Scale(low, high),
                                Scale(0, max(n for _, _, n in bars) * 1.05), [Bars(bars, 0)], has_y_ticks=False))
        return f"Activations before training, {activation}: a row per init, a column per layer", panels, 5, (170, 120), ()
    return made


def weights_by_lambda(store, program):
    """Lesson 6: the ten weights of the linear model of diabetes, seed 0."""
    base = {"dataset": "diabetes", "model": "linear", "loss": "mse", "init": "zeros", "optimizer": "sgd", "learning_rate": 0.1,
            "batch_size": "full", "epochs": 500}
    lambdas = [row["lambda"] for row in store.rows(
        "SELECT DISTINCT regularizer_lambda AS lambda FROM v_runs WHERE dataset = 'diabetes' AND regularizer = 'l1' ORDER BY 1")]
    panels = []
    for title, settings in (("L1, proximal steps", {"name": "l1", "proximal": True}), ("L2", {"name": "l2"})):
        weights = [stored.trained_weights(program, {**base, "regularizer": {**settings, "lambda": value}}) for value in lambdas]
        panels.append(Panel(title, spanning(lambdas, True), Scale(-0.5, 0.5),
                            [Line([(value, row[k]) for value, row in zip(lambdas, weights)], k, dots=True)
                             for k in range(len(weights[0]))], "lambda", "weight"))
    return "The weights of a linear model against the strength of the penalty", panels, 2, (420, 290), ()


def scales(store, _):
    """Lesson 7: curves over the scale of the first weights, with and without batch normalization."""
    rows = store.rows("SELECT r.init_std AS std, r.normalization, c.epoch, c.value FROM v_curves c JOIN v_runs r USING (run) WHERE "
                      "c.metric = 'validation_accuracy' AND r.init = 'normal' AND r.batch_size = 100 AND r.dataset = 'digits' "
                      "AND r.train_size = 1000")
    kinds = ["none", "batch_norm"]
    panels = []
    for std in sorted({row["std"] for row in rows}, reverse=True):
        marks = []
        for k, kind in enumerate(kinds):
            line, band = curves([row for row in rows if row["std"] == std and row["normalization"] == kind], "epoch", "value")
            marks += [Band(band, k), Line(line, k)]
        last = max(row["epoch"] for row in rows)
        panels.append(Panel(f"std {std:.3g}", Scale(0, last), Scale(0, 1), marks))
    return ("Validation accuracy by epoch over 16 scales of the first weights: means with 95 % intervals", panels, 4, (215, 150),
            ["without", "batch normalization"])


def dropout_rates(store, _):
    """Lesson 8: training and test by the rate that is dropped."""
    rows = store.rows("SELECT coalesce(dropout_rate, 0) AS rate, dropout_form AS form, train_accuracy, validation_accuracy, "
                      "test_accuracy FROM v_runs WHERE dataset = 'digits' AND model_hidden = '[256,256]' AND outcome = 'completed'")
    panels = []
    for form in ("inverted", "scaled"):
        marks = []
        for k, metric in enumerate(("train_accuracy", "test_accuracy")):
            line, band = curves([row for row in rows if row["form"] == form or row["rate"] == 0], "rate", metric)
            marks += [Band(band, k), Line(line, k, dots=True)]
        low = min(row[metric] for row in rows for metric in ("train_accuracy", "test_accuracy"))
        panels.append(Panel(f"form {form}", Scale(0, 1), Scale(low - 0.02, 1.01), marks, "rate", "accuracy"))
    return ("Accuracy by dropout rate: means over seeds with 95 % intervals", panels, 2, (400, 260),
            ["training, while units are dropped", "test"])


PICTURES = {
    3: {"3-loss": loss_of_batches},
    4: {**{f"4-{name}": paths(name) for name in VIEWS}, "4-rates": effective_rates},
    5: {f"5-{name}": histograms(name) for name in ("sigmoid", "tanh", "relu")},
    6: {"6-weights": weights_by_lambda, "6-diamond": diamond_and_circle},
    7: {"7-scales": scales},
    8: {"8-rates": dropout_rates},
}


def write(lesson, store, program, folder):
    """Writes the lesson's pictures, each for light and dark pages; their names."""
    for name, made in PICTURES.get(lesson, {}).items():
        title, panels, columns, size, key = made(store, program)
        for theme in ("light", "dark"):
            (folder / f"lecture-{name}-{theme}.svg").write_text(picture(title, panels, theme, columns, size, key), encoding="utf-8")
    return list(PICTURES.get(lesson, {}))

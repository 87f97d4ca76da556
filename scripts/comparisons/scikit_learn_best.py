"""The best that scikit-learn finds on a table: logistic regression (ridge, for numbers), a random forest and an MLP, each
over a small grid by 5-fold cross-validation on the rows that are learned from; the best of the three, by that, is fitted
on all of these and judged on those held out.

Usage: scikit_learn_best.py INPUT.json    with "file" (.csv, last column the target, or .npz with x and y), "task", "sealed"
Prints JSON: "model", "score" (accuracy or RMSE), "error" (its standard error over the held-out rows), "seconds"."""
import json
import sys
import time
import warnings

import numpy
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

MLPS = {"hidden_layer_sizes": [(64,), (128, 64)], "alpha": [1e-4, 1e-2, 1], "learning_rate_init": [1e-3, 1e-2]}
FORESTS = {"n_estimators": [300], "max_features": ["sqrt", 0.5], "min_samples_leaf": [1, 5]}


def read(file):
    if file.endswith(".npz"):
        arrays = numpy.load(file)
        return arrays["x"], arrays["y"]
    table = numpy.genfromtxt(file, delimiter=",", skip_header=1)
    return table[:, :-1], table[:, -1]


def grids(classes):
    """Each model with its grid."""
    if classes:
        return [(LogisticRegression(max_iter=5000), {"C": [0.01, 0.1, 1, 10, 100]}),
                (RandomForestClassifier(random_state=0), FORESTS),
                (MLPClassifier(max_iter=500, random_state=0), MLPS)]
    return [(Ridge(), {"alpha": [0.01, 0.1, 1, 10, 100]}), (RandomForestRegressor(random_state=0), FORESTS),
            (MLPRegressor(max_iter=500, random_state=0), MLPS)]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        asked = json.load(file)
    warnings.filterwarnings("ignore")
    x, y = read(asked["file"])
    classes = asked["task"] == "classification"
    sealed = numpy.zeros(len(y), bool)
    sealed[asked["sealed"]] = True
    begin = time.time()
    searches = []
    for model, grid in grids(classes):
        name = type(model).__name__.lower()
        search = GridSearchCV(make_pipeline(StandardScaler(), model), {f"{name}__{key}": grid[key] for key in grid}, cv=5,
                              scoring="accuracy" if classes else "neg_root_mean_squared_error", n_jobs=2)
        searches.append(search.fit(x[~sealed], y[~sealed]))
    best = max(searches, key=lambda search: search.best_score_)
    said, truth = best.predict(x[sealed]), y[sealed]
    errors = (said == truth).astype(float) if classes else (said - truth) ** 2
    score, error = errors.mean(), errors.std(ddof=1) / len(errors) ** 0.5
    if not classes:
        score, error = score ** 0.5, error / (2 * score ** 0.5)
    print(json.dumps({"model": type(best.best_estimator_[-1]).__name__, "score": score, "error": error,
                      "seconds": time.time() - begin}))


main()

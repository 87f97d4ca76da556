"""Times a training in scikit-learn, in a process of its own: seconds of CPU time per update, from the difference between a
fit of one epoch and one of several.

Usage: scikit_learn_steps.py CASE DATA.npz SECONDS     (CASE in JSON)

The same settings on both sides: no penalty, a constant learning rate, no momentum, no stop before the last epoch."""
import math
import sys
import time
import warnings

import numpy
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import SGDClassifier
from sklearn.neural_network import MLPClassifier

from blas import require_openblas
from cases import case_of
from data import read_standardized


def classifier(case, epochs):
    if not case.hidden:
        return SGDClassifier(loss="log_loss", penalty=None, learning_rate="constant", eta0=case.learning_rate,
                             max_iter=epochs, tol=None, random_state=0)
    return MLPClassifier(case.hidden, solver=case.optimizer, alpha=0, batch_size=case.batch, momentum=0,
                         learning_rate_init=case.learning_rate, max_iter=epochs, tol=0, n_iter_no_change=10**9,
                         random_state=0)


def main():
    require_openblas()
    warnings.simplefilter("ignore", ConvergenceWarning)
    case, seconds = case_of(sys.argv[1]), float(sys.argv[3])
    x, y = read_standardized(sys.argv[2])
    x = x.reshape(len(x), -1).astype(numpy.dtype(case.precision))

    def cpu(epochs):
        begin = time.process_time()
        classifier(case, epochs).fit(x, y)
        return time.process_time() - begin

    first = cpu(1)
    epochs = 1 + max(1, round(seconds / first))
    print((cpu(epochs) - cpu(1)) / ((epochs - 1) * math.ceil(len(x) / case.batch)))


main()

"""A worker of the Optuna side: trials of a shared study until none of the grid is left, in PyTorch on one thread.

Usage: optuna_trials.py STORAGE RATES SEEDS EPOCHS TRIALS     (RATES and SEEDS in JSON)

As tryall does: the digits split into 72 % for training, 8 % for validation and 20 % for test by the trial's seed,
standardized by the training part, an MLP with 32 units, batches of 16, Adam; validation loss and accuracy after each epoch,
test at the end. Prints, in seconds since 1970, when the first trial began and the last ended: imports do not count."""
import json
import sys
import time

import numpy
import optuna
import torch
from sklearn.datasets import load_digits
from torch import nn

from blas import require_openblas


def parts(x, y, seed):
    """Training, validation and test: standardized floats and labels."""
    order = numpy.random.default_rng(seed).permutation(len(x))
    test, validation = round(0.2 * len(x)), round(0.08 * len(x))
    cuts = numpy.split(order, [test, test + validation])
    mean, deviation = x[cuts[2]].mean(axis=0), x[cuts[2]].std(axis=0)
    x = ((x - mean) / numpy.where(deviation > 0, deviation, 1)).astype(numpy.float32)
    return [(torch.from_numpy(x[rows]), torch.from_numpy(y[rows])) for rows in (cuts[2], cuts[1], cuts[0])]


def train_epoch(network, optimizer, loss, x, y, batch=16):
    network.train()
    order = torch.randperm(len(x))
    for i in range(0, len(x), batch):
        rows = order[i:i + batch]
        optimizer.zero_grad(set_to_none=True)
        loss(network(x[rows]), y[rows]).backward()
        optimizer.step()


@torch.no_grad()
def evaluate(network, loss, x, y):
    network.eval()
    outputs = network(x)
    return loss(outputs, y).item(), (outputs.argmax(1) == y).float().mean().item()


def objective(x, y, epochs):
    def run(trial, rates, seeds):
        rate, seed = trial.suggest_categorical("learning_rate", rates), trial.suggest_categorical("seed", seeds)
        torch.manual_seed(seed)
        training, validation, test = parts(x, y, seed)
        network, loss = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)), nn.CrossEntropyLoss()
        optimizer = torch.optim.Adam(network.parameters(), lr=rate)
        for _ in range(epochs):
            train_epoch(network, optimizer, loss, *training)
            _, accuracy = evaluate(network, loss, *validation)
        trial.set_user_attr("test_accuracy", evaluate(network, loss, *test)[1])
        return accuracy
    return run


def main():
    require_openblas()
    torch.set_num_threads(1)
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    storage, epochs, trials = sys.argv[1], int(sys.argv[4]), int(sys.argv[5])
    rates, seeds = json.loads(sys.argv[2]), json.loads(sys.argv[3])
    x, y = load_digits(return_X_y=True)
    run = objective(x, y, epochs)
    sampler = optuna.samplers.GridSampler({"learning_rate": rates, "seed": seeds}, seed=0)
    study = optuna.load_study(study_name="digits", storage=storage, sampler=sampler)
    begin = time.time()
    study.optimize(lambda trial: run(trial, rates, seeds), n_trials=trials)
    print(json.dumps([begin, time.time()]))


main()

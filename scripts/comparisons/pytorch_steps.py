"""Times a training in PyTorch, in a process of its own: seconds of CPU time per update, on one thread.

Usage: pytorch_steps.py CASE DATA.npz SECONDS VARIANT     (CASE and VARIANT in JSON)

As fast as PyTorch is in the usual way: all data in memory as floats, standardized beforehand; a batch is one indexing of
them in a shuffled order; gradients are set to None, not to 0; no loss is read back, nothing is evaluated. Variants: `foreach`
(the optimizer's tensors in lists) and `channels_last` (the order of an image's memory)."""
import json
import sys
import time

import torch
from torch import nn

from blas import require_openblas
from cases import case_of
from data import read_standardized


def network_of(case):
    layers, inputs, side = [], 1, case.shape[0]
    for channels in case.channels:
        layers += [nn.Conv2d(inputs, channels, case.kernel, padding=case.kernel // 2), nn.ReLU(), nn.MaxPool2d(2)]
        inputs, side = channels, side // 2
    layers, units = [*layers, nn.Flatten()], inputs * side * side
    for width in case.hidden:
        layers += [nn.Linear(units, width)]
        layers += [nn.BatchNorm1d(width)] if case.batch_norm else []
        layers += [nn.ReLU()]
        layers += [nn.Dropout(case.dropout)] if case.dropout else []
        units = width
    return nn.Sequential(*layers, nn.Linear(units, case.classes))


class Training:
    def __init__(self, case, file, variant):
        x, y = read_standardized(file)
        x, self.y = torch.from_numpy(x), torch.from_numpy(y)
        self.x = x.unsqueeze(1) if case.channels else x.reshape(len(x), -1)
        self.network, self.batch, self.loss = network_of(case), case.batch, nn.CrossEntropyLoss()
        if variant.get("channels_last"):
            self.x = self.x.contiguous(memory_format=torch.channels_last)
            self.network = self.network.to(memory_format=torch.channels_last)
        optimizer = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[case.optimizer]
        self.optimizer = optimizer(self.network.parameters(), lr=case.learning_rate, foreach=variant.get("foreach", False))

    def steps(self):
        """Endless: epoch after epoch, without an incomplete batch."""
        while True:
            order = torch.randperm(len(self.x))
            for i in range(0, len(self.x) - self.batch + 1, self.batch):
                rows = order[i:i + self.batch]
                self.optimizer.zero_grad(set_to_none=True)
                self.loss(self.network(self.x[rows]), self.y[rows]).backward()
                self.optimizer.step()
                yield


def seconds_per_step(steps, seconds):
    """After a warm-up of a fifth of the time."""
    def measure(least):
        count, wall, cpu = 0, time.perf_counter(), time.process_time()
        while count == 0 or time.perf_counter() - wall < least:
            next(steps)
            count += 1
        return (time.process_time() - cpu) / count
    measure(seconds / 5)
    return measure(seconds)


def main():
    require_openblas()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    case, file, seconds, variant = sys.argv[1:]
    steps = Training(case_of(case), file, json.loads(variant)).steps()
    print(seconds_per_step(steps, float(seconds)))


main()

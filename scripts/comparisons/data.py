"""Random data of a given shape that can be learned: each class has a prototype, and a sample is its class's prototype with
noise, in whole numbers from 0 to the largest. The same file is read by both sides."""
import numpy


def write_npz(file, samples, shape, largest, classes=10, seed=1):
    draw = numpy.random.default_rng(seed)
    labels = draw.integers(0, classes, samples)
    prototypes = draw.uniform(0, largest, (classes, *shape)).astype(numpy.float32)
    noise = draw.standard_normal((samples, *shape), dtype=numpy.float32) * (largest / 2)
    values = numpy.clip(prototypes[labels] + noise, 0, largest).astype(numpy.uint8)
    numpy.savez(file, x_train=values, y_train=labels.astype(numpy.uint8))


def read_standardized(file):
    """Features {samples, ...} with mean 0 and deviation 1, as tryall's scaler `standard` gives, and the labels."""
    with numpy.load(file) as arrays:
        x, y = arrays["x_train"].astype(numpy.float32), arrays["y_train"].astype(numpy.int64)
    deviation = x.std(axis=0)
    return (x - x.mean(axis=0)) / numpy.where(deviation > 0, deviation, 1), y

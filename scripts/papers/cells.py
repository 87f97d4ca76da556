"""What papers print, cell by cell: the numbers of docs/papers.md that are not ours."""
import dataclasses


@dataclasses.dataclass
class Cell:
    """A printed value, with its standard deviation and number of seeds where the paper has them; `optimizer` is the group's
    here, as `tryall query` writes it."""
    label: str
    optimizer: str
    printed: float
    deviation: float | None = None
    seeds: int = 1

    def printed_text(self):
        return f"{self.printed:.3f}" if self.deviation is None else f"{self.printed:.3f} +- {self.deviation:.3f} ({self.seeds} seeds)"


@dataclasses.dataclass
class Paper:
    """A recipe of sweeps/recipes/papers, the metric that it is about, and the cells."""
    name: str
    metric: str
    cells: list


PAPERS = [
    Paper("schneider-2019", "test_loss",
          [Cell("SGD, rate 0.01585", "sgd", 87.397, 0.169, 10),
           Cell("momentum 0.99, rate 0.00251", "momentum(momentum=0.99)", 87.045, 0.025, 10),
           Cell("Adam, rate 0.0398", "adam", 87.112, 0.024, 10)]),
    Paper("schmidt-2021", "test_loss",
          [Cell("Adam, rate 0.001", "adam", 106.676),
           Cell("NAdam as in tf.contrib.opt, rate 0.001, epsilon 1e-7", "nadam(epsilon=1e-07, variant=tensorflow1)", 106.560),
           Cell("NAdam as in Keras, rate 0.001, epsilon 1e-7", "nadam(epsilon=1e-07)", 106.560),
           Cell("RMSProp, rate 0.001, epsilon 1e-10", "rmsprop(epsilon=1e-10)", 107.397),
           Cell("AdaBelief, rate 0.001, epsilon 1e-14", "adabelief(epsilon=1e-14)", 101.765),
           Cell("AdaGrad, rate 0.01, accumulator 0.1", "adagrad(initial_accumulator=0.1)", 122.291)]),
]

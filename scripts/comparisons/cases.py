"""The trainings that are measured: against PyTorch, with the goal of each, and against scikit-learn."""
import dataclasses
import json


@dataclasses.dataclass
class Case:
    name: str
    shape: list  # Of a sample.
    samples: int
    batch: int
    optimizer: str  # sgd or adam.
    learning_rate: float
    goal_ratio: float = 0  # Times as fast as PyTorch.
    hidden: list = dataclasses.field(default_factory=list)
    channels: list = dataclasses.field(default_factory=list)  # Of convolutions with `same` padding and max pooling of 2.
    kernel: int = 3
    batch_norm: bool = False
    dropout: float = 0
    goal_share: float = 0  # Of the peak of multiply-adds; 0 where none is set.
    largest: int = 255  # Of the data.
    classes: int = 10
    drop_last: bool = True
    precision: str = "float32"

    def model(self):
        if self.channels:
            return {"name": "cnn", "channels": self.channels, "kernel": self.kernel, "hidden": self.hidden}
        return {"name": "mlp", "hidden": self.hidden} if self.hidden else {"name": "linear"}

    def tryall_config(self, file):
        """The config, with nothing held out, so that nothing is evaluated."""
        return {"dataset": {"name": "npz", "file": file}, "split": {"name": "holdout", "validation": 0, "test": 0},
                "model": self.model(), "loss": "binary_cross_entropy" if self.classes == 2 else "auto",
                "normalization": "batch_norm" if self.batch_norm else "none", "dropout": self.dropout or "none",
                "optimizer": self.optimizer, "learning_rate": self.learning_rate, "batch_size": self.batch,
                "drop_last": self.drop_last, "precision": self.precision}

    def multiply_adds(self):
        """Per sample and forward pass, of each convolution and each dense layer."""
        each, rows, columns = [], *self.shape[:2]
        inputs = 1 if len(self.shape) == 2 else self.shape[2]
        for channels in self.channels:
            each.append(rows * columns * inputs * self.kernel ** 2 * channels)
            rows, columns, inputs = rows // 2, columns // 2, channels
        units = rows * columns * inputs
        for width in [*self.hidden, self.classes]:
            each.append(units * width)
            units = width
        return each

    def flops(self):
        """Of an update: two per multiply-add, for the outputs, the weights' gradients and, but in the first layer, the
        inputs' gradients."""
        each = self.multiply_adds()
        return 2 * self.batch * (3 * sum(each) - each[0])

    def text(self):
        return json.dumps(dataclasses.asdict(self))


def case_of(text):
    return Case(**json.loads(text))


DIGITS = {"shape": [8, 8], "samples": 1797, "largest": 16}
MNIST = {"shape": [28, 28], "samples": 60000}
PYTORCH_CASES = [
    Case("digits 64-32-10, B 16, Adam", **DIGITS, hidden=[32], batch=16, optimizer="adam", learning_rate=1e-3,
         goal_ratio=100),
    Case("784-128-10, B 32, Adam", **MNIST, hidden=[128], batch=32, optimizer="adam", learning_rate=1e-3, goal_ratio=10),
    Case("784-128-10, B 128, SGD", **MNIST, hidden=[128], batch=128, optimizer="sgd", learning_rate=0.1, goal_ratio=2,
         goal_share=0.75),
    Case("784-500-300-10, B 100, SGD", **MNIST, hidden=[500, 300], batch=100, optimizer="sgd", learning_rate=0.1,
         goal_ratio=1.6, goal_share=0.7),
    Case("784-128-10, batch norm, dropout .5, B 32, Adam", **MNIST, hidden=[128], batch_norm=True, dropout=0.5, batch=32,
         optimizer="adam", learning_rate=1e-3, goal_ratio=8),
    Case("CNN 8-16, 3x3, dense 64, B 32, Adam", shape=[28, 28], samples=9600, channels=[8, 16], hidden=[64], batch=32,
         optimizer="adam", learning_rate=1e-3, goal_ratio=5),
    Case("CNN 32-64, 5x5, dense 1024, B 128, Adam", shape=[28, 28], samples=2560, channels=[32, 64], kernel=5,
         hidden=[1024], batch=128, optimizer="adam", learning_rate=1e-3, goal_ratio=1.6, goal_share=0.5),
]

# scikit-learn keeps an incomplete last batch; SGDClassifier computes in float64, a sample at a time.
SCIKIT_LEARN_CASES = [
    Case("MLPClassifier 64-32-10, B 16, Adam", **DIGITS, hidden=[32], batch=16, optimizer="adam", learning_rate=1e-3,
         drop_last=False),
    Case("MLPClassifier 784-128-10, B 32, Adam", **MNIST, hidden=[128], batch=32, optimizer="adam", learning_rate=1e-3,
         drop_last=False),
    Case("MLPClassifier 784-128-10, B 128, SGD", **MNIST, hidden=[128], batch=128, optimizer="sgd", learning_rate=0.1,
         drop_last=False),
    Case("MLPClassifier 784-500-300-10, B 100, SGD", **MNIST, hidden=[500, 300], batch=100, optimizer="sgd",
         learning_rate=0.1, drop_last=False),
    Case("SGDClassifier (logistic) 30-1, B 1, SGD, float64", shape=[30], samples=20000, classes=2, batch=1, optimizer="sgd",
         learning_rate=1e-3, precision="float64", drop_last=False),
]

"""What the pictures are made of: rows of a store, and weights of trainings."""
import json
import pathlib
import struct
import subprocess
import tempfile


class Store:
    """Asks through the program, as a reader of the lecture would."""

    def __init__(self, program, file):
        self.program, self.file = program, str(file)

    def rows(self, sql):
        """One dictionary per row."""
        command = [self.program, "query", "--db", self.file, "--sql", sql, "--format", "json"]
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def tensor_values(file):
    """The numbers of the first tensor of a safetensors file."""
    data = pathlib.Path(file).read_bytes()
    length, = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    tensor = next(value for name, value in header.items() if name != "__metadata__")
    begin, end = tensor["data_offsets"]
    kind, size = {"F32": ("f", 4), "F64": ("d", 8)}[tensor["dtype"]]
    return list(struct.unpack(f"<{(end - begin) // size}{kind}", data[8 + length + begin:8 + length + end]))


def trained_weights(program, config, seed=0):
    """The first tensor that `tryall train` ends with; None where it diverges."""
    with tempfile.TemporaryDirectory() as folder:
        file, weights = pathlib.Path(folder) / "config.json", pathlib.Path(folder) / "weights.safetensors"
        file.write_text(json.dumps(config), encoding="utf-8")
        subprocess.run([program, "train", str(file), "--seed", str(seed), "--quiet", "--weights-out", str(weights)],
                       check=True, capture_output=True, text=True)
        return tensor_values(weights)


def path(program, config, steps, start):
    """Where a training of a test function is after these numbers of steps, which are its epochs."""
    return [start] + [tuple(trained_weights(program, {**config, "epochs": epochs})[:2]) for epochs in steps]

"""Whether this process multiplies matrices with a fast library."""
import pathlib


def require_openblas():
    """Ends the program where NumPy or PyTorch, imported before, have loaded the slow reference BLAS: no fair comparison.
    PyTorch's and scikit-learn's own wheels bring a BLAS of their own and load no libblas."""
    maps = pathlib.Path("/proc/self/maps").read_text(encoding="utf-8")
    if "libblas.so" in maps and "openblas" not in maps and "mkl" not in maps:
        raise SystemExit("This Python multiplies with the reference BLAS, which is slow: apt-get install libopenblas0-pthread")

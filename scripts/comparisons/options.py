"""The options of the comparisons by time per update."""
import argparse

import tryall


def read(description, cases):
    """Options; `cases` are those whose name contains --only."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2, help="of each measurement")
    parser.add_argument("--only", default="", help="cases whose name contains this")
    parser.add_argument("--tryall", help="program, build folder or checkout; by default build/release")
    parser.add_argument("--isa", help="instruction set that tryall is to use")
    parser.add_argument("--write", action="store_true", help="also into docs/benchmarks.md")
    options = parser.parse_args()
    options.tryall = tryall.program_of(options.tryall)
    options.cases = [case for case in cases if options.only in case.name]
    if not options.cases:
        parser.error(f"no case contains {options.only!r}; there are: {'; '.join(case.name for case in cases)}")
    if options.write and options.only:
        parser.error("--write is for all cases, not for some of them (--only)")
    return options

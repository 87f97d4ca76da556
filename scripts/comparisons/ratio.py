"""The ratio of paired times with a 95 % interval."""
import math
import statistics

# Quantiles .975 of Student's t for 1 to 30 degrees of freedom; beyond, the normal one with the first term of its series.
T_975 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
         2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042]


def t_975(degrees):
    return T_975[degrees - 1] if degrees <= len(T_975) else 1.960 + 2.37 / degrees


def ratio_of(old, new):
    """The geometric mean of new / old over the pairs and the ends of its interval, from the logarithms' mean and
    deviation."""
    logs = [math.log(b / a) for a, b in zip(old, new, strict=True)]
    middle = statistics.fmean(logs)
    half = t_975(len(logs) - 1) * statistics.stdev(logs) / math.sqrt(len(logs))
    return math.exp(middle), math.exp(middle - half), math.exp(middle + half)

#!/usr/bin/env python3
"""Trains the decision of src/text/boundaries.c: a logistic model over its hashed features, rounded to one byte a weight.

    text_score --gaps TRAIN.conllu > gaps ...; tools/train_boundaries.py gaps ... > src/text/boundary_weights.c

The treebanks are the training parts of EWT and of GUM, in this order; the same gaps in the same order give the same bytes.
"""
import math
import random
import sys

BUCKETS = 65536  # BOUNDARY_BUCKETS of src/text/text_internal.h
EPOCHS = 3
RATE = 0.03
L2 = 3e-6
MAX_WEIGHT = 6.0  # becomes 127
BIAS = 0.4  # above 0 favours starts: the learner is too careful with what it saw once


def read_gaps(paths):
    gaps = []
    for path in paths:
        with open(path, encoding="ascii") as lines:
            for line in lines:
                label, *features = line.split()
                gaps.append((int(label), [int(f) for f in features]))
    return gaps


def train(gaps):
    """AdaGrad over a shuffled order; few epochs, for most features are rare."""
    weights, squares = [0.0] * BUCKETS, [1e-3] * BUCKETS
    rng = random.Random(1)
    order = list(range(len(gaps)))
    for epoch in range(EPOCHS):
        rng.shuffle(order)
        for k in order:
            label, features = gaps[k]
            total = 0.0
            for f in features:
                total += weights[f]
            error = label - (1.0 / (1.0 + math.exp(-total)) if total > -30 else 0.0)
            if -0.002 < error < 0.002:
                continue
            for f in features:
                gradient = error - L2 * 1000 * weights[f]
                squares[f] += gradient * gradient
                weights[f] += RATE * gradient / math.sqrt(squares[f])
    return weights


def write(weights, out):
    scale = 127.0 / MAX_WEIGHT
    rounded = [max(-127, min(127, round(w * scale))) for w in weights]
    out.write("/* Written by tools/train_boundaries.py from the training parts of EWT and GUM; licence CC BY-SA 4.0. */\n")
    out.write('#include "text/text_internal.h"\n\n')
    out.write(f"const int32_t boundary_bias = {round(BIAS * scale)};\n")
    out.write("/* clang-format off */\nconst int8_t boundary_weights[BOUNDARY_BUCKETS] = {\n")
    line = ""
    for w in rounded:
        item = f"{w},"
        if len(line) + len(item) > 126:
            out.write(line + "\n")
            line = ""
        line += item
    out.write(line + "\n};\n")


def main():
    write(train(read_gaps(sys.argv[1:])), sys.stdout)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Fits the weights of src/coding/confidence.c on the labels of the development articles and prints them with a reliability table.

Usage: tools/fit_confidence.py CASUS EVENTS_DIR   (EVENTS_DIR holds dev-articles.jsonl and articles/)

An event of ours is right when a gold event of the same sentence has its type and shares a country on each side (the rule of
`casus eval events`); gold events that coders are unsure of count neither way. Logistic regression with an L2 penalty, by plain gradient
descent; the calibration error is that of leave-one-article-out prediction. Only labels are used, no text is kept.
"""
import json, math, re, subprocess, sys
from pathlib import Path

TWO_WAY = {"CONSULT", "AGREE", "SUPPORT", "COOPERATE"}


def country(code):
    code = code or ""
    return code if code.startswith("IGO") else code[:3]


def sides(event):
    return [{country(a["code"]) for a in event[k]} for k in ("actor", "recipient")]


def side_fits(ours, gold):
    return (not ours and not gold) or bool(ours & gold)


def is_match(ours, gold):
    if ours["event"] != gold["event"]:
        return False
    a, b = sides(ours), sides(gold)
    if side_fits(a[0], b[0]) and side_fits(a[1], b[1]):
        return True
    return ours["event"] in TWO_WAY and (a[0] | a[1]) == (b[0] | b[1])


def squeeze(text):
    return re.sub(r"\s+", "", text)


def read_samples(casus, folder):
    gold = [json.loads(line) for line in open(folder / "dev-articles.jsonl", encoding="utf-8")]
    samples = []
    for path in sorted((folder / "articles").glob("*.txt")):
        run = subprocess.run([casus, "code", "--format", "jsonl", str(path)], capture_output=True, text=True, check=True)
        mine = [g for g in gold if g["doc"] == path.stem]
        for line in run.stdout.splitlines():
            event = json.loads(line)
            near = [g for g in mine if squeeze(event["text"]) in squeeze(g["sentence"]) or squeeze(g["sentence"]) in squeeze(event["text"])]
            hits = [g for g in near if is_match(event, g)]
            if hits and not any(g["sure"] for g in hits):
                continue
            samples.append((path.stem, features(casus, event["id"], path), bool(hits)))
    return samples


def features(casus, event_id, path):
    run = subprocess.run([casus, "explain", event_id, str(path)], capture_output=True, text=True, check=True)
    line = re.search(r"confidence +[0-9.]+ from (.*)", run.stdout).group(1)
    return {m.group(1): float(m.group(2)) for m in re.finditer(r"(?:^|, )([^,]*?) (-?[0-9.]+)(?=,|$)", line)}


def predict(weights, x):
    return 1 / (1 + math.exp(-sum(weights.get(k, 0) * v for k, v in x.items())))


def fit(samples, names, penalty=4.0, rounds=3000, rate=0.02):
    weights = dict.fromkeys(names, 0.0)
    for _ in range(rounds):
        step = {k: penalty * weights[k] * (k != "bias") for k in names}
        for _, x, right in samples:
            error = predict(weights, x) - right
            for k, v in x.items():
                step[k] += error * v
        for k in names:
            weights[k] -= rate * step[k]
    return weights


def reliability(pairs, bins=5):
    error = 0.0
    print("predicted  right  events")
    for b in range(bins):
        inside = [(p, r) for p, r in pairs if b / bins <= p < (b + 1) / bins or (b == bins - 1 and p == 1)]
        if not inside:
            continue
        mean, right = sum(p for p, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)
        error += abs(mean - right) * len(inside) / len(pairs)
        print(f"     {mean:.2f}   {right:.2f}  {len(inside):6d}")
    print(f"expected calibration error {error:.3f} over {len(pairs)} events, leave-one-article-out")


def main():
    casus, folder = sys.argv[1], Path(sys.argv[2])
    samples = read_samples(casus, folder)
    names = sorted({k for _, x, _ in samples for k in x})
    for name, weight in sorted(fit(samples, names).items()):
        print(f"{weight:+.2f}  {name}")
    held_out = []
    for doc in sorted({s[0] for s in samples}):
        weights = fit([s for s in samples if s[0] != doc], names, rounds=800)
        held_out += [(predict(weights, x), right) for d, x, right in samples if d == doc]
    reliability(held_out)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Makes a gold set of near-duplicate articles: edited copies of articles, as newsrooms edit agency copy, and articles that are
no copies though they share a subject, a quotation or a background paragraph.

    tools/make_duplicates.py [--seed N] FILE... > gold.jsonl

FILE: .txt (an article), .jsonl or .jsonl.gz (an article a line, field `text`). Written: one JSON object a line with id, text,
date, group (what is a copy of what) and edits. The same files and seed give the same bytes. All dates lie within three days, so
that no pair is told apart by its date. Score with `casus eval duplicates gold.jsonl`.
"""
import argparse
import gzip
import json
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

DATES = ["2025-03-10", "2025-03-11", "2025-03-12"]
AGENCIES = ["Northern Press", "Meridian News Agency", "Harbour Wire", "United Dispatch"]
PLACES = ["LISBON", "OSLO", "QUITO", "ACCRA", "HANOI", "TUNIS", "RIGA"]
PERSONS = ["Ana Duarte", "Piet Vos", "Mira Kallio", "Tom Okoro", "Lena Brandt", "Yusuf Demir"]
TAILS = [
    "(Reporting by {a} and {b}; editing by {c})",
    "Copyright {agency}. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.",
    "Sign up for our newsletter to get the most important stories of the day in your inbox every morning.",
    "{agency} correspondents {a} and {b} contributed to this report.",
    "This story was first published by {agency} and is used here with permission. Read more on our website.",
]
LEDES = [
    "Here is what we know so far about the events that have drawn wide attention since the weekend, as told by {a}.",
    "In a development that caught many observers by surprise, new details have emerged, {agency} learned.",
    "What had begun quietly has turned into one of the most closely watched matters of the week, writes {a}.",
    "Officials and witnesses gave differing accounts on the day after; our correspondent {b} has put them together.",
]
WORDS_MIN = 80


def read_articles(paths):
    for path in map(Path, paths):
        if path.suffix == ".txt":
            yield path.stem, path.read_text(encoding="utf-8")
            continue
        opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
        with opened as lines:
            for number, line in enumerate(lines, 1):
                record = json.loads(line)
                yield str(record.get("id", f"{path.stem}-{number}")), record.get("text", "")


def sentences(text):
    return [s for s in re.split(r"(?<=[.!?\"”])\s+(?=[A-Z\"“])|\n\s*\n", text) if s and s.strip()]


def words_of(parts):
    return sum(len(p.split()) for p in parts)


def signed(rng, template):
    a, b, c = rng.sample(PERSONS, 3)
    return template.format(a=a, b=b, c=c, agency=rng.choice(AGENCIES))


# ---- edits: a list of sentences in, a list of sentences out


def cut_end(rng, parts, others):
    wanted = words_of(parts) * rng.uniform(0.3, 0.9)
    kept = []
    for part in parts:
        if kept and words_of(kept) + len(part.split()) > wanted:
            break
        kept.append(part)
    return kept


def cut_inside(rng, parts, others):
    keep = rng.uniform(0.45, 0.9)
    return [p for i, p in enumerate(parts) if i == 0 or rng.random() < keep]


def reorder(rng, parts, others):
    size = rng.choice([1, 2, 3])
    blocks = [parts[i:i + size] for i in range(0, len(parts), size)]
    head, tail = blocks[:1], blocks[1:]
    rng.shuffle(tail)
    return [p for block in head + tail for p in block]


def new_lede(rng, parts, others):
    return [signed(rng, rng.choice(LEDES))] + parts[1:]


def correct(rng, parts, others):
    def number(match):
        return str(int(match[0]) + rng.choice([-2, -1, 1, 2, 10])) if rng.random() < 0.5 and len(match[0]) < 5 else match[0]

    text = "\n".join(parts)
    names = [w for w, n in Counter(re.findall(r"\b[A-Z][a-z]{4,}\b", text)).most_common(6) if n > 1]
    for name in rng.sample(names, min(2, len(names))):
        text = re.sub(rf"\b{name}\b", name[:-2] + name[-1] + "e", text)
    return re.sub(r"\b\d+\b", number, text).split("\n")


def reword(rng, parts, others):
    swaps = {"said": "told reporters", "also": "in addition", "but": "however", "people": "persons", "after": "following",
             "about": "some", "would": "is to", "because": "since"}
    return [" ".join(swaps[w] if w in swaps and rng.random() < 0.6 else w for w in p.split()) for p in parts]


def dateline(rng, parts, others):
    return [f"{rng.choice(PLACES)} ({rng.choice(AGENCIES)}) - {parts[0]}"] + parts[1:]


def boilerplate(rng, parts, others):
    return parts + [signed(rng, t) for t in rng.sample(TAILS, rng.choice([1, 2]))]


def typography(rng, parts, others):
    return [p.replace('"', "“").replace("'", "’").replace(" - ", " — ").upper() if rng.random() < 0.1 else
            p.replace('"', "“").replace("'", "’").replace(" - ", " — ") for p in parts]


def merge_brief(rng, parts, others):
    """Another matter follows in brief: less than a third of these words and of its own."""
    other = sentences(rng.choice(others))
    room = min(words_of(parts), words_of(other)) / 3
    taken = []
    for part in other:
        if words_of(taken) + len(part.split()) > room:
            break
        taken.append(part)
    return parts + ["In other news:"] + taken if taken else parts


EDITS = [cut_end, cut_end, cut_inside, reorder, new_lede, correct, reword, dateline, boilerplate, typography, merge_brief]


def edited(rng, text, others):
    parts = sentences(text)
    chosen = sorted(rng.sample(range(len(EDITS)), rng.choice([1, 1, 2, 2, 3, 4])))
    for index in chosen:
        after = EDITS[index](rng, parts, others)
        if words_of(after) >= 40:
            parts = after
    return " ".join(parts) if rng.random() < 0.3 else "\n\n".join(parts), sorted({EDITS[i].__name__ for i in chosen})


# ---- what is no copy


def names_of(text):
    return {w for w, n in Counter(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", text)).items() if n > 1}


def same_subject(articles):
    """Pairs of different articles that share names: they are in the set anyway; the count is reported."""
    holders = defaultdict(list)
    for identity, text in articles:
        for name in names_of(text):
            holders[name].append(identity)
    shared = Counter()
    for ids in holders.values():
        if len(ids) < 12:
            shared.update((a, b) for i, a in enumerate(ids) for b in ids[i + 1:])
    return [pair for pair, n in shared.items() if n >= 4]


def with_background(rng, text, other):
    """The article, with a stretch of another one in it: a quotation, a paragraph of background. A fifth of either at most."""
    parts, borrowed = sentences(text), sentences(other)
    room, taken = min(words_of(parts), words_of(borrowed)) * rng.uniform(0.08, 0.2), []
    for part in borrowed[rng.randrange(max(1, len(borrowed) - 3)):]:
        if words_of(taken) + len(part.split()) > room:
            break
        taken.append(part)
    at = rng.randrange(len(parts)) + 1
    return "\n\n".join(parts[:at] + taken + parts[at:])


def grams(text):
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:]))


def originals(articles):
    """Without articles that share two fifths of the 3-grams of the shorter one with an article before: copies in the source."""
    holders, kept = defaultdict(list), []
    for identity, text in articles:
        own = grams(text)
        shared = Counter(other for gram in own for other in holders.get(gram, ()))
        if len(text.split()) < WORDS_MIN or any(n > 0.4 * min(len(own), size) for (_, size), n in shared.items()):
            continue
        kept.append((identity, text))
        for gram in own:
            holders[gram].append((identity, len(own)))
    return kept


def copies_of(rng):
    return rng.choices([0, 1, 2, 3, 5, 8], weights=[40, 20, 15, 10, 10, 5])[0]


def make(articles, seed):
    rng = random.Random(seed)
    texts = [t for _, t in articles]
    for identity, text in articles:
        group = f"{identity}/{seed}"
        if rng.random() < 0.15:
            text = with_background(rng, text, rng.choice(texts))
        yield {"id": group, "text": text, "date": rng.choice(DATES), "group": group, "edits": []}
        for copy in range(copies_of(rng)):
            changed, names = edited(rng, text, texts)
            yield {"id": f"{group}/{copy}", "text": changed, "date": rng.choice(DATES), "group": group, "edits": names}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = originals(read_articles(options.files))
    for record in make(found, options.seed):
        print(json.dumps(record, ensure_ascii=False, sort_keys=True))
    print(f"{len(found)} articles, {len(same_subject(found))} pairs of one subject among them", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

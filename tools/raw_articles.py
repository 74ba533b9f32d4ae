#!/usr/bin/env python3
"""Writes many articles for tests of size and speed, as JSON Lines: paragraphs of raw news, cut into articles, repeated with small edits.

    tools/raw_articles.py COUNT [--days N] [FOLDER | FILE...] > articles.jsonl

FOLDER is ../shared/data/raw by default, whose texts may be measured on but not kept; samples/ does as well. Each repetition of an article
has another publisher and day, loses a paragraph or changes its numbers. The same arguments give the same bytes.
"""
import argparse
import gzip
import json
import re
import sys
from datetime import date, timedelta
from pathlib import Path

ARTICLE_BYTES = 1300
FIRST_DAY = date(2023, 1, 1)


def paragraphs_of(path):
    opened = gzip.open(path, "rt", encoding="utf-8", errors="replace") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as lines:
        for line in lines:
            if ".jsonl" in path.name:
                record = json.loads(line)
                yield from (record.get("text") or record.get("maintext", "")).split("\n")
                yield None
            else:
                yield line


def articles_of(path):
    """Paragraphs one after the other, until there is enough for an article."""
    parts, size = [], 0
    for paragraph in paragraphs_of(path):
        text = (paragraph or "").strip()
        if text:
            parts.append(text)
            size += len(text)
        if parts and (size > ARTICLE_BYTES or paragraph is None):
            yield parts
            parts, size = [], 0
    if parts:
        yield parts


def edited(parts, repetition):
    """Loses a paragraph, or counts differently; the first copy is as it was."""
    if repetition == 0:
        return parts
    if repetition % 3 == 0 and len(parts) > 2:
        lost = repetition // 3 % len(parts)
        return parts[:lost] + parts[lost + 1 :]
    return [re.sub(r"\b\d{1,3}\b", lambda m: str(int(m[0]) + repetition), p) for p in parts]


def records(articles, count, days):
    stride = next(s for s in (7919, 7907, 7901) if len(articles) % s)  # all kinds of text from the start on
    for number in range(count):
        which, repetition = number % len(articles) * stride % len(articles), number // len(articles)
        # Copies of one article stand within some days of one another, as those of an agency's report do.
        day = FIRST_DAY + timedelta(days=(which * 37 + repetition) % days)
        parts = edited(articles[which], repetition)
        yield {
            "id": f"r{number}",
            "date": day.isoformat(),
            "source": f"paper-{(which + repetition * 7) % 97}.example",
            "url": f"https://paper-{(which + repetition * 7) % 97}.example/{day.isoformat()}/{number}",
            "title": parts[0][:80],
            "text": "\n\n".join(parts),
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("paths", nargs="*", default=[str(Path(__file__).parent.parent.parent / "shared/data/raw")])
    given = parser.parse_args()
    files = []
    for path in map(Path, given.paths):
        files += sorted(p for p in path.glob("*") if p.is_file()) if path.is_dir() else [path]
    articles = [a for f in files if f.suffix in (".gz", ".txt", ".jsonl") for a in articles_of(f)]
    if not articles:
        sys.exit("no articles in " + ", ".join(given.paths))
    for record in records(articles, given.count, given.days):
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Kills `casus ingest` again and again, at random moments, and compares the store with that of a run left in peace.

    tools/kill_ingest.py CASUS ARTICLES.jsonl [--kills N] [--jobs N] [--seed N] [--command ingest|rebuild]

Fails when any table differs (times of runs apart), the database is damaged, or the index of words does not fit the articles.
"""
import argparse
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# Runs differ in their times; the tables of the index of words differ by how often it was written: it is checked by itself.
TIMES = {"run": {"started", "ended"}}


def tables_of(db):
    names = [r[0] for r in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    return [n for n in names if not n.startswith(("article_search", "sqlite_"))]


# How often was committed is another matter than what was.
KEPT_APART = {"meta": " WHERE name <> 'revision'"}


def rows_of(db, table):
    columns = [r[1] for r in db.execute(f"PRAGMA table_info({table})") if r[1] not in TIMES.get(table, ())]
    listed = ", ".join(f'"{c}"' for c in columns)
    order = "1, 2, 3" if len(columns) > 2 else "1"
    return db.execute(f"SELECT {listed} FROM {table}{KEPT_APART.get(table, '')} ORDER BY {order}")


def differences(one, other):
    a, b = sqlite3.connect(one), sqlite3.connect(other)
    for table in tables_of(a):
        rows, others = rows_of(a, table).fetchall(), rows_of(b, table).fetchall()
        if rows != others:
            first = next((p for p in zip(rows, others) if p[0] != p[1]), (len(rows), len(others)))
            yield f"{table}: {len(rows)} and {len(others)} rows; first difference: {str(first)[:400]}"
    if tables_of(a) != tables_of(b):
        yield "the tables themselves"


def damage(path):
    db = sqlite3.connect(path)
    found = db.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        yield found
    try:
        db.execute("INSERT INTO article_search (article_search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        yield f"index of words: {error}"


def killed_runs(command, seconds, kills, rng):
    """Starts the command until it has been killed so many times; true if it was never too fast for that."""
    for done in range(kills):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0, seconds))
        process.send_signal(signal.SIGKILL)
        if process.wait() == 0:
            return done
    return kills


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("casus")
    parser.add_argument("articles")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--command", default="ingest", choices=["ingest", "rebuild"])
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="casus-kill-"))
    whole, cut = str(folder / "whole.db"), str(folder / "cut.db")

    def command(db):
        inputs = [given.articles] if given.command == "ingest" else []
        return [given.casus, given.command, *inputs, "--db", db, "--jobs", given.jobs, "--quiet"]

    if given.command == "rebuild":
        for db in (whole, cut):
            subprocess.run([given.casus, "ingest", given.articles, "--db", db, "--no-code", "--quiet"], check=True)
    began = time.monotonic()
    subprocess.run(command(whole), check=True)
    seconds = time.monotonic() - began
    # Each process lives for a part of the run, so that the kills fall everywhere in it, the last steps included.
    rng, kills = random.Random(given.seed), 0
    fresh = Path(cut).read_bytes() if Path(cut).exists() else None
    while not kills and seconds > 0.01:  # a machine that is busy at first and idle then may be done before the first kill
        kills = killed_runs(command(cut), seconds * 4 / given.kills + 0.15 * min(seconds, 1), given.kills, rng)
        if not kills:
            seconds /= 2
            for path in folder.glob("cut.db*"):
                path.unlink()
            if fresh is not None:
                Path(cut).write_bytes(fresh)
    subprocess.run(command(cut), check=True)
    # The last kill may have met a run that was done: the command then made one more, which changes nothing but the list of runs.
    last = sqlite3.connect(whole).execute("SELECT max(key) FROM run").fetchone()[0]
    sqlite3.connect(cut).executescript(f"DELETE FROM run WHERE key > {last}; DELETE FROM run_skip WHERE run > {last}")
    found = list(differences(whole, cut)) + list(damage(cut)) + list(damage(whole))
    for difference in found:
        print(difference)
    n = sqlite3.connect(cut).execute("SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM event)").fetchone()
    print(f"{kills} kills; {n[0]} articles, {n[1]} events; {len(found)} differences")
    shutil.rmtree(folder)
    return 1 if found or kills == 0 else 0


if __name__ == "__main__":
    sys.exit(main())

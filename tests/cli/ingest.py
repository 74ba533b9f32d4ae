#!/usr/bin/env python3
"""casus ingest and casus rebuild: counts, second runs, broken inputs, kills, and the same store whatever the jobs and the order.

    ingest.py CASUS SOURCE_DIR
"""
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

CASUS, SOURCE = sys.argv[1], Path(sys.argv[2])
sys.path.insert(0, str(SOURCE / "tools"))
from kill_ingest import damage, differences  # noqa: E402

FOLDER = Path(tempfile.mkdtemp(prefix="casus-ingest-"))
failures = 0


def check(what, good, detail=""):
    global failures
    if not good:
        failures += 1
        print(f"FAILED: {what} {detail}")


def casus(*words, status=0):
    done = subprocess.run([CASUS, *map(str, words)], capture_output=True, text=True, check=False)
    check(f"exit status of casus {' '.join(map(str, words))}", done.returncode == status, f"is {done.returncode}: {done.stderr[-300:]}")
    return done


def rows(db, query):
    return sqlite3.connect(db).execute(query).fetchall()


def articles(count):
    made = subprocess.run([sys.executable, SOURCE / "tools/raw_articles.py", str(count), SOURCE / "samples"], capture_output=True, check=True)
    path = FOLDER / f"articles-{count}.jsonl"
    path.write_bytes(made.stdout)
    return path


def test_counts(source):
    db = FOLDER / "counts.db"
    casus("ingest", source, "--db", db)
    n = len(source.read_text().splitlines())
    check("every article is stored", rows(db, "SELECT count(*) FROM article") == [(n,)])
    before = rows(db, "SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM party), (SELECT count(*) FROM story)")
    check("there are events and stories", min(before[0]) > 0, before)
    casus("ingest", source, "--db", db)
    after = rows(db, "SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM party), (SELECT count(*) FROM story)")
    check("a second run adds nothing", before == after and rows(db, "SELECT count(*) FROM article") == [(n,)])
    runs = rows(db, "SELECT n_read, n_coded, n_skipped, n_failed, state FROM run ORDER BY key")
    check("runs add up", runs == [(n, n, 0, 0, "closed"), (n, 0, n, 0, "closed")], runs)
    check("every event has its story", rows(db, "SELECT count(*) FROM event WHERE story IS NULL") == [(0,)])
    check("stories count their reports", rows(db, "SELECT sum(n_reports) FROM story") == rows(db, "SELECT count(*) FROM event"))


def test_broken(source):
    folder, db = FOLDER / "broken", FOLDER / "broken.db"
    folder.mkdir()
    lines = source.read_text().splitlines()
    (folder / "a.jsonl").write_text("\n".join([lines[0], "{ broken", lines[1], '{"title": "no text"}', lines[1]]) + "\n")
    (folder / "b.txt").write_bytes(b"bytes that are no UTF-8: \xff\xfe\n")
    done = casus("ingest", folder, "--db", db, status=1)
    check("broken records are named", "a.jsonl:2" in done.stderr and "a.jsonl:4" in done.stderr and "b.txt" in done.stderr, done.stderr)
    run = rows(db, "SELECT n_read, n_coded, n_skipped, n_failed FROM run")
    check("broken records are counted", run == [(6, 2, 1, 3)], run)
    named = rows(db, "SELECT line FROM run_failure ORDER BY ordinal")
    check("broken records are kept with their lines", named == [(2,), (4,), (0,)], named)
    check("reasons for skipping are kept", rows(db, "SELECT reason, n FROM run_skip") == [("stored already", 1)])


def test_jobs(source):
    one, two = FOLDER / "one.db", FOLDER / "two.db"
    casus("ingest", source, "--db", one, "--jobs", 1)
    casus("ingest", source, "--db", two, "--jobs", 2)
    check("the number of threads makes no difference", not list(differences(one, two)), list(differences(one, two)))
    check("the databases are sound", not list(damage(one)) and not list(damage(two)))


# What may not depend on the order of reading: keys are counted in it, ids are not.
SETTLED = [
    "SELECT a.id, b.id FROM article a JOIN article b ON b.key = a.group_key ORDER BY 1",
    "SELECT s.id, s.n_reports, s.n_articles, s.n_groups, s.n_sources, s.agreement, s.n_actual, s.n_negated, s.contradicted FROM story s ORDER BY 1",
    "SELECT a.id, e.id, s.id FROM event e JOIN story s ON s.key = e.story JOIN article a ON a.key = e.article ORDER BY 1, 2, 3",
]


def test_order(source):
    lines = source.read_text().splitlines()
    random.Random(7).shuffle(lines)
    one, other = FOLDER / "order-1.db", FOLDER / "order-2.db"
    casus("ingest", source, "--db", one)
    for part in range(4):  # in four runs: what is joined later is joined the same
        path = FOLDER / f"part-{part}.jsonl"
        path.write_text("\n".join(lines[part::4]) + "\n")
        casus("ingest", path, "--db", other)
    for query in SETTLED:
        first, second = rows(one, query), rows(other, query)
        check("order and number of runs make no difference", first == second, f"{query}\n{[p for p in zip(first, second) if p[0] != p[1]][:3]}")


def test_rebuild(source):
    fresh, again = FOLDER / "fresh.db", FOLDER / "again.db"
    casus("ingest", source, "--db", fresh)
    casus("ingest", source, "--db", again, "--no-code")
    check("--no-code codes nothing", rows(again, "SELECT count(*) FROM event") == [(0,)])
    sqlite3.connect(again).executescript("INSERT INTO correction VALUES (1, 1, 'x', 'rejected', '', 'me', '2024-01-01')")
    casus("rebuild", "--db", again)
    check("a correction outlives a rebuild", rows(again, "SELECT count(*) FROM correction") == [(1,)])
    for db in (fresh, again):
        sqlite3.connect(db).executescript("DELETE FROM run; DELETE FROM correction")
    check("a rebuilt store is a fresh one", not list(differences(fresh, again)), list(differences(fresh, again)))
    check("a rebuilt store is sound", not list(damage(again)))
    casus("rebuild", "--db", FOLDER / "missing.db", status=4)
    casus("rebuild", status=2)


def test_strictness(source):
    db = FOLDER / "strict.db"
    casus("ingest", source, "--db", db)
    before = [rows(db, q) for q in SETTLED]
    casus("rebuild", "--db", db, "--stories-only", "--strictness", 0.9, "--window", 1)
    check("a strict store has more stories", rows(db, "SELECT count(*) FROM story")[0][0] > len(before[1]), len(before[1]))
    casus("rebuild", "--db", db, "--stories-only", "--strictness", 0.5, "--window", 3)
    check("the usual options give the usual stories", [rows(db, q) for q in SETTLED] == before)
    casus("ingest", source, "--db", db, "--strictness", 2, status=2)


def test_kills(source):
    for command in ("ingest", "rebuild"):
        done = subprocess.run([sys.executable, SOURCE / "tools/kill_ingest.py", CASUS, source, "--kills", "6", "--command", command],
                              capture_output=True, text=True, check=False)
        check(f"kills of {command}", done.returncode == 0, done.stdout + done.stderr)


def test_no_store():
    text = FOLDER / "text.db"
    text.write_text("this is no database, but a text of some length\n" * 40)
    done = casus("ingest", SOURCE / "samples", "--db", text, status=4)
    check("a file that is no database is named", "text.db" in done.stderr, done.stderr)
    other = FOLDER / "other.db"
    sqlite3.connect(other).executescript("CREATE TABLE t (a)")
    check("another's database is refused", "no store of casus" in casus("ingest", SOURCE / "samples", "--db", other, status=4).stderr)
    newer = FOLDER / "newer.db"
    casus("ingest", SOURCE / "samples", "--db", newer)
    connection = sqlite3.connect(newer)
    connection.executescript("UPDATE meta SET value = '999' WHERE name = 'schema'")
    check("another version is refused", "999" in casus("ingest", SOURCE / "samples", "--db", newer, status=4).stderr)
    casus("ingest", SOURCE / "samples", status=2)
    casus("ingest", SOURCE / "samples", "--db", FOLDER / "no-folder" / "x.db", status=4)


def main():
    count = int(os.environ.get("INGEST_ARTICLES", "150"))  # sanitizers are slow
    some = articles(count)
    test_counts(some)
    test_broken(some)
    test_jobs(some)
    test_order(articles(count * 5 // 2))
    test_rebuild(some)
    test_strictness(some)
    test_kills(some)
    test_no_store()
    print(f"{failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

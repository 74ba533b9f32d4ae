#!/usr/bin/env python3
"""The list of tables in docs/store.md, from the comments that a store keeps in its own schema.

    tools/schema_page.py STORE PAGE           writes the list into the page, between its two marks
    tools/schema_page.py --check STORE PAGE   exit status 1 where the page has another one

STORE: an SQLite store, best a fresh one: printf 'A text.' | casus ingest --no-code --db STORE -
"""
import argparse
import re
import sqlite3
import sys
from pathlib import Path

BEGIN, END = "<!-- tables: tools/schema_page.py -->\n", "<!-- end of tables -->\n"
HEAD = re.compile(r"CREATE TABLE (\w+) \( -- (.*)")
COLUMN = re.compile(r'\s*"(\w+)" (.*?),? -- (.*)')


def statements(store):
    base = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    query = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE % ( -- %' ORDER BY rowid"
    return [sql for (sql,) in base.execute(query)]


def cell(text):
    return text.replace("|", "\\|")


def section(sql):
    lines = sql.splitlines()
    name, comment = HEAD.match(lines[0]).groups()
    rows = [COLUMN.match(line).groups() for line in lines[1:] if COLUMN.match(line)]
    table = "".join(f"| `{column}` | {kind.lower()} | {cell(what)} |\n" for column, kind, what in rows)
    return f"### {name}\n\n{comment}.\n\n| column | type | what it is |\n|---|---|---|\n{table}\n"


def with_list(page, store):
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    return before + BEGIN + "\n" + "".join(map(section, statements(store))) + END + after


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true")
    arguments.add_argument("store")
    arguments.add_argument("page", type=Path)
    given = arguments.parse_args()
    page = given.page.read_text(encoding="utf-8")
    wanted = with_list(page, given.store)
    if given.check and page != wanted:
        print(f"{given.page} is not up to date: run tools/schema_page.py STORE {given.page}", file=sys.stderr)
        return 1
    if not given.check:
        given.page.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

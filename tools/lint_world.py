#!/usr/bin/env python3
"""Checks the tables of data/world: prints FILE:LINE: what is wrong; exit status 1 where anything is.

usage: lint_world.py [FOLDER]

Errors: wrong columns, bad dates, a term that ends before it starts, unknown countries and sectors, one name for two parties at
one time, two holders of a single-holder office at one time, one body twice, one office of one person twice at one time, rows that no
text can reach, the rows of one person apart, and answers of tools/world/must.tsv that the tables do not give. places.tsv: lint_places.py."""
import collections
import os
import re
import sys

import lint_places
import people_names as names
import world_offices as offices
import world_tables as tables
from world_tables import day_number as days, first_day as first, last_day as last

HERE = os.path.dirname(os.path.abspath(__file__))
COLUMNS = {
    "countries.tsv": ["iso3", "names", "demonyms", "capital", "seats", "from", "to", "source"],
    "people.tsv": ["name", "variants", "country", "sector", "office", "from", "to", "source"],
    "offices.tsv": ["title", "office", "country"],
    "groups.tsv": ["name", "variants", "code", "country", "sector", "kind", "from", "to", "source"],
    "agents.tsv": ["phrase", "sector", "office", "source"],
    "regions.tsv": ["name", "members", "source"],
    "places.tsv": lint_places.COLUMNS,
    "peoples.tsv": ["names", "country"],
    "heads.tsv": ["word", "kind", "sector"],
}
HEAD_KINDS = {"relay", "measure", "body", "title", "back", "former", "deputy", "abstract", "bound", "weapon"}
BACK_KINDS = {"country", "group", "person", "counterpart"}
# As in src/world/bodies.c: longer phrases are never looked up.
AGENT_WORDS_MAX = 7
# A change-over may leave two holders a few weeks; acting holders are counted here as well.
GRACE_DAYS = 95


class Lint:
    def __init__(self, folder):
        self.folder, self.errors, self.tables = folder, 0, {}

    def error(self, name, line, message):
        self.errors += 1
        print(f"{os.path.join(self.folder, name)}:{line}: {message}")

    def read(self, name):
        path = os.path.join(self.folder, name)
        with open(path, encoding="utf-8", newline="\n") as text:
            lines = text.read().split("\n")
        body = [(i, l) for i, l in enumerate(lines, 1) if l and not l.startswith("#")]
        if not body or body[0][1].split("\t") != COLUMNS[name]:
            self.error(name, body[0][0] if body else 1, f"the header is not {' '.join(COLUMNS[name])}")
            return []
        out = []
        for line, text in body[1:]:
            cells = text.split("\t")
            if len(cells) != len(COLUMNS[name]):
                self.error(name, line, f"{len(cells)} columns, {len(COLUMNS[name])} expected")
                continue
            if any(c != c.strip() for c in cells):
                self.error(name, line, "a cell begins or ends with a space")
            out.append((line, dict(zip(COLUMNS[name], cells))))
        return out

    def dates(self, name, line, row):
        good = True
        for column in ("from", "to"):
            if row[column] and not tables.DATE.match(row[column]):
                self.error(name, line, f"bad date in {column}: {row[column]}")
                good = False
        if good and row["from"] and row["to"] and last(row["to"]) < first(row["from"]):
            self.error(name, line, f"ends ({row['to']}) before it begins ({row['from']})")
            good = False
        return good

    def sector(self, name, line, sector, country):
        body = country == "" and len(sector) == 6 and sector[:3] == "IGO" and sector.isupper()
        if sector not in tables.SECTORS and not body:
            self.error(name, line, f"unknown sector {sector or '(empty)'}")

    def run(self):
        for name in COLUMNS:
            self.tables[name] = self.read(name)
        self.countries()
        codes = {row["iso3"] for _, row in self.tables["countries.tsv"]}
        self.people(codes)
        self.groups(codes)
        self.agents()
        self.offices(codes)
        self.regions(codes)
        lint_places.check(self.tables["places.tsv"], codes, lambda line, message: self.error("places.tsv", line, message))
        self.peoples(codes)
        self.heads()
        self.must()
        return self.errors

    def countries(self):
        owners = collections.defaultdict(list)
        for line, row in self.tables["countries.tsv"]:
            if not (len(row["iso3"]) == 3 and row["iso3"].isalpha() and row["iso3"].isupper()):
                self.error("countries.tsv", line, f"no alpha-3 code: {row['iso3']}")
            self.dates("countries.tsv", line, row)
            if not row["names"]:
                self.error("countries.tsv", line, "no name: the row is unreachable")
            for column in ("names", "demonyms"):
                for word in tables.split(row[column]):
                    owners[word].append((line, row["iso3"], row["from"], row["to"]))
            for seat in tables.split(row["seats"]):
                if ":" not in seat or seat.rsplit(":", 1)[1] not in tables.SECTORS:
                    self.error("countries.tsv", line, f"seat without a known sector: {seat}")
        for word, uses in sorted(owners.items()):
            for other in uses[1:]:
                if other[1] != uses[0][1] and meet(uses[0][2:], other[2:]):
                    self.error("countries.tsv", other[0], f"\"{word}\" is also {uses[0][1]}, line {uses[0][0]}")

    def people(self, codes):
        owners, held, terms = collections.defaultdict(list), collections.defaultdict(list), collections.defaultdict(list)
        for line, row in self.tables["people.tsv"]:
            good = self.dates("people.tsv", line, row)
            if row["country"] and row["country"] not in codes:
                self.error("people.tsv", line, f"unknown country {row['country']}")
            self.sector("people.tsv", line, row["sector"], row["country"])
            if not row["name"]:
                self.error("people.tsv", line, "no name: the row is unreachable")
            if good:
                for name in [row["name"]] + tables.split(row["variants"]):
                    owners[name].append((line, row["country"] or row["sector"], row["from"], row["to"]))
                    self.reachable("people.tsv", line, name)
                if row["source"] == tables.GENERAL:
                    terms[(row["name"], row["country"], row["office"])].append((line, row["from"], row["to"]))
                if offices.single(row["office"], row["country"]):
                    held[(row["country"], row["office"])].append((line, row["name"], row["from"], row["to"]))
        self.same_names("people.tsv", owners)
        self.together()
        self.own_terms(terms)
        for (country, office), terms in sorted(held.items()):
            self.overlapping(country, office, terms)

    def own_terms(self, terms):
        for (name, country, office), rows in sorted(terms.items()):
            for a, b in zip(rows, rows[1:]):
                if meet(a[1:], b[1:]):
                    self.error("people.tsv", b[0], f"{name} ({country}) holds \"{office}\" here and at line {a[0]} at one time")

    def together(self):
        """The loader takes rows of one name and country for one person only where they follow one another."""
        seen, before = {}, None
        for line, row in self.tables["people.tsv"]:
            person = (row["name"], row["country"])
            if person != before and person in seen:
                self.error("people.tsv", line, f"{row['name']} ({row['country']}) stands at line {seen[person]} already, with others between")
            seen.setdefault(person, line)
            before = person

    def must(self):
        """Looks names up as the loader does: letters and digits without accents, the term of the day, ELI out of office."""
        index = collections.defaultdict(list)
        people = collections.defaultdict(list)
        for _, row in self.tables["people.tsv"]:
            person = people[(row["name"], row["country"])]
            person.append(row)
            for name in [row["name"]] + tables.split(row["variants"]):
                if person not in index[names.key(name)]:
                    index[names.key(name)].append(person)
        for _, row in self.tables["groups.tsv"]:
            for name in [row["name"]] + tables.split(row["variants"]):
                index[names.key(name)].append([dict(row, sector="", country=row["code"])])
        for _, row in self.tables["countries.tsv"]:
            for name, sector in (seat.rsplit(":", 1) for seat in tables.split(row["seats"]) if ":" in seat):
                index[names.key(name)].append([{"country": row["iso3"], "sector": sector, "from": "", "to": ""}])
        path = os.path.join(HERE, "world", "must.tsv")
        for number, row in tables.rows(path):
            found = [answer(person, row["date"]) for person in index[names.key(row["name"])]]
            codes = [code for _, code in sorted(found, key=lambda f: -f[0])]
            if not codes or codes[0] != row["code"]:
                self.errors += 1
                print(f"{os.path.normpath(path)}:{number}: {row['name']} on {row['date']} is {codes[0] if codes else 'nobody'}, {row['code']} expected")

    def reachable(self, name, line, text):
        """Names are looked up for a dozen tokens."""
        if tables.too_long(text):
            self.error(name, line, f"\"{text}\" has more than {tables.NAME_TOKENS_MAX} tokens: unreachable")
        if not names.key(text):
            self.error(name, line, f"\"{text}\" has no letters: unreachable")

    def peoples(self, codes):
        nations = {names.key(word): row["iso3"] for _, row in self.tables["countries.tsv"] for word in tables.split(row["names"])}
        demonyms = {names.key(word): row["iso3"] for _, row in self.tables["countries.tsv"] for word in tables.split(row["demonyms"])}
        seen = {}
        for line, row in self.tables["peoples.tsv"]:
            if row["country"] not in codes:
                self.error("peoples.tsv", line, f"unknown country {row['country']}")
            for word in tables.split(row["names"]):
                key = names.key(word)
                if key in seen:
                    self.error("peoples.tsv", line, f"\"{word}\" stands at line {seen[key]} already")
                if key in nations or demonyms.get(key, row["country"]) != row["country"]:
                    self.error("peoples.tsv", line, f"\"{word}\" is a word of {nations.get(key) or demonyms[key]} in countries.tsv")
                seen.setdefault(key, line)
                self.reachable("peoples.tsv", line, word)

    def heads(self):
        seen = {}
        for line, row in self.tables["heads.tsv"]:
            if row["kind"] not in HEAD_KINDS:
                self.error("heads.tsv", line, f"unknown kind {row['kind']}")
            if row["kind"] == "back":
                if row["sector"] not in BACK_KINDS:
                    self.error("heads.tsv", line, f"looks back for an unknown {row['sector'] or '(nothing)'}")
            elif row["sector"]:
                self.sector("heads.tsv", line, row["sector"], row["sector"])
            key = (tables.lemma(row["word"]), row["kind"])
            if key in seen:
                self.error("heads.tsv", line, f"\"{row['word']}\" stands at line {seen[key]} already: unreachable")
            seen.setdefault(key, line)

    def same_names(self, name, owners):
        for word, uses in sorted(owners.items()):
            for i, a in enumerate(uses):
                for b in uses[:i]:
                    if a[1] != b[1] and meet(a[2:], b[2:]):
                        self.error(name, a[0], f"\"{word}\" is {a[1]} here and {b[1]} at line {b[0]} at one time")

    def twice(self, name, owners):
        for word, uses in sorted(owners.items()):
            for i, a in enumerate(uses):
                for b in uses[:i]:
                    if a[0] != b[0] and a[1] == b[1] and meet(a[2:], b[2:]):
                        self.error(name, a[0], f"\"{word}\" is {a[1]} at line {b[0]} already: unreachable")

    def overlapping(self, country, office, terms):
        terms.sort(key=lambda t: (first(t[2]), last(t[3])))
        for i, a in enumerate(terms):
            for b in terms[i + 1:]:
                if first(b[2]) > last(a[3]):
                    break
                if a[1] != b[1] and shared_days(a[2:], b[2:]) > GRACE_DAYS:
                    self.error("people.tsv", b[0], f"{country} has two holders of \"{office}\": {a[1]} (line {a[0]}, {a[2]} to {a[3] or 'now'}) "
                                                   f"and {b[1]} ({b[2]} to {b[3] or 'now'})")

    def groups(self, codes):
        owners, keys = collections.defaultdict(list), collections.defaultdict(list)
        for line, row in self.tables["groups.tsv"]:
            good = self.dates("groups.tsv", line, row)
            if row["country"] and (row["country"] not in codes or not row["code"].startswith(row["country"])):
                self.error("groups.tsv", line, f"country {row['country']} does not fit code {row['code']}")
            self.sector("groups.tsv", line, row["sector"], row["country"])
            if not row["name"]:
                self.error("groups.tsv", line, "no name: the row is unreachable")
            for name in [row["name"]] + tables.split(row["variants"]) if good else []:
                owners[name].append((line, row["code"], row["from"], row["to"]))
                keys[names.key(name)].append(owners[name][-1])
                self.reachable("groups.tsv", line, name)
        self.same_names("groups.tsv", owners)
        self.twice("groups.tsv", keys)

    def agents(self):
        seen = {}
        held = {row["office"] for _, row in self.tables["people.tsv"]} | {""}
        for line, row in self.tables["agents.tsv"]:
            if row["office"] not in held:
                self.error("agents.tsv", line, f"nobody in people.tsv holds \"{row['office']}\"")
            self.sector("agents.tsv", line, row["sector"], row["sector"])
            key = " ".join(tables.lemma(word) for word in re.split(r"[ -]+", row["phrase"]))
            if len(key.split()) > AGENT_WORDS_MAX:
                self.error("agents.tsv", line, f"\"{key}\" has over {AGENT_WORDS_MAX} words: unreachable")
            if not key:
                self.error("agents.tsv", line, "no phrase: the row is unreachable")
            if key in seen:
                self.error("agents.tsv", line, f"\"{key}\" stands at line {seen[key]} already: unreachable")
            seen.setdefault(key, line)

    def offices(self, codes):
        bodies = {row["name"] for _, row in self.tables["groups.tsv"] if row["code"].startswith("IGO")}
        known = {row["office"] for _, row in self.tables["people.tsv"]}
        seen = {}
        for line, row in self.tables["offices.tsv"]:
            if row["country"] and row["country"] not in codes | bodies:
                self.error("offices.tsv", line, f"unknown country or body {row['country']}")
            if row["office"] not in known:
                self.error("offices.tsv", line, f"nobody in people.tsv holds \"{row['office']}\": the row is unreachable")
            key = (row["title"].lower(), row["country"])
            if key in seen:
                self.error("offices.tsv", line, f"\"{row['title']}\" stands at line {seen[key]} already")
            seen.setdefault(key, line)

    def regions(self, codes):
        seen = {}
        for line, row in self.tables["regions.tsv"]:
            for code in tables.split(row["members"]):
                if code not in codes:
                    self.error("regions.tsv", line, f"unknown member {code}")
            for name in tables.split(row["name"]):
                if name in seen:
                    self.error("regions.tsv", line, f"\"{name}\" stands at line {seen[name]} already")
                seen.setdefault(name, line)


def shared_days(a, b):
    """Days that two terms share for certain: a bare year or month counts from its first to its first day."""
    begin, end = max(first(a[0]), first(b[0])), min(first(a[1], "9999-12-31"), first(b[1], "9999-12-31"))
    return max(0, days(end) - days(begin))


IN_OFFICE = ("GOV", "LEG", "MIL", "JUD", "COP", "SPY")


def answer(rows, date):
    """(how well it fits the day, code) of one person or body."""
    now = [r for r in rows if first(r["from"]) <= date <= last(r["to"])]
    if now:
        best = max(now, key=lambda r: ({"GOV": 2, "LEG": 1}.get(r["sector"], 0), first(r["from"])))
        return 2, best["country"] + best["sector"]
    past = [r for r in rows if last(r["to"]) < date]
    best = max(past, key=lambda r: last(r["to"])) if past else rows[0]
    former = bool(past)
    sector = best["sector"]
    if former and (sector in IN_OFFICE or sector.startswith("IGO")):
        sector = "ELI"
    elif not former and sector in IN_OFFICE:
        sector = "PTY"
    return int(former), best["country"] + sector


def meet(a, b):
    return shared_days(a, b) > 0


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.normpath(os.path.join(HERE, "..", "data", "world"))
    errors = Lint(folder).run()
    print(f"{errors} errors" if errors else f"{folder}: no errors", file=sys.stderr)
    sys.exit(1 if errors else 0)


if __name__ == "__main__":
    main()

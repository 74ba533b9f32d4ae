#!/usr/bin/env python3
"""Makes data/world/countries.tsv and regions.tsv: names, nationality words, capitals and seats of power of all countries.

usage: make_countries.py FACTS_FOLDER

Facts: mledoze-countries.json (ODbL), factbook-government.jsonl.gz (public domain). What news uses and they lack stands in
tools/world/countries.tsv and regions.tsv, which also settle the order: the first name is the canonical one."""
import json
import os
import re
import sys

import world_tables as tables

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data", "world")
# Words of a legislature's local name that are no name of their own.
GENERIC = set("parlement parliament parlamento senat senate senado national nationale nacional assemblee asamblea assembleia "
              "assembly congres congress congreso congresso camara camera chambre conseil council legislative parlamentul "
              "parlament parliamentul majlis legislature federal house high court transitional elected name consejo "
              "barlaman barlamane deputies diputados deputes senators representatives assemblea nationalrat standerat camare".split())
FACTBOOK_CHAMBERS = ("Legislative branch", "Legislative branch - lower chamber", "Legislative branch - upper chamber")


def governments(facts):
    """{folded English name: what the factbook says of the government}"""
    out = {}
    for names, government in tables.factbook(facts):
        for name in names:
            if name and name != "none":
                out.setdefault(name, government)
    return out


def chambers(government):
    """Local proper names of the legislature: what stands in brackets after its English name."""
    out = []
    for branch in FACTBOOK_CHAMBERS:
        for field in ("legislature name", "chamber name"):
            text = tables.clean(((government.get(branch) or {}).get(field) or {}).get("text", ""))
            out += [name.strip() for name in re.findall(r"\(([^()]*)\)", text)]
    keep = []
    for name in out:
        words = re.split(r"[\s'-]+", tables.fold(name))
        if len(words) <= 2 and len(name) > 4 and "/" not in name and not any(w in GENERIC or len(w) < 2 for w in words):
            keep.append(name)
    return keep


def merge(facts):
    by_code = {c["cca3"]: c for c in json.load(open(os.path.join(facts, "mledoze-countries.json"), encoding="utf-8"))}
    by_code["XKX"] = by_code.pop("UNK", by_code.get("XKX", {}))
    book = governments(facts)
    table = []
    for number, row in tables.rows(os.path.join(HERE, "world", "countries.tsv")):
        fact = by_code.get(row["iso3"]) or {}
        common = fact.get("name", {}).get("common", "")
        official = fact.get("name", {}).get("official", "")
        names = tables.split(row["names"])
        record = next((book[tables.fold(n)] for n in names + [common, official] if tables.fold(n) in book), None)
        names = tables.unique(names + [common, official])
        if row["iso3"] in ("COG", "COD"):  # both are "Congo" in the facts; news means the one with Kinshasa
            names = [n for n in names if n != "Congo" or row["iso3"] == "COD"]
        capitals = tables.split(row["capital"]) or [c for c in fact.get("capital", []) if c not in names]
        seats = tables.split(row["seats"])
        if row["to"] == "":
            known = {tables.fold(s.rsplit(":", 1)[0]) for s in seats}
            seats += [n + ":LEG" for n in chambers(record or {}) if tables.fold(n) not in known]
        source = ", ".join((["mledoze-countries.json"] if fact else []) + (["factbook-government"] if record else [])
                           + [tables.GENERAL])
        table.append((row["iso3"], "|".join(names), "|".join(tables.unique(tables.split(row["demonyms"]))),
                      "|".join(tables.unique(capitals)), "|".join(tables.unique(seats)), row["from"], row["to"], source))
    return table


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    tables.write(os.path.join(DATA, "countries.tsv"),
                 ["Countries and territories: names (first one canonical), nationality words, capitals, seats of power.",
                  "Sources: mledoze/countries (ODbL), CIA World Factbook (public domain), general knowledge. Made by tools/make_countries.py."],
                 ["iso3", "names", "demonyms", "capital", "seats", "from", "to", "source"], merge(sys.argv[1]))
    regions = [(row["name"], row["members"], tables.GENERAL)
               for _, row in tables.rows(os.path.join(HERE, "world", "regions.tsv"))]
    tables.write(os.path.join(DATA, "regions.tsv"),
                 ["Groups of countries as news names them, with their members.",
                  "Source: general knowledge. Made by tools/make_countries.py."], ["name", "members", "source"], regions)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Makes data/world/groups.tsv: armed groups, parties, international bodies, agencies, companies, media with names of their own.

usage: make_groups.py FACTS_FOLDER

tools/world/groups.tsv (general knowledge) decides; factbook-government.jsonl.gz (public domain) adds parties of all countries."""
import os
import re
import sys

import people_names as names
import world_tables as tables

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data", "world")


# Organs of international bodies keep the body's code and have a sector of their own where PLOVER has one for their kind.
ORGANS = {"court": "JUD", "parliament": "LEG", "government": "GOV", "health": "MED", "police": "COP"}


def parts(code, kind=""):
    """country, sector of a code."""
    if code[:3] in tables.NO_COUNTRY:
        if code[:3] == "IGO" and kind in ORGANS:
            return "", ORGANS[kind]
        sector = code[3:] if code[:3] in ("IMG", "ISM") and len(code) == 6 else code[:3]
        return "", sector
    return (code[:3], code[3:6]) if len(code) == 6 else ("", code)


def hand():
    """Rows of the supplement; ';' separates bodies of one kind that have nothing else to say."""
    for _, row in tables.rows(os.path.join(HERE, "world", "groups.tsv")):
        country, sector = parts(row["code"], row["kind"])
        for body in row["names"].split(";"):
            names = tables.unique(tables.split(body))
            yield [names, row["code"], country, sector, row["kind"], row["from"], row["to"], tables.GENERAL]


# Words that tell a party's name from a slogan ("Let's Go", "A New Era"), which is no name that a text can be searched for.
PARTY_WORD = re.compile(r"part(y|ies|i|ido)\b|movement|movimiento|mouvement|front|alliance|alianza|union|coalition|congress|democra|bloc\b|league|republic|national|"
                        r"social|liberal|conservative|christian|labou?r|communist|greens?\b|people|assembly|rally|convention|patriot|islamic|revolution|"
                        r"council|forum|justice and|[^\x00-\x7f]", re.I)


def countries():
    out = {}
    for _, row in tables.rows(os.path.join(DATA, "countries.tsv")):
        for name in tables.split(row["names"]):
            out.setdefault(tables.fold(name), row["iso3"])
    return out


def party_names(text):
    """'National Liberation Front or FLN' -> names; brackets hold local names, translations and abbreviations."""
    for line in tables.clean(text).split("\n"):
        line = re.sub(r"\[[^\]]*\]", "", line.split(";")[0]).replace("\u2019", "'")
        line = re.sub(r"\([^()]*(former|successor|include|alliance of|coalition of|note|leader|also|merged|suspended|banned)[^()]*\)", "", line)
        inner = re.findall(r"\(([^()]*)\)", line)
        outer = re.split(r"\s+or\s+", re.sub(r"\([^()]*\)", "", line))
        names = [n.strip(" ,.-*") for n in outer[:3] + [re.split(r"\s+or\s+|,", i)[0] for i in inner[:1]]]
        yield [n for n in names if 2 < len(n) < 60 and ":" not in n and "/" not in n and n[0].isupper()]


def parties(facts, taken):
    """Parties of the factbook whose full names no row of the supplement has."""
    iso = countries()
    for names_of, government in tables.factbook(facts):
        country = next((iso[n] for n in names_of if n in iso), None)
        text = (government.get("Political parties") or {}).get("text", "")
        if not country or not text:
            continue
        for names in party_names(text):
            names = [" ".join(n.split()) for n in names if n.count(" ") or n.isupper() and len(n) > 3]
            names = [re.sub(r"^(The|the) ", "", n) for n in names if tables.fold(n) not in iso]
            own = any(word in iso for word in tables.fold(" ".join(names)).split())
            if names and " " in names[0] and (own or PARTY_WORD.search(" ".join(names))):
                yield [names, country + "PTY", country, "PTY", "party", "", "", "factbook-government"]


def distinct(rows):
    """A name belongs to the first row that has it; a full name that several countries share belongs to none."""
    owners = {}
    for row in rows:
        for name in row[0]:
            owners.setdefault(names.key(name), set()).add(row[1])
    taken = set()
    for row in rows:
        if row[7] == tables.GENERAL:
            taken.update(names.key(name) for name in row[0])
    for row in rows:
        if row[7] != tables.GENERAL:
            row[0] = [n for n in tables.unique(row[0]) if len(owners[names.key(n)]) == 1 and names.key(n) not in taken
                      and not (n.isupper() and len(n) < 4)]
            taken.update(names.key(name) for name in row[0])
            row[0] = row[0] if any(" " in n for n in row[0]) else []
            row[0].sort(key=lambda n: " " not in n)
        if row[0]:
            yield row


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rows = list(hand())
    rows += parties(sys.argv[1], set())
    table = [(row[0][0], "|".join(row[0][1:]), *row[1:]) for row in distinct(rows)]
    tables.write(os.path.join(DATA, "groups.tsv"),
                 ["Bodies with names of their own. code: country (or IGO, NGO, MNC, IMG) and PLOVER sector.",
                  "Sources: general knowledge; CIA World Factbook (public domain). Made by tools/make_groups.py."],
                 ["name", "variants", "code", "country", "sector", "kind", "from", "to", "source"], table)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Makes data/world/agents.tsv: generic agents ("soldier", "foreign ministry") and their PLOVER sectors.

usage: make_agents.py FACTS_FOLDER

tools/world/agents.tsv (general knowledge) decides; oeda-Phoenix.agents.txt (MIT) adds the phrases that
tools/world/agents-phoenix.txt, the list of those found to be in use, names. Its CAMEO roles are mapped to PLOVER sectors."""
import os
import re
import sys

import world_tables as tables

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data", "world")
# CAMEO role to PLOVER sector: in CAMEO "MED" is media and "HLH" medical (PLOVER manual 5.2.1, note 4).
ROLES = {"MED": "JRN", "HLH": "MED", "MUS": "REL", "CHR": "REL", "HIN": "REL", "JEW": "REL", "BUD": "REL", "ENV": "SOC", "HRI": "SOC",
         "DEV": "NGO", "RAD": "UAF"}
PERSON = ("man", "woman", "person")
MINISTRY = ("minister", "ministry")


def expand(phrase):
    for mark, words in (("!PERSON!", PERSON), ("!MINIST!", MINISTRY)):
        if mark in phrase:
            return [p for word in words for p in expand(phrase.replace(mark, " " + word, 1))]
    return [" ".join(phrase.replace("_", " ").lower().split())]


def phoenix(facts):
    """{phrase: sector} of the whole Phoenix list."""
    out = {}
    with open(os.path.join(facts, "oeda-Phoenix.agents.txt"), encoding="utf-8", errors="replace") as lines:
        for line in lines:
            match = re.match(r"([^#\s\[{][^\[{]*?)\s*(?:\{[^}]*\})?\s*\[~([A-Z]{3})", line)
            if match:
                sector = ROLES.get(match.group(2), match.group(2))
                for phrase in expand(match.group(1)) if sector in tables.SECTORS else []:
                    out.setdefault(phrase, sector)
    return out


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    known, table = set(), []
    for _, row in tables.rows(os.path.join(HERE, "world", "agents.tsv")):
        for phrase in tables.split(row["phrases"]):
            known.add(phrase.lower())
            table.append((phrase, row["sector"], row["office"], tables.GENERAL))
    listed = phoenix(sys.argv[1])
    with open(os.path.join(HERE, "world", "agents-phoenix.txt"), encoding="utf-8") as lines:
        for line in lines:
            phrase = line.strip()
            if phrase and not phrase.startswith("#") and phrase not in known and phrase in listed:
                table.append((phrase, listed[phrase], "", "oeda-Phoenix.agents"))
    tables.write(os.path.join(DATA, "agents.tsv"),
                 ["Generic agents in lemma form with their PLOVER sector; office: the office that a date and a country resolve.",
                  "Sources: general knowledge; Open Event Data Alliance, Phoenix agents (MIT). Made by tools/make_agents.py."],
                 ["phrase", "sector", "office", "source"], table)


if __name__ == "__main__":
    main()

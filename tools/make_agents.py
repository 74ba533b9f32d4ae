#!/usr/bin/env python3
"""Makes data/world/agents.tsv: generic agents ("soldier", "foreign ministry") and their PLOVER sectors.

usage: make_agents.py [FACTS_FOLDER]

tools/world/agents.tsv (general knowledge, after the definitions of sectors in the PLOVER manual, table 5.2) has them by sector; the
table has one row for each. FACTS_FOLDER is taken for the sake of make_world.sh and not read."""
import os
import re
import sys

import world_tables as tables

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data", "world")


def phrases():
    """Each phrase once: spellings that the loader reads alike ("defence chiefs", "defense chief") belong to the first."""
    seen = set()
    for _, row in tables.rows(os.path.join(HERE, "world", "agents.tsv")):
        for phrase in tables.split(row["phrases"]):
            key = tuple(tables.lemma(word) for word in re.split("[ -]+", phrase))
            if key not in seen:
                yield phrase, row["sector"], row["office"], tables.GENERAL
            seen.add(key)


def main():
    if len(sys.argv) > 2:
        sys.exit(__doc__)
    table = list(phrases())
    tables.write(os.path.join(DATA, "agents.tsv"),
                 ["Generic agents in lemma form with their PLOVER sector; office: the office that a date and a country resolve.",
                  "Source: general knowledge. Made by tools/make_agents.py."],
                 ["phrase", "sector", "office", "source"], table)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Makes data/world/groups.tsv: armed groups, parties, international bodies, agencies, companies, media with names of their own.

usage: make_groups.py FACTS_FOLDER

tools/world/groups*.tsv (general knowledge) decide; oeda-Phoenix.MilNonState and International (MIT) add armed groups and NGOs,
 factbook-government.jsonl.gz (public domain) adds parties of all countries."""
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
    """Rows of the supplements; ';' separates bodies of one kind that have nothing else to say."""
    folder = os.path.join(HERE, "world")
    lists = sorted(name for name in os.listdir(folder) if name.startswith("groups"))
    for _, row in (row for name in lists for row in tables.rows(os.path.join(folder, name))):
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


# What tells an armed group's name, or an organisation's, from everyday words ("Social Resistance", "Direct Action").
ARMED_WORD = re.compile(r"\b(army|brigades?|battalions?|guerrill?as?|liberation|mujahid\w*|mujahed\w*|jihad\w*|commandos?|armed|militia|martyrs?|lashkar\S*|harakat|"
                        r"front for|volunteer force|al-\w+|ul-\w+|ansar|jaish|hizb\S*)\b", re.I)
NGO_WORD = re.compile(r"\b(international|foundation|federation|association|council|committee|institute|institution|network|society|alliance|league|coalition|union|"
                      r"relief|rescue|cross|crescent|fund|trust|centre|center|watch|aid|without borders|campaign|congress|conference|confederation)\b", re.I)
SMALL = set("of the for and in de la le du des et a an on to against without del y e da do for with by".split())
PHOENIX = "oeda-Phoenix"


def phoenix_name(text):
    """NATIONAL_ARMY_FOR_THE_LIBERATION -> National Army for the Liberation; abbreviations are not told from words there, so only long names count."""
    text = re.sub(r"\([^()]*\)|[;\[{].*$", "", text).replace("_", " ").strip(" +")
    words = [w.lower() if w.lower() in SMALL and i else "-".join(p[:1].upper() + p[1:].lower() for p in w.split("-")) for i, w in enumerate(text.split())]
    return re.sub(r"\b(Al|Ul|El)-", lambda m: m.group(0).lower(), " ".join(words))


def phoenix_blocks(path, joined):
    """(code, names) of a Phoenix file: lines of names, then the code in brackets. joined: only lines with "+" go on with the name above."""
    found = []
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            line = line.split("#")[0].rstrip()
            code = re.match(r"\s+\[([A-Z]+)\]\s*(;|$)", line)
            if code and found:
                yield code.group(1), found
                found = []
            elif line and not line[0].isspace():
                found = [] if joined and not line.startswith("+") else found
                found = found + [phoenix_name(line)]


def phoenix(facts):
    """Armed groups and NGOs with names that no text has by chance."""
    known = set(countries().values())
    for code, names in phoenix_blocks(os.path.join(facts, "oeda-Phoenix.MilNonState.actors.txt"), False):
        good = [n for n in tables.unique(names) if n.count(" ") and len(n) > 13 and ARMED_WORD.search(n) and re.fullmatch(r"[A-Za-z0-9' \-]+", n)]
        if good and len(code) == 6 and code[:3] in known - {"IRL", "QAT"} and code[3:] == "REB":
            yield [good, code, code[:3], "REB", "armed", "", "", PHOENIX]
    for code, names in phoenix_blocks(os.path.join(facts, "oeda-Phoenix.International.actors.txt"), True):
        country = code[3:6] if code[3:6] in known else ""
        good = [n for n in tables.unique(names) if n.count(" ") > 1 and NGO_WORD.search(n) and re.fullmatch(r"[A-Za-z' \-]+", n)]
        good = [re.sub(r"^The ", "", n).replace(" Ngo ", " NGO ") for n in good]
        if good and code.startswith("NGO"):
            yield [good, country + "NGO", country, "NGO", "ngo", "", "", PHOENIX]


def meet(a, b):
    """Do the dates of two rows overlap?"""
    return tables.first_day(a[5]) <= tables.last_day(b[6]) and tables.first_day(b[5]) <= tables.last_day(a[6])


def first_wins(rows):
    """Among the lists written by hand the first that has a name at a time keeps it; groups.tsv stands before the others. What is left of a
    body of the same code goes to that row as further names."""
    owners = {}
    kept = []
    for row in rows:
        met = [next((o for o in owners.get(names.key(n), []) if meet(o, row)), None) for n in row[0]]
        free = [n for n, o in zip(row[0], met) if not o]
        twin = next((o for o in met if o and o[1] == row[1] and o[5:7] == row[5:7]), None)
        owner = twin or [free, *row[1:]]
        if twin:
            twin[0].extend(free)
        elif free:
            kept.append(owner)
        for name in free:
            owners.setdefault(names.key(name), []).append(owner)
    return kept


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
    rows = first_wins(hand())
    rows += parties(sys.argv[1], set())
    rows += phoenix(sys.argv[1])
    for row in rows:
        row[0] = [n for n in row[0] if not tables.too_long(n)]
    table = [(row[0][0], "|".join(row[0][1:]), *row[1:]) for row in distinct(rows)]
    tables.write(os.path.join(DATA, "groups.tsv"),
                 ["Bodies with names of their own. code: country (or IGO, NGO, MNC, IMG) and PLOVER sector.",
                  "Sources: general knowledge; CIA World Factbook (public domain); Open Event Data Alliance (MIT). Made by tools/make_groups.py."],
                 ["name", "variants", "code", "country", "sector", "kind", "from", "to", "source"], table)


if __name__ == "__main__":
    main()

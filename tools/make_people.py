#!/usr/bin/env python3
"""Makes data/world/people.tsv and offices.tsv: who held which office when, 2000 to today.

usage: make_people.py FACTS_FOLDER

Sources in order of trust: tools/world/people.tsv (general knowledge), factbook-government.jsonl.gz and g20-asean-leaders-2026.csv
(heads of 2026), position-holders-2022.tsv (Wikidata), archigos.csv and reign-leaders-2021.csv (heads, last names only: the full
name comes from the others), cia-world-leaders-2019.tsv (cabinets of 2019, no dates), oeda-Phoenix.Countries.actors.txt (dated
roles without office, to 2011). Where two sources differ on a single-holder office, the more trusted one wins; an end that no
source gives is the start of the successor, or open."""
import collections
import csv
import gzip
import json
import os
import re
import sys

import world_offices as offices
import world_tables as tables

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data", "world")
SINCE = "2000"
MONTHS = {m: i for i, m in enumerate("january february march april may june july august september october november december".split(), 1)}
SOURCES = ["general knowledge", "factbook-government", "g20-asean-leaders-2026", "position-holders-2022", "archigos",
           "reign-leaders-2021", "cia-world-leaders-2019", "oeda-Phoenix"]


class Term:
    """One person in one office. names[0] is the canonical name; dates are ISO, empty where open."""

    def __init__(self, names, country, sector, office, start, end, source):
        self.names, self.country, self.sector, self.office = list(names), country, sector, office
        for date in (start, end):
            if date and not tables.DATE.match(date):
                raise SystemExit(f"{source}: {names[0]}: bad date {date}")
        self.start, self.end, self.source = start, end, source

    def rank(self):
        return SOURCES.index(self.source)


def first_day(date, default="0000-01-01"):
    return (date + "-01-01"[len(date) - 4:])[:10] if date else default


def last_day(date, default="9999-12-31"):
    return {4: date + "-12-31", 7: date + "-31", 10: date}[len(date)] if date else default


def days(date):
    """A day count good enough to compare terms."""
    year, month, day = date.split("-")
    return int(year) * 365 + int(month) * 30 + int(day)


def overlap(a, b):
    """Days that two terms share; a change-over within one year or month does not count as shared."""
    begin = max(first_day(a.start), first_day(b.start))
    end = min(first_day(a.end, "9999-12-31"), first_day(b.end, "9999-12-31"))
    return max(0, days(end) - days(begin))


# ---- names ----

PARTICLES = set("al el bin ben ibn abu de da di du del della dos das van von der den le la bint ould mac mc st saint ter te".split())
HONORIFIC = re.compile(r"^(Sir|Dame|Lord|Lady|Dr\.?|Prof\.?|Gen\.?|Lt\.?|Maj\.?|Col\.?|Brig\.?|Adm\.?|Capt\.?|Sheikh|Shaykh|Hon\.?|"
                       r"Eng\.?|Mr\.?|Mrs\.?|Ms\.?|\(Ret\.?\)|Ret\.?|Princess|Prince|Baroness|Dato'?|Datuk|Tun|Tan Sri|H\.E\.|Air Mar\.|"
                       r"Marshal|Field Mar\.|Vice Adm\.|Rear Adm\.|Lt\. Gen\.|Maj\. Gen\.|Brig\. Gen\.|Cdre\.|Mohamed)\s+", re.I)
GIVEN_LAST = {"CHN", "TWN", "KOR", "PRK", "VNM", "HUN_", "KHM_", "SGP_"}


def title_case(word):
    """JEAN-YVES -> Jean-Yves; O'BRIEN -> O'Brien; mixed-case words stay."""
    letters = [c for c in word if c.isalpha()]
    if len(letters) < 2 or not all(c.isupper() for c in letters) or re.fullmatch(r"([A-Z]\.)+", word):
        return word
    out = re.sub(r"[^\W\d_]+", lambda m: m.group(0)[0] + m.group(0)[1:].lower(), word)
    out = re.sub(r"'S$", "'s", out)
    out = re.sub(r"\b(Mc)([a-z])", lambda m: m.group(1) + m.group(2).upper(), out)
    return re.sub(r"^(Al|El|Ag|As|Ad)-", lambda m: m.group(1).lower() + "-", out)


def read_marked(name):
    """A name whose family part is in capitals -> (full name, family name or empty)."""
    name = re.sub(r"\s*\([^)]*\)", "", name).replace("\u00a0", " ").strip(" ,.;")
    while HONORIFIC.match(name) and not name.startswith("Mohamed"):
        name = HONORIFIC.sub("", name)
    name = re.sub(r",?\s+(Jr|Sr|Dr|III|II|Ret)\.?$", "", name)
    name = re.sub(r"\"[^\"]*\"\s*|'[A-Z][a-z]+'\s+", "", name)
    words = name.split()
    family = [w for w in words if len([c for c in w if c.isalpha()]) > 1 and w.upper() == w and not re.fullmatch(r"([A-Z]\.)+", w)]
    return " ".join(title_case(w) for w in words), " ".join(title_case(w) for w in family)


def short_forms(name, family=""):
    """First and family name, without what stands between; the name without initials."""
    words = name.split()
    out = []
    if len(words) > 2 and any(re.fullmatch(r"[A-Z]\.?", w) for w in words[1:-1]):
        out.append(" ".join(w for i, w in enumerate(words) if i == 0 or not re.fullmatch(r"[A-Z]\.?", w)))
    if family and len(words) > 2 and not name.startswith(family) and words[0] + " " + family != name:
        out.append(words[0] + " " + family)
    return out


def tokens(name):
    return [t for t in re.split(r"[\s\-']+", tables.fold(name).replace(".", "")) if t]


def same_person(a, b):
    """Do two names, perhaps one of them a last name only, look like one person?"""
    ta, tb = [t for t in tokens(a) if t not in PARTICLES], [t for t in tokens(b) if t not in PARTICLES]
    if not ta or not tb:
        return False
    short, long = (ta, tb) if len(ta) <= len(tb) else (tb, ta)
    if all(t in long for t in short):
        return True
    return len(short) > 1 and ta[-1] == tb[-1] and (ta[0][:3] == tb[0][:3])


# ---- sources ----

def hand(path):
    for number, row in tables.rows(path):
        names = tables.split(row["names"])
        sector = row["sector"] or "GOV"
        yield Term(names, row["country"], sector, row["office"], row["from"], row["to"], tables.GENERAL)


def iso_by_name():
    out = {}
    for _, row in tables.rows(os.path.join(DATA, "countries.tsv")):
        for name in tables.split(row["names"]):
            out.setdefault(tables.fold(name), row["iso3"])
    out.update({"burma": "MMR", "north macedonia": "MKD", "congo (brazzaville)": "COG", "the gambia": "GMB", "korea, north": "PRK",
                "korea, south": "KOR", "holy see (vatican city)": "VAT", "congo, democratic republic of the": "COD",
                "congo, republic of the": "COG", "bahamas, the": "BHS", "gambia, the": "GMB", "micronesia, federated states of": "FSM",
                "holy see": "VAT", "turkey (turkiye)": "TUR", "congo": "COD", "st. vincent": "VCT",
                "palestinian authority": "PSE", "sao tome": "STP", "saint vincent and the grenadines": "VCT"})
    return out


def iso_by_cow(facts):
    out = {"KOS": "XKX", "YUG": "SRB", "RUM": "ROU"}
    with open(os.path.join(facts, "countrycode-codelist_without_cldr.csv"), encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["cowc"] not in ("NA", "") and row["iso3c"] not in ("NA", ""):
                out[row["cowc"]] = row["iso3c"]
    return out


def iso_by_gw(facts):
    out = {}
    with open(os.path.join(facts, "countrycode-codelist_without_cldr.csv"), encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["gwn"] not in ("NA", "") and row["iso3c"] not in ("NA", ""):
                out[row["gwn"]] = row["iso3c"]
    out.update({"347": "XKX", "345": "SRB", "340": "SRB", "260": "DEU", "678": "YEM", "816": "VNM"})
    return out


def factbook_heads(facts, iso):
    """Chiefs of state and heads of government with their dates, May 2026."""
    with gzip.open(os.path.join(facts, "factbook-government.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            government = record.get("Government") or {}
            country = None
            for kind in ("conventional short form", "conventional long form"):
                name = tables.clean(((government.get("Country name") or {}).get(kind) or {}).get("text", ""))
                country = country or iso.get(tables.fold(name))
            branch = government.get("Executive branch") or {}
            if not country:
                continue
            for field in ("chief of state", "head of government"):
                yield from read_heads(tables.clean((branch.get(field) or {}).get("text", "")), country)


def read_heads(text, country):
    pattern = r"([^;()]*?)\s*\((?:since|as of)\s+(?:(\d{1,2})\s+)?([A-Z][a-z]+)?\s*(\d{4})[^)]*\)"
    for match in re.finditer(pattern, text.split("note:")[0]):
        words = re.sub(r"^[\s;,:]*(and|represented by|or)\b", "", match.group(1)).strip(" ,;").split()
        cut = next((i for i, w in enumerate(words) if sum(c.isalpha() for c in w) > 1 and w.upper() == w and not re.fullmatch(r"([A-Z]\.)+|I+V?I*", w)), None)
        if cut is None:
            continue
        title, name = offices.split_title(" ".join(words))
        if not title or not name:
            continue
        full, family = read_marked(name)
        month, day = MONTHS.get((match.group(3) or "").lower(), 0), int(match.group(2) or 0)
        start = match.group(4) + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
        office, sector = offices.classify(title, country)
        yield Term(tables.unique([full] + short_forms(full, family)), country, sector, office, start, "", "factbook-government")


def g20(facts, alpha2):
    with open(os.path.join(facts, "g20-asean-leaders-2026.csv"), encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            country = alpha2.get(row["ISO"])
            if not country:
                continue
            for role in ("HoG", "HoS"):
                name = row["Head of Government" if role == "HoG" else "Head of State"]
                title = row[role + " Title"]
                if name and row[role + " Since"] and title != "Monarch" and country != "SAU":
                    office, sector = offices.classify(title, country)
                    yield Term([name], country, sector, office, row[role + " Since"], "", "g20-asean-leaders-2026")


def alpha2_codes(facts):
    with open(os.path.join(facts, "geonames-countries.txt"), encoding="utf-8") as lines:
        return {c[0]: c[1] for c in (line.split("\t") for line in lines) if len(c) > 2}


# Countries whose ambassadors news quotes by name.
AMBASSADORS = set("USA CHN RUS GBR ISR UKR IND PAK IRN TUR FRA DEU JPN".split())
REPO = {"us": "USA", "uae": "ARE", "saudi": "SAU", "czech": "CZE", "bosnia-herzegovina": "BIH", "congo-kinshasa": "COD"}


def position_holders(facts, iso):
    with open(os.path.join(facts, "position-holders-2022.tsv"), encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            repo = re.sub(r"-(cabinet|ministers)$", "", row["country_repo"])
            country = REPO.get(repo) or iso.get(tables.fold(repo.replace("-", " ")))
            start, end, title = row["start"].rstrip("s"), row["end"].rstrip("s"), row["position"]
            if any(date and not tables.DATE.match(date) for date in (start, end)):
                continue
            if not country or not start or re.match(r"Q\d+$", row["person"]):
                continue
            if end and end < SINCE or not end and start < "1996":
                continue
            if end and first_day(end, "") < first_day(start, ""):
                continue
            office, sector = offices.classify(title, country)
            if not office or office == "ambassador" and country not in AMBASSADORS:
                continue
            name = re.sub(r"\s*\(.*\)$|,.*$", "", row["person"]).strip()
            if " " not in name and sector == "GOV" and offices.weight(office) < 3:
                continue
            yield Term(tables.unique([name] + short_forms(name)), country, sector, office, start, end, "position-holders-2022")


def archigos(facts, gw):
    with open(os.path.join(facts, "archigos.csv"), encoding="utf-8", errors="replace") as lines:
        for row in csv.DictReader(lines):
            country = gw.get(row["gwcode"])
            if country and row["enddate"] >= SINCE:
                end = "" if row["enddate"] >= "2015-12-31" else row["enddate"]
                yield Term([row["leader"].strip()], country, "GOV", "", row["startdate"], end, "archigos")


def reign(facts, cow):
    with open(os.path.join(facts, "reign-leaders-2021.csv"), encoding="utf-8", errors="replace") as lines:
        for row in csv.DictReader(lines):
            country = cow.get(row["stateabb"])
            if not country or not row["syear"] or row["eyear"] and row["eyear"] < SINCE:
                continue
            start = f"{int(row['syear']):04}-{int(row['smonth'] or 1):02}-{min(31, max(1, int(row['sdate'] or 1))):02}"
            end = f"{int(row['eyear']):04}-{int(row['emonth']):02}" if row["eyear"] and row["emonth"] else row["eyear"] or ""
            yield Term([row["leader"].strip()], country, "GOV", "", start, end, "reign-leaders-2021")


def cia(facts, iso):
    with open(os.path.join(facts, "cia-world-leaders-2019.tsv"), encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            country = iso.get(tables.fold(cells[0])) if len(cells) == 3 else None
            if not country or "NDE" in cells[0] or "(Acting)" in cells[1]:
                continue
            office, sector = offices.classify(cells[1], country)
            name, family = read_marked(cells[2])
            if office and len(name.split()) > 1:
                yield Term(tables.unique([name] + short_forms(name, family)), country, sector, office, "2019", "", "cia-world-leaders-2019")


PHOENIX_SECTOR = {"GOV": "GOV", "MIL": "MIL", "LEG": "LEG", "JUD": "JUD", "COP": "COP", "SPY": "SPY", "OPP": "OPP", "REB": "REB", "PTY": "PTY"}


def phoenix_date(text):
    if len(text) == 6:
        text = ("20" if text[:2] < "30" else "19") + text
    if len(text) != 8 or not text.isdigit() or not "01" <= text[4:6] <= "12" or not "01" <= text[6:] <= "31":
        return None
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"


def phoenix(facts, known_countries):
    """People with dated roles: a block of names, then one role a line."""
    people, names = [], []
    with open(os.path.join(facts, "oeda-Phoenix.Countries.actors.txt"), encoding="utf-8", errors="replace") as lines:
        for line in lines:
            line = line.split("#")[0].rstrip()
            role = re.match(r"\s+\[([A-Z]{3})([A-Z]{3})[A-Z]*\s+(\d{6,8})-(\d{6,8})\]", line)
            if role and names and role.group(2) in PHOENIX_SECTOR and role.group(1) in known_countries:
                start, end = phoenix_date(role.group(3)), phoenix_date(role.group(4))
                if start and end and start <= end:
                    people.append((names[0], role.group(1), PHOENIX_SECTOR[role.group(2)], start, end, names))
            elif line and not line[0].isspace():
                name = line.split(";")[0].split("[")[0].strip()
                names = names + [name[1:]] if name.startswith("+") else [name]
    return merge_phoenix(people)


def merge_phoenix(people):
    grouped = collections.defaultdict(list)
    for name, country, sector, start, end, names in people:
        grouped[(name, country, sector)].append((start, end))
    for (name, country, sector), spans in sorted(grouped.items()):
        full = " ".join(title_case(w) for w in name.strip("_ ").replace("_", " ").split())
        if len(full.split()) < 2 or not re.fullmatch(r"[A-Za-z'.\- ]+", full):
            continue
        merged = []
        for start, end in sorted(spans):
            if merged and days(start) - days(merged[-1][1]) < 100:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        for start, end in merged:
            if end >= "2000-07" and days(end) - days(start) > 180:
                yield Term([full], country, sector, "", start, end, "oeda-Phoenix")


# ---- joining ----

def name_leaders(leaders, terms):
    """Archigos and REIGN give last names: finds the person among the terms of the same country and time."""
    by_country = collections.defaultdict(list)
    for term in terms:
        by_country[term.country].append(term)
    for leader in leaders:
        found = [t for t in by_country[leader.country] if t.sector in ("GOV", "MIL") and overlap(leader, t) > 0
                 and any(same_person(n, leader.names[0]) for n in t.names[:2])]
        if not found:
            continue
        best = min(found, key=lambda t: (-offices.weight(t.office), t.rank(), t.names[0]))
        if offices.weight(best.office) >= 4:
            continue  # a more trusted row has this office with its dates
        leader.names = best.names[:]
        yield leader


def settle(terms):
    """Single-holder offices: the more trusted source wins, open ends close when the successor starts."""
    single = collections.defaultdict(list)
    rest = []
    for term in terms:
        (single[(term.country, term.office)] if offices.single(term.office, term.country) else rest).append(term)
    for key in sorted(single):
        rest += settle_office(single[key])
    return rest


def settle_office(terms):
    kept = []
    for term in sorted(terms, key=lambda t: (t.rank(), first_day(t.start), last_day(t.end), t.names[0])):
        twin = next((k for k in kept if overlap(k, term) > 0 and same_person(k.names[0], term.names[0])), None)
        if twin:
            twin.names = tables.unique(twin.names + [n for n in term.names if len(n.split()) > 1])
            continue
        if term.source == tables.GENERAL:
            kept.append(term)
            continue
        term = trimmed(term, kept)
        if term:
            kept.append(term)
    kept.sort(key=lambda t: (first_day(t.start), last_day(t.end)))
    for term, following in zip(kept, kept[1:]):
        if not term.end and first_day(following.start) > first_day(term.start):
            term.end = following.start
    return kept


def trimmed(term, kept):
    """The part of a term that no more trusted row covers; None where little is left."""
    for other in sorted(kept, key=lambda k: first_day(k.start)):
        if overlap(term, other) == 0:
            continue
        if term.source == "cia-world-leaders-2019" and first_day(other.start) < "2019-06-01":
            return None
        if first_day(other.start) > first_day(term.start) and days(first_day(other.start)) - days(first_day(term.start)) > 60:
            term.end = other.start
        elif other.end and last_day(other.end) < last_day(term.end):
            term.start = other.end
        else:
            return None
    if term.end and days(first_day(term.end)) - days(first_day(term.start)) < 5 and len(term.end) == 10 and len(term.start) == 10:
        return None
    return term


def conflicts(terms):
    """One name, two countries or sectors at one time: the weightier office keeps the name."""
    by_name = collections.defaultdict(list)
    order = sorted(terms, key=lambda t: (-offices.weight(t.office), t.rank(), t.country, t.office, first_day(t.start), t.names[0]))
    kept = []
    for term in order:
        names = []
        for name in term.names:
            rivals = [r for r in by_name[tables.fold(name)]
                      if (r.country, r.sector) != (term.country, term.sector) and overlap(r, term) > 0]
            if not rivals:
                names.append(name)
            elif name == term.names[0]:
                names = cut_out(term, rivals, names)
                if names is None:
                    break
        if not names:
            continue
        term.names = names
        for name in names:
            by_name[tables.fold(name)].append(term)
        kept.append(term)
    return kept


def cut_out(term, rivals, names):
    """Leaves a term the time before or after its rivals' where they are the same person; None: drop it."""
    for rival in rivals:
        if rival.country != term.country:
            return None
        if first_day(term.start) < first_day(rival.start):
            term.end = rival.start
        elif rival.end and last_day(rival.end) < last_day(term.end):
            term.start = rival.end
        else:
            return None
    if term.end and first_day(term.end) <= first_day(term.start) or any(overlap(r, term) > 0 for r in rivals):
        return None
    return names + [term.names[0]]


def drop_shadows(terms):
    """Rows without an office add nothing where the same person has an office at that time."""
    held = collections.defaultdict(list)
    for term in terms:
        if term.office:
            held[term.country].append(term)
    out = []
    for term in terms:
        if not term.office:
            match = [h for h in held[term.country] if overlap(h, term) > 0
                     and any(same_person(n, term.names[0]) for n in h.names[:2])]
            if match:
                continue
        out.append(term)
    return out


def family_name(term):
    words = term.names[0].split()
    if term.country in GIVEN_LAST:
        return words[0]
    at = len(words) - 1
    while at > 1 and tables.fold(words[at - 1]).strip(".") in PARTICLES - {"al", "el", "bin"}:
        at -= 1
    return " ".join(words[at:])


def add_family_names(terms, common):
    """Heads of state and government and foreign and defence ministers are known by their family name alone."""
    taken = collections.defaultdict(list)
    for term in terms:
        for name in term.names:
            if " " not in name:
                taken[tables.fold(name)].append(term)
    prominent = [t for t in terms if offices.weight(t.office) >= 4 and last_day(t.end) >= SINCE]
    everyone = collections.defaultdict(list)
    for term in prominent:
        everyone[tables.fold(family_name(term))].append(term)
    for term in prominent:
        name = family_name(term)
        key = tables.fold(name)
        if len(key) < 4 and term.country not in GIVEN_LAST or key in common or len(term.names[0].split()) < 2:
            continue
        rivals = [r for r in everyone[key] + taken[key] if overlap(r, term) > 0
                  and (r.country != term.country or not same_person(r.names[0], term.names[0]))]
        if not rivals and len(key) > 2:
            term.names = tables.unique(term.names + [name])


def common_words():
    """Words that a lone family name must not be."""
    path = os.path.join(HERE, "world", "not-names.txt")
    with open(path, encoding="utf-8") as lines:
        return {word for line in lines if not line.startswith("#") for word in line.split()}


def gather(facts):
    iso, cow, gw = iso_by_name(), iso_by_cow(facts), iso_by_gw(facts)
    terms = list(hand(os.path.join(HERE, "world", "people.tsv")))
    terms += factbook_heads(facts, iso)
    terms += g20(facts, alpha2_codes(facts))
    terms += position_holders(facts, iso)
    terms += cia(facts, iso)
    terms = settle([t for t in terms if t.office])
    terms += phoenix(facts, set(iso.values()))
    terms += name_leaders(list(archigos(facts, gw)) + list(reign(facts, cow)), terms)
    terms = drop_shadows(terms)
    terms = [t for t in terms if last_day(t.end) >= SINCE]
    add_family_names(terms, common_words())
    return conflicts(terms)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    terms = gather(sys.argv[1])
    table = [(t.names[0], "|".join(t.names[1:]), t.country, t.sector, t.office, t.start, t.end, t.source) for t in terms]
    tables.write(os.path.join(DATA, "people.tsv"),
                 ["People and their terms of office, 2000 to today. An empty date is open; an empty office is a role without a name.",
                  "Sources: Wikidata (CC0), CIA World Factbook and World Leaders (public domain), Archigos (research), REIGN (MIT),",
                  "G20 and ASEAN leaders of August 2026 (CC BY-SA 4.0), Open Event Data Alliance (MIT), general knowledge.",
                  "Made by tools/make_people.py."],
                 ["name", "variants", "country", "sector", "office", "from", "to", "source"], table)
    titles = [(row["title"], row["office"], row["country"])
              for _, row in tables.rows(os.path.join(HERE, "world", "offices.tsv"))]
    tables.write(os.path.join(DATA, "offices.tsv"),
                 ["Titles and the office they are, for a country or (empty) for all.", "Source: general knowledge. Made by tools/make_people.py."],
                 ["title", "office", "country"], titles)


if __name__ == "__main__":
    main()

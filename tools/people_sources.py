"""The sources of make_people.py: each function reads one file of facts and yields terms of office."""
import collections
import csv
import os
import re

import people_names as names
import world_offices as offices
import world_tables as tables

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data", "world")
SINCE = "1990"
MONTHS = {m: i for i, m in enumerate("january february march april may june july august september october november december".split(), 1)}
# In order of trust.
SOURCES = [tables.GENERAL, "factbook-government", "g20-asean-leaders-2026", "position-holders-2022", "archigos", "reign-leaders-2021",
           "cia-world-leaders-2019", "oeda-Phoenix"]


class Term:
    """One person in one office. names[0] is the canonical name; dates are ISO, empty where open."""

    def __init__(self, names, country, sector, office, start, end, source, key=""):
        self.names, self.country, self.sector, self.office, self.key = list(names), country, sector, office, key
        for date in (start, end):
            if date and not tables.DATE.match(date):
                raise SystemExit(f"{source}: {names[0]}: bad date {date}")
        self.start, self.end, self.source = start, end, source

    def rank(self):
        return SOURCES.index(self.source)


def hand(path):
    """tools/world/people.tsv: a person a line; terms are "[SECTOR:]office from..to", separated by ";". No terms: names only."""
    for number, row in tables.rows(path):
        every = tables.split(row["names"])
        if not every:
            raise SystemExit(f"{path}:{number}: no name")
        terms = [t.strip() for t in row["terms"].split(";") if t.strip()]
        if not terms:
            yield Term(every, row["country"], "GOV", None, "", "", tables.GENERAL)
        for text in terms:
            match = re.fullmatch(r"(?:([A-Z]{3,6}):)?\s*([^:;]*?)\s*(\d[\d-]*)?\.\.(\d[\d-]*)?", text)
            if not match:
                raise SystemExit(f"{path}:{number}: cannot read the term \"{text}\"")
            sector = match.group(1) or offices.sector_of(match.group(2))
            if not sector:
                raise SystemExit(f"{path}:{number}: unknown office \"{match.group(2)}\": say its sector (\"GOV:{match.group(2)}\")")
            country = "" if sector[:3] in tables.NO_COUNTRY else row["country"]
            yield Term(every, country, sector, match.group(2), match.group(3) or "", match.group(4) or "", tables.GENERAL)


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


def code_list(facts, column, extra):
    """{code of another system: ISO alpha-3}"""
    out = {}
    with open(os.path.join(facts, "countrycode-codelist_without_cldr.csv"), encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row[column] not in ("NA", "") and row["iso3c"] not in ("NA", ""):
                out[row[column]] = row["iso3c"]
    return {**out, **extra}


def factbook_heads(facts, iso):
    """Chiefs of state and heads of government with their dates, May 2026."""
    for names_of, government in tables.factbook(facts):
        country = next((iso[n] for n in names_of if n in iso), None)
        branch = government.get("Executive branch") or {}
        for field in ("chief of state", "head of government") if country else ():
            yield from read_heads(tables.clean((branch.get(field) or {}).get("text", "")), country)


def read_heads(text, country):
    pattern = r"([^;()]*?)\s*\((?:since|as of)\s+(?:(\d{1,2})\s+)?([A-Z][a-z]+)?\s*(\d{4})[^)]*\)"
    for match in re.finditer(pattern, text.split("note:")[0]):
        words = re.sub(r"^[\s;,:]*(and|represented by|or)\b", "", match.group(1)).strip(" ,;").split()
        if not any(names.is_capitals(w) and not re.fullmatch(r"I+V?I*", w) for w in words):
            continue
        title, name = offices.split_title(" ".join(words))
        if not title or not name:
            continue
        full, family = names.read_marked(name)
        month, day = MONTHS.get((match.group(3) or "").lower(), 0), int(match.group(2) or 0)
        start = match.group(4) + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
        office, sector = offices.classify(title, country)
        if "of" in full.split() or len(full) > 40:
            continue
        yield Term([full] + names.short_forms(full, family), country, sector, office, start, "", "factbook-government")


def g20(facts, alpha2):
    with open(os.path.join(facts, "g20-asean-leaders-2026.csv"), encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            country = alpha2.get(row["ISO"])
            for role in ("HoG", "HoS") if country and country != "SAU" else ():
                name = row["Head of Government" if role == "HoG" else "Head of State"]
                title = row[role + " Title"]
                if name and row[role + " Since"] and title != "Monarch":
                    office, sector = offices.classify(title, country)
                    yield Term([name], country, sector, office, row[role + " Since"], "", "g20-asean-leaders-2026")


def alpha2_codes(facts):
    with open(os.path.join(facts, "geonames-countries.txt"), encoding="utf-8") as lines:
        return {c[0]: c[1] for c in (line.split("\t") for line in lines) if len(c) > 2}


REPO = {"us": "USA", "uae": "ARE", "saudi": "SAU", "czech": "CZE", "bosnia-herzegovina": "BIH", "congo-kinshasa": "COD"}


def position_holders(facts, iso):
    """Wikidata's holders of offices; one person has one Q number, whatever the spelling."""
    rows, spellings = [], collections.defaultdict(collections.Counter)
    with open(os.path.join(facts, "position-holders-2022.tsv"), encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            repo = re.sub(r"-(cabinet|ministers)$", "", row["country_repo"])
            country = REPO.get(repo) or iso.get(tables.fold(repo.replace("-", " ")))
            name = re.sub(r"\s*\(.*\)$|,.*$", "", row["person"]).strip()
            if country and re.match(r"[A-ZÀ-Þ]", name) and not re.match(r"Q\d+$", name) and good_dates(row):
                spellings[row["wikidata"]][name] += 1
                rows.append((country, row))
    for country, row in rows:
        office, sector = offices.classify(row["position"], country)
        ranked = sorted(spellings[row["wikidata"]].items(), key=lambda item: (-item[1], item[0]))
        every = [name for name, _ in ranked]
        if office and not (" " not in every[0] and sector == "GOV" and offices.weight(office) < 5):
            yield Term(every + names.short_forms(every[0]), country, sector, office, row["start"].rstrip("s"), row["end"].rstrip("s"),
                       "position-holders-2022", row["wikidata"])


def good_dates(row):
    start, end = row["start"].rstrip("s"), row["end"].rstrip("s")
    if not start or any(date and not tables.DATE.match(date) for date in (start, end)):
        return False
    if end and (end < SINCE or tables.first_day(end) < tables.first_day(start)):
        return False
    return bool(end) or start >= "1990"


def archigos(facts):
    codes = code_list(facts, "gwn", {"347": "XKX", "345": "SRB", "340": "SRB", "260": "DEU", "678": "YEM", "816": "VNM"})
    with open(os.path.join(facts, "archigos.csv"), encoding="utf-8", errors="replace") as lines:
        for row in csv.DictReader(lines):
            country = codes.get(row["gwcode"])
            if country and row["enddate"] >= SINCE:
                end = "" if row["enddate"] >= "2014-12-31" else row["enddate"]
                yield Term([row["leader"].strip()], country, "GOV", "", row["startdate"], end, "archigos")


def reign(facts):
    codes = code_list(facts, "cowc", {"KOS": "XKX", "YUG": "SRB", "RUM": "ROU"})
    with open(os.path.join(facts, "reign-leaders-2021.csv"), encoding="utf-8", errors="replace") as lines:
        for row in csv.DictReader(lines):
            country = codes.get(row["stateabb"])
            if not country or not row["syear"] or row["eyear"] and row["eyear"] < SINCE:
                continue
            start = f"{int(row['syear']):04}-{int(row['smonth'] or 1):02}-{min(31, max(1, int(row['sdate'] or 1))):02}"
            end = f"{int(row['eyear']):04}-{int(row['emonth']):02}" if row["eyear"] and row["emonth"] else row["eyear"] or ""
            yield Term([row["leader"].strip()], country, "GOV", "", start, "" if end >= "2021-07" else end, "reign-leaders-2021")


def cia(facts, iso):
    """Cabinets of 2019. Nobody knows from this how long they held; the end is set so that no day of today gets a name of 2019."""
    with open(os.path.join(facts, "cia-world-leaders-2019.tsv"), encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            country = iso.get(tables.fold(cells[0])) if len(cells) == 3 else None
            if not country or "NDE" in cells[0] or "(Acting)" in cells[1]:
                continue
            office, sector = offices.classify(cells[1], country)
            name, family = names.read_marked(cells[2])
            if office and len(name.split()) > 1:
                yield Term([name] + names.short_forms(name, family), country, sector, office, "2018-07", "2021-06", "cia-world-leaders-2019")


def phoenix_date(text):
    if len(text) == 6:
        text = ("20" if text[:2] < "30" else "19") + text
    if len(text) != 8 or not text.isdigit() or not "01" <= text[4:6] <= "12" or not "01" <= text[6:] <= "31":
        return None
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"


def phoenix(facts, countries):
    """Ministers of defence (GOVMIL) with dates, 2000 to 2011, of countries that no other source has. A block of names, then one role a line."""
    block = []
    with open(os.path.join(facts, "oeda-Phoenix.Countries.actors.txt"), encoding="utf-8", errors="replace") as lines:
        for line in lines:
            line = line.split("#")[0].rstrip()
            role = re.match(r"\s+\[([A-Z]{3})GOVMIL\s+(\d{6,8})-(\d{6,8})\]", line)
            if role and block and role.group(1) in countries:
                full = " ".join(names.title_case(w) for w in block[0].strip("_ ").replace("_", " ").split())
                start, end = phoenix_date(role.group(2)), phoenix_date(role.group(3))
                if start and end and start <= end >= "2000" and re.fullmatch(r"[A-Za-z'.\-]+ [A-Za-z'.\- ]+", full):
                    yield Term([full], role.group(1), "GOV", "defence minister", start, end, "oeda-Phoenix")
            elif line and not line[0].isspace():
                name = line.split(";")[0].split("[")[0].strip()
                block = block + [name[1:]] if name.startswith("+") else [name]

#!/usr/bin/env python3
"""Makes data/world/people.tsv and offices.tsv: who held which office when, 1990 to today.

usage: make_people.py FACTS_FOLDER [--gaps]

Sources in order of trust: tools/world/people*.tsv (general knowledge), factbook-government.jsonl.gz and g20-asean-leaders-2026.csv
(heads of 2026), position-holders-2022.tsv (Wikidata), archigos.csv and reign-leaders-2021.csv (heads, mostly last names only: the full
name comes from the others), cia-world-leaders-2019.tsv (cabinets of 2019), oeda-Phoenix.Countries.actors.txt (defence, to 2011).
Terms of one person are joined; where two sources differ on a single-holder office, the more trusted one wins; an end that no source
gives is the start of the successor, or open. --gaps lists the heads of Archigos and REIGN that no row covers."""
import collections
import os
import sys

import people_names as names
import people_sources as sources
import world_offices as offices
import world_tables as tables
from world_tables import day_number, first_day, last_day

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data", "world")
SUPPLEMENTS = sorted(n for n in os.listdir(os.path.join(HERE, "world")) if n.startswith("people"))
ADJACENT_DAYS = 100
VARIANTS_MAX = 7
OF_2026 = ("factbook-government", "g20-asean-leaders-2026")
LABEL = {"position-holders-2022": "wikidata-2022", "cia-world-leaders-2019": "cia-2019", "factbook-government": "factbook-2026",
         "g20-asean-leaders-2026": "g20-asean-2026", "oeda-Phoenix": "phoenix-2011"}
# Rank of a source's spelling of a name.
NAME_TRUST = {tables.GENERAL: 0, "g20-asean-leaders-2026": 1, "position-holders-2022": 2}


class Person:
    """What is known of one person in one country. names[0] is the canonical name."""

    def __init__(self, term):
        self.country, self.names, self.terms, self.known, self.ranked, self.key = term.country, [], [], False, [], ""
        self.add(term)

    def add(self, term):
        """The best spelling is the one that news uses: by hand, then Wikidata's; the factbook has patronymics and all."""
        self.ranked.append((NAME_TRUST.get(term.source, len(NAME_TRUST)), term.names))
        self.names = names.unique([n for _, some in sorted(self.ranked, key=lambda r: r[0]) for n in some])
        self.known = self.known or term.source == tables.GENERAL
        self.key = self.key or term.key
        if term.office is not None:
            self.terms.append(term)

    def near(self, term):
        """Could the term belong to the same career? Two numbers of Wikidata are two people."""
        if term.key and self.key and term.key != self.key:
            return False
        if term.office is None or not self.terms:
            return True
        gap = min(max(day_number(first_day(t.start)), day_number(first_day(term.start)))
                  - min(day_number(last_day(t.end)), day_number(last_day(term.end))) for t in self.terms)
        return gap < names.CAREER_GAP_DAYS


def overlap(a, b):
    """Days that two terms share; a change-over within one year or month does not count as shared."""
    begin = max(first_day(a.start), first_day(b.start))
    end = min(first_day(a.end, "9999-12-31"), first_day(b.end, "9999-12-31"))
    return max(0, day_number(end) - day_number(begin))


# ---- from terms to people ----

def block_keys(name):
    words = names.tokens(name)
    return {words[0][:3], words[-1][:4]} if len(words) > 1 else {names.key(name)}


def join_people(terms):
    """One Person for all terms that Wikidata's number or the names show to be the same one's."""
    people, by_key, by_block = [], {}, collections.defaultdict(list)
    for term in sorted(terms, key=lambda t: (t.rank(), t.country, first_day(t.start), t.names[0])):
        key = (term.country, term.key)
        person = by_key.get(key) if term.key else None
        person = person or find_person(term, by_block)
        if person:
            person.add(term)
        else:
            person = Person(term)
            people.append(person)
        if term.key:
            by_key[key] = person
        for name in term.names:
            for block in sorted(block_keys(name)):
                if person not in by_block[(term.country, block)]:
                    by_block[(term.country, block)].append(person)
    return people


def find_person(term, by_block):
    """The person of the same name; else the one of nearly the same name whose career fits."""
    close = None
    for name in term.names[:3]:
        for block in sorted(block_keys(name)):
            for person in by_block[(term.country, block)]:
                if not person.near(term):
                    continue
                if any(names.key(n) == names.key(name) for n in person.names):
                    return person
                if person.known and term.source == tables.GENERAL:
                    continue  # two written by hand under two names are two: a son may bear all of his father's names
                if not close and any(names.same_person(n, name) for n in person.names[:4]):
                    close = person
    return close


def join_terms(person):
    """Terms of one office that overlap or follow one another become one; hand-written dates stand as they are but for overlaps."""
    kept = []
    for term in sorted(person.terms, key=lambda t: (t.rank(), first_day(t.start), last_day(t.end))):
        twin = next((k for k in kept if k.office == term.office and touches(k, term)), None)
        by_hand = twin and twin.source == term.source == tables.GENERAL
        if by_hand and first_day(term.start) < last_day(twin.end) and twin.sector == term.sector:
            twin.end = max(twin.end, term.end, key=last_day)
        elif not twin or term.source == tables.GENERAL:
            kept.append(term)
        elif twin.source != tables.GENERAL and term.source != "cia-world-leaders-2019":
            twin.start = min(twin.start, term.start, key=first_day)
            twin.end = max(twin.end, term.end, key=last_day)
    person.terms = kept = [t for t in kept if not commands_by_office(t, kept)]
    for term in kept:
        term.names = person.names
    return person


HEADS_OF_STATE = ("president", "king", "queen", "emir", "sultan", "monarch")


def commands_by_office(term, terms):
    """Wikidata's supreme commander who is head of state all the while: the constitution's command, not the army's chief."""
    return term.office == "military chief" and term.source != tables.GENERAL and any(
        t.office in HEADS_OF_STATE and first_day(t.start) <= first_day(term.start) and last_day(term.end) <= last_day(t.end) for t in terms)


def touches(a, b):
    begin = max(day_number(first_day(a.start)), day_number(first_day(b.start)))
    end = min(day_number(last_day(a.end)), day_number(last_day(b.end)))
    return begin - end < ADJACENT_DAYS


# ---- one holder at a time ----

def settle(terms):
    """Single-holder offices: the more trusted source wins, open ends close when the successor starts."""
    single, rest = collections.defaultdict(list), []
    for term in terms:
        (single[(term.country, term.office)] if offices.single(term.office, term.country) else rest).append(term)
    for key in sorted(single):
        rest += settle_office(single[key])
    return rest


def settle_office(terms):
    kept = []
    for term in sorted(terms, key=lambda t: (t.rank(), first_day(t.start), last_day(t.end), t.names[0])):
        term = term if term.source == tables.GENERAL else trimmed(term, kept)
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
        if not other.end and day_number(first_day(term.start)) - day_number(first_day(other.start)) > 30 and term.source in OF_2026:
            continue  # a successor that the better source does not know yet
        if term.source == "cia-world-leaders-2019" and first_day(other.start) < "2019-06-01":
            return None
        if day_number(first_day(other.start)) - day_number(first_day(term.start)) > 60:
            term.end = other.start
        elif other.end and last_day(other.end) < last_day(term.end):
            term.start = other.end
        else:
            return None
    if term.end and day_number(first_day(term.end)) - day_number(first_day(term.start)) < 20:
        return None
    return term


# ---- ends that no source gives ----

SNAPSHOT_DAY = "2022-07-28"
# Where the president, not the prime minister, makes the cabinet although there is one.
BY_PRESIDENT = set("KOR PER EGY RUS BLR KAZ UZB TJK AZE TUR CMR TGO RWA UGA TZA GAB COG CIV GIN DZA SYR PSE TWN LKA MOZ ZWE GUY NAM".split())


def close_cabinets(people):
    """A cabinet of the snapshot ends with the head of government under whom it was; a later office written by hand ends an open one."""
    heads = collections.defaultdict(list)
    for person in people:
        for term in person.terms:
            if term.office == ("president" if term.country in BY_PRESIDENT else "prime minister") and (not term.end or last_day(term.end) > SNAPSHOT_DAY):
                heads[term.country].append((first_day(term.start), term.start))
    for person in people:
        for term in person.terms:
            if term.source == "position-holders-2022" and not term.end:
                term.end = end_of(term, person, sorted(heads[term.country]))


def end_of(term, person, heads):
    own = sorted((first_day(t.start), t.start) for t in person.terms if t.source == tables.GENERAL and first_day(t.start) > first_day(term.start))
    cabinet = term.sector == "GOV" and ("minister" in term.office or term.office.startswith("secretary of"))
    change = [h for h in heads if h[0] > max(SNAPSHOT_DAY, first_day(term.start))] if cabinet else []
    ends = (own[:1] if term.source != tables.GENERAL else []) + change[:1]
    return min(ends)[1] if ends else ""


# ---- names that several have ----

ENGLISH = set("USA GBR AUS CAN NZL IRL JAM".split())
COMMON_SURNAME = 8


def drop_everyday(people):
    """"David Smith" in an English-speaking cabinet of old is everybody's name: people of minor offices are kept under rarer names only."""
    def surname(person):
        return names.key(person.names[0].split()[-1])
    counts = collections.Counter(surname(p) for p in people if p.country in ENGLISH)
    return [p for p in people if p.country not in ENGLISH or p.known or counts[surname(p)] < COMMON_SURNAME
            or max(offices.weight(t.office) for t in p.terms) > 3]


def conflicts(people):
    """One name, two countries at one time: the weightier office keeps the name."""
    owners = collections.defaultdict(list)
    for person in sorted(people, key=lambda p: (not p.known, -max(offices.weight(t.office) for t in p.terms), p.country, p.names[0])):
        free = [n for n in person.names if not any(p.country != person.country and at_once(p, person) for p in owners[names.key(n)])]
        if person.names[0] not in free:
            free = [n for n in free if " " in n]
        person.names = free
        for name in free:
            owners[names.key(name)].append(person)
    return [p for p in people if p.names]


def at_once(a, b):
    return any(overlap(s, t) > 0 for s in a.terms for t in b.terms)


# ---- heads of state by family name only ----

def cover_leaders(leaders, people):
    """Archigos and REIGN: what no person of the table covers. Full names become rows; the others are returned."""
    by_country = collections.defaultdict(list)
    for person in people:
        by_country[person.country].append(person)
    gaps, new = [], []
    for leader in leaders:
        found = [p for p in by_country[leader.country] if any(names.names_leader(n, leader.names[0]) for n in p.names)
                 and any(offices.weight(t.office) >= 5 and touches(t, leader) for t in p.terms)]
        if not found and day_number(last_day(leader.end)) - day_number(first_day(leader.start)) > 15:
            (new if " " in leader.names[0] and "." not in leader.names[0] and "(" not in leader.names[0] else gaps).append(leader)
    return gaps, new


# ---- the table ----

def gather(facts, show_gaps):
    iso = sources.iso_by_name()
    terms = [term for name in SUPPLEMENTS for term in sources.hand(os.path.join(HERE, "world", name))]
    terms += sources.factbook_heads(facts, iso)
    terms += sources.g20(facts, sources.alpha2_codes(facts))
    terms += sources.position_holders(facts, iso)
    terms += sources.cia(facts, iso)
    terms += sources.phoenix(facts, set(iso.values()) - {t.country for t in terms if t.source == "position-holders-2022"})
    people = [join_terms(p) for p in join_people(terms)]
    kept = settle([t for p in people for t in p.terms if keep(t)])
    gaps, new = cover_leaders(list(sources.archigos(facts)) + list(sources.reign(facts)), people)
    if show_gaps:
        for term in sorted(gaps + new, key=lambda t: (t.country, t.start)):
            print(term.country, term.names[0], term.start, term.end, term.source, sep="\t")
    survivors = {id(t) for t in kept}
    for person in people:
        person.terms = [t for t in person.terms if id(t) in survivors]
    check_known(people)
    close_cabinets(people)
    return conflicts(drop_everyday([p for p in people if p.terms]))


def keep(term):
    return term.source == tables.GENERAL or last_day(term.end) >= sources.SINCE and offices.is_kept(term.office, term.country)


def check_known(people):
    for person in people:
        if person.known and not person.terms:
            raise SystemExit(f"tools/world/people.tsv: {person.names[0]} ({person.country}) has no terms, and no source has any")


def lines_of(people):
    """Rows of one person stand together, the first with the variants (the loader counts on both)."""
    used = set()
    for person in people:
        person.names = [n for n in person.names if not tables.too_long(n)] or person.names
    for person in sorted(people, key=lambda p: (p.names[0], p.country, first_day(p.terms[0].start))):
        variants = "|".join(person.names[1:VARIANTS_MAX + 1])
        for term in sorted(person.terms, key=lambda t: (first_day(t.start), last_day(t.end), t.office)):
            row = (person.names[0], person.country, term.sector, term.office, term.start, term.end)
            if row not in used:
                used.add(row)
                yield (row[0], variants, *row[1:], LABEL.get(term.source, term.source))
                variants = ""


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--gaps"]):
        sys.exit(__doc__)
    table = list(lines_of(gather(sys.argv[1], len(sys.argv) == 3)))
    tables.write_ordered(os.path.join(DATA, "people.tsv"),
                         ["People and their terms of office, 1990 to today. An empty date is open; an empty office is a role without a name.",
                          "The rows of one person stand together; the first has the variants. Sources: Wikidata (CC0), CIA World Factbook",
                          "and World Leaders (public domain), G20 and ASEAN leaders of August 2026 (CC BY-SA 4.0), Open Event Data Alliance (MIT),",
                          "general knowledge; checked against Archigos (research) and REIGN (MIT). Made by tools/make_people.py."],
                         ["name", "variants", "country", "sector", "office", "from", "to", "source"], table)
    titles = [(title, row["office"], row["country"]) for _, row in tables.rows(os.path.join(HERE, "world", "offices.tsv"))
              for title in tables.split(row["titles"])]
    tables.write(os.path.join(DATA, "offices.tsv"),
                 ["Titles and the office they are, for a country or (empty) for all.", "Source: general knowledge. Made by tools/make_people.py."],
                 ["title", "office", "country"], titles)


if __name__ == "__main__":
    main()

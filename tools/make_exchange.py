#!/usr/bin/env python3
"""Derives data/exchange/{countries,divisions}.tsv: what other event data sets call countries and their divisions.

    tools/make_exchange.py FACTS_FOLDER

Facts: FIPS 10-4 codes and first-level divisions from GeoNames (CC BY 4.0); Correlates of War numbers and letters from
countrycode (codes are facts). Which countries there are, and their divisions' names, say data/world/countries.tsv and places.tsv.
The columns cameo, plover and icews are kept here, by hand. sectors.tsv is kept by hand as a whole.
"""
import csv
import sys
from pathlib import Path

import world_tables as tables

DATA = Path(__file__).parent.parent / "data"
# CAMEO's country codes are ISO 3166 of its time (manual 1.1b3, chapter on ISO codes), PLOVER's today's but for Kosovo (5.1).
CAMEO = {"ROU": "ROM", "TLS": "TMP", "IMN": "IMY"}
PLOVER = {"XKX": "KOS"}
# Where ICEWS calls a country something else than data/world/countries.tsv. Source: general knowledge.
ICEWS = {"RUS": "Russian Federation", "CIV": "Cote d'Ivoire", "COD": "Democratic Republic of Congo",
         "COG": "People's Republic of the Congo", "PSE": "Occupied Palestinian Territory", "MKD": "Macedonia", "SWZ": "Swaziland",
         "MAC": "Macao", "VAT": "Holy See (Vatican City State)"}
# GeoNames names no FIPS code for a dissolved state; these are of FIPS 10-4 itself.
FIPS = {"CSK": "CZ", "DDR": "GC", "SUN": "UR", "YUG": "YO", "YMD": "YS", "SCG": "YI"}
COW = {"CSK": ("315", "CZE"), "DDR": ("265", "GDR"), "SUN": ("365", "RUS"), "YUG": ("345", "YUG"), "YMD": ("680", "YPR"),
       "SCG": ("345", "YUG"), "SRB": ("345", "YUG"), "XKX": ("347", "KOS")}


def geonames(facts):
    """{iso3: (iso2, fips)}"""
    out = {}
    for line in (facts / "geonames-countries.txt").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if not line.startswith("#") and cells[0] != "ISO" and len(cells) > 4:
            out[cells[1]] = (cells[0], cells[3])
    return out


def correlates_of_war(facts):
    with open(facts / "countrycode-codelist_without_cldr.csv", encoding="utf-8", newline="") as lines:
        return {row["iso3c"]: (row["cown"], row["cowc"]) for row in csv.DictReader(lines) if row["cown"].strip("NA")}


def write(name, head, columns, lines):
    with open(DATA / "exchange" / name, "w", encoding="utf-8", newline="\n") as out:
        out.write("".join(f"# {line}\n" for line in head) + "\t".join(columns) + "\n")
        out.writelines("\t".join(cells) + "\n" for cells in lines)


def countries(facts):
    names, wars = geonames(facts), correlates_of_war(facts)
    for _, row in tables.rows(DATA / "world" / "countries.tsv"):
        iso3 = row["iso3"]
        number, letters = COW.get(iso3) or wars.get(iso3, ("", ""))
        fips = FIPS.get(iso3) or names.get(iso3, ("", ""))[1]
        yield iso3, fips, number, letters, CAMEO.get(iso3, ""), PLOVER.get(iso3, ""), ICEWS.get(iso3, "")


def divisions(facts):
    iso2 = {iso3: pair[0] for iso3, pair in geonames(facts).items()}
    known = {line.split("\t")[0] for line in (facts / "geonames-admin1.txt").read_text(encoding="utf-8").splitlines()}
    found = set()
    for _, row in tables.rows(DATA / "world" / "places.tsv"):
        country, code = row["country"], row["admin1"]
        if row["feature"] == "ADM1" and f"{iso2.get(country, '')}.{code}" in known and len(code) <= 3:
            found.add((country, row["name"], code, row["geonames"]))
    kept = {row[:2]: row for row in sorted(found, reverse=True)}
    return sorted(kept.values())


def main():
    facts = Path(sys.argv[1])
    write("countries.tsv",
          ["Codes and names of countries in other event data sets. cameo, plover: empty where it is the ISO code; icews: empty",
           "where it is the first name of data/world/countries.tsv. Sources: GeoNames (CC BY 4.0), countrycode (COW), manuals of",
           "CAMEO and PLOVER, general knowledge. Made by tools/make_exchange.py."],
          ["iso3", "fips", "cow", "cow_letters", "cameo", "plover", "icews"], sorted(countries(facts)))
    write("divisions.tsv",
          ["First-level divisions and the code that follows the FIPS code of the country in GDELT's ADM1 columns: GeoNames' own,",
           "which is FIPS 10-4 for most countries and the postal code for the United States. Source: GeoNames (CC BY 4.0).",
           "Made by tools/make_exchange.py."],
          ["country", "name", "code", "geonames"], divisions(facts))


if __name__ == "__main__":
    main()

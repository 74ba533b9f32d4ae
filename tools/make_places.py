#!/usr/bin/env python3
"""Derives data/world/places.tsv from public facts.

usage: make_places.py FACTS > data/world/places.tsv

FACTS is the folder of fact files. Sources:
  g  GeoNames (https://www.geonames.org), CC BY 4.0: cities of more than 15,000 people, first-level divisions, countries.
     First-level divisions have no position there: theirs is the mean of their cities.
  c  countries-states-cities facts (places-by-country.tsv.gz), ODbL: smaller places, most of them without a population.
     Second-level divisions likewise, where a town of theirs or c gives a position.
  k  general knowledge: seas, straits, islands, regions and names that news uses: tools/world/places.tsv.
  m  mledoze-countries.json, ODbL: the middle of each country; names and adjectives of countries are those of
     data/world/countries.tsv, which must be made before.
Alternate names are kept where they spell the name otherwise, or where news uses them (counts over FACTS/../raw). Names that
are also common English words (FACTS/../treebanks) or names of people (position-holders) are marked "?": the reader of the
table wants evidence for them.
"""
import collections
import gzip
import json
import math
import os
import re
import sys
import unicodedata

SPECIAL = {"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a"}
LATIN = re.compile(r"^[^\W\d_a-z][A-Za-z\u00c0-\u024f\u1e00-\u1eff'\u2018\u2019\u02bb\u02bc. -]+$")
DIRECTIONS = set("north south east west central northern southern eastern western northeast northwest southeast southwest centre".split())
# Capitalised words of institutions that some town is called as well.
GENERIC = set("""republic kingdom state states union university college central court senate congress police parliament ministry
bank capital commission council court army navy assembly federation government house minister president party front board
committee department general international national social democratic liberal conservative labor labour green independence
liberty freedom victory progress unity justice corona covid ebola jewish islamic muslim christian arab kurdish catholic""".split())
AGENCIES = set("xinhua tass reuters anadolu interfax irna sana bernama yonhap kyodo".split())
CONTINENTS = set("asia africa europe america middleeast northamerica southamerica latinamerica oceania".split())
MONTHS = set("january february march april may june july august september october november december sunday monday".split())
# Marks of transliterations of other scripts; accents of languages that write in Latin letters are kept.
MARKED = re.compile("[\u0100\u0101\u012a\u012b\u014c\u014d\u016a\u016b\u0162\u0163\u1e00-\u1e99\u2018\u2019\u02bb\u02bc`]")
ARTICLES = ("al", "ar", "ad", "as", "ash", "at", "an", "az", "el", "ed", "es", "ez", "er")
ARAB = set("DZA BHR EGY IRQ JOR KWT LBN LBY MRT MAR OMN PSE QAT SAU SDN SYR TUN ARE YEM ESH".split())
# Places of these are rarely written in several spellings in English; only names that news uses are kept.
SETTLED = set("USA GBR DEU FRA ITA ESP CAN AUS NZL IRL NLD BEL AUT CHE SWE NOR DNK FIN PRT BRA MEX JPN POL CZE HUN".split())
# Of these the smaller places are too many, or too odd, for what they add.
WITHOUT_SMALL = set("CHN GRC BGR URY LCA JAM HRV HND".split())
CITY_STATES = {"SGP", "HKG", "MAC", "GIB", "MCO"}

# Places that news writes otherwise than GeoNames does, by GeoNames id: the first name is shown, the others are found too.
NEWS_NAMES = {
    703448: "Kyiv;Kiev", 698740: "Odesa;Odessa", 702550: "Lviv;Lvov", 702658: "Luhansk;Lugansk", 706483: "Kharkiv;Kharkov",
    700569: "Mykolaiv;Nikolaev;Nikolayev;Mykolayiv", 687700: "Zaporizhzhia;Zaporizhzhya;Zaporozhye", 705812: "Kropyvnytskyi;Kirovograd",
    709930: "Dnipro;Dnipropetrovsk;Dnepropetrovsk", 703845: "Kryvyi Rih;Krivoy Rog", 689558: "Vinnytsia;Vinnytsya",
    693468: "Sloviansk;Slavyansk", 691999: "Severodonetsk;Sievierodonetsk", 702972: "Lysychansk;Lisichansk",
    712451: "Bakhmut;Artemivsk", 702320: "Makiivka;Makeyevka", 707753: "Horlivka;Gorlovka", 
    170905: "Daraa;Deraa;Dara'a", 170592: "Douma;Duma", 170017: "Hama", 163345: "Tartus;Tartous", 172082: "Azaz;A'zaz",
    169304: "Jableh;Jablah", 172955: "Raqqa;Ar Raqqah;Al-Raqqa;Raqqah", 170794: "Deir ez-Zor;Deir Ezzor;Deir al-Zor;Deir el-Zour;Deir al-Zour;Deir Azzour;Deir ez-Zour;Dayr az-Zawr",
    173576: "Latakia;Lattakia", 174018: "Al-Bab", 173811: "Hasakah;Al-Hasakah;Hasaka;Hassakeh", 167357: "Manbij;Minbij;Membij",
    169389: "Idlib;Idleb", 172374: "Al-Thawrah;Tabqa;Tabaqa", 170892: "Darayya;Daraya", 164947: "Salamiyah;Salamiya", 172503: "Safira;Al-Safira",
    97990: "Baqubah;Baquba;Ba'qubah", 99532: "Basra;Basrah", 96994: "Duhok;Dohuk;Dahuk", 95446: "Erbil;Arbil;Irbil", 91597: "Samarra",
    100077: "Abu Ghraib;Abu Ghurayb", 99762: "Diwaniyah;Diwaniya", 99608: "Amarah;Amara", 99454: "Fallujah;Falluja", 99347: "Hillah;Hilla",
    99131: "Kut", 98463: "Sulaymaniyah;Sulaimaniya;Sulaimaniyah", 92138: "Al-Qaim;Qaim", 99100: "Mahmudiyah;Mahmoudiya", 98530: "Samawah;Samawa",
    89570: "Zakho", 97417: "Chamchamal", 2214846: "Misrata;Misratah", 87205: "Derna;Darnah", 88319: "Benghazi", 2210554: "Sirte;Surt",
    2208485: "Zliten", 2219905: "Khoms;Al Khums", 71137: "Sanaa;Sana'a", 70225: "Taiz;Taizz;Ta'izz", 79415: "Hodeidah;Hudaydah;Hodeida;Al-Hudaydah",
    78428: "Amran", 76184: "Dhamar", 1139715: "Jalalabad", 1136575: "Kholm", 1138336: "Kandahar;Qandahar", 1140026: "Herat",
    1298824: "Yangon;Rangoon", 6611854: "Naypyidaw;Nay Pyi Taw;Naypyitaw", 1566083: "Ho Chi Minh City;Saigon", 1275004: "Kolkata;Calcutta",
    1275339: "Mumbai;Bombay", 1264527: "Chennai;Madras", 1277333: "Bengaluru;Bangalore", 1816670: "Beijing;Peking",
    1809858: "Guangzhou;Canton", 5128581: "New York;New York City", 4140963: "Washington;Washington, D.C.;Washington DC",
    498817: "Saint Petersburg;St. Petersburg;Leningrad", 501175: "Rostov-on-Don;Rostov-na-Donu;Rostov", 1529102: "Urumqi", 6325494: "Quebec City;Quebec",
    2747373: "The Hague;Hague;Den Haag", 2657896: "Zurich", 124665: "Mashhad;Meshed", 418863: "Isfahan;Esfahan",
    293397: "Tel Aviv;Tel Aviv-Jaffa;Tel Aviv-Yafo", 295530: "Beersheba;Be'er Sheva", 281133: "Gaza City", 1205733: "Chittagong;Chattogram",
    1526273: "Astana;Nur-Sultan", 2449067: "Timbuktu;Tombouctou", 104515: "Mecca;Makkah", 109223: "Medina;Madinah",
    520555: "Nizhny Novgorod", 400666: "Rhodes", 283506: "Jenin", 293768: "Ramla;Ramle", 293918: "Petah Tikva;Petah Tiqva",
    379062: "Gedaref;Al Qadarif;Gedarif", 379555: "El Fasher;Al-Fashir;El-Fasher", 627904: "Grodno;Hrodna", 625665: "Mogilev;Mahilyow",
}
ADMIN_NAMES = {
    "SYR.13": ["Damascus"], "SYR.08": ["Rif Dimashq", "Rural Damascus", "Damascus countryside"], "UKR.13": ["Kyiv Oblast", "Kyiv Region"],
    "UKR.25": ["Zakarpattia"], "UKR.26": ["Zaporizhzhia Oblast", "Zaporizhzhia Region"], "UKR.16": ["Mykolaiv Oblast"],
    "RUS.36": ["Krasnodar"], "USA.DC": ["Washington, D.C."],
}
# Abbreviations of the news agencies' style books for states of the United States: read only behind a place and a comma.
STATES = {"AL": "Ala", "AZ": "Ariz", "AR": "Ark", "CA": "Calif", "CO": "Colo", "CT": "Conn", "DE": "Del", "FL": "Fla",
          "GA": "Ga", "IL": "Ill", "IN": "Ind", "KS": "Kan", "KY": "Ky", "LA": "La", "ME": "Me", "MD": "Md", "MA": "Mass",
          "MI": "Mich", "MN": "Minn", "MS": "Miss", "MO": "Mo", "MT": "Mont", "NE": "Neb", "NV": "Nev", "NH": "NH",
          "NJ": "NJ", "NM": "NM", "NY": "NY", "NC": "NC", "ND": "ND", "OK": "Okla", "OR": "Ore", "PA": "Pa", "RI": "RI",
          "SC": "SC", "SD": "SD", "TN": "Tenn", "TX": "Tex", "VT": "Vt", "VA": "Va", "WA": "Wash", "WV": "WVa",
          "WI": "Wis", "WY": "Wyo", "DC": "DC"}
MIDDLES = {"XKX": (42.6, 20.9)}  # not in mledoze-countries.json
COUNTRY_NAMES = {
    "USA": ["US", "USA", "United States", "America", "~American", "~Americans"], "GBR": ["UK", "Britain", "Great Britain", "~British"],
    "RUS": ["Russian Federation"], "PRK": ["North Korea", "~North Korean", "DPRK"], "KOR": ["South Korea", "~South Korean"],
    "COD": ["DR Congo", "DRC", "Democratic Republic of Congo", "Congo-Kinshasa"], "COG": ["Congo-Brazzaville"],
    "MMR": ["Burma", "~Burmese"], "PSE": ["Palestine", "~Palestinian", "~Palestinians"], "CZE": ["Czech Republic"],
    "CIV": ["Ivory Coast"], "ARE": ["UAE", "Emirates", "~Emirati"], "TUR": ["Turkey", "Turkiye"], "MKD": ["Macedonia"],
    "SWZ": ["Swaziland"], "TLS": ["East Timor"], "CPV": ["Cape Verde"], "TWN": ["~Taiwanese"], "NLD": ["Holland"],
    "BIH": ["Bosnia", "~Bosnian"], "SAU": ["Saudi", "~Saudis"], "VAT": ["Vatican"], "XKX": ["Kosovo", "~Kosovar"],
    "SYR": ["Syrian Arab Republic"], "ISR": ["~Israelis"], "IRN": ["~Iranians"], "AFG": ["~Afghan", "~Afghans"], "PHL": ["~Philippine"],
}
AREA_WORDS = (r"(?:Oblast'?|Province|Region|Regione|Republic|Governorate|Muhafazat|State|County|District|Department|Departamento(?: de)?"
              r"|Prefecture|Kray|Krai|Territory|Voivodeship|Autonomous Oblast|Autonomous Region|Autonomous Okrug|Parish|Canton|Division|Municipality)")


# The same of provinces; read where the text is about their country.
PROVINCES = {"CAN.01": ["alta"], "CAN.02": ["bc"], "CAN.03": ["man"], "CAN.04": ["nb"], "CAN.07": ["ns"], "CAN.08": ["ont"],
             "CAN.09": ["pei"], "CAN.10": ["que"], "CAN.11": ["sask"], "AUS.02": ["nsw"], "AUS.08": ["wa"], "AUS.04": ["qld"],
             "AUS.05": ["sa"], "AUS.06": ["tas"], "AUS.07": ["vic"]}


def fold(name):
    name = unicodedata.normalize("NFKD", name.lower())
    name = "".join(SPECIAL.get(c, c) for c in name if not unicodedata.combining(c))
    return "".join(c for c in name if c.isalnum())


def sound(key):
    """What is left of a name when romanisations are made alike: two spellings of one name mostly agree in it."""
    for a, b in (("sch", "s"), ("sh", "s"), ("ch", "k"), ("kh", "k"), ("gh", "g"), ("zh", "z"), ("dh", "d"), ("th", "t"), ("ph", "f"),
                 ("ts", "s"), ("tz", "s"), ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "k"), ("w", "v"), ("b", "v"), ("j", "z"), ("h", "")):
        key = key.replace(a, b)
    key = re.sub(r"[aeiouy]", "", key)
    return re.sub(r"(.)\1+", r"\1", key)


def bare(key):
    for a in sorted(ARTICLES, key=len, reverse=True):
        if key.startswith(a) and len(key) - len(a) >= 4:
            return key[len(a):]
    return key


def alike(a, b):
    for x in (a, bare(a)):
        for y in (b, bare(b)):
            if sound(x) == sound(y) and len(sound(x)) >= 2 and abs(len(x) - len(y)) <= 3 and x[0] in (y[0], *twins(y[0])):
                return True
    return False


def twins(c):
    return {"k": "cqx", "c": "kqs", "q": "kcg", "g": "jq", "j": "gydz", "y": "ji", "w": "vo", "v": "w", "u": "ow", "o": "u", "e": "iay",
            "i": "ey", "a": "eu", "h": "kj", "s": "cz", "z": "sj", "t": "d", "d": "t", "b": "p", "p": "b", "f": "p"}.get(c, "")


def lower_words(path):
    """Words that English writes in lower case, from trees."""
    counts = collections.Counter()
    with open(path, encoding="utf-8") as f:
        for line in f:
            c = line.split("\t")
            if len(c) == 10 and c[1].islower() and c[3] != "PROPN":
                counts[fold(c[1])] += 1
    return {w for w, n in counts.items() if n >= 2 and w}


def read_news(folder):
    """How often news writes a name of one to four capitalised words behind a lower-case one; words it writes in lower case."""
    names, lower = collections.Counter(), collections.Counter()
    run = re.compile(r"(?<=[a-z,] )((?:[A-Z\u00c0-\u00de][\w'\u2019.-]*(?: (?:al|de|el|of|the|on|la) | )?){1,4})")
    small = re.compile(r"(?<= )[a-z]{3,}(?=[ ,.])")
    for name in sorted(os.listdir(folder)):
        if name == "reuters21578.txt.gz" or not name.endswith(".gz"):
            continue  # commodity news of 1987 in capitals
        with gzip.open(os.path.join(folder, name), "rt", encoding="utf-8", errors="replace") as f:
            for line in f:
                lower.update(small.findall(line))
                for m in run.finditer(line):
                    words = re.sub(r"['\u2019]s\b", "", m.group(1)).split()
                    for n in range(1, len(words) + 1):
                        names[fold(" ".join(words[:n]))] += 1
    return names, {w for w, n in lower.items() if n >= 5 and n > names[w] / 4}


def people_names(path):
    names = collections.Counter()
    with open(path, encoding="utf-8") as f:
        for line in f:
            for w in re.findall(r"[A-Z][a-z]{2,}", line.split("\t")[2]):
                names[fold(w)] += 1
    return {n for n, k in names.items() if k >= 3}


class Row:
    def __init__(self, name, country, admin1, feature, population, lat, lon, geonames, source):
        self.name, self.country, self.admin1, self.feature = name, country, admin1, feature
        self.population, self.lat, self.lon, self.geonames, self.source = population, lat, lon, geonames, source
        self.keys = []

    def line(self, weak, never):
        main = fold(self.name)
        keys = []
        if main in never and self.feature not in ("CTRY", "CONT"):
            keys.append("-")
        elif (main in weak or len(main) <= 3) and self.feature not in ("REG", "ISL", "WTR", "MNT", "CTRY", "CONT"):
            keys.append("?")
        keys += [k for k in dict.fromkeys(self.keys) if k not in (main, "?" + main)]
        return "\t".join([self.name, "|".join(keys), self.country, self.admin1, self.feature, str(self.population or ""),
                          "%.2f" % self.lat, "%.2f" % self.lon, str(self.geonames or ""), self.source])


def key_of(name):
    """A name of a supplement as a key; "~": an adjective."""
    return "~" + fold(name[1:]) if name.startswith("~") else fold(name)


def world_names():
    """Names and nationality words of each country, from the table that the coder reads."""
    names = {}
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "..", "data", "world", "countries.tsv"), encoding="utf-8") as f:
        lines = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]
    for row in (dict(zip(lines[0], fields)) for fields in lines[1:]):
        if row.get("to"):
            continue
        given = names.setdefault(row["iso3"], [])
        given += [n for n in row["names"].split("|") if n] + ["~" + n for n in row["demonyms"].split("|") if n]
    return names


def read_countries(facts):
    alpha3, rows = {}, []
    middle = {}
    for c in json.load(open(os.path.join(facts, "mledoze-countries.json"), encoding="utf-8")):
        adjective = c.get("demonyms", {}).get("eng", {}).get("m", "")
        middle[c["cca3"]] = (c["latlng"], [c["name"]["common"]] + (["~" + adjective] if adjective else []))
    known = world_names()
    with open(os.path.join(facts, "geonames-countries.txt"), encoding="utf-8") as f:
        for line in f:
            c = line.rstrip("\n").split("\t")
            if line.startswith("#") or len(c) < 17 or not c[7].isdigit():
                continue
            alpha3[c[0]] = c[1]
            if c[1] in CITY_STATES or c[0] in ("AN", "CS"):
                continue
            (lat, lon), names = middle.get(c[1], ((0, 0), []))
            lat, lon = MIDDLES.get(c[1], (lat, lon))
            row = Row(c[4].strip(), c[1], "", "CTRY", int(c[7]), lat, lon, c[16], "g")
            keys = {key_of(n) for n in names + known.get(c[1], []) + COUNTRY_NAMES.get(c[1], []) if n}
            plain = {k for k in keys if not k.startswith("~")} | {fold(row.name)}
            row.keys = sorted(k for k in keys if len(k) > 1 and k.lstrip("~") and (not k.startswith("~") or k[1:] not in plain))
            rows.append(row)
    return alpha3, rows


def heads(name):
    """What a name of several words may be cut to: "Matias Romero Avendano", "Matias Romero"."""
    parts = name.split()
    return [" ".join(parts[:n]) for n in range(1, len(parts))]


def alternates(row, names, news, weak, people):
    """The alternate names to keep, see above."""
    main, kept = fold(row.name), set()
    if row.country in ARAB and bare(main) != main and len(bare(main)) >= 5 and re.match(r"(?i)[ae][a-z]{1,2}[ -]", row.name):
        kept.add(bare(main))
    for name in names:
        key = fold(name)
        if key == main or len(key) < 4 or not key.isascii() or not LATIN.match(name) or name.isupper() or len(name.split()) > 4:
            continue
        if key in weak or (key in people and row.population < 1000000):
            continue
        same = alike(key, main)
        if main.startswith(key) and len(key) >= 6 and len(key) < len(main) and key in {fold(w) for w in heads(row.name)}:
            kept.add(key)
        elif same and (row.country not in SETTLED or news[key] >= 2 and row.population >= 200000):
            kept.add(key)
        elif news[key] >= 8 and len(key) >= 5 and row.population >= 200000 and row.feature.startswith("PPL"):
            kept.add(key)
    return sorted(kept)


ARTICLE = re.compile(r"\b(?:al|el|ez|az|es|as|ad|ed|ar|er|at|et|an|en|ash|esh)[- ](?=[A-Z])", re.I)


def articles_of(row):
    """An Arabic article is written as it is spelled or as it is spoken, with a or e; with or without a hyphen is one key."""
    if row.country not in ARAB or not ARTICLE.search(row.name):
        return []
    return [fold(ARTICLE.sub(article, row.name)) for article in ("al", "el")]


def shown_name(row, ascii_name, given):
    """The name to print: as news writes it, and without a transliteration's marks."""
    if given:
        return given[0]
    return re.sub(r"['`]", "", ascii_name) if MARKED.search(row.name) and row.country != "LVA" else row.name


def read_cities(facts, alpha3, news, weak, people):
    rows = []
    with open(os.path.join(facts, "geonames-cities15000.txt"), encoding="utf-8") as f:
        for line in f:
            c = line.rstrip("\n").split("\t")
            if c[7] in ("PPLH", "PPLQ", "PPLW"):
                continue  # given up or destroyed
            row = Row(c[1], alpha3[c[8]], c[10], c[7] if c[7] in ("PPLC", "PPLA", "PPLX") else "PPL", int(c[14] or 0), float(c[4]),
                      float(c[5]), int(c[0]), "g")
            row.admin2 = c[11]
            given = [n for n in NEWS_NAMES.get(row.geonames, "").split(";") if n]
            row.keys = [fold(n) for n in given] + ([] if row.geonames == 281133 else [fold(row.name)])  # "Gaza" is the Strip
            row.name = shown_name(row, c[2], given)
            if c[2] != c[1] and fold(c[2]) != fold(c[1]):
                row.keys.append(fold(c[2]))
            if c[1].startswith(("Saint ", "Sankt ")):
                row.keys.append("st" + fold(c[1].split(" ", 1)[1]))
            row.keys += articles_of(row)
            row.keys += alternates(row, c[3].split(","), news, weak, people)
            rows.append(row)
    return rows


def middle(towns):
    """Of the box that holds the towns: nearer to a division's own middle than their mean, which large towns' suburbs pull."""
    lats, lons = [t.lat for t in towns], [t.lon for t in towns]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def read_admin2(facts, alpha3, cities, small_areas):
    """Counties and districts. One that is called as a town of its country is only found by its long name."""
    members, towns = collections.defaultdict(list), collections.defaultdict(set)
    for c in cities:
        members["%s.%s.%s" % (c.country, c.admin1, c.admin2)].append(c)
        towns[c.country].update([fold(c.name)] + c.keys)
    rows = []
    with open(os.path.join(facts, "geonames-admin2.txt"), encoding="utf-8") as f:
        for line in f:
            code, name, ascii_name, number = line.rstrip("\n").split("\t")
            country = alpha3.get(code[:2])
            inside = members.get("%s.%s" % (country, code[3:]), [])
            given = small_areas.get((country, fold(name)))
            if not country or not (inside or given) or not LATIN.match(ascii_name) or len(fold(name)) < 4:
                continue
            lat, lon = given or middle(inside)
            short = re.sub(r"^(?:City of |Municipality of |Provincia (?:de |di )?)|[ -](?:%s|Municipality|Raion|Rayon)$" % AREA_WORDS, "", name)
            long = name if short != name else name + (" County" if country == "USA" else " District")
            row = Row(ascii_name if MARKED.search(name) else name, country, code.split(".")[1], "ADM2", sum(c.population for c in inside),
                      lat, lon, int(number), "g")
            town = fold(short) in towns[country] or fold(name) in towns[country]
            if town and short == name:
                continue
            row.keys = [fold(ascii_name), fold(long)] if short == name else [fold(ascii_name)]
            if short != name and not town and country != "USA" and len(fold(short)) >= 5:
                row.keys.append(fold(short))
            rows.append(row)
    return rows


def read_areas(facts, alpha3):
    """Positions of second-level divisions by country and name, where c has one of the name only."""
    found = collections.defaultdict(list)
    with gzip.open(os.path.join(facts, "places-by-country.tsv.gz"), "rt", encoding="utf-8") as f:
        for line in f:
            c = line.rstrip("\n").split("\t")
            if c[4] in ("adm2", "district", "county", "regency", "prefecture") and c[0] in alpha3:
                found[alpha3[c[0]], fold(c[2])].append((float(c[7]), float(c[8])))
    return {k: v[0] for k, v in found.items() if len(v) == 1}


def read_admin1(facts, alpha3, cities):
    members = collections.defaultdict(list)
    for c in cities:
        members[c.country + "." + c.admin1].append(c)
    rows = []
    with open(os.path.join(facts, "geonames-admin1.txt"), encoding="utf-8") as f:
        for line in f:
            code, name, ascii_name, number = line.rstrip("\n").split("\t")
            country = alpha3.get(code[:2])
            code = "%s.%s" % (country, code[3:])
            inside = members.get(code, [])
            if not country or not inside:
                continue
            lat, lon = middle(inside)
            row = Row(ascii_name if MARKED.search(name) and country != "LVA" else name, country, code.split(".")[1], "ADM1", sum(c.population for c in inside),
                      lat, lon, int(number), "g")
            row.keys = [fold(n) for n in ADMIN_NAMES.get(code, [])]
            short = re.sub(r"^(?:Republic of |%s (?:of |de )?)|[ -]%s$" % (AREA_WORDS, AREA_WORDS), "", name)
            if short != name and fold(short) not in DIRECTIONS:
                row.keys.append(fold(short))
            if fold(ascii_name) != fold(name):
                row.keys.append(fold(ascii_name))
            row.keys += ["?" + k for k in PROVINCES.get(code, [])]
            if country == "USA" and row.admin1 in STATES:
                row.keys += ["?" + k for k in sorted({row.admin1.lower(), fold(STATES[row.admin1])})]
            rows.append(row)
    return rows


def far(a, b):
    return math.hypot(a.lat - b.lat, (a.lon - b.lon) * math.cos(math.radians(a.lat)))


def read_small(facts, alpha3, cities, weak):
    by_country = collections.defaultdict(list)
    for c in cities:
        by_country[c.country].append(c)
    rows, seen = [], set()
    with gzip.open(os.path.join(facts, "places-by-country.tsv.gz"), "rt", encoding="utf-8") as f:
        for line in f:
            c = line.rstrip("\n").split("\t")
            country = alpha3.get(c[0])
            if not country or country in WITHOUT_SMALL or c[4] not in ("city", "settlement", "town", "village", "capital", "municipality"):
                continue
            if not LATIN.match(c[2]) or len(fold(c[2])) < 4 or re.search(AREA_WORDS, c[2]):
                continue
            population = int(c[10]) if c[10].isdigit() else 0
            row = Row(c[2], country, "", "PPL", population, float(c[7]), float(c[8]), 0, "c")
            key = fold(row.name)
            near = [x for x in by_country[country] if abs(x.lat - row.lat) < 1.5]
            same = [x for x in near if far(x, row) < 0.35 and (key == fold(x.name) or key in x.keys or alike(key, fold(x.name)))]
            if same:
                if key.isascii() and key not in weak:
                    same[0].keys.append(key)
                continue
            if (country, key) in seen:
                continue
            seen.add((country, key))
            if near:
                row.admin1 = min(near, key=lambda x: (far(x, row), x.geonames)).admin1
            rows.append(row)
    return rows


def read_known():
    """Rows of the supplement, and (name, country, more names) of those that only add to another."""
    rows, more = [], []
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "world", "places.tsv"), encoding="utf-8") as f:
        lines = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")][1:]
    for line in lines:
        names, country, feature, lat, lon, number = (line + [""] * 6)[:6]
        names = names.split("|")
        if not feature:
            more.append((fold(names[0]), country, [key_of(n) for n in names[1:]]))
            continue
        row = Row(names[0], country, "", feature, 0, float(lat), float(lon), int(number or 0), "k")
        row.keys = [key_of(n) for n in names[1:]]
        rows.append(row)
    return rows, more


def add_names(more, rows):
    index = {}
    for r in rows:
        index.setdefault((fold(r.name), r.country), r)
    for name, country, keys in more:
        if (name, country) not in index:
            sys.exit("tools/world/places.tsv: no row for \"%s\" of \"%s\"" % (name, country))
        index[name, country].keys += keys


def merge_known(known, rows):
    """A region that GeoNames has as well takes its number and division; a town that it has stays out."""
    out = []
    index = collections.defaultdict(list)
    for r in rows:
        for k in [fold(r.name)] + r.keys:
            index[(r.country, k)].append(r)
    for k in known:
        same = [r for key in [fold(k.name)] + k.keys for r in index[(k.country, key)]
                if far(r, k) < (0.6 if k.feature == "PPL" else 5) and (k.feature != "PPL" or r.feature != "ADM1")]
        if k.feature == "PPL" and same:
            town = max(same, key=lambda r: (r.population, -r.geonames))
            town.keys += [key for key in [fold(town.name), fold(k.name)] + k.keys]
            town.name = k.name
            continue
        area = [r for r in same if r.feature == "ADM1" and fold(k.name) in [fold(r.name)] + r.keys]
        if area:
            k.admin1, k.geonames, k.population = area[0].admin1, area[0].geonames, area[0].population
        out.append(k)
    return out


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    facts = sys.argv[1]
    beside = os.path.join(facts, "..")
    words = lower_words(os.path.join(beside, "treebanks", "en_ewt-ud-train.conllu"))
    people = people_names(os.path.join(facts, "position-holders-2022.tsv"))
    news, in_news = read_news(os.path.join(beside, "raw"))
    words |= in_news
    alpha3, countries = read_countries(facts)
    never = {k.lstrip("~") for r in countries for k in [fold(r.name)] + r.keys}
    names = set(never)
    parts = {k.lstrip("~") for r in read_known()[0] if r.feature == "CONT" for k in [fold(r.name)] + r.keys}
    never |= parts | MONTHS | DIRECTIONS | CONTINENTS | AGENCIES | GENERIC
    cities = read_cities(facts, alpha3, news, words, people)
    areas = read_admin1(facts, alpha3, cities)
    counties = read_admin2(facts, alpha3, cities, read_areas(facts, alpha3))
    small = read_small(facts, alpha3, cities, words | people)
    known, more = read_known()
    known = merge_known(known, cities + areas + small)
    add_names(more, known + areas)
    own = {(r.country, k.lstrip("~")) for r in known + areas for k in [fold(r.name)] + r.keys
           if r.feature == "REG" or k.startswith("~") or (r.country == "USA" and r.feature == "ADM1")}
    for r in countries:  # countries.tsv takes Scots and Texans for parties of their countries; a place is meant more narrowly
        r.keys = [k for k in r.keys if (r.country, re.sub("^~", "", k)) not in own and (r.country, re.sub("^~|s$", "", k)) not in own]
    weak = words | people
    print("# Places. Sources: g GeoNames (geonames.org), CC BY 4.0; c countries-states-cities facts, ODbL; k general knowledge.")
    print("# Made by tools/make_places.py. keys: other folded names; \"?\": wants evidence; \"-\": the name itself is no key.")
    print("# Rows of features CTRY and CONT place a name and give context; who a country is, countries.tsv says. \"~\": an adjective.")
    print("name\tkeys\tcountry\tadmin1\tfeature\tpopulation\tlat\tlon\tgeonames\tsource")
    # What can contain a place comes first, and the well known before the others: the reader counts on both.
    printed = collections.defaultdict(list)
    for group in (countries, areas, known, counties, cities + small):
        for r in sorted(group, key=lambda r: (-r.population, r.country, r.admin1, fold(r.name), r.geonames, r.lat, r.lon)):
            twins = printed[r.name, r.country, r.feature]
            if any(abs(t.lat - r.lat) < 0.02 and abs(t.lon - r.lon) < 0.02 for t in twins):
                continue
            twins.append(r)
            strong = r.population >= 1000000 if r.feature != "ADM1" else fold(r.name) not in people or r.population >= 3000000
            strong = strong or r.feature == "PPLC"
            # A division that shares its name with a country (Georgia, Mexico) may be meant, with evidence.
            if r.feature == "ADM1" and fold(r.name) in names:
                print(r.line({fold(r.name)}, set()))
            else:
                r.keys = [k for k in r.keys if k.lstrip("?~") not in never or r.feature in ("CTRY", "CONT")]
                if r.feature != "ADM1" and fold(r.name) in never and not r.keys:
                    continue  # nothing would find it
                print(r.line(words if strong else weak, never))


main()

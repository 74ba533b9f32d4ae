"""The part of lint_world.py that checks places.tsv: what the packer (src/world/place_pack.c) refuses, and what it cannot see."""
import collections
import unicodedata

COLUMNS = ["name", "keys", "country", "admin1", "feature", "population", "lat", "lon", "geonames", "source"]
FEATURES = frozenset("PPL PPLX PPLA PPLC ADM1 ADM2 REG ISL MNT WTR FAC CONT CTRY".split())
SOURCES = frozenset("gckm")
# ISO codes of territories that are no parties.
TERRITORIES = frozenset("MAF BES WLF BLM SPM IOT SJM NFK CXR CCK ATF PCN SGS BVT HMD UMI MYT REU GLP MTQ GUF ALA".split())
KEY_BYTES_MAX, NAME_BYTES_MAX = 64, 255
SAME_DEGREES = 0.02


def is_degrees(cell, limit):
    try:
        return abs(float(cell)) <= limit and "e" not in cell.lower()
    except ValueError:
        return False


def is_number(cell):
    return cell == "" or (cell.isascii() and cell.isdigit())


def is_folded(key):
    return key.isalnum() and key == unicodedata.normalize("NFKD", key).lower()


def check_keys(row, error):
    keys = row["keys"].split("|") if row["keys"] else []
    bare = [key.lstrip("?~") for key in keys if key not in ("?", "-")]
    if "-" in keys and not bare and row["feature"] != "ADM1":  # those give their name to what lies in them
        error("its name is no key and it has no other: the row is unreachable")
    for key in bare:
        if not is_folded(key):
            error(f"\"{key}\" is no folded name")
        elif len(key.encode()) > KEY_BYTES_MAX:
            error(f"\"{key}\" is longer than {KEY_BYTES_MAX} bytes: unreachable")
    for key, uses in collections.Counter(bare).items():
        if uses > 1:
            error(f"\"{key}\" stands in the row {uses} times")


def check_row(row, codes, error):
    if not 0 < len(row["name"].encode()) <= NAME_BYTES_MAX:
        error(f"a name should have 1 to {NAME_BYTES_MAX} bytes")
    if row["country"] and row["country"] not in codes and row["country"] not in TERRITORIES:
        error(f"unknown country {row['country']}")
    if row["feature"] not in FEATURES:
        error(f"unknown feature {row['feature'] or '(empty)'}")
    if row["feature"] in ("ADM1", "ADM2") and not (row["country"] and row["admin1"]):
        error("a division without its country or code")
    if not is_degrees(row["lat"], 90) or not is_degrees(row["lon"], 180):
        error(f"no position on the earth: {row['lat']} {row['lon']}")
    elif float(row["lat"]) == 0 and float(row["lon"]) == 0:
        error("lies at 0, 0: its position was not known")
    for column in ("population", "geonames"):
        if not is_number(row[column]):
            error(f"{column} is no number: {row[column]}")
    if row["source"] not in SOURCES:
        error(f"unknown source {row['source'] or '(empty)'}")
    check_keys(row, error)


def check(rows, codes, error):
    """rows: (line, dict) of places.tsv; codes: known countries; error(line, message)."""
    numbers, names = {}, collections.defaultdict(list)
    for line, row in rows:
        check_row(row, codes, lambda message: error(line, message))
        number = (row["geonames"], row["feature"])
        if row["geonames"] and number in numbers:
            error(line, f"GeoNames {row['geonames']} stands at line {numbers[number]} already")
        numbers.setdefault(number, line)
        if is_degrees(row["lat"], 90) and is_degrees(row["lon"], 180):
            names[row["name"], row["country"], row["feature"]].append((float(row["lat"]), float(row["lon"]), line))
    for (name, _, _), uses in names.items():
        for i, a in enumerate(uses):
            for b in uses[:i]:
                if abs(a[0] - b[0]) < SAME_DEGREES and abs(a[1] - b[1]) < SAME_DEGREES:
                    error(a[2], f"\"{name}\" stands at line {b[2]} already")

"""What the scripts that make the world tables share: reading supplements, folding names, dates, writing tables."""
import gzip
import html
import json
import os
import re
import unicodedata

SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC "
    "IGO NGO MNC ISM IMG".split())
NO_COUNTRY = ("IGO", "NGO", "MNC", "IMG", "ISM")
GENERAL = "general knowledge"
DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


def rows(path):
    """Rows of a TSV as (line number, dict); the first line that is no comment names the columns."""
    header = None
    with open(path, encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if not line.strip() or line.startswith("#"):
                continue
            cells = line.split("\t")
            if header is None:
                header = cells
                continue
            if len(cells) > len(header):
                raise SystemExit(f"{path}:{number}: {len(cells)} columns, {len(header)} expected")
            cells += [""] * (len(header) - len(cells))
            yield number, dict(zip(header, (cell.strip() for cell in cells)))


AMERICAN = {"defence": "defense", "labour": "labor", "organisation": "organization", "centre": "center", "mobilise": "mobilize", "armour": "armor"}


def lemma(word):
    """As word_hash of src/world/name_table.c: lower case, singular, American."""
    word = word.lower().replace(".", "").replace("'", "")
    if word == "corps":
        return word
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("men"):
        word = word[:-2] + "an"
    elif len(word) > 4 and word.endswith(("ches", "shes", "sses")):
        word = word[:-2]
    elif len(word) > 3 and word[-1] == "s" and word[-2] not in "sui":
        word = word[:-1]
    return AMERICAN.get(word, word)


def first_day(date, default="0000-01-01"):
    return (date + "-01-01"[len(date) - 4:])[:10] if date else default


def last_day(date, default="9999-12-31"):
    return {4: date + "-12-31", 7: date + "-31", 10: date}[len(date)] if date else default


def day_number(date):
    """A day count good enough to compare terms."""
    year, month, day = date.split("-")
    return int(year) * 365 + int(month) * 30 + int(day)


def write(path, comments, header, table):
    """Writes sorted, distinct rows."""
    write_ordered(path, comments, header, sorted(set(tuple(row) for row in table)))


def write_ordered(path, comments, header, table):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for comment in comments:
            out.write(f"# {comment}\n")
        out.write("\t".join(header) + "\n")
        for row in table:
            if any("\t" in cell or "\n" in cell for cell in row):
                raise SystemExit(f"{path}: a cell holds a tab or line end: {row}")
            out.write("\t".join(row) + "\n")


def clean(text):
    """Plain text from the factbook's HTML."""
    text = html.unescape(re.sub(r"<[^>]*>", " ", text.replace("<br>", "\n")))
    return re.sub(r"[ \u00a0]+", " ", text).strip()


SPECIAL = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th",
                         "Þ": "Th", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "ə": "e",
                         "Ə": "E", "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "–": "-", "‑": "-"})


def fold(text):
    """ASCII lower case of a name, for comparing only."""
    text = unicodedata.normalize("NFKD", text.translate(SPECIAL))
    return "".join(c for c in text if not unicodedata.combining(c)).lower()


def factbook(facts):
    """(folded short and long English names, what the record says of the government) of each country of the World Factbook"""
    with gzip.open(os.path.join(facts, "factbook-government.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            government = json.loads(line).get("Government") or {}
            forms = government.get("Country name") or {}
            kinds = ("conventional short form", "conventional long form")
            yield [fold(clean((forms.get(kind) or {}).get("text", ""))) for kind in kinds], government


def unique(names):
    """The names in order, without repeats; names that differ by accents alone count as one (the loader folds)."""
    seen, out = set(), []
    for name in names:
        key = "".join(c for c in unicodedata.normalize("NFKD", name.translate(SPECIAL)) if not unicodedata.combining(c))
        if name and key not in seen:
            seen.add(key)
            out.append(name)
    return out


def split(cell):
    return [part.strip() for part in cell.split("|") if part.strip()]


def plural(word):
    if word.endswith(("s", "ese", "sh", "ch")):
        return word
    return word[:-3] + "men" if word.endswith("man") and word not in ("German", "Oman", "Roman") else word + "s"


NAME_TOKENS_MAX = 12  # as in src/world/scan.c: longer names are never looked up


def too_long(name):
    return len(re.findall(r"\w+", name)) > NAME_TOKENS_MAX

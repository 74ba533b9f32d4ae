"""Names of people: reading them from the sources, comparing them, the short forms that news uses."""
import re
import unicodedata

import world_tables as tables

PARTICLES = set("al el bin ben ibn abu de da di du del della dos das van von der den le la bint ould mac mc st saint ter te".split())
HONORIFIC = re.compile(r"^(Sir|Dame|Lord|Lady|Dr\.?|Prof\.?|Gen\.?|Lt\.?|Maj\.?|Col\.?|Brig\.?|Adm\.?|Capt\.?|Sheikh|Shaykh|Hon\.?|"
                       r"Eng\.?|Mr\.?|Mrs\.?|Ms\.?|\(Ret\.?\)|Ret\.?|Princess|Prince|Baroness|Dato'?|Datuk|Tun|Tan Sri|H\.E\.|Air Mar\.|"
                       r"Marshal|Field Mar\.|Vice Adm\.|Rear Adm\.|Lt\. Gen\.|Maj\. Gen\.|Brig\. Gen\.|Cdre\.)\s+", re.I)
RULERS = {"king", "queen", "prince", "emperor", "pope", "sultan", "crown", "mullah"}
CAREER_GAP_DAYS = 15 * 365


def title_case(word):
    """JEAN-YVES -> Jean-Yves; O'BRIEN -> O'Brien; mixed-case words stay."""
    letters = [c for c in word if c.isalpha()]
    if len(letters) < 2 or not all(c.isupper() for c in letters) or re.fullmatch(r"([A-Z]\.)+", word):
        return word
    out = re.sub(r"[^\W\d_]+", lambda m: m.group(0)[0] + m.group(0)[1:].lower(), word)
    out = re.sub(r"'S$", "'s", out)
    out = re.sub(r"\b(Mc)([a-z])", lambda m: m.group(1) + m.group(2).upper(), out)
    return re.sub(r"^(Al|El|Ag|As|Ad)-", lambda m: m.group(1).lower() + "-", out)


def is_capitals(word):
    return sum(c.isalpha() for c in word) > 1 and word.upper() == word and not re.fullmatch(r"([A-Z]\.)+", word)


def read_marked(name):
    """A name whose family part is in capitals -> (full name, family name or empty)."""
    name = re.sub(r"\s*\([^)]*\)", "", name).replace("\u00a0", " ").strip(" ,.;")
    while HONORIFIC.match(name):
        name = HONORIFIC.sub("", name)
    name = re.sub(r",?\s+(Jr|Sr|Dr|III|II|Ret)\.?$", "", name)
    name = re.sub(r"\"[^\"]*\"\s*|'[A-Z][a-z]+'\s+", "", name)
    words = name.split()
    family = [w for w in words if is_capitals(w)]
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


def key(name):
    """What the loader compares: letters and digits without accents. Case counts little; it is dropped here."""
    text = unicodedata.normalize("NFKD", name.translate(tables.SPECIAL))
    return "".join(c for c in text if c.isalnum()).lower()


def unique(names):
    seen, out = set(), []
    for name in names:
        if name and key(name) not in seen:
            seen.add(key(name))
            out.append(name)
    return out


def tokens(name):
    words = [t for t in re.split(r"[\s\-']+", tables.fold(name).replace(".", "")) if t]
    return [t for t in words if t not in PARTICLES] or words


def in_order(short, long):
    rest = iter(long)
    return all(word in rest for word in short)


def same_person(a, b):
    """Do two full names look like one person's? Lone family names never do."""
    ta, tb = tokens(a), tokens(b)
    if len(ta) < 2 or len(tb) < 2 or ta[0] in RULERS or tb[0] in RULERS:
        return key(a) == key(b)
    short, long = (ta, tb) if len(ta) <= len(tb) else (tb, ta)
    son = re.search(r"\bi?bn\b|\bbin\b", (a + " " + b).lower())
    if key(a) == key(b) or in_order(short, long) and not (son and ta[0][:6] != tb[0][:6]):
        return True
    return not son and ta[-1] == tb[-1] and len(ta[-1]) > 3 and ta[0][:3] == tb[0][:3] and (len(ta) == 2 or len(tb) == 2)


def names_leader(name, leader):
    """Is `leader`, often a family name alone, the person of the full name?"""
    have, want = tokens(name), [t for t in tokens(leader) if len(t) > 1]
    return bool(want) and (all(t in have for t in want) or key(leader) in key(name))

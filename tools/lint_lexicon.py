#!/usr/bin/env python3
"""Checks data/lexicon/*.tsv and tests/coding/*.tsv against docs/lexicon.md.

Names of types, modes and contexts come from data/ontology/plover.tsv, CAMEO codes from data/ontology/cameo.tsv where these are
there; else the lists below (PLOVER 2.0 manual, chapters 2 and 3) are used and CAMEO codes are only checked for their form.

usage: lint_lexicon.py [--counts] [ROOT]      exit status 1 if anything is wrong
       lint_lexicon.py --fired PROGRAM [--unfired] [--news TEXT] [ROOT]
--fired: how many rows of each file a test sentence takes, as PROGRAM (build/release/tests/rows_fired) tells: a report, no failure.
--unfired: the rows that none takes, too. --news: only those that the lines of TEXT take, with how often, the most frequent first.
"""
import argparse
import collections
import pathlib
import re
import subprocess
import sys

MODES = {
    "AGREE": "", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
               "heavy-weapons crowd-control unconventional",
}
CONTEXTS = """military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic
legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic
territory peacekeeping health asylum migration disasters natural_resource environment technology terrorism cbrn cyber
misinformation crime corruption illegal_drugs trafficking""".split()

COLUMNS = ["trigger", "pos", "shape", "event", "of", "mode", "context", "cameo", "effect"]
EFFECTS = {"", "fold", "through", "fail", "negate", "consider", "hold", "deny", "unreal"}
STATUSES = {"actual", "planned", "intended", "considered", "conditional", "failed", "negated", "denied"}
VERB_PLACES = {"subj", "obj", "iobj", "that", "inf", "ing"}
NOUN_PLACES = {"subj", "that", "inf", "poss", "mod"}
PREPOSITIONS = set("""with to of on against for from by between among amongst over in into at about through toward towards
under after before during within without upon across around off out up down as via behind beyond near regarding concerning
alongside along past despite like onto per since until inside outside throughout amid amidst because when""".split())
SLOT = re.compile(r"^([!~]?)(?:([A-Z])=)?([a-z]+(?:,[a-z]+)*)(?::(.+))?$")

NOT_ROWS = ("classes.tsv", "contexts.tsv", "light.tsv")

# Rows for the same trigger and shape in two files are allowed nowhere: which of them would win depends on the file order.


class Report:
    def __init__(self):
        self.problems = []

    def add(self, path, line, text):
        self.problems.append(f"{path}:{line}: {text}")


def rows_of(path, report, columns):
    """Yields (line number, fields) of the rows below the header, filled up with empty fields."""
    header = None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if header is None:
            header = fields
            if header != columns:
                report.add(path, number, f"header is {header}, not {columns}")
            continue
        if len(fields) > len(columns):
            report.add(path, number, f"{len(fields)} fields, at most {len(columns)}")
            continue
        if any(field != field.strip() for field in fields):
            report.add(path, number, "white space around a field")
        yield number, fields + [""] * (len(columns) - len(fields))
    if header is None:
        report.add(path, 1, "no header row")


def ontology(root, report):
    """(modes by type, contexts, CAMEO codes or None)."""
    modes = {event: set(names.split()) for event, names in MODES.items()}
    contexts, cameo = set(CONTEXTS), None
    plover, codes = root / "data/ontology/plover.tsv", root / "data/ontology/cameo.tsv"
    if plover.exists():
        table = read_table(plover)
        modes = {row["name"]: set() for row in table if row["kind"] == "type"}
        for row in table:
            if row["kind"] == "mode":
                modes[row["event"]].add(row["name"])
        contexts = {row["name"] for row in table if row["kind"] == "context"}
    if codes.exists():
        cameo = {row["code"] for row in read_table(codes)}
    if set(modes) != set(MODES):
        report.add(plover, 1, "types differ from the manual's")
    return modes, contexts, cameo


def read_table(path):
    lines = [l for l in path.read_text(encoding="utf-8").split("\n") if l and not l.startswith("#")]
    names = lines[0].split("\t")
    return [dict(zip(names, l.split("\t") + [""] * len(names))) for l in lines[1:]]


def parse_slot(text):
    match = SLOT.match(text)
    if not match:
        return None
    flag, role, places, filters = match.groups()
    return flag, role or "", tuple(places.split(",")), filters or ""


def check_slot(slot, pos, classes, complain):
    flag, role, places, filters = slot
    if role and role not in "ABRX":
        complain(f"role {role}")
    if flag == "~" and role:
        complain("a slot that must not be there cannot have a role")
    if not flag and not role:
        complain("a slot with neither role nor ! nor ~ says nothing")
    known = NOUN_PLACES | VERB_PLACES if pos == "*" else NOUN_PLACES if pos == "n" else VERB_PLACES
    for place in places:
        if place not in known and place not in PREPOSITIONS:
            complain(f"place {place}")
    if filters.startswith("@"):
        if filters[1:] not in classes:
            complain(f"class {filters}")
    elif filters and filters not in ("party", "person", "place", "act") and not re.match(r"^[a-z' -]+(\|[a-z' -]+)*$", filters):
        complain(f"filter {filters}")


def condition(slots):
    """What a row requires, whatever the roles: two rows with the same condition compete on file order alone."""
    return frozenset((flag, places, filters) for flag, _, places, filters in slots if flag)


def covers(earlier, later, classes):
    """Does the slot of an earlier row hold whatever the later one's does, and count as much?"""
    flag, role, places, filters = earlier
    if (flag, role == "X") != (later[0], later[1] == "X") or not set(places) >= set(later[2]):
        return False
    if filters == later[3]:
        return True
    ours, theirs = members(filters, classes), members(later[3], classes)
    return bool(theirs) and ours >= theirs


def members(filters, classes):
    if filters.startswith("@"):
        return classes.get(filters[1:], set())
    return set() if filters in ("", "party", "person", "place", "act") else set(filters.split("|"))


def shadows(earlier, later, classes):
    """Does the earlier of two rows for one word fit wherever the later fits, with as many points? Rows are (slots, event)."""
    (slots, event), (others, other_event) = earlier, later
    if event != other_event and "-" in (event, other_event):
        return False
    needed, needed_there = ([s for s in row if s[0] == "!"] for row in (slots, others))
    if len(needed) != len(needed_there) or not all(any(covers(s, t, classes) for t in needed_there) for s in needed):
        return False
    if not all(any(covers(s, t, classes) for s in needed) for t in needed_there):
        return False
    forbidden, optional = ({s[2:] for s in slots if s[0] == "~"}, {s[1:] for s in slots if not s[0]})
    return forbidden <= {s[2:] for s in others if s[0] == "~"} and optional >= {s[1:] for s in others if not s[0]}


def check_mode_rule(fields, tables, complain):
    """A row of modes.tsv: the trigger is a type, then the mode that is there already or that the act has, or "none"."""
    trigger, pos, shape, event, of, mode, context, cameo, effect = fields
    modes, contexts, _, classes = tables
    words = trigger.split()
    if pos != "*" or not words or words[0] != event or event not in modes or len(words) > 2:
        complain("trigger and event are the type, pos is *")
        return []
    if len(words) == 2 and words[1] not in modes.get(of or event, ()) and (of or words[1] != "none"):
        complain(f"mode {words[1]!r}")
    for name in mode.split(","):
        if name not in modes[event]:
            complain(f"mode {mode!r} of {event!r}")
    for name in context.split(",") if context else []:
        if name not in contexts:
            complain(f"context {name!r}")
    if cameo or effect or not (shape or of):
        complain("neither CAMEO code nor effect, and a shape or an act")
    slots = [slot for slot in map(parse_slot, shape.split()) if slot]
    for slot in slots:
        check_slot(slot, "*", classes, complain)
        if slot[1]:
            complain("a rule of modes fills no role")
    return slots


def check_row(fields, tables, complain):
    trigger, pos, shape, event, of, mode, context, cameo, effect = fields
    modes, contexts, cameo_codes, classes = tables
    if not re.match(r"^[a-z0-9à-ÿ'.-]+( [a-z0-9à-ÿ'.-]+)*$", trigger):
        complain(f"trigger {trigger!r}")
    if pos not in ("v", "n", "a"):
        complain(f"pos {pos!r}")
    slots = []
    for text in shape.split():
        slot = parse_slot(text)
        if slot is None:
            complain(f"slot {text!r} does not parse")
            continue
        check_slot(slot, pos, classes, complain)
        slots.append(slot)
    roles = [slot[1] for slot in slots if slot[1]]
    for role, count in collections.Counter(roles).items():
        if count > 2:  # a second slot is what fills the role where the first does not
            complain(f"role {role} more than twice")
    if effect not in EFFECTS:
        complain(f"effect {effect!r}")
    if event not in ("", "-") and event not in modes:
        complain(f"event {event!r}")
    if not event and not effect:
        complain("neither event nor effect")
    if event == "-" and (of or mode or effect or cameo or roles):
        complain("a - row has nothing but a condition")
    if of and of != "X" and of not in modes:
        complain(f"of {of!r}")
    if of == "X" and "X" not in roles:
        complain("of is X without a slot X")
    if effect == "fold":
        if not any(slot[1] == "X" and slot[0] == "!" for slot in slots):
            complain("fold without a required slot X")
        if mode not in STATUSES:
            complain(f"fold with status {mode!r}")
    elif effect and effect != "hold" and "X" not in roles:
        complain(f"{effect} without a slot X")
    elif mode and (event not in modes or mode not in modes[event]):
        complain(f"mode {mode!r} of {event!r}")
    for name in context.split(",") if context else []:
        if name not in contexts:
            complain(f"context {name!r}")
    if cameo and not (cameo in cameo_codes if cameo_codes else re.match(r"^[012]\d{2,3}$", cameo)):
        complain(f"CAMEO code {cameo!r}")
    if event in modes and not effect and not cameo:
        complain("an event without CAMEO code")
    return slots


def lint_lexicon(root, report, counts):
    folder = root / "data/lexicon"
    classes = collections.defaultdict(set)
    if (folder / "classes.tsv").exists():
        for number, (name, member) in rows_of(folder / "classes.tsv", report, ["class", "member"]):
            if member in classes[name]:
                report.add(folder / "classes.tsv", number, f"{name} has {member} twice")
            if len(member.split()) > 2 or member != member.lower():
                report.add(folder / "classes.tsv", number, f"member {member!r}: one or two words, lower case")
            classes[name].add(member)
    used, seen, conditions, by_word = set(), {}, {}, collections.defaultdict(list)
    tables = (*ontology(root, report), classes)
    lint_light(folder / "light.tsv", report)
    lint_contexts(folder / "contexts.tsv", report, tables[1])
    for path in sorted(folder.glob("*.tsv")):
        if path.name in NOT_ROWS:
            continue
        for number, fields in rows_of(path, report, COLUMNS):
            here = f"{path.name}:{number}"
            check = check_mode_rule if path.name == "modes.tsv" else check_row
            slots = check(fields, tables, lambda text: report.add(path, number, f"{fields[0]}: {text}"))
            counts[path.name][fields[3] or fields[8]] += 1
            used |= {slot[3][1:] for slot in slots if slot[3].startswith("@")}
            key = (*fields[:3], fields[4], fields[6]) if path.name == "modes.tsv" else tuple(fields[:3])
            if key in seen:
                report.add(path, number, f"{fields[0]}: same shape as {seen[key]}")
                continue
            seen[key] = here
            rule = (*key[:2], condition(slots), *key[3:])
            if rule in conditions:
                report.add(path, number, f"{fields[0]}: never reached, {conditions[rule]} has the same conditions")
            conditions.setdefault(rule, here)
            if path.name == "modes.tsv":
                continue
            for place, slots_there, event in by_word[path.name, fields[0], fields[1]]:
                if shadows((slots_there, event), (slots, fields[3]), classes):
                    report.add(path, number, f"{fields[0]}: never reached, {place} fits wherever it does")
            by_word[path.name, fields[0], fields[1]].append((here, slots, fields[3]))
    for name in sorted(name for name in set(classes) - used if not name.startswith(("where_", "weapon_", "harm_", "means_", "figure_"))):  # these the coder names itself
        print(f"note: class {name} is used by no row", file=sys.stderr)


def lint_light(path, report):
    seen = set()
    for number, (trigger, place, subject, effect) in rows_of(path, report, ["trigger", "place", "subject", "effect"]):
        if (trigger, place) in seen:
            report.add(path, number, f"{trigger} {place} twice")
        seen.add((trigger, place))
        if place not in ("obj", "subj") and place not in PREPOSITIONS:
            report.add(path, number, f"place {place}")
        if subject not in ("A", "R", ""):
            report.add(path, number, f"subject {subject}")
        if effect not in EFFECTS - {"fold", "hold", "deny", "unreal"}:
            report.add(path, number, f"effect {effect}")


def lint_contexts(path, report, contexts):
    seen = set()
    for number, (lemma, pos, names) in rows_of(path, report, ["lemma", "pos", "context"]):
        if (lemma, pos) in seen:
            report.add(path, number, f"{lemma} {pos} twice")
        seen.add((lemma, pos))
        if pos not in ("v", "n", "a", "p", "o"):
            report.add(path, number, f"pos {pos!r}")
        if len(lemma.split()) > 2:
            report.add(path, number, f"{lemma}: one or two words")
        for name in names.split(","):
            if name.rstrip("?") not in contexts:
                report.add(path, number, f"context {name!r}")


def lint_tests(root, report, counts):
    modes = ontology(root, report)[0]
    code = r"(?:---)?[A-Z]{3,9}"  # no known country: ---MIL
    party = rf"(?:\*|-|{code}(?:,{code})*)"
    event = re.compile(r"^([A-Z]+)(?:/([A-Z]+))?(?:\.([a-z]+))? (" + party + ")>(" + party + ")$")
    for path in sorted((root / "tests/coding").glob("*.tsv")):
        sentences = set()
        for number, (sentence, events) in rows_of(path, report, ["sentence", "events"]):
            if sentence in sentences:
                report.add(path, number, "sentence twice")
            sentences.add(sentence)
            counts[path.name]["none" if events == "none" else "coded"] += 1
            for text in [] if events == "none" else events.split("; "):
                match = event.match(text)
                if not match or match[1] not in modes or (match[2] and match[2] not in modes) or \
                        (match[3] and match[3] not in STATUSES):
                    report.add(path, number, f"event {text!r}")


def sentences_of(root):
    return [fields[0] for path in sorted((root / "tests/coding").glob("*.tsv"))
            for _, fields in rows_of(path, Report(), ["sentence", "events"])]


def rows_taken(program, text):
    """How often each row is taken, by "agree.tsv:12"."""
    done = subprocess.run([program], input=text, capture_output=True, check=True, encoding="utf-8")
    return collections.Counter(line.removeprefix("lexicon/") for line in done.stdout.split("\n") if line)


def report_fired(root, program, news, list_unfired):
    """Rows that tests reach, by file; which of the others the news takes."""
    tested = rows_taken(program, "\n".join(sentences_of(root)))
    reported = rows_taken(program, news.read_text(encoding="utf-8", errors="ignore")) if news else {}
    unfired = []
    for path in sorted((root / "data/lexicon").glob("*.tsv")):
        if path.name in NOT_ROWS:
            continue
        rows = {f"{path.name}:{number}": fields for number, fields in rows_of(path, Report(), COLUMNS)}
        missed = [(reported.get(place, 0), place, fields) for place, fields in rows.items() if not tested[place]]
        print(f"{path.name}: {len(rows) - len(missed)} of {len(rows)} rows are taken by a test")
        unfired += [row for row in missed if row[0] or not news]
    for count, place, fields in sorted(unfired, key=lambda row: -row[0]) if list_unfired else []:
        print(f"{count}\t{place}\t" + " | ".join(fields[:5]))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    parser.add_argument("--counts", action="store_true")
    parser.add_argument("--fired", metavar="PROGRAM")
    parser.add_argument("--unfired", action="store_true")
    parser.add_argument("--news", metavar="TEXT", type=pathlib.Path)
    return parser.parse_args()


def main():
    args = arguments()
    if args.fired:
        return report_fired(args.root, args.fired, args.news, args.unfired)
    report = Report()
    lexicon, tests = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    lint_lexicon(args.root, report, lexicon)
    lint_tests(args.root, report, tests)
    if args.counts:
        for title, counts in (("rows", lexicon), ("sentences", tests)):
            for name, types in sorted(counts.items()):
                print(f"{title} {name} {sum(types.values())}: " + " ".join(f"{k} {v}" for k, v in types.most_common()))
    for problem in report.problems:
        print(problem)
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())

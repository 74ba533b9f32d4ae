#!/usr/bin/env python3
"""The coded corpus of data/corpus: shows sentences to code, checks labels, compares two codings, joins labels with their text.

    corpus.py show TREEBANKS DOC [FROM [TO]]      sentences with token numbers; FROM, TO: sentence numbers in the document
    corpus.py list TREEBANKS [PREFIX]             documents: name, sentences, tokens, coded or not
    corpus.py check TREEBANKS [DOC...]            every label against the treebank; named documents are also read back in words
    corpus.py agree TREEBANKS                     agreement of data/corpus/second with data/corpus/events
    corpus.py gold TREEBANKS OUT [PART]           articles and gold for `casus eval events` under OUT; PART: train, dev
    corpus.py tests OUT                           the sentences of tests/coding in the same form, each an article of its own

TREEBANKS is a folder of .conllu files. data/corpus/README.md tells what the labels mean.
"""
import glob
import json
import os
import re
import sys

from world_tables import NO_COUNTRY, SECTORS, rows

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
CORPUS = os.path.join(ROOT, "data", "corpus")
FILES = ("en_ewt-ud-train.conllu", "en_ewt-ud-dev.conllu", "gum-open-train.conllu")
COLUMNS = ["sentence", "trigger", "event", "of", "status", "actor", "recipient", "holder", "condition", "exchange", "sure"]
TYPES = frozenset("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
                  "COERCE ASSAULT".split())
STATUSES = frozenset("actual historical planned intended considered conditional failed negated denied".split())
SYMMETRIC = frozenset("CONSULT AGREE SUPPORT COOPERATE".split())
IDS = re.compile(r"^\d+(-\d+)?(,\d+(-\d+)?)*$")


class Sentence:
    def __init__(self, number, sent_id):
        self.number, self.id, self.text, self.words, self.new_paragraph = number, sent_id, "", [], False


class Document:
    def __init__(self, name, file):
        self.name, self.file, self.sentences, self.date = name, file, [], ""


def date_in(name):
    """EWT names end in the day of the page: _ENG_20051126_063000."""
    found = re.search(r"(?:^|[_-])((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{6})?_", name + "_")
    return "-".join(found.groups()) if found else ""


def read_treebanks(folder):
    documents, document, sentence = {}, None, None
    for file in FILES:
        for line in open(os.path.join(folder, file), encoding="utf-8"):
            if line.startswith("# newdoc id = "):
                document = Document(line[14:].strip(), file)
                document.date = date_in(document.name)
                documents[document.name] = document
            elif line.startswith("# meta::dateCreated = ") and re.match(r"\d{4}-\d\d-\d\d$", line[22:].strip()):
                document.date = line[22:].strip()
            elif line.startswith("# newpar"):
                paragraph = True
            elif line.startswith("# sent_id = "):
                sent_id = line[12:].strip()
                sentence = Sentence(int(sent_id.rsplit("-", 1)[1]), sent_id)
                sentence.new_paragraph, paragraph = not document.sentences or paragraph, False
                document.sentences.append(sentence)
            elif line.startswith("# text = "):
                sentence.text = line[9:].strip()
            elif line[:1].isdigit():
                number, form = line.split("\t")[:2]
                if number.isdigit():
                    sentence.words.append(form)
            if line.startswith("# newdoc"):
                paragraph = True
    return documents


def label_file(name, part="events"):
    return os.path.join(CORPUS, part, name + ".tsv")


def read_labels(path):
    """Rows of one document's labels as dicts; fewer columns at the end are empty ones."""
    labels = []
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not line.strip() or line.startswith("#") or line.startswith("sentence\t"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > len(COLUMNS):
            raise SystemExit(f"{path}:{number}: {len(cells)} columns, at most {len(COLUMNS)}")
        cells += [""] * (len(COLUMNS) - len(cells))
        label = dict(zip(COLUMNS, ("" if cell == "-" else cell for cell in cells)))
        label["where"] = f"{path}:{number}"
        labels.append(label)
    return labels


def token_numbers(ids):
    numbers = []
    for part in ids.split(","):
        first, _, last = part.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


def words_of(sentence, ids):
    return " ".join(sentence.words[n - 1] for n in token_numbers(ids))


def text_of(sentence, ids):
    """The stretch of the sentence's text from the first to the last of these tokens, as it is written."""
    begin = end = at = 0
    numbers = token_numbers(ids)
    for number, word in enumerate(sentence.words, 1):
        found = sentence.text.find(word, at)
        if found < 0:
            return words_of(sentence, ids)
        if number == numbers[0]:
            begin = found
        at = found + len(word)
        if number == numbers[-1]:
            end = at
    return sentence.text[begin:end]


def parties(cell):
    """"USAGOV@1-3;ISR" as [("USAGOV", "1-3"), ("ISR", "")]."""
    return [(code, ids) for code, _, ids in (part.strip().partition("@") for part in cell.split(";") if part.strip())]


def countries():
    known = {row["iso3"] for _, row in rows(os.path.join(ROOT, "data", "world", "countries.tsv"))}
    return known | {"---"}


def bad_code(code, known):
    if code in NO_COUNTRY or (code[:3] in NO_COUNTRY and re.match(r"^[A-Z]{6}$", code)):
        return False
    return code[:3] not in known or (code[3:] and code[3:] not in SECTORS)


def bad_ids(ids, sentence):
    return not IDS.match(ids) or not all(1 <= n <= len(sentence.words) for n in token_numbers(ids))


def faults_of(label, sentence, known):
    if label["event"] not in TYPES:
        yield f"event {label['event']!r}"
    if label["of"] and label["of"] not in TYPES:
        yield f"of {label['of']!r}"
    if label["status"] not in STATUSES:
        yield f"status {label['status']!r}"
    if label["sure"] not in ("", "unsure"):
        yield f"sure {label['sure']!r}: empty or unsure"
    for column in ("trigger", "condition"):
        if (label[column] or column == "trigger") and bad_ids(label[column], sentence):
            yield f"{column}: no such tokens {label[column]!r}, the sentence has {len(sentence.words)}"
    if label["exchange"] and bad_ids(label["exchange"], sentence):
        yield f"exchange: no such tokens {label['exchange']!r}"
    for column in ("actor", "recipient", "holder"):
        for code, ids in parties(label[column]):
            if bad_code(code, known):
                yield f"{column}: no code {code!r}"
            if ids and bad_ids(ids, sentence):
                yield f"{column}: no such tokens {ids!r}, the sentence has {len(sentence.words)}"


def side_in_words(sentence, cell):
    return "; ".join(f"{code} [{words_of(sentence, ids)}]" if ids else code for code, ids in parties(cell)) or "-"


def read_back(label, sentence):
    of = "/" + label["of"] if label["of"] else ""
    line = (f"  {label['sentence']}  {label['event']}{of}.{label['status']}  «{words_of(sentence, label['trigger'])}»  "
            f"{side_in_words(sentence, label['actor'])}  >  {side_in_words(sentence, label['recipient'])}")
    for column in ("holder",):
        if label[column]:
            line += f"  {column}: {side_in_words(sentence, label[column])}"
    if label["condition"]:
        line += f"  if «{words_of(sentence, label['condition'])}»"
    return line + ("  unsure" if label["sure"] else "")


def check(treebanks, names):
    known, faults, events, sentences, silent = countries(), 0, 0, 0, 0
    documents = read_treebanks(treebanks)
    for path in sorted(glob.glob(os.path.join(CORPUS, "*", "*.tsv"))):
        name = os.path.basename(path)[:-4]
        if os.path.basename(os.path.dirname(path)) not in ("events", "second"):
            continue
        if name not in documents:
            print(f"{path}: no document of this name")
            faults += 1
            continue
        by_number = {sentence.number: sentence for sentence in documents[name].sentences}
        seen, shown = set(), name in names
        labels = read_labels(path)
        for label in labels:
            sentence = by_number.get(int(label["sentence"])) if label["sentence"].isdigit() else None
            found = list(faults_of(label, sentence, known)) if sentence else [f"no sentence {label['sentence']!r}"]
            key = (label["sentence"], label["trigger"], label["event"], label["of"], label["status"], label["actor"], label["recipient"])
            if key in seen:
                found.append("the same event twice")
            seen.add(key)
            for fault in found:
                print(f"{label['where']}: {fault}")
            faults += len(found)
            if shown and not found:
                print(read_back(label, sentence))
        if os.sep + "events" + os.sep in path:
            events += len(labels)
            sentences += len(by_number)
            silent += len(by_number) - len({label["sentence"] for label in labels})
    print(f"{events} events; {sentences} sentences read, {silent} of them without event; {faults} errors")
    return 1 if faults else 0


def show(treebanks, name, first=0, last=1 << 30):
    document = read_treebanks(treebanks)[name]
    print(f"# {name}  published {document.date or 'unknown'}")
    for sentence in document.sentences:
        if int(first) <= sentence.number <= int(last):
            print(f"{sentence.number}{' ¶' if sentence.new_paragraph else ''}  " +
                  " ".join(f"{n}:{word}" for n, word in enumerate(sentence.words, 1)))
    return 0


def list_documents(treebanks, prefix=""):
    for name, document in read_treebanks(treebanks).items():
        if name.startswith(prefix):
            coded = "coded" if os.path.exists(label_file(name)) else "-"
            print(f"{name}\t{len(document.sentences)}\t{sum(len(s.words) for s in document.sentences)}\t{document.date}\t{coded}")
    return 0


def side_countries(cell):
    return frozenset(code if code[:3] in NO_COUNTRY else code[:3] for code, _ in parties(cell))


def same_sides(one, other):
    a, r = side_countries(one["actor"]), side_countries(one["recipient"])
    b, s = side_countries(other["actor"]), side_countries(other["recipient"])
    fits = lambda x, y: bool(x & y) or (not x and not y)
    return (fits(a, b) and fits(r, s)) or (one["event"] in SYMMETRIC and a | r == b | s)


def pair_off(one, other, same):
    """How many of one find a partner of their own in the other, taken greedily."""
    left, found = list(other), []
    for label in one:
        partner = next((o for o in left if same(label, o)), None)
        if partner:
            left.remove(partner)
            found.append((label, partner))
    return found


def f1(found, one, other):
    return 100 * 2 * found / (one + other) if one + other else 100.0


def agree(treebanks):
    documents = read_treebanks(treebanks)
    sentences, events, same = 0, [0, 0], dict(type=0, sides=0, status=0)
    holds = [[0, 0], [0, 0]]  # sentences, by whether the first and the second coder see an event
    for path in sorted(glob.glob(label_file("*", "second"))):
        name = os.path.basename(path)[:-4]
        codings = [read_labels(label_file(name)), read_labels(path)]
        for number in {sentence.number for sentence in documents[name].sentences}:
            one, other = ([label for label in coding if int(label["sentence"]) == number and not label["sure"]] for coding in codings)
            sided = pair_off(one, other, lambda x, y: x["event"] == y["event"] and same_sides(x, y))
            sentences += 1
            events[0] += len(one)
            events[1] += len(other)
            same["type"] += len(pair_off(one, other, lambda x, y: x["event"] == y["event"]))
            same["sides"] += len(sided)
            same["status"] += sum(a["status"] == b["status"] for a, b in sided)
            holds[bool(one)][bool(other)] += 1
    print(f"{sentences} sentences coded twice; {events[0]} and {events[1]} events")
    print(f"sentence holds an event or not: {100 * (holds[0][0] + holds[1][1]) / max(sentences, 1):.1f} % the same, kappa {kappa(holds):.2f}")
    print(f"event with its type: F1 {f1(same['type'], *events):.1f}; with type and both sides: F1 {f1(same['sides'], *events):.1f}; "
          f"status the same on those: {100 * same['status'] / max(same['sides'], 1):.1f} %")
    return 0


def kappa(table):
    """Cohen's kappa of two coders who said yes or no."""
    total = sum(map(sum, table)) or 1
    same = (table[0][0] + table[1][1]) / total
    chance = sum((sum(table[i]) / total) * ((table[0][i] + table[1][i]) / total) for i in (0, 1))
    return (same - chance) / (1 - chance) if chance < 1 else 1.0


def gold_side(sentence, cell):
    return [{"code": code, "text": text_of(sentence, ids) if ids else ""} for code, ids in parties(cell)]


def gold_event(name, sentence, label):
    holder = gold_side(sentence, label["holder"])
    historical = label["status"] == "historical"
    return {"doc": name, "sentence": sentence.text, "trigger": text_of(sentence, label["trigger"]), "event": label["event"],
            "of": label["of"] or None, "status": "actual" if historical else label["status"], "historical": historical,
            "actor": gold_side(sentence, label["actor"]), "recipient": gold_side(sentence, label["recipient"]),
            "place": None, "date": None, "holder": holder[0] if holder else None,
            "condition": text_of(sentence, label["condition"]) if label["condition"] else None, "sure": not label["sure"]}


def gold(treebanks, out, part=""):
    """Article texts, one sentence after the other, gold events and sentences without any."""
    os.makedirs(os.path.join(out, "articles"), exist_ok=True)
    with open(os.path.join(out, "events.jsonl"), "w", encoding="utf-8") as events, \
         open(os.path.join(out, "none.jsonl"), "w", encoding="utf-8") as none:
        for name, document in read_treebanks(treebanks).items():
            if not os.path.exists(label_file(name)) or (part == "dev") != ("ud-dev" in document.file) and part:
                continue
            labels = read_labels(label_file(name))
            text = "".join(("\n\n" if s.new_paragraph else " ") + s.text for s in document.sentences).strip()
            with open(os.path.join(out, "articles", name + ".txt"), "w", encoding="utf-8") as article:
                article.write((f"date {document.date}\n\n" if document.date else "") + text + "\n")
            for sentence in document.sentences:
                here = [label for label in labels if int(label["sentence"]) == sentence.number]
                for label in here:
                    events.write(json.dumps(gold_event(name, sentence, label), ensure_ascii=False) + "\n")
                if not here:
                    none.write(json.dumps({"doc": name, "sentence": sentence.text}, ensure_ascii=False) + "\n")
    return 0


TEST_EVENT = re.compile(r"^([A-Z]+)(?:/([A-Z]+))?(?:\.(\w+))? (\S+)>(\S+)$")
TEST_DATE = "2024-03-22"


def test_events(name, sentence, cell):
    """What tests/coding expects of a sentence, as gold events; a side that may be anybody makes the event unsure."""
    for part in (part.strip() for part in cell.split(";")):
        found = TEST_EVENT.match(part)
        if not found:
            raise SystemExit(f"{name}: no event {part!r}")
        event, of, status, actor, recipient = found.groups()
        side = lambda codes: [{"code": code, "text": ""} for code in codes.split(",") if code not in ("-", "*")]
        yield {"doc": name, "sentence": sentence, "trigger": "", "event": event, "of": of, "status": status or "actual", "historical": False,
               "actor": side(actor), "recipient": side(recipient), "place": None, "date": None, "holder": None, "condition": None,
               "sure": "*" not in actor + recipient}


def tests(out):
    os.makedirs(os.path.join(out, "articles"), exist_ok=True)
    with open(os.path.join(out, "events.jsonl"), "w", encoding="utf-8") as events, \
         open(os.path.join(out, "none.jsonl"), "w", encoding="utf-8") as none:
        for path in sorted(glob.glob(os.path.join(ROOT, "tests", "coding", "*.tsv"))):
            for number, row in rows(path):
                name = f"{os.path.basename(path)[:-4]}-{number}"
                with open(os.path.join(out, "articles", name + ".txt"), "w", encoding="utf-8") as article:
                    article.write(f"date {TEST_DATE}\n\n{row['sentence']}\n")
                if row["events"] == "none":
                    none.write(json.dumps({"doc": name, "sentence": row["sentence"]}, ensure_ascii=False) + "\n")
                    continue
                for event in test_events(f"{path}:{number}", row["sentence"], row["events"]):
                    events.write(json.dumps(dict(event, doc=name), ensure_ascii=False) + "\n")
    return 0


def main(arguments):
    commands = {"show": show, "list": list_documents, "check": lambda treebanks, *names: check(treebanks, names), "agree": agree, "gold": gold, "tests": tests}
    if len(arguments) < 2 or arguments[0] not in commands:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    return commands[arguments[0]](*arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

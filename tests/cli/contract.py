"""What CONTRACT.md says of events, checked on all events of samples/: fields, vocabulary, offsets, references; and what
docs/lookup.md says of the answers of casus who, where and when.

    contract.py CASUS ROOT
"""
import json
import subprocess
import sys
from pathlib import Path

FIELDS = ("id doc sentence text date enddate date_basis event of mode context quad score cameo goldstein aux status condition "
          "exchange holder actor recipient place casualties participants weapon trigger rule confidence").split()
ACTOR = "code country sector name office text begin end".split()
QUADS = dict(zip("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
                 "COERCE ASSAULT".split(), [1] * 4 + [2] * 3 + [3] * 4 + [4] * 5))
STATUSES = "actual planned intended considered conditional failed negated denied".split()
AUX = {"historical", "future", "hypothetical", "negation"}


def table(root, name, key):
    lines = [l.rstrip("\n").split("\t") for l in (root / "data/ontology" / name).open(encoding="utf-8") if l[0] != "#"]
    return [dict(zip(lines[0], l)) for l in lines[1:]] if key is None else {l[lines[0].index(key)] for l in lines[1:]}


def code(casus, path, *options):
    done = subprocess.run([casus, "code", *options, str(path)], capture_output=True, check=True)
    return [json.loads(line, object_pairs_hook=check_order) for line in done.stdout.decode("utf-8").splitlines()]


def check_order(pairs):
    keys = [k for k, _ in pairs]
    assert len(keys) == len(set(keys)), keys
    if keys and keys[0] == "id":
        assert keys == FIELDS, keys
    if keys and keys[0] == "code":
        assert keys == ACTOR, keys
    return dict(pairs)


def spans(event):
    for party in event["actor"] + event["recipient"] + [event["holder"]]:
        if party:
            yield party, party["text"]
    for key in ("trigger", "condition"):
        if event[key]:
            yield event[key], event[key]["text"]


def check_spans(event, text):
    """text: bytes or str, whose offsets the event has."""
    for span, words in spans(event):
        assert 0 <= span["begin"] < span["end"] <= len(text), span
        there = text[span["begin"]:span["end"]]
        there = there.decode("utf-8") if isinstance(there, bytes) else there
        assert there == words, (there, words)


def check_event(event, ids, modes, contexts, cameo):
    assert event["quad"] == QUADS[event["event"]], event
    assert event["of"] is None or event["of"] in QUADS, event
    assert event["status"] in STATUSES and set(event["aux"]) <= AUX, event
    assert all((event["event"], m) in modes for m in event["mode"]), event
    assert set(event["context"]) <= contexts, event
    assert event["cameo"] in cameo, event
    assert 0 < event["confidence"] <= 1 and event["rule"], event
    assert event["date_basis"] in ("none", "published", "relative", "absolute"), event
    assert (event["date"] is None) == (event["date_basis"] == "none"), event
    assert event["exchange"] is None or event["exchange"] in ids, event
    assert (event["status"] == "conditional") <= (event["condition"] is not None), event
    if event["condition"]:
        assert event["condition"]["event"] is None or event["condition"]["event"] in ids, event
        assert event["condition"]["polarity"] in ("if", "unless"), event


# ---- look-ups

PLACE = "name country admin1 lat lon geonames begin end".split()
TIME = "value type date enddate granularity date_basis text begin end".split()
WHO = "phrase on date_basis in actor why candidates".split()
WHO_ROW = "actor taken row name country sector office from to source why".split()
WHERE = "phrase in place candidates others actor why".split()
WHEN = ["phrase", "on", *TIME, "in", "others", "why"]
PHRASES = ["the French foreign minister", "Mr Putin", "France and Germany", "Israeli and US officials", "soldiers", "Tripoli",
           "Tripoli, Lebanon", "the Black Sea", "São Tomé", "last week", "since 2016", "3 May 2021", "Monday and Tuesday", "xqzt",
           "président Émile", "...", "Washington", "us troops", "the former prime minister of Japan"]


def ask(casus, command, *options):
    done = subprocess.run([casus, command, *options], input="\n".join(PHRASES).encode(), capture_output=True, check=True)
    answers = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert [a["phrase"] for a in answers] == PHRASES, command
    return answers


def check_part(part, text, words=None):
    """text: the bytes that the offsets of an answer count in."""
    assert 0 <= part["begin"] < part["end"] <= len(text), part
    there = text[part["begin"]:part["end"]].decode("utf-8")
    assert words is None or there == words, (there, words)


def check_why(why, of, n):
    assert why, why
    for step in why:
        assert list(step) == [of, "stage", "text"] and step["stage"] and step["text"], step
        assert step[of] in range(n) if n else step[of] is None, step


def check_who(answer, text):
    assert list(answer) == WHO and answer["in"] in ("phrase", "context"), answer
    assert answer["date_basis"] == ("published" if answer["on"] else "none"), answer
    for actor in answer["actor"]:
        assert list(actor) == ACTOR, actor
        check_part(actor, text, actor["text"])
    check_why(answer["why"], "actor", len(answer["actor"]))
    for row in answer["candidates"]:
        assert list(row) == WHO_ROW and row["row"] and row["name"] and row["why"], row
        assert row["actor"] is None or row["actor"] < len(answer["actor"]), row
    taken = [r["actor"] for r in answer["candidates"] if r["taken"]]
    assert len(taken) == len(set(taken)), answer


def check_where(answer, text):
    assert list(answer) == WHERE, answer
    assert (answer["place"] is None) == (not answer["candidates"]), answer
    for place in ([answer["place"]] if answer["place"] else []) + answer["others"]:
        assert list(place) == PLACE and abs(place["lat"]) <= 90 and abs(place["lon"]) <= 180, place
        check_part(place, text)
    for c in answer["candidates"]:
        assert list(c) == PLACE + ["feature", "population", "taken", "score", "parts"], c
        assert abs(sum(c["parts"].values()) - c["score"]) < 0.01, c
    assert [c["taken"] for c in answer["candidates"]] == [True] * bool(answer["candidates"]) + [False] * (
        len(answer["candidates"]) - 1), answer
    assert len(answer["candidates"]) <= 10, answer
    assert answer["actor"] is None or list(answer["actor"]) == ACTOR, answer
    check_why(answer["why"], "place", 1 if answer["place"] else 0)


def check_when(answer, text):
    assert list(answer) == WHEN, answer
    times = ([answer] if answer["type"] else []) + answer["others"]
    for time in times:
        assert time["type"] in ("DATE", "TIME", "DURATION", "SET"), time
        assert time["date_basis"] in ("none", "relative", "absolute", "published"), time
        check_part(time, text, time["text"])
    assert times or answer["value"] is answer["date"] is answer["begin"] is None, answer
    check_why(answer["why"], "time", len(times))


def check_lookups(casus):
    context = "Officials said that " + ", ".join(PHRASES) + " were named."
    for command, check, options in (("who", check_who, ["--on", "2024-03-22"]), ("who", check_who, []),
                                    ("where", check_where, []), ("when", check_when, ["--on", "2024-03-22"]),
                                    ("when", check_when, [])):
        for answer in ask(casus, command, *options):
            check(answer, answer["phrase"].encode())
        for answer in ask(casus, command, "--in", context, *options):
            check(answer, (context if answer["in"] == "context" else answer["phrase"]).encode())


def main():
    casus, root = sys.argv[1], Path(sys.argv[2])
    rows = table(root, "plover.tsv", None)
    modes = {(r["event"], r["name"]) for r in rows if r["kind"] == "mode"}
    contexts = {r["name"] for r in rows if r["kind"] == "context"}
    cameo = table(root, "cameo.tsv", "code")
    seen = 0
    for path in sorted((root / "samples").rglob("*.txt")):
        data = path.read_bytes()
        in_bytes, in_chars = code(casus, path), code(casus, path, "--offsets", "chars")
        assert [e["id"] for e in in_bytes] == [e["id"] for e in in_chars]
        ids = {e["id"] for e in in_bytes}
        assert len(ids) == len(in_bytes), path
        for event in in_bytes:
            check_event(event, ids, modes, contexts, cameo)
            check_spans(event, data)
        for event in in_chars:
            check_spans(event, data.decode("utf-8"))
        seen += len(in_bytes)
    assert seen > 50, seen
    check_lookups(casus)


main()

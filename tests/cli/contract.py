"""What CONTRACT.md says of events, checked on all events of samples/: fields, vocabulary, offsets, references.

    contract.py CASUS ROOT
"""
import json
import subprocess
import sys
from pathlib import Path

FIELDS = ("id doc sentence text date enddate date_basis event of mode context quad score cameo goldstein aux status condition "
          "exchange holder actor recipient place trigger rule confidence").split()
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


main()

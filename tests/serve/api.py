#!/usr/bin/env python3
"""casus serve against its own OpenAPI document: every path with good and bad values of every parameter, the answers held against the
schemas; paging, ETag and gzip, uploads, corrections and the gold they make, errors. What hostile clients send is tested by hostile.py.

    api.py CASUS SOURCE_DIR
"""
import csv
import gzip
import io
import json
import sqlite3
import subprocess
import sys
import urllib.parse

try:
    import jsonschema
except ImportError:
    print("skipped: python has no jsonschema")
    sys.exit(77)

from serving import ROOT, CASUS, FOLDER, Server, casus, check, content, finish, make_store, run

GOOD = {
    "actor": ["ISL", "denmark", "ISL,DNK", "'foreign minister'"], "recipient": ["DNK", "Iceland"], "dyad": ["ISL,DNK", "Iceland,Denmark"],
    "directed": ["1", "0"], "type": ["COERCE", "coerce,ASSAULT"], "quad": ["4", "1,2,3,4"], "status": ["actual", "all", "planned,denied"],
    "place": ["Oslo", "Norway,Iceland"], "near": ["64,-22"], "radius": ["100", "0.5"], "from": ["2026-03-03", "2026-03", "2026"],
    "to": ["2026-03-12", "2026"], "text": ["herring", '"coast guard" OR cod', "trawler -ban"], "min_confidence": ["0.5", "1"],
    "source": ["North Wire", "nobody"], "id": ["0", "58dbb406"], "article": ["1"], "story": ["1"], "order": ["date", "newest"],
    "offset": ["0", "3", "100000"], "limit": ["1", "500"], "by": ["day", "week", "month"], "level": ["country", "actor"],
    "nodes": ["2", "60"], "as_of": ["2026-03-05"], "author": ["Ann"],
}
BAD = {
    "directed": ["2", "yes"], "type": ["NONSENSE", "", "COERCE,,"], "quad": ["5", "x", ""], "status": ["maybe"], "near": ["91,0", "here", "1", "nan,nan"],
    "radius": ["-1", "far", "1e99"], "from": ["2026-13-01", "yesterday"], "to": ["2026-02-30", "0"], "min_confidence": ["2", "-1", "much", "nan"],
    "id": ["xyz", "0" * 33], "article": ["x", "-1"], "story": ["x", "1.5"], "order": ["oldest?"], "offset": ["-1", "x", "99999999999999999999"],
    "limit": ["0", "501", "x", "-1", "1e2"], "by": ["year", ""], "level": ["planet"], "nodes": ["0", "x", "100000"],
    "format": ["doc", ""], "as_of": ["soon"],
}
# Parameters that mean something only beside others.
COMPANIONS = {"radius": {"near": "64,-22"}, "directed": {"dyad": "ISL,DNK"}}
STREAMS = {"/api/live", "/api/export", "/api/gold"}


class Document:
    """The OpenAPI document, as served."""

    def __init__(self, server):
        answer = server.get("/api/openapi.json")
        check("the document is served", answer.status == 200, answer.status)
        self.whole = answer.json()
        check("it is OpenAPI 3.1", self.whole.get("openapi", "").startswith("3.1"))
        self.used = set()

    def resolve(self, node):
        while "$ref" in node:
            found = self.whole
            for step in node["$ref"].removeprefix("#/").split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
            node = found
        return node

    def operations(self):
        for path, item in self.whole["paths"].items():
            for method in ("get", "post", "put", "patch", "delete"):
                if method in item:
                    yield path, method, item[method], [self.resolve(p) for p in item.get("parameters", []) + item[method].get("parameters", [])]

    def query_of(self, path, method="get"):
        for p, m, _, parameters in self.operations():
            if (p, m) == (path, method):
                return [q["name"] for q in parameters if q["in"] == "query"]
        return []

    def schema(self, path, method, status, kind="application/json"):
        """The schema of an answer, or None where the document does not name this status and kind."""
        responses = self.whole["paths"].get(path, {}).get(method, {}).get("responses", {})
        response = responses.get(str(status)) or responses.get(f"{str(status)[0]}XX") or responses.get("default")
        if response is None:
            return None
        return self.resolve(response).get("content", {}).get(kind, {}).get("schema")

    def holds(self, path, method, answer):
        """An answer must be one that the document names, of the form it names."""
        self.used.add((path, method, answer.status))
        what = f"{method.upper()} {path} {answer.status}"
        kind = (answer.headers.get("Content-Type") or "").split(";")[0].strip()
        if answer.status in (204, 304):
            return check(f"{what} has no body", answer.body == b"")
        schema = self.schema(path, method, answer.status, kind)
        if not check(f"{what} {kind} stands in the document", schema is not None):
            return False
        if kind != "application/json":
            return True
        validator = jsonschema.Draft202012Validator({**schema, "components": self.whole["components"]})
        problems = sorted(validator.iter_errors(answer.json()), key=lambda e: e.json_path)
        return check(f"{what} is as the document says", not problems, [f"{e.json_path}: {e.message[:150]}" for e in problems[:3]])


def ids(server):
    event = server.get("/api/events", {"limit": 1}).json()["items"][0]
    story = server.get("/api/stories", {"limit": 1}).json()["items"][0]
    return {"id": event["id"], "/api/articles/{key}": event["article"]["key"], "/api/stories/{key}": story["key"]}


def fill(path, known):
    return path.replace("{id}", str(known["id"])).replace("{key}", str(known.get(path, 1)))


def bad_answer(document, path, method, answer, what, parameter=None, statuses=(400,)):
    good = check(f"{what}: {statuses}", answer.status in statuses, f"{answer.status} {answer.body[:200]}")
    error = answer.error()
    check(f"{what}: an error of the agreed form", error is not None, answer.body[:200])
    if good and error and parameter:
        check(f"{what}: names {parameter}", error["parameter"] == parameter, error)
    if good:
        document.holds(path, method, answer)


def test_parameters(server, document):
    known = ids(server)
    for path, method, _, parameters in document.operations():
        if method != "get" or path == "/api/live":
            continue
        url = fill(path, known)
        base = {"format": "csv"} if path == "/api/export" else {}
        answer = server.get(url, base)
        check(f"GET {url}: 200", answer.status == 200, answer.body[:200])
        document.holds(path, "get", answer)
        for p in parameters:
            if p["in"] == "query":
                try_parameter(server, document, path, url, p["name"], base)
        bad_answer(document, path, "get", server.get(url, {**base, "nonsense": 1}), f"GET {path} with an unknown parameter", "nonsense")
        first = next((p["name"] for p in parameters if p["in"] == "query" and p["name"] in GOOD), None)
        if first:
            twice = urllib.parse.urlencode([*base.items(), (first, GOOD[first][0]), (first, GOOD[first][0])])
            bad_answer(document, path, "get", server.get(f"{url}?{twice}"), f"GET {path} with {first} twice", first)


def try_parameter(server, document, path, url, name, base):
    companions = {k: v for k, v in COMPANIONS.get(name, {}).items()}
    for value in GOOD.get(name, []):
        answer = server.get(url, {**base, **companions, name: value})
        # A model cannot be made of events that hold no choice; that is said.
        allowed = (200, 422) if path == "/api/strategy/proposal" else (200,)
        check(f"GET {path} {name}={value}: {allowed}", answer.status in allowed, answer.body[:200])
        document.holds(path, "get", answer)
    for value in BAD.get(name, []):
        bad_answer(document, path, "get", server.get(url, {**base, **companions, name: value}), f"GET {path} {name}={value!r}", name)


def test_lists(server):
    whole = server.get("/api/events", {"limit": 500}).json()
    check("all events are listed", whole["total"] == len(whole["items"]) > 20, whole["total"])
    paged = [e["id"] for offset in range(0, whole["total"], 7) for e in server.get("/api/events", {"limit": 7, "offset": offset}).json()["items"]]
    check("pages make up the whole", paged == [e["id"] for e in whole["items"]])
    beyond = server.get("/api/events", {"offset": whole["total"] + 5}).json()
    check("beyond the end is an empty page", beyond["items"] == [] and beyond["total"] == whole["total"])
    newest = server.get("/api/events", {"limit": 500, "order": "newest"}).json()["items"]
    dates = [e["date"] for e in newest if e["date"]]
    check("newest first", dates[0][:7] >= dates[-1][:7] and {e["id"] for e in newest} == {e["id"] for e in whole["items"]})
    check("fifty unless said", len(server.get("/api/events").json()["items"]) == min(50, whole["total"]))


def test_same_as_query(server, db):
    """The API finds what casus query finds."""
    for conditions in ({}, {"dyad": "Iceland,Denmark"}, {"type": "COERCE,ASSAULT", "status": "actual"}, {"text": "herring"}, {"actor": "USA"}, {"quad": "1"}):
        words = [w for k, v in conditions.items() for w in (f"--{k}", v)]
        told = [json.loads(line) for line in casus("query", "--db", db, "--format", "jsonl", *words).stdout.splitlines()]
        got = server.get("/api/events", {**conditions, "limit": 500}).json()["items"]
        check(f"same as casus query {words}", [{k: v for k, v in e.items() if k not in ("key", "correction")} for e in got] == told)
        check("keys are whole numbers", all(isinstance(e["key"], int) for e in got))
    one = server.get("/api/events", {"type": "RETREAT", "actor": "XXXXXX"}).json()
    check("nothing fits, nothing comes", one["items"] == [] and one["total"] == 0)


def test_counts(server):
    events = server.get("/api/events", {"limit": 500}).json()["items"]
    series = server.get("/api/series", {"by": "month"}).json()
    unplaced = (series["unplaced"] or {}).get("n_events", 0)
    check("a series counts every event", sum(p["n_events"] for p in series["points"]) + unplaced == len(events), series)
    dyads = server.get("/api/dyads", {"limit": 500}).json()["items"]
    check("there are dyads", len(dyads) > 5)
    for dyad in dyads[:12]:
        found = server.get("/api/events", {"dyad": f"{dyad['from']['key']},{dyad['to']['key']}", "directed": 1, "limit": 500}).json()
        check(f"dyad {dyad['from']['key']} {dyad['to']['key']} can be asked for", found["total"] >= dyad["events"] > 0, (found["total"], dyad["events"]))
        check("a dyad's quads add up", sum(dyad["by_quad"]) == dyad["events"], dyad)
    check("the most frequent dyads first", [d["events"] for d in dyads] == sorted((d["events"] for d in dyads), reverse=True))
    network = server.get("/api/network", {"nodes": 5}).json()
    check("no more nodes than asked for", len(network["nodes"]) == 5 <= network["total_nodes"], network["total_nodes"])
    check("edges are between the nodes", all(0 <= e["from"] < 5 and 0 <= e["to"] < 5 for e in network["edges"]))
    places = server.get("/api/places", {"limit": 500}).json()
    named = sum(p["events"] for p in places["items"]) + places["placeless"]
    check("places and the placeless are all events", named + places["unlocated"] >= len(events), (named, places["unlocated"], len(events)))
    suggest = server.get("/api/suggest").json()
    check("suggestions name parties", any(p["name"] == "Iceland" for p in suggest["parties"]), suggest["parties"][:5])


def test_article(server):
    item = next(a for a in server.get("/api/articles", {"limit": 500}).json()["items"] if a["id"] == "1-wire")
    got = server.get(f"/api/articles/{item['key']}").json()
    text = (ROOT / "samples/strait/1-wire.txt").read_bytes()
    check("an article comes with its text", got["article"]["text"].encode() == text)
    check("its events are counted", len(got["events"]) == item["events"] > 5)
    whole = got["article"]["text"].encode()
    for event in got["events"]:
        for span in [event["trigger"], *event["actor"], *event["recipient"]]:
            if span and span.get("begin") is not None:
                check("offsets are bytes of the text", whole[span["begin"]:span["end"]].decode() == span["text"], span)
    begins = [e["trigger"]["begin"] for e in got["events"]]
    check("events stand in the order of the text", begins == sorted(begins), begins)
    steps = server.get(f"/api/events/{got['events'][0]['id']}").json()["steps"]
    check("an event tells its chain", steps and any(s["stage"] and s["text"] for s in steps), steps)
    for path in ("/api/articles/999999", "/api/stories/999999", "/api/events/" + "0" * 32):
        answer = server.get(path)
        check(f"{path}: 404", answer.status == 404 and answer.error(), answer.body[:200])
    listed = server.get("/api/articles", {"text": "herring"}).json()["items"]
    check("articles are found by words", listed and all(a["key"] for a in listed))


def test_exports(server, db):
    for kind in ("csv", "jsonl", "geojson", "gdelt", "gdelt-mentions", "icews", "polecat", "phoenix"):
        answer = server.get("/api/export", {"format": kind, "status": "actual"})
        check(f"export {kind}", answer.status == 200 and len(answer.body) > 200, answer.status)
        check(f"export {kind} is a download", "attachment" in (answer.headers.get("Content-Disposition") or ""), answer.headers)
        made = casus("export", "--db", db, "--to", kind).stdout
        check(f"export {kind} is that of casus export", answer.body == made, (answer.body[:150], made[:150]))
    everything = server.get("/api/export", {"format": "jsonl"}).body.splitlines()
    check("all statuses unless said", len(everything) == server.get("/api/status").json()["events"], len(everything))
    rows = list(csv.reader(io.StringIO(server.get("/api/export", {"format": "csv"}).body.decode())))
    check("CSV has a row for each event", len(rows) == len(everything) + 1 and len({len(r) for r in rows}) == 1)


def test_caching(server):
    for path in ("/api/events?limit=5", "/api/status", "/api/series?by=day", "/api/network", "/"):
        first = server.get(path)
        tag = first.headers.get("ETag")
        if not check(f"{path} has an ETag", bool(tag), first.headers):
            continue
        again = server.get(path, headers={"If-None-Match": tag})
        check(f"{path}: 304 where nothing changed", again.status == 304 and again.body == b"", again.status)
        check(f"{path}: a list of tags, too", server.get(path, headers={"If-None-Match": f'"x", {tag}'}).status == 304)
        check(f"{path}: 200 with another tag", server.get(path, headers={"If-None-Match": '"x"'}).status == 200)
        packed = server.get(path, headers={"Accept-Encoding": "gzip"})
        if packed.headers.get("Content-Encoding") == "gzip":
            check(f"{path}: unpacks to the same", gzip.decompress(packed.body) == first.body)
        refused = server.get(path, headers={"Accept-Encoding": "gzip;q=0"})
        check(f"{path}: no gzip for who wants none", refused.headers.get("Content-Encoding") is None, refused.headers)
    other = server.get("/api/events?limit=6").headers.get("ETag")
    check("other parameters, other tag", other != server.get("/api/events?limit=5").headers.get("ETag"))
    check("large answers are packed", server.get("/api/events?limit=500", headers={"Accept-Encoding": "gzip"}).headers.get("Content-Encoding") == "gzip")


def test_code(server, document, db):
    before = content(db)
    article = {"text": "Veria attacked Solland on Monday. Orland's president met with the Danish foreign minister in Oslo.", "title": "A test", "date": "2026-03-04",
               "source": "Ours", "url": "https://example.org/a"}
    answer = server.post("/api/code", article)
    check("an article is coded", answer.status == 200, answer.body[:300])
    document.holds("/api/code", "post", answer)
    first = answer.json()["articles"][0]
    check("its events come", any(e["event"] == "CONSULT" for e in first["events"]), first["events"])
    check("with their chain", all(e["steps"] for e in first["events"]))
    check("title and date are kept", first["article"]["title"] == "A test" and first["article"]["date"] == "2026-03-04", first["article"])
    check("nothing was stored", content(db) == before)
    told = subprocess.run([CASUS, "code", "--format", "jsonl"], input=(json.dumps({**article, "id": "x"}) + "\n").encode(), capture_output=True, check=True)
    told = [json.loads(line) for line in told.stdout.splitlines()]
    check("same events as casus code", [(e["event"], e["trigger"]) for e in told] == [(e["event"], e["trigger"]) for e in first["events"]])

    text = (ROOT / "samples/strike.txt").read_bytes()
    plain = server.ask("POST", "/api/code?name=a.txt&date=2026-01-05", text, {"Content-Type": "text/plain"})
    check("plain text is coded", plain.status == 200 and plain.json()["articles"][0]["events"], plain.body[:300])
    document.holds("/api/code", "post", plain)
    page = b"<html><head><title>T</title></head><body><article><h1>T</h1>" + b"<p>Iceland condemned Denmark on Monday over the seizure of a ship.</p>" * 3 + b"</article></body></html>"
    html = server.ask("POST", "/api/code?name=a.html&date=2026-01-05", page, {"Content-Type": "text/html"})
    check("a page is coded", html.status == 200 and "<p>" not in html.json()["articles"][0]["article"]["text"], html.body[:300])
    lines = b'{"text":"Iceland condemned Denmark."}\n{broken\n{"title":"no text"}\n{"text":"Denmark thanked Norway.","date":"2026-02-01"}\n'
    several = server.ask("POST", "/api/code?name=a.jsonl", lines, {"Content-Type": "application/jsonl"})
    check("of lines the sound are coded, the broken named", several.status == 200 and len(several.json()["articles"]) == 2 and
          [f["line"] for f in several.json()["failed"]] == [2, 3], several.body[-400:])
    document.holds("/api/code", "post", several)
    packed = server.ask("POST", "/api/code?name=a.jsonl.gz", gzip.compress(lines), {"Content-Type": "application/octet-stream"})
    check("packed lines, too", packed.status == 200 and len(packed.json()["articles"]) == 2, packed.body[:300])
    cut = server.ask("POST", "/api/code?name=a.jsonl.gz", gzip.compress(lines)[:-9], {"Content-Type": "application/octet-stream"})
    check("of a cut file the failure is told", cut.status in (200, 400, 422) and (cut.error() or cut.json()["failed"]), cut.body[:300])

    for value, what in ((b"", "empty"), (b"{", "cut off"), (b"[]", "a list"), (b"null", "null"), (b'{"title":"x"}', "without text"), (b'{"text":5}', "a number as text"),
                        (b'{"text":"x","date":"soon"}', "with a bad date"), (b'{"text":"\xff"}', "bad UTF-8"), (b'{"text":"a","text":"b"}', "a field twice"),
                        (b'{"text":"x","colour":"red"}', "with an unknown field")):
        answer = server.post("/api/code", value)
        bad_answer(document, "/api/code", "post", answer, f"an article that is {what}", None, (400, 422))
    check("another content type: 415", server.ask("POST", "/api/code", b"x", {"Content-Type": "image/png"}).status == 415)
    check("no content type: 415", server.ask("POST", "/api/code", b"x").status == 415)


def test_store_articles(server, document):
    before = server.get("/api/status").json()
    article = {"text": "Iceland's prime minister thanked Norway on Thursday.\n", "title": "Kept", "date": "2026-04-02", "source": "Ours"}
    answer = server.post("/api/articles", article)
    check("an article is stored", answer.status in (200, 201) and answer.json()["added"] == 1, answer.body[:300])
    document.holds("/api/articles", "post", answer)
    key = answer.json()["articles"][0]["article"]["key"] if "key" in answer.json()["articles"][0]["article"] else answer.json()["articles"][0].get("key")
    check("it has a key", isinstance(key, int), answer.body[:300])
    check("it can be read", server.get(f"/api/articles/{key}").json()["article"]["title"] == "Kept")
    after = server.get("/api/status").json()
    check("the status counts it", after["articles"] == before["articles"] + 1 and after["revision"] != before["revision"], after)
    check("a search finds it", any(e["article"]["key"] == key for e in server.get("/api/events", {"from": "2026-04-02", "to": "2026-04-02"}).json()["items"]))
    again = server.post("/api/articles", article)
    check("the second time it is not added", again.status in (200, 201) and again.json()["added"] == 0, again.body[:300])


def record_of(event):
    return {k: v for k, v in event.items() if k in ("event", "of", "mode", "context", "status", "date", "enddate", "actor", "recipient", "place", "trigger", "text",
                                                    "sentence", "condition", "holder", "aux")}


def test_corrections(server, document, db):
    key = next(a["key"] for a in server.get("/api/articles", {"limit": 500}).json()["items"] if a["id"] == "5-brussels")
    events = server.get(f"/api/articles/{key}").json()["events"]
    first, second, third = events[:3]
    made = []
    for event, verdict, record in ((first, "accepted", None), (second, "rejected", None), (third, "corrected", {**record_of(third), "event": "CONSULT", "of": None})):
        answer = server.post("/api/corrections", {"article": key, "event": event["id"], "verdict": verdict, "record": record, "author": "Ann"})
        if not check(f"{verdict} is kept", answer.status == 201, answer.body[:300]):
            continue
        document.holds("/api/corrections", "post", answer)
        made.append(answer.json())
        check("the correction says what, who and when", made[-1]["verdict"] == verdict and made[-1]["author"] == "Ann" and made[-1]["time"], made[-1])
        shown = server.get(f"/api/events/{event['id']}").json()["correction"]
        check("the event shows it", shown and shown["verdict"] == verdict and shown["key"] == made[-1]["key"], shown)
    listed = server.get("/api/corrections", {"article": key}).json()
    check("they are listed, newest first", [c["key"] for c in listed["items"]] == [c["key"] for c in reversed(made)], listed)
    check("half a review is no gold", server.get("/api/gold").body == b"")
    for event in events[3:]:
        server.post("/api/corrections", {"article": key, "event": event["id"], "verdict": "accepted", "record": None, "author": "Ann"})
    check_gold(server, db, events)
    later = server.post("/api/corrections", {"article": key, "event": first["id"], "verdict": "rejected", "record": None, "author": "Ben"})
    check("the latest verdict counts", server.get(f"/api/events/{first['id']}").json()["correction"]["verdict"] == "rejected", later.body[:300])
    gone = server.ask("DELETE", f"/api/corrections/{later.json()['key']}")
    check("a verdict is taken back", gone.status == 204, gone.body[:300])
    document.holds("/api/corrections/{key}", "delete", gone)
    check("the one before counts again", server.get(f"/api/events/{first['id']}").json()["correction"]["verdict"] == "accepted")
    bad_answer(document, "/api/corrections/{key}", "delete", server.ask("DELETE", f"/api/corrections/{later.json()['key']}"), "taken back twice", None, (404,))
    check("the store counts corrections", server.get("/api/status").json()["corrections"] == len(events))
    bad_corrections(server, document, key, first)
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as store:
        check("the store is sound", store.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def check_gold(server, db, events):
    """All events were judged: the second is none, the third a CONSULT."""
    answer = server.get("/api/gold")
    check("gold is a download", "attachment" in (answer.headers.get("Content-Disposition") or ""), answer.headers)
    gold = [json.loads(line) for line in answer.body.splitlines()]
    told = sorted(line["event"] for line in gold if line["event"])
    wanted = sorted(["CONSULT" if k == 2 else e["event"] for k, e in enumerate(events) if k != 1])
    check("gold has what was accepted and corrected, and not what was rejected", told == wanted, (told, wanted))
    check("gold is of one article", {line["doc"] for line in gold} == {"5-brussels"})
    path, articles = FOLDER / "gold.jsonl", FOLDER / "gold-articles.jsonl"
    casus("export", "--to", "gold", "--db", db, "-o", path, "--articles", articles)
    check("it is the gold of casus export", path.read_bytes() == answer.body)
    judged = casus("eval", "events", path, "--articles", articles)
    check("casus eval reads it", b"F1" in judged.stdout or b"\"f1\"" in judged.stdout, judged.stdout[-300:])


def bad_corrections(server, document, key, event):
    sound = {"article": key, "event": event["id"], "verdict": "accepted", "record": None, "author": "Ann"}
    for change in ({"verdict": "maybe"}, {"article": 999999}, {"article": "x"}, {"event": "0" * 32}, {"event": "x"}, {"author": ""}, {"author": None}, {"verdict": "corrected"},
                   {"verdict": "corrected", "record": []}, {"record": "x", "verdict": "corrected"}, {"verdict": "corrected", "record": {"event": "NONSENSE"}},
                   {"author": "x" * 100000}, {"event": "", "verdict": "accepted"}):
        answer = server.post("/api/corrections", {**sound, **change})
        bad_answer(document, "/api/corrections", "post", answer, f"correction with {str(change)[:60]}", None, (400, 404, 413, 422))


MODEL = {"decision_makers": [{"name": "US", "options": ["air strike", "blockade"]}, {"name": "USSR", "options": ["withdraw", "escalate"]}], "infeasible": ["--YY"],
         "preferences": {"US": [4, 6, 5, 7, 2, 1, 3, 0, 11, 9, 10, 8], "USSR": [0, 4, 6, 2, 5, 1, 7, 3, 11, 9, 10, 8]}}


def test_strategy(server, document):
    answer = server.post("/api/strategy/solve", {"model": MODEL, "options": {"graph": True}})
    check("a model is solved", answer.status == 200, answer.body[:300])
    document.holds("/api/strategy/solve", "post", answer)
    solved = answer.json()
    path = FOLDER / "model.json"
    path.write_text(json.dumps(MODEL))
    told = json.loads(casus("strategy", "solve", path, "--format", "json").stdout)
    check("as casus strategy solves it", solved["equilibria"] == told["equilibria"] and solved["stable"] == told["stable"])
    check("with its moves", set(solved["moves"]) == {"US", "USSR"} and all(len(m) == 3 for m in solved["moves"]["US"]), solved.get("moves"))
    plain = server.post("/api/strategy/solve", {"model": MODEL})
    check("options may be missing", plain.status == 200 and "moves" not in plain.json(), plain.body[:200])
    some = server.post("/api/strategy/solve", {"model": MODEL, "options": {"concepts": ["Nash"], "coalitions": True, "sensitivity": True}})
    check("some concepts", some.status == 200 and set(some.json()["equilibria"]) == {"Nash"}, some.body[:300])
    document.holds("/api/strategy/solve", "post", some)
    large = {"decision_makers": [{"name": "A", "options": [f"o{k}" for k in range(14)]}], "preferences": {"A": ["o1"]}}
    for body, what in (({"model": {**MODEL, "preferences": {"US": [1]}}}, "half a ranking"), ({"model": {}}, "an empty model"), ({}, "no model"), ({"model": []}, "a list"),
                       ({"model": MODEL, "options": {"concepts": ["Nope"]}}, "an unknown concept"), ({"model": MODEL, "options": {"speed": 1}}, "an unknown option"),
                       ({"model": large}, "16,384 states"), ({"model": MODEL, "options": []}, "options as a list")):
        bad_answer(document, "/api/strategy/solve", "post", server.post("/api/strategy/solve", body), f"solve {what}", None, (400, 413, 422))


def test_brief(server, document):
    for kind, mark in (("json", b"{"), ("text", b""), ("markdown", b"#"), ("html", b"<!")):
        answer = server.get("/api/brief", {"format": kind, "dyad": "Iceland,Denmark"})
        check(f"a brief as {kind}", answer.status == 200 and answer.body.startswith(mark) and b"Iceland" in answer.body, answer.body[:200])
        document.holds("/api/brief", "get", answer)


def test_headers(server):
    for path in ("/", "/api/status", "/api/nothing", "/events", "/api/events?limit=x"):
        headers = server.get(path).headers
        check(f"{path}: policy", "default-src 'self'" in (headers.get("Content-Security-Policy") or ""), headers)
        check(f"{path}: no unsafe-inline", "unsafe" not in (headers.get("Content-Security-Policy") or "").replace("'wasm-unsafe-eval'", ""), headers)
        for name, value in (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "DENY")):
            check(f"{path}: {name}", headers.get(name) == value, headers)
        check(f"{path}: Cross-Origin-Opener-Policy", headers.get("Cross-Origin-Opener-Policy") == "same-origin", headers)
    for path in ("/", "/events", "/reader/12", "/nothing/at/all"):
        answer = server.get(path)
        check(f"{path}: the application", answer.status == 200 and answer.headers["Content-Type"].startswith("text/html") and b"<script" in answer.body, answer.status)
    lost = server.get("/api/nothing")
    check("an unknown path of the API: 404", lost.status == 404 and lost.error(), lost.body[:200])
    head = server.ask("HEAD", "/api/status")
    check("HEAD is GET without body", head.status == 200 and head.body == b"", head.status)


def test_without_store():
    server = Server()
    try:
        status = server.get("/api/status").json()
        check("without a store the status says so", status["store"] is None and status["events"] == 0, status)
        for path in ("/api/events", "/api/articles", "/api/dyads", "/api/runs"):
            answer = server.get(path)
            check(f"{path} without a store says what to do", answer.status in (404, 409) and "--db" in (answer.error() or {}).get("message", ""), answer.body[:300])
        check("coding works without a store", server.post("/api/code", {"text": "Iceland condemned Denmark."}).json()["articles"][0]["events"])
        check("solving, too", server.post("/api/strategy/solve", {"model": MODEL}).status == 200)
        refused = server.post("/api/articles", {"text": "Iceland condemned Denmark."})
        check("storing is refused", refused.status in (403, 404, 409) and refused.error(), refused.body[:300])
    finally:
        check("it ends well", server.stop() == 0)


def test_read_only(db):
    server = Server("--db", db, "--read-only")
    try:
        status = server.get("/api/status").json()
        check("a read-only server says so", status["writable"] is False and status["read_only_because"], status)
        for path, body in (("/api/articles", {"text": "x y"}), ("/api/corrections", {"article": 1, "event": "", "verdict": "accepted", "author": "A", "record": None})):
            answer = server.post(path, body)
            check(f"POST {path} is refused", answer.status in (403, 409) and answer.error(), answer.body[:300])
        check("reading works", server.get("/api/events").json()["total"] > 0)
    finally:
        check("it ends well", server.stop() == 0)


def test_command():
    for words, status in ((["--db", FOLDER / "nothing.db"], 4), (["--listen", "nonsense"], 2), (["--colour"], 2), (["--db", ROOT / "README.md"], 4)):
        done = subprocess.run([CASUS, "serve", *map(str, words)], capture_output=True, timeout=30, check=False)
        check(f"casus serve {words}: {status}", done.returncode == status and done.stderr, (done.returncode, done.stderr[-200:]))


def main():
    db = make_store()
    server = Server("--db", db)
    try:
        document = Document(server)
        run(test_parameters, server, document)
        run(test_lists, server)
        run(test_same_as_query, server, db)
        run(test_counts, server)
        run(test_article, server)
        run(test_exports, server, db)
        run(test_caching, server)
        run(test_brief, server, document)
        run(test_headers, server)
        run(test_code, server, document, db)
        run(test_strategy, server, document)
        run(test_store_articles, server, document)
        run(test_corrections, server, document, db)
        asked = {(path, method) for path, method, _ in document.used} | {(path, "get") for path in STREAMS}
        for path, method, *_ in document.operations():
            check(f"{method.upper()} {path} was asked", (path, method) in asked)
    finally:
        check("it ends well", server.stop() == 0)
    run(test_without_store)
    run(test_read_only, db)
    run(test_command)
    finish()


main()

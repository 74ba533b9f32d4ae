#!/usr/bin/env python3
"""casus serve against hostile clients: paths that lead out, SQL and bad UTF-8 in every parameter, bodies that are too large, cut, deep or not what
they say, broken HTTP, slow requests, many connections, other people's pages (Host, Origin), tokens. Nothing but an error may come, the server must
live, and the store must hold what it held. Script in articles is tested in the browser (tests/web/hostile.test.mjs).

    hostile.py CASUS SOURCE_DIR
"""
import gzip
import http.client
import json
import re
import socket
import threading
import time
import urllib.parse
import zlib

from serving import FOLDER, ROOT, Server, check, content, finish, free_port, make_store, run

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>"
TRAVERSALS = ["/../../../../etc/passwd", "/..%2f..%2f..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/assets/../../../../etc/passwd",
              "/assets/..%5c..%5c..%5cetc%5cpasswd", "/assets/%252e%252e%252f%252e%252e%252fetc/passwd", "/assets/..%c0%af..%c0%afetc/passwd", "//etc/passwd",
              "/assets//etc/passwd", "/.%00./etc/passwd", "/assets/%00", "/assets/index.js%00.html", "file:///etc/passwd", "/assets/....//....//etc/passwd",
              "/api/../../etc/passwd", "/api/articles/../../../etc/passwd", "/api/articles/..%2f..%2fetc%2fpasswd", "/\\..\\..\\etc\\passwd", "/.git/config", "/%", "/%zz", "/%u002e"]
SQL = ["'", "\"", "' OR 1=1 --", "1; DROP TABLE event; --", "') UNION SELECT text FROM article --", "1 OR 1=1", "\\'; DELETE FROM article; --", "%' AND 1=0 --",
       "NULL", "x' AND randomblob(1e9) --", "* OR NEAR(", "\"unclosed phrase", "a\" OR \"b", "text: OR", "-", "()", "^a", "{a b}: c", "a*b*", "$1", "?1", ":x", "@x", "\x01\x02",
       "\N{RIGHT-TO-LEFT OVERRIDE}abc", "A" * 3000, "," * 500, "OR " * 300, "'\"" * 200]
BAD_BYTES = ["%ff", "%c0%80", "%ed%a0%80", "%f8%88%80%80%80", "%e2%82", "a%00b", "%80", "%f4%90%80%80"]
NUMBERS = ["99999999999999999999999", "-99999999999999999999999", "1e309", "0x10", "NaN", "Infinity", "१२", "1_000", " 1", "+1", "1.0000000000000000000001", "--1", "00000001", "18446744073709551616"]


def request(line, headers=(), body=b""):
    return "\r\n".join([line, *headers, "", ""]).encode("utf-8", "surrogateescape") + body


def status_of(raw):
    found = re.match(rb"HTTP/1\.[01] (\d\d\d)", raw)
    return int(found.group(1)) if found else None


def host(server):
    return f"Host: 127.0.0.1:{server.port}"


def refused(what, raw, statuses=range(400, 500), silent=True):
    """An error, or the connection closed without a word."""
    status = status_of(raw)
    check(what, status in statuses or (silent and raw == b""), raw[:200])


def test_paths(server):
    for path in TRAVERSALS:
        raw = server.raw(request(f"GET {path} HTTP/1.1", [host(server), "Connection: close"]))
        check(f"{path} gives nothing of the machine", b"root:" not in raw and b"[core]" not in raw, raw[:200])
        page = status_of(raw) == 200 and b"text/html" in raw and b"<script" in raw
        check(f"{path}: an error, or the application", page or status_of(raw) in range(400, 500) or raw == b"", raw[:200])


def all_parameters(server):
    paths = server.get("/api/openapi.json").json()["paths"]
    for path, item in paths.items():
        for p in item.get("parameters", []) + item.get("get", {}).get("parameters", []):
            while "$ref" in p:
                p = server.document["components"]["parameters"][p["$ref"].rsplit("/", 1)[1]]
            if p["in"] == "query" and "get" in item:
                yield path.replace("{id}", "0").replace("{key}", "1"), p["name"]


def test_parameters(server):
    """Every value in every parameter: an answer or an error of ours, never 500, and soon."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    counted = 0
    values = [urllib.parse.quote(v) for v in SQL + NUMBERS + [SCRIPT, "../../etc/passwd"]] + BAD_BYTES
    for path, name in server.parameters:
        for value in values:
            base = "format=csv&" if path == "/api/export" and name != "format" else ""
            connection.request("GET", f"{path}?{base}{name}={value}")
            answer = connection.getresponse()
            body = answer.read()
            counted += 1
            good = answer.status in (200, 400, 404, 414, 422)
            if not good or (answer.status != 200 and not body.startswith(b'{"error"')):
                check(f"{path}?{name}={value[:60]}", False, f"{answer.status} {body[:200]}")
            if answer.status != 200 and b"<script" in body and answer.headers["Content-Type"].startswith("text/html"):
                check(f"{path}?{name}: an error that is a page", False, body[:200])
            if value in BAD_BYTES and answer.status == 200:
                check(f"{path}?{name}={value}: bytes that are no UTF-8 are refused", False, body[:100])
    check("every parameter was tried with every value", counted > 2000, counted)
    for name in BAD_BYTES + [urllib.parse.quote(v) for v in SQL]:
        if name.strip(","):
            refused(f"a parameter called {name[:40]}", server.raw(request(f"GET /api/events?{name}=1 HTTP/1.1", [host(server), "Connection: close"])))
    many = "&".join(f"p{k}=1" for k in range(500))
    refused("five hundred parameters", server.raw(request(f"GET /api/events?{many} HTTP/1.1", [host(server), "Connection: close"])))


def test_sizes(server):
    limit = server.get("/api/status").json()["body_bytes_max"]
    check("the greatest body is told", limit == 8 << 20, limit)
    for path, kind in (("/api/code", "application/json"), ("/api/articles", "text/plain"), ("/api/strategy/solve", "application/json"), ("/api/corrections", "application/json")):
        told = server.raw(request(f"POST {path} HTTP/1.1", [host(server), f"Content-Type: {kind}", f"Content-Length: {limit + 1}", "Connection: close"]) + b"x" * 100000, timeout=25)
        refused(f"{path}: a body over the limit is refused by its length", told, (413,))
        lying = server.raw(request(f"POST {path} HTTP/1.1", [host(server), f"Content-Type: {kind}", "Transfer-Encoding: chunked", "Connection: close"]) +
                           (b"10000\r\n" + b"x" * 65536 + b"\r\n") * 140 + b"0\r\n\r\n", timeout=25)
        refused(f"{path}: chunks over the limit", lying, (413,))
    for what, headers in (("one header of 20 kB", ["X-A: " + "a" * 20000]), ("a thousand headers", [f"X-{k}: {'a' * 30}" for k in range(1000)]), ("a cookie of 40 kB", ["Cookie: a=" + "b" * 40000])):
        refused(what, server.raw(request("GET /api/status HTTP/1.1", [host(server), *headers, "Connection: close"])), (400, 413, 414, 431))
    refused("a URL of 100 kB", server.raw(request(f"GET /api/events?text={'a' * 100000} HTTP/1.1", [host(server), "Connection: close"])), (400, 413, 414, 431))
    refused("a header without end", server.raw(b"GET /api/status HTTP/1.1\r\nX: " + b"a" * 200000), (400, 413, 414, 431))
    for length in ("-1", "99999999999999999999", "x", "1, 2", "0x10"):
        refused(f"Content-Length: {length}", server.raw(request("POST /api/code HTTP/1.1", [host(server), "Content-Type: application/json", f"Content-Length: {length}", "Connection: close"],
                                                               b"{}"), timeout=20))


def test_bodies(server):
    deep = b"[" * 100000 + b"]" * 100000
    bodies = {"deep lists": b'{"text":' + deep + b"}", "deep objects": b'{"a":' * 50000 + b"1" + b"}" * 50000, "a huge number": b'{"text":"a","key":1e999999}',
              "a long number": b'{"text":' + b"9" * 100000 + b"}", "NUL": b'{"text":"a\\u0000b"}', "half a surrogate": b'{"text":"\\ud800"}', "bad UTF-8": b'{"text":"\xc3\x28"}',
              "a BOM": b"\xef\xbb\xbf{}", "two values": b"{}{}", "a comment": b"{/**/}", "__proto__": b'{"__proto__":{"text":"x"}}', "zeros": b"\0" * 1000}
    for path in ("/api/code", "/api/articles", "/api/strategy/solve", "/api/corrections"):
        for what, body in bodies.items():
            answer = server.post(path, body)
            check(f"POST {path} with {what}", answer.status in range(400, 500) and answer.error(), f"{answer.status} {answer.body[:200]}")
    models = {"infinite weights": {"decision_makers": [{"name": "A", "options": ["a"]}], "preferences": {"A": [{"statement": "a", "weight": 1e308}] * 9}},
              "deep statements": {"decision_makers": [{"name": "A", "options": ["a"]}], "preferences": {"A": ["(" * 30000 + "a" + ")" * 30000]}},
              "NOT upon NOT": {"decision_makers": [{"name": "A", "options": ["a"]}], "preferences": {"A": ["NOT " * 50000 + "a"]}},
              "twenty options": {"decision_makers": [{"name": "A", "options": [f"o{k}" for k in range(20)]}], "preferences": {"A": ["o1"]}},
              "script": {"decision_makers": [{"name": SCRIPT, "options": [SCRIPT]}], "preferences": {SCRIPT: ["nothing"]}},
              "a thousand concepts": {}}
    for what, model in models.items():
        answer = server.post("/api/strategy/solve", {"model": model, "options": {"concepts": ["Nash"] * (1000 if "thousand" in what else 1)}}, timeout=60)
        check(f"a model with {what}", answer.status in (200, 400, 413, 422) and (answer.status == 200 or answer.error()), f"{answer.status} {answer.body[:200]}")
    whole = gzip.compress(b'{"text":"Iceland condemned Denmark."}\n' * 200)
    for cut in (1, 5, 12, len(whole) // 2, len(whole) - 1):
        answer = server.ask("POST", "/api/code?name=a.jsonl.gz", whole[:cut], {"Content-Type": "application/octet-stream"})
        check(f"gzip cut at {cut}", answer.status in (200, 400, 422) and (answer.error() or answer.json()["failed"] or answer.json()["articles"]), answer.body[:200])
    bomb = gzip.compress(b"\0" * (200 << 20), 9)
    answer = server.ask("POST", "/api/code?name=a.txt.gz", bomb, {"Content-Type": "application/octet-stream"}, timeout=60)
    check("a bomb of gzip", answer.status in (200, 400, 413, 422), f"{answer.status} {answer.body[:200]}")
    encoded = server.post("/api/code", zlib.compress(b"{}"), {"Content-Encoding": "deflate"})
    check("an encoding of the body that is not read", encoded.status in range(400, 500), encoded.status)
    for name in ("../../../etc/passwd.txt", "a.warc", "/etc/passwd", "a\0.txt", "x" * 5000 + ".txt", SCRIPT):
        answer = server.ask("POST", "/api/code?name=" + urllib.parse.quote(name), b"<<<\xff\xfe", {"Content-Type": "application/octet-stream"})
        check(f"a file called {name[:40]!r}", answer.status in (200, 400, 414, 422, 431) and b"root:" not in answer.body, f"{answer.status} {answer.body[:200]}")


def test_http(server):
    for what, data, statuses in (
            ("no HTTP at all", b"hello\r\n\r\n", range(400, 500)), ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 60, range(400, 500)),
            ("HTTP/9.9", request("GET / HTTP/9.9", [host(server)]), range(400, 506)), ("no Host", request("GET /api/status HTTP/1.1", ["Connection: close"]), range(400, 500)),
            ("two Hosts", request("GET /api/status HTTP/1.1", [host(server), "Host: evil.example", "Connection: close"]), range(400, 500)),
            ("a space before the colon", request("GET /api/status HTTP/1.1", [host(server), "Content-Length : 5", "Connection: close"], b"hello"), range(200, 500)),
            ("length and chunks", request("POST /api/code HTTP/1.1", [host(server), "Content-Type: application/json", "Content-Length: 4", "Transfer-Encoding: chunked", "Connection: close"],
                                          b"0\r\n\r\nGET /api/status HTTP/1.1\r\n\r\n"), range(400, 500)),
            ("two lengths", request("POST /api/code HTTP/1.1", [host(server), "Content-Type: application/json", "Content-Length: 2", "Content-Length: 30", "Connection: close"], b"{}"), range(400, 500)),
            ("a bad chunk", request("POST /api/code HTTP/1.1", [host(server), "Content-Type: application/json", "Transfer-Encoding: chunked", "Connection: close"], b"zz\r\n{}\r\n0\r\n\r\n"), range(400, 500)),
            ("a whole URL of elsewhere", request("GET http://evil.example/api/status HTTP/1.1", ["Host: evil.example", "Connection: close"]), range(400, 500)),
            ("CONNECT", request("CONNECT evil.example:443 HTTP/1.1", ["Host: evil.example:443", "Connection: close"]), range(400, 502))):
        check(what, (raw := server.raw(data, timeout=20)) == b"" or status_of(raw) in statuses, raw[:200])
        check(f"{what}: no line was added to the headers", b"\r\nX-Injected" not in raw)
    split = server.raw(request("GET /api/events?type=a%0d%0aX-Injected:%201 HTTP/1.1", [host(server), "Connection: close"]))
    check("no header comes out of a parameter", status_of(split) == 400 and b"\r\nX-Injected" not in split, split[:300])
    for method in ("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND", "GETT", "get"):
        for path in ("/api/events", "/", "/api/corrections"):
            raw = server.raw(request(f"{method} {path} HTTP/1.1", [host(server), "Content-Length: 0", "Connection: close"]))
            check(f"{method} {path}: refused", status_of(raw) in (400, 404, 405, 501) or raw == b"", raw[:200])
            check(f"{method} {path}: echoes nothing", b"X-Echo" not in raw)
    wrong = server.ask("PUT", "/api/events", b"")
    check("405 says what is allowed", wrong.status == 405 and "GET" in (wrong.headers.get("Allow") or ""), wrong.headers)
    old = server.raw(request("GET /api/status HTTP/1.0", [host(server)]))
    check("HTTP/1.0 is answered, and closed", status_of(old) == 200 and b"chunked" not in old.split(b"\r\n\r\n")[0], old[:200])
    one = request("GET /api/status HTTP/1.1", [host(server)])
    last = request("GET /api/status HTTP/1.1", [host(server), "Connection: close"])
    piped = server.raw(one * 20 + last)
    check("pipelined requests are each answered", piped.count(b"HTTP/1.1 200") == 21, piped.count(b"HTTP/1.1"))


def test_hosts(server):
    for name, good in ((f"127.0.0.1:{server.port}", True), (f"localhost:{server.port}", True), (f"[::1]:{server.port}", True), ("evil.example", False), (f"evil.example:{server.port}", False),
                       (f"127.0.0.1.evil.example:{server.port}", False), ("localhost.evil.example", False), ("127.0.0.1@evil.example", False), ("", False), ("2130706433", False)):
        for path in ("/api/status", "/", "/api/events", "/api/live"):
            raw = server.raw(request(f"GET {path} HTTP/1.1", [f"Host: {name}", "Connection: close"]), timeout=2 if path == "/api/live" else 10)
            check(f"Host {name!r} at {path}", status_of(raw) == 200 if good else status_of(raw) in range(400, 500), raw[:150])
    body = {"article": 1, "event": "", "verdict": "maybe", "author": "A", "record": None}
    for origin, good in ((None, True), (f"http://127.0.0.1:{server.port}", True), (f"http://localhost:{server.port}", True), ("http://evil.example", False), ("null", False),
                         (f"http://127.0.0.1:{server.port}.evil.example", False), ("http://127.0.0.1:1", False), (f"https://evil.example:{server.port}", False), ("", False)):
        headers = {} if origin is None else {"Origin": origin}
        if origin == f"http://localhost:{server.port}":
            headers["Host"] = f"localhost:{server.port}"
        for path in ("/api/corrections", "/api/articles", "/api/code"):
            answer = server.post(path, body, headers)
            check(f"Origin {origin} at {path}", answer.status in ((400, 404, 422) if good else (403,)), f"{answer.status} {answer.body[:150]}")
        gone = server.ask("DELETE", "/api/corrections/1", headers=headers)
        check(f"DELETE with Origin {origin}", gone.status == (404 if good else 403), gone.status)
        seen = server.get("/api/status", headers=headers)
        check("no other page may read", seen.headers.get("Access-Control-Allow-Origin") is None, seen.headers)
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", None):
        answer = server.ask("POST", "/api/corrections", json.dumps(body).encode(), {"Content-Type": kind} if kind else {})
        check(f"a correction sent as {kind}", answer.status == 415, answer.status)
    site = server.post("/api/articles", {"text": "x"}, {"Sec-Fetch-Site": "cross-site", "Origin": "http://evil.example"})
    check("a form of another site", site.status == 403, site.status)


def trickle(server, head, seconds, pause, results):
    """Sends a byte now and then; how long until the server had enough."""
    started = time.monotonic()
    try:
        with socket.create_connection(("127.0.0.1", server.port), timeout=1) as s:
            s.sendall(head)
            s.settimeout(pause)
            while time.monotonic() - started < seconds:
                try:
                    if s.recv(4096) == b"":
                        break
                except socket.timeout:
                    s.sendall(b"a")
    except OSError:
        pass
    results.append(time.monotonic() - started)


def test_slow(server):
    """Three kinds of slowness at once, forty connections; others are answered meanwhile, and all slow ones are cut off by 15 s (and some)."""
    heads = [b"GET /api/status HTTP/1.1\r\nX-Slow: ", b"GET /api/ev", request("POST /api/code HTTP/1.1", [host(server), "Content-Type: text/plain", "Content-Length: 100000"]), b""]
    results = []
    threads = [threading.Thread(target=trickle, args=(server, heads[k % len(heads)], 40, 0.7, results)) for k in range(40)]
    for thread in threads:
        thread.start()
    asked = 0
    while any(t.is_alive() for t in threads):
        began = time.monotonic()
        good = server.get("/api/events?limit=5", timeout=10).status == 200
        if not good or time.monotonic() - began > 5:
            check("others are answered while slow ones wait", False, time.monotonic() - began)
        asked += 1
        time.sleep(0.5)
    check("others were answered while slow ones waited", asked > 5, asked)
    check("each slow one was cut off", len(results) == 40 and max(results) < 25, (len(results), max(results)))
    check("not at once", min(results) > 5, min(results))


def test_many(server):
    """More connections than one address may have: the surplus is turned away, and those who were there are answered."""
    opened = []
    try:
        for _ in range(300):
            try:
                s = socket.create_connection(("127.0.0.1", server.port), timeout=2)
                s.settimeout(2)
                opened.append(s)
            except OSError:
                break
        answered = 0
        for s in opened[:8]:
            try:
                s.sendall(request("GET /api/status HTTP/1.1", [host(server), "Connection: close"]))
                answered += s.recv(4096).startswith(b"HTTP/1.1 200")
            except OSError:
                pass
        check("those who came first are answered", answered == 8, answered)
    finally:
        for s in opened:
            s.close()
    check("after the crowd the server answers", answers(server, 20))
    # Streams of news whose listeners went away are given back soon: a page that is loaded again and again does not lock its reader out.
    for _ in range(4):
        streams = []
        for _ in range(30):
            s = socket.create_connection(("127.0.0.1", server.port), timeout=5)
            s.sendall(request("GET /api/live HTTP/1.1", [host(server)]))
            streams.append(s)
        check("beside thirty streams the server answers", answers(server, 3))
        for s in streams:
            s.close()
        time.sleep(3)
    check("streams that were closed take no place", answers(server, 3))


def answers(server, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if server.lives():
                return True
        except OSError:
            pass
        time.sleep(0.2)
    return False


def test_halves(server):
    """Clients that go away in the middle of what they send or are sent."""
    whole = request("GET /api/export?format=jsonl HTTP/1.1", [host(server)])
    for k in range(60):
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as s:
            s.sendall(whole[: 20 + k] if k % 2 else whole)
            if k % 4 == 0:
                s.recv(10)
    check("those who go away do no harm", server.lives())


def test_tokens(db):
    """Bound elsewhere than to loopback a token is needed. 0.0.0.0 is asked by 127.0.0.1."""
    secret = "correct-horse-battery-staple-0123456789"
    path = FOLDER / "token"
    path.write_text(secret + "\n")
    path.chmod(0o600)
    port = free_port()
    server = Server.__new__(Server)
    Server.wait_until_ready, waiting = lambda self: None, Server.wait_until_ready
    try:
        server = Server("--db", db, "--token-file", path, port=port, host="0.0.0.0")
        time.sleep(1)
        for what, answer in (("no token", server.get("/api/status")), ("a wrong token", server.get("/api/status", headers={"Authorization": "Bearer wrong"})),
                             ("half a token", server.get("/api/status", headers={"Authorization": f"Bearer {secret[:10]}"})),
                             ("a longer token", server.get("/api/status", headers={"Authorization": f"Bearer {secret}x"})),
                             ("another scheme", server.get("/api/status", headers={"Authorization": f"Basic {secret}"})), ("a wrong cookie", server.get("/api/status", headers={"Cookie": "token=x"})),
                             ("a wrong token in the address", server.get("/?token=wrong")), ("an empty token", server.get("/?token=")), ("no token, the application", server.get("/events")),
                             ("no token, a write", server.post("/api/articles", {"text": "x"})), ("no token, live", server.get("/api/live"))):
            check(f"{what}: 401", answer.status in (401, 403) and b'"articles"' not in answer.body, f"{answer.status} {answer.body[:200]}")
        check("the token opens", server.get("/api/status", headers={"Authorization": f"Bearer {secret}"}).status == 200)
        opened = server.get(f"/?token={secret}")
        cookie = opened.headers.get("Set-Cookie") or ""
        check("the address with the token leads to the application", opened.status in (302, 303, 307) and opened.headers.get("Location") == "/", opened.headers)
        check("the cookie is closed to scripts and other sites", "HttpOnly" in cookie and "SameSite=Strict" in cookie, cookie)
        check("the cookie opens", server.get("/api/events", headers={"Cookie": cookie.split(";")[0]}).status == 200)
        foreign = server.post("/api/corrections", {"article": 1}, {"Cookie": cookie.split(";")[0], "Origin": "http://evil.example"})
        check("the cookie does not open to other sites' forms", foreign.status == 403, foreign.status)
        check("the token is printed nowhere", secret not in server.said() and secret not in server.line, server.line)
        server.stop()
        made = Server("--db", db, port=free_port(), host="0.0.0.0")
        token = re.search(r"token=(\S+)", made.line + made.said())
        check("without a file a token is made and printed", token and len(token.group(1)) >= 22, made.line)
        check("it opens", bool(token) and made.get("/api/status", headers={"Authorization": f"Bearer {token.group(1)}"}).status == 200)
        check("nothing else does", made.get("/api/status").status == 401)
        made.stop()
    finally:
        Server.wait_until_ready = waiting


def hostile_store():
    """Articles whose every field is an attack."""
    path = FOLDER / "hostile.jsonl"
    lines = []
    for k in range(6):
        lines.append({"id": SCRIPT + str(k), "title": SCRIPT, "source": SCRIPT, "date": "2026-02-0%d" % (k + 1), "url": ("javascript:alert(4)", "data:text/html,<script>alert(5)</script>")[k % 2],
                      "language": "en", "text": f"Iceland's prime minister Bob {SCRIPT} Smith condemned Denmark over {SCRIPT} on Monday.\n\nDenmark's {SCRIPT} soldiers attacked Iceland in Oslo {k}.\n"})
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n")
    return make_store("hostile.db", [path])


def test_pages(db):
    server = Server("--db", db)
    try:
        for kind in ("html", "markdown"):
            brief = server.get("/api/brief", {"format": kind}).body.decode()
            check(f"a brief as {kind} holds no script of an article", not re.search(r"<script|<img|<svg onload|href=\"(javascript|data):|\]\((javascript|data):", brief, re.I), brief[:200])
        for path in ("/api/events", "/api/articles", "/api/stories", "/api/suggest", "/api/dyads", "/api/network", "/api/places", "/api/runs"):
            answer = server.get(path)
            check(f"{path} is JSON, and said to be", answer.status == 200 and answer.headers["Content-Type"].startswith("application/json") and answer.json() is not None, answer.headers)
        rows = server.get("/api/export", {"format": "csv"})
        check("downloads are downloads", "attachment" in rows.headers["Content-Disposition"] and "\n" not in rows.headers["Content-Disposition"])
    finally:
        server.stop()


def main():
    db = make_store(sources=[ROOT / "samples/strait"])
    server = Server("--db", db)
    try:
        server.document = server.get("/api/openapi.json").json()
        server.parameters = list(all_parameters(server))
        before = content(db)
        for test in (test_paths, test_parameters, test_sizes, test_bodies, test_http, test_hosts, test_slow, test_many, test_halves):
            run(test, server)
            check(f"after {test.__name__} the server lives", server.lives(), server.said()[-300:])
        check("the store holds what it held", content(db) == before)
        check("nothing was said of crashes", "Sanitizer" not in server.said() and "runtime error" not in server.said(), server.said()[-500:])
    finally:
        check("it ends well", server.stop() == 0)
    run(test_tokens, db)
    run(test_pages, hostile_store())
    finish()


main()

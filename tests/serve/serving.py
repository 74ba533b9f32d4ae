"""For the tests of casus serve: makes a store of the samples (and of real articles where these are), starts the server on a free port,
asks it, and counts what failed. What is asked and what must come is the business of the tests that import this."""
import hashlib
import http.client
import json
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.parse
from pathlib import Path

CASUS, ROOT = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
ARTICLES = ROOT.parent / "shared/articles"
FOLDER = Path(tempfile.mkdtemp(prefix="casus-serve-"))
failures = 0
checks = 0


def check(what, good, detail=""):
    global failures, checks
    checks += 1
    if not good:
        failures += 1
        print(f"FAILED: {what}" + (f": {str(detail)[-900:]}" if detail != "" else ""), flush=True)
    return good


def run(test, *arguments):
    """A test that breaks off is a failure; the others still run."""
    try:
        test(*arguments)
    except Exception:  # pylint: disable=broad-except
        check(test.__name__, False, traceback.format_exc())


def finish():
    shutil.rmtree(FOLDER, ignore_errors=True)
    print(f"{checks} checks, {failures} failed")
    sys.exit(1 if failures else 0)


def casus(*words):
    return subprocess.run([CASUS, *map(str, words)], capture_output=True, check=True)


def make_store(name="crisis.db", sources=None):
    """A store of the samples and, where they are, of real articles; its path."""
    db = FOLDER / name
    if sources is None:
        sources = [ROOT / "samples/strait", ROOT / "samples/briefs.jsonl", *sorted(ROOT.glob("samples/*.txt"))]
        sources += sorted(ARTICLES.glob("*.txt"))
    casus("ingest", *sources, "--db", db)
    return db


def content(db):
    """A hash of all that a store holds: the same content, the same hash, wherever its pages lie."""
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as store:
        tables = [t for (t,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        total = hashlib.sha256()
        for table in tables:
            for row in store.execute(f'SELECT * FROM "{table}"'):
                total.update(repr(row).encode())
    return total.hexdigest()


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)

    def error(self):
        """What an answer that is an error says, or None where it is not of the agreed form."""
        try:
            said = self.json()["error"]
            return said if said["status"] == self.status and said["message"] and "parameter" in said else None
        except (ValueError, KeyError, TypeError):
            return None


class Server:
    def __init__(self, *words, port=None, host="127.0.0.1"):
        self.port = port or free_port()
        self.host = host
        self.log = (FOLDER / f"serve-{self.port}.log").open("w+")
        self.process = subprocess.Popen([CASUS, "serve", "--listen", f"{host}:{self.port}", *map(str, words)], stdout=subprocess.PIPE,
                                        stderr=self.log, text=True)
        self.line = self.process.stdout.readline()
        if "http://" not in self.line:
            raise RuntimeError(f"no address but {self.line!r}; {self.said()}")
        self.wait_until_ready()

    def wait_until_ready(self):
        end = time.monotonic() + 60
        while True:
            try:
                self.get("/api/status")
                return
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise
                time.sleep(0.05)

    def said(self):
        self.log.flush()
        self.log.seek(0)
        return self.log.read()

    def ask(self, method, path, body=None, headers=None, timeout=60):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def get(self, path, parameters=None, headers=None, **other):
        if parameters:
            path += "?" + urllib.parse.urlencode(parameters)
        return self.ask("GET", path, headers=headers, **other)

    def post(self, path, value, headers=None, **other):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        return self.ask("POST", path, body, {"Content-Type": "application/json", **(headers or {})}, **other)

    def raw(self, data, timeout=20, shut=False):
        """Sends bytes as they are and gives all that comes back until the server closes or is silent for so long."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as s:
            got = b""
            try:
                s.sendall(data)
                if shut:
                    s.shutdown(socket.SHUT_WR)
                while chunk := s.recv(65536):
                    got += chunk
            except OSError:
                pass
            return got

    def lives(self):
        return self.process.poll() is None and self.get("/api/status").status == 200

    def stop(self):
        """Ends the server as Ctrl+C does; its exit status."""
        self.process.terminate()
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return None
        finally:
            self.process.stdout.close()
            self.log.close()

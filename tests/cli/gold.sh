# Corrections as gold: what all was accepted of scores 100; what was rejected or corrected shows as a mistake.
. "$(dirname "$0")/lib.sh"

command -v python3 >/dev/null || exit 0
expect 0 "$casus" ingest --quiet --db store.db "$root/samples/strait" "$root/samples/strike.txt" "$root/samples/relief.txt"
expect 0 "$casus" export --to gold --db store.db
[ ! -s out ] || fail "gold without corrections"
says '^casus: 0 events of 0 articles$'

# As casus_store_correct keeps them; "wrong" rejects the first event and gives the second another type.
cat >judge.py <<'END'
import json, sqlite3, subprocess, sys
casus, store, how = sys.argv[1:]
events = [json.loads(line) for line in subprocess.run([casus, "query", "--db", store, "--format", "jsonl"], capture_output=True, check=True).stdout.splitlines()]
db = sqlite3.connect(store)
article = dict(db.execute("SELECT id, article FROM event"))
for n, event in enumerate(events):
    verdict = ("rejected", "corrected")[n] if how == "wrong" and n < 2 else "accepted"
    if verdict == "corrected":
        event["event"] = "RETREAT" if event["event"] != "RETREAT" else "AID"
    record = json.dumps(event, ensure_ascii=False)
    db.execute("INSERT INTO correction VALUES (?, ?, ?, ?, ?, 'Ada', '2024-05-01T10:00:00Z')",
               (1000 * (how == "wrong") + n + 1, article[event["id"]], event["id"], verdict, record))
db.commit()
print(len(events))
END
expect 0 python3 judge.py "$casus" store.db accept
n=$(cat out)
[ "$n" -gt 20 ] || fail "only $n events"
expect 0 "$casus" export --to gold --db store.db -o gold.jsonl --articles articles.jsonl
says "^casus: $n events of 7 articles\$"
expect 0 "$casus" eval events gold.jsonl --articles articles.jsonl --errors
grep -q "^events: P 100.0 R 100.0 F1 100.0 (gold $n, ours $n, right $n)\$" out || { cat out >&2; fail "what was accepted does not score 100"; }
grep -q '^status right: 100.0 % of matches; of right: 100.0 %$' out || fail "another status"
if grep -q 'do not stand in their article' out; then fail "sentences are lost"; fi

expect 0 python3 judge.py "$casus" store.db wrong
expect 0 "$casus" export --to gold --quiet --db store.db -o gold.jsonl
[ ! -s err ] || fail "--quiet speaks"
expect 0 "$casus" eval events gold.jsonl --articles articles.jsonl
grep -q "^events: .*(gold $((n - 1)), ours $n, right $((n - 2)))\$" out || { cat out >&2; fail "mistakes do not show"; }

# An event without verdict: its article is left out.
python3 - <<'END' || fail "python"
import sqlite3
db = sqlite3.connect("store.db")
db.execute("DELETE FROM correction WHERE event = (SELECT event FROM correction LIMIT 1)")
db.commit()
END
expect 0 "$casus" export --to gold --db store.db -o gold.jsonl
says '; 1 articles left out'

expect 2 "$casus" export --to gold --db store.db --actor USA
says 'takes no --actor'
expect 2 "$casus" export --to gold
says 'needs --db'
expect 2 "$casus" export --to csv --db store.db --articles a.jsonl
says 'goes with --to gold'
expect 4 "$casus" export --to gold --db nowhere.db
expect 5 "$casus" export --to gold --db store.db -o no/such/folder
says 'cannot be written'

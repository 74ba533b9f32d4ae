# --min-confidence leaves out what is less likely to be right, and nothing else.
. "$(dirname "$0")/lib.sh"

expect 0 "$casus" code "$root/samples"
mv out all
for p in 0.3 0.5 0.7; do
  expect 0 "$casus" code --min-confidence $p "$root/samples"
  python3 - all out $p <<'END' || fail "--min-confidence $p keeps or drops the wrong events"
import json, sys
read = lambda path: [json.loads(line) for line in open(path, encoding="utf-8")]
every, kept, least = read(sys.argv[1]), read(sys.argv[2]), float(sys.argv[3])
want = [event["id"] for event in every if event["confidence"] >= least]
assert [event["id"] for event in kept] == want, "other events"
assert 0 < len(want) < len(every), "nothing to tell apart"
for event in kept:
    linked = [event["exchange"]] + ([event["condition"]["event"]] if event["condition"] else [])
    assert all(link is None or link in want for link in linked), "a link to an event that was left out"
END
done
for bad in 0 1.5 -1 x ""; do
  expect 2 "$casus" code --min-confidence "$bad" "$root/samples"
done

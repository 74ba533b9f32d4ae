# casus brief: the golden text, its formats, and what it refuses.
. "$(dirname "$0")/lib.sh"
lake=$root/tests/brief/lake.jsonl

expect 0 "$casus" brief "$lake"
diff -u "$root/tests/brief/lake.txt" out >&2 || fail "the brief of lake.jsonl is not tests/brief/lake.txt"
cp out text
expect 0 "$casus" brief --jobs 1 "$lake"
cmp -s out text || fail "the number of threads changes the brief"
split -l 1 "$lake" part.
for part in part.*; do mv "$part" "$part.jsonl"; done
expect 0 "$casus" brief --format json part.ac.jsonl part.aa.jsonl part.ab.jsonl
mv out turned
expect 0 "$casus" brief --format json part.aa.jsonl part.ab.jsonl part.ac.jsonl
cmp -s out turned || fail "the order of files changes the brief"

# The page: every element closed, every link inside leads somewhere, nothing loaded, no script, no address but of the web.
expect 0 "$casus" brief --format html --out page.html "$lake"
[ ! -s out ] || fail "--out writes to standard output, too"
python3 - <<'PY' || fail "the page is not sound"
import html.parser, re, sys
VOID = {"meta", "br", "link", "img", "input", "hr"}
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.targets, self.bad, self.tables = [], set(), set(), [], 0
    def handle_starttag(self, tag, attrs):
        self.handle_startendtag(tag, attrs)
        if tag not in VOID: self.open.append(tag)
    def handle_startendtag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            if attrs["id"] in self.ids: self.bad.append("twice id " + attrs["id"])
            self.ids.add(attrs["id"])
        href = attrs.get("href", "")
        if href.startswith("#"): self.targets.add(href[1:])
        elif href and not re.match(r"https?://", href): self.bad.append("link to " + href)
        if tag in ("script", "img", "iframe", "link", "object"): self.bad.append(tag)
        if any(a.startswith("on") or a in ("src", "style") for a in attrs): self.bad.append("attribute of " + tag)
        if tag == "th" and "scope" not in attrs: self.bad.append("th without scope")
        if tag == "svg" and ("role" not in attrs or "aria-labelledby" not in attrs): self.bad.append("svg without a name")
    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag: self.bad.append("closes " + tag)
page = Page()
text = open("page.html", encoding="utf-8").read()
page.feed(text)
page.close()
if page.open: page.bad.append("left open: " + " ".join(page.open))
page.bad += ["no target " + t for t in page.targets - page.ids]
for wanted in ("<h1>", "<h2", "<figcaption>", "<caption>", "<desc", "prefers-color-scheme:dark", "@media print", 'lang="en"'):
    if wanted not in text: page.bad.append("lacks " + wanted)
if len(re.findall(r'id="s\d+"', text)) != 14: page.bad.append("not 14 sources")
if page.bad: print(page.bad, file=sys.stderr)
sys.exit(bool(page.bad))
PY
grep -q 'javascript:' page.html && fail "an address that is none of the web is in the page"

expect 0 "$casus" brief --format markdown "$lake"
grep -q '^## Positions' out || fail "Markdown has no positions"
grep -q '](<https://example.org/lake/1>)' out || fail "Markdown has no link to its article"
grep -q 'javascript:' out && fail "an address that is none of the web is in the Markdown"
expect 0 "$casus" brief --format json "$lake"
python3 - <<'PY' || fail "the JSON is not sound"
import json
s = json.load(open("out"))
names = [p["key"] for p in s["parties"]]
assert set(names) >= {"KEN", "UGA", "TZA", "RUS", "IGOUNO"}, names
assert "mediator" in s["parties"][names.index("TZA")]["roles"]
assert s["tension"]["direction"] == "falling"
assert [v["vote"] for v in s["votes"]] == ["veto"]
assert [a["date"] for a in s["agenda"]] == ["2025-05-20"]
assert sorted(c["kind"] for c in s["contradictions"]) == ["denied", "numbers"]
assert (s["casualties"][0]["min"], s["casualties"][0]["max"]) == (4, 7)
assert any(p["reverses"] is not None for p in s["positions"])
for o in s["occurrences"]:
    assert o["sources"] and all(i < len(s["sources"]) for i in o["sources"])
    assert all(i < len(names) for i in o["actor"] + o["recipient"])
PY

# What lies ahead depends on the day.
expect 0 "$casus" brief --as-of 2025-05-21 "$lake"
grep -q '^Agenda' out && fail "an appointment of yesterday is on the agenda"
# Which articles.
expect 0 "$casus" brief --about 'VETOED resolution' "$lake"
grep -q 'From 1 article' out || fail "--about does not choose articles"
grep -q '^Situation brief: VETOED resolution' out || fail "--about is not the title"
expect 0 "$casus" brief --about 'nothing of the kind' "$lake"
grep -q 'report no events' out || fail "a brief of nothing does not say so"

# Hostile words of an article stay words.
printf '%s\n' '{"id":"x","date":"2025-05-06","title":"<script>alert(1)</script>","source":"\"onload=\"x","url":"https://example.org/\"><script>","text":"Kenya condemned <img src=x onerror=alert(1)> Uganda. Ugandan troops attacked Kenyan soldiers near \"<b>Busia</b>\" on Monday."}' >hostile.jsonl
for format in html markdown; do
  expect 0 "$casus" brief --format $format hostile.jsonl
  grep -q '<script>\|<img\|<b>' out && fail "words of an article are markup in $format"
done

expect 1 "$casus" brief none.txt
says 'none.txt'
expect 1 "$casus" brief none.txt "$lake"
grep -q '^Positions' out || fail "one broken input costs the brief of the others"
expect 2 "$casus" brief --format xml "$lake"
expect 2 "$casus" brief --as-of yesterday "$lake"
expect 2 "$casus" brief --about '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17' "$lake"
expect 5 "$casus" brief --out "$work/none/brief.txt" "$lake"
says 'cannot be written'

# From a store: the same situation as from its articles; words and days choose among them.
expect 0 "$casus" ingest --quiet "$lake" --db lake.db
expect 0 "$casus" brief --db lake.db
grep -q '^Situation brief' out || fail "no brief of a store"
grep -A40 '^Parties$' out | sed -n '1,12p' >of-store
grep -A40 '^Parties$' text | sed -n '1,12p' >of-articles
cmp -s of-store of-articles || fail "a store has other parties than its articles"
expect 0 "$casus" brief --db lake.db --from 1999 --to 1999
! grep -q '^Votes$' out || fail "days outside of the store give votes"
expect 2 "$casus" brief --db lake.db "$lake"
says 'either articles or --db'
expect 2 "$casus" brief --actor USA "$lake"
says '--actor needs --db'
expect 4 "$casus" brief --db nowhere.db
exit 0

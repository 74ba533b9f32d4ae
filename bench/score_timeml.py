#!/usr/bin/env python3
"""Scores moment_dump on TimeML:  score_timeml.py MOMENT_DUMP FOLDER [--weights FILE] [--errors]

Counted are the DATE and TIME expressions of the text with a calendar value. Found: a moment of ours overlaps the span.
Right: its begin is the value, at the value's granularity. Extra: a moment that overlaps no TIMEX3 of any kind."""
import datetime, html, pathlib, re, subprocess, sys, tempfile


def read(path):
    raw = path.read_text(errors="replace")
    published = re.search(r'<TIMEX3[^>]*functionInDocument="CREATION_TIME"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*CREATION_TIME', raw)
    body = re.search(r"<TEXT>(.*)</TEXT>", raw, re.S).group(1)
    date = (published.group(1) or published.group(2)) if published else ""
    m = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", date)
    text, spans, size, open_at = [], [], 0, None
    for piece in re.split(r"(<[^>]*>)", body):
        if piece.startswith("<TIMEX3"):
            open_at = (size, dict(re.findall(r'(\w+)="([^"]*)"', piece)))
        elif piece.startswith("</TIMEX3"):
            spans.append((open_at[0], size, open_at[1].get("type"), open_at[1].get("value")))
        elif not piece.startswith("<"):
            piece = html.unescape(piece)
            text.append(piece)
            size += len(piece.encode())
    return "-".join(m.groups()) if m else None, "".join(text), spans


def target(value):
    value = value.split("T")[0]
    if re.fullmatch(r"\d{8}", value):
        value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
        return value
    m = re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value)
    if m and 1 <= int(m[2]) <= 52:
        day = datetime.date.fromisocalendar(int(m[1]), int(m[2]), 6 if m[3] else 1)
        return day.isoformat()
    if re.fullmatch(r"\d{3}", value):
        return value + "0"
    return None


def main():
    dump, folder = sys.argv[1:3]
    weights = sys.argv[sys.argv.index("--weights") + 1:][:1] if "--weights" in sys.argv else []
    total = found = right = extra = ours_total = unresolved = 0
    for path in sorted(pathlib.Path(folder).rglob("*.tml")):
        date, text, spans = read(path)
        if not date:
            continue
        with tempfile.NamedTemporaryFile() as f:
            f.write(text.encode())
            f.flush()
            out = subprocess.run([dump, date, f.name, *weights], capture_output=True, check=True).stdout.decode(errors="replace")
        ours = [line.split("\t") for line in out.splitlines() if line.count("\t") >= 6]
        ours = [(int(o[0]), int(o[1]), o[2], o[3], o[6]) for o in ours]
        ours_total += len(ours)
        for b, e, *rest in ours:
            if not any(b < se and sb < e for sb, se, _, _ in spans):
                extra += 1
                if "--errors" in sys.argv:
                    print("extra", rest, repr(text.encode()[b - 30:e + 20].decode(errors="replace")))
        for sb, se, kind, value in spans:
            want = target(value or "") if kind in ("DATE", "TIME") else None
            if not want:
                continue
            total += 1
            hit = [o for o in ours if o[0] < se and sb < o[1]]
            context = repr(text.encode()[max(0, sb - 40):se + 30].decode(errors="replace"))
            if not hit:
                if "--errors" in sys.argv:
                    print("missed", want, context)
                continue
            found += 1
            unresolved += not hit[0][2]
            if any(o[2] == want or (o[3] and o[2][:len(want)] == want) for o in hit):
                right += 1
            elif "--errors" in sys.argv:
                print("wrong", want, hit[0][2:4], "on", date, context)
    print(f"gold {total}  found {found} ({100 * found / total:.1f} %)  right {right} ({100 * right / found:.1f} % of found)"
          f"  unresolved {unresolved}  ours {ours_total}  extra {extra}")


main()

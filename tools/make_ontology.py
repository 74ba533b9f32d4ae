#!/usr/bin/env python3
"""Derives data/ontology/{plover,cameo}.tsv from the facts of the PLOVER 2.0 and CAMEO manuals: names, codes, scores.

    tools/make_ontology.py /work/shared/data/ontology data/ontology

Sources: PLOVER manual 2.0 of 4 February 2024 (types, modes, contexts, sectors, scores: tables 2.1, 2.2, 5.1, 5.2, 7.1),
CC BY-SA 4.0; CAMEO manual 1.1b3 (codes, names) with the Goldstein scores of its appendix; the CAMEO to PLOVER conversion
table of 17 September 2021. fold.tsv is our own and kept by hand.
"""
import re
import sys
from pathlib import Path

# ACCUSE is printed +3 while its modes run from -2 to -3.5: a slip of the manual. SANCTION is material conflict
# (section 3.13.4 and table 7.1); table 7.2 contradicts them.
SCORES = {"ACCUSE": "-3"}
QUADS = {"SANCTION": "4"}

# Where the conversion table of 2021 and the manual of 2024 (with CODING.md) differ, the later one holds.
TYPES = {
    "016": "REJECT",  # denials of an accusation (CODING.md)
    "055": "CONCEDE", "056": "CONCEDE",  # apologies and pardons: section 3.5
    "0813": "CONCEDE", "0814": "CONCEDE",  # easing rules: table 7.1, 081 to 083
    "116": "SANCTION",  # convictions: mode "convict"
    "163": "SANCTION",  # sanctions and embargoes: mode "discontinue"
}
APPEAL_ROOT = "02"  # dropped by PLOVER, which has no appeals: a request here


def plover_rows(folder):
    for line in (folder / "plover-codes.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        kind, event, name, quad, _, score, _ = (line.split("\t") + [""] * 7)[:7]
        if kind == "event":
            kind, name = "type", event
        if kind == "auxmode":
            continue  # the aux bits are part of the record itself
        score = SCORES.get(name, score) if kind == "type" else score
        quad = QUADS.get(event, quad[:1])
        yield kind, event if kind == "mode" else "", name, quad, score


def conversion(folder):
    types = {}
    for line in (folder / "cameo-to-plover-2021.txt").read_text(encoding="utf-8").splitlines():
        found = re.match(r"(\d{3,4}):\s*([A-Z]+)", line)
        if found:
            types[found[1]] = found[2]
    return types | TYPES


def cameo_rows(folder):
    types = conversion(folder)
    for line in (folder / "cameo-codes-goldstein.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        code, level, root, name, goldstein, _ = line.split("\t")
        if level == "1":
            continue
        event = "REQUEST" if root == APPEAL_ROOT else types.get(code, "")
        yield code, name[0].upper() + name[1:], goldstein, event


def write(path, head, columns, rows):
    lines = ["# " + line for line in head] + ["\t".join(columns)] + ["\t".join(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    made = "Made by tools/make_ontology.py."
    write(target / "plover.tsv",
          ["PLOVER: types, modes, contexts, sectors, international actors, with quads and conflict-cooperation scores.",
           "Source: PLOVER manual 2.0 of 4 February 2024, CC BY-SA 4.0. " + made],
          ["kind", "event", "name", "quad", "score"], plover_rows(source))
    write(target / "cameo.tsv",
          ["CAMEO codes with their Goldstein scores and the PLOVER type they belong to (empty: none).",
           "Source: CAMEO manual 1.1b3; conversion table of the PLOVER manual, CC BY-SA 4.0. " + made],
          ["code", "name", "goldstein", "type"], cameo_rows(source))


if __name__ == "__main__":
    main()

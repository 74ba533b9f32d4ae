#!/usr/bin/env python3
"""Writes data/world/given.tsv from the lists of tools/world/given.txt.

Usage: tools/make_given.py    (in the root of the tree)
A name with a hyphen counts only where its parts make one given name; those that merely mark a woman or a man by a second
name are left out. What stands under both sexes is left out too: it tells nothing.
"""
import re
import unicodedata

TABLE, LISTS = "data/world/given.tsv", "tools/world/given.txt"
HEAD = ("# Given names that are borne by one sex almost always, as pronouns need them. f: woman, m: man.\n"
        "# Source of all rows: general knowledge. Made by tools/make_given.py.\n")
# Borne by both, or by families, places and things at least as often.
BOTH = """Alex Alexis Andrea Angel Ashley Avery Ariel Bo Cameron Carol Casey Charlie Chris Claude Courtney Dakota Dana Deniz Devon
Dominique Drew Eden Elia Emerson Frankie Gabriele Gael Hilary Hunter Jackie Jamie Jan Jean Jess Jesse Jocelyn Jody Joan Jordan Joyce Jules
Kelly Kelsey Kerry Kim Kit Kris Kyle Lee Leigh Leslie Lindsay Logan Lou Loren Lynn Mackenzie Madison Marian Marion Mari Max-Ann Maxime Mel Merle
Michele Mickey Morgan Nicola Nicolae-Ana Nikita Noel Noor Nour Ollie Pat Patsy Paris Parker Pau Peyton Phoenix Quinn Raven Reese Rene René Riley Robin Ronnie
Rosario Rowan Ryan-Ann Sacha Sage Sam Sammie Sandy Sasha Shannon Shay Shelby Sidney Simone Skip Skyler Stacy Sol Stevie Sydney Sultan Taylor Terry
Toni Tory Tracy Tristan-Ann Val Valentine Van Vivian Wang Whitney Willie Yannick Yuval Zion Zoran-Ana Florence Victoria Sierra Savannah Georgia Chelsea
Austin Dallas Houston Lincoln Washington Wellington Cleveland Hamilton Windsor Warwick Stafford Israel Jordan Chad Santiago Santos Trinity Trinidad
Guadalupe Prince Royal Duke Marquis Baron Sheikh Sheikha Shaykh Ayatollah Datuk Dato Haji Umm Abu Dear Major Hope Faith Grace-Mount Summer
Autumn Unity Liberty Justice Mercy Sunday Friday Tokyo Alma-Ata Crystal Star Stone Wolf Tiger Buck Buddy Sly Gray Murray-Darling Vita Lana-River
Sultana Raja Rani Rana Shah Khan Singh Kumar Kumari Lal Ram Chance Chip Ace Noble Royal Major Earl Wednesday Destiny Paz Cruz Hassi Odessa Verona
Sienna Siena Florencia Valencia Salvador Domingo Fidel-City April May June August Augustus-Caesar Kabul Cairo Alexandria Aden Medina Sidon Tyre Petra-Site
Barron Carter Cooper Foster Fletcher Porter Sawyer Tanner Tucker Walker Chandler Hudson Jackson Jefferson Madison Monroe Harrison Wilson Truman Reagan
Nixon Kennedy Clinton Carson Anderson Benson Branson Emerson Davis Ellis Rogers Newton Norton Norwood Sherwood Palmer Stirling Sterling Tudor Watson Webster
Weston Winslow Winston-Salem Blair Gage Griffin Sullivan Ramsey Ramsay Talbot Thornton Thurston Seymour Granville Sinclair Ward Warner Bush Lamont Prescott
Marshall Mitchell Murphy Nash Pierce Preston-City Reed Reid Rutherford Lane Knox Kane Kirby Harper Hayden Heath Hardy Guthrie Grady Garrison Garfield Franklin
Hussein Mohamed Ali Hassan Ahmed Khalil""".split()


def fold(name):
    return "".join(c for c in unicodedata.normalize("NFKD", name).lower() if c.isalnum())


def is_mark(name):
    """Pairs like "Noam-Moshe" in the lists keep an ambiguous first part away from the table."""
    keep = ("Jean-", "Marie-", "Anne-", "Anna-", "Maria-", "Hans-", "Karl-", "Franz-", "Wolf-", "Pierre-", "Paul-", "Eva-", "Maj-",
            "Friedrich-", "Heinz-", "Rolf-", "Klaus-", "Lars-", "Ernst-", "Marc-", "Mir-", "Mohammad-", "Mohamed-", "Ahmad-",
            "Kassym-", "Frank-", "Laurent-", "François-", "Charles-", "Juan-", "Franz-", "Jan-", "Ken-", "Abdol-")
    return "-" in name and not name.startswith(keep)


def read_lists(path):
    for line in open(path, encoding="utf-8"):
        found = re.match(r"([fm])(\+?): (.*)", line)
        for name in found.group(3).split() if found else []:
            yield name, found.group(1), bool(found.group(2))


def main():
    sexes, shown, sure = {}, {}, set()
    for name, sex, is_sure in read_lists(LISTS):
        key = fold(name)
        if is_mark(name) and not is_sure:
            continue
        sexes.setdefault(key, set()).add(sex)
        shown.setdefault(key, name)
        if is_sure:
            sure.add(key)
    both = {fold(n) for n in BOTH} - sure
    rows = sorted((shown[k], min(s)) for k, s in sexes.items() if len(s) == 1 and (k in sure or (k not in both and len(k) > 2)))
    with open(TABLE, "w", encoding="utf-8") as out:
        out.write(HEAD + "name\tsex\n" + "".join(f"{n}\t{s}\n" for n, s in rows))


if __name__ == "__main__":
    main()

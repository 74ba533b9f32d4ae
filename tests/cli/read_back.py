"""Reads exported files as users of these formats do, by pandas and its defaults, with the published column lists; without pandas by
the csv module.

    read_back.py FOLDER    # out.gdelt, out.gdelt-mentions, out.icews, out.polecat, out.phoenix, out.csv, out.jsonl, out.geojson
"""
import csv
import json
import sys
from pathlib import Path

try:
    import pandas
except ImportError:
    pandas = None

# GDELT event codebook 2.0; mentions: the same, second part.
GDELT = """GLOBALEVENTID SQLDATE MonthYear Year FractionDate
Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code
Actor1Type1Code Actor1Type2Code Actor1Type3Code
Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code
Actor2Type1Code Actor2Type2Code Actor2Type3Code
IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone
Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID
Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID
ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID
DATEADDED SOURCEURL""".split()
MENTIONS = """GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID Actor1CharOffset
Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras""".split()
ICEWS = ("Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,Target Sectors,"
         "Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude").split(",")
PARTY = "X Name,X Country,X COW,Primary X Sector,X Sectors,X Title,X Name Raw,Wikipedia X ID"
POLECAT = ("Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts," + PARTY.replace("X", "Actor") + "," +
           PARTY.replace("X", "Recipient") + ",Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,"
           "Raw Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,Story Locations,Language,"
           "Version").split(",")
PHOENIX = [f"column {n}" for n in range(26)]  # published without names
TEXT = {"EventCode": str, "EventBaseCode": str, "EventRootCode": str, "CAMEO Code": str}


def read(path, names, separator="\t"):
    """Rows as dicts. names: of a file without a header."""
    if pandas:
        table = pandas.read_csv(path, sep=separator, names=names, dtype=TEXT, keep_default_na=False, na_values=[""], index_col=False)
        return table.where(table.notna(), None).to_dict("records"), list(table.columns)
    with open(path, encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter=separator))
    head = names or rows.pop(0)
    for row in rows:
        assert len(row) == len(head), (path, len(row))
    return [dict(zip(head, (cell or None for cell in row))) for row in rows], head


def number(value):
    return float(value)


def check_gdelt(rows):
    for row in rows:
        assert row["EventCode"].startswith(row["EventRootCode"]) and len(row["EventRootCode"]) == 2, row
        assert row["EventBaseCode"] == row["EventCode"][:3], row
        root = int(row["EventRootCode"])
        assert int(row["QuadClass"]) == (1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4), row
        assert -10 <= number(row["GoldsteinScale"]) <= 10, row
        assert str(row["SQLDATE"])[:6] == str(row["MonthYear"]) and str(row["SQLDATE"])[:4] == str(row["Year"]), row
        assert len(str(row["DATEADDED"])) == 14 and int(row["NumMentions"]) >= 1, row
        assert int(row["ActionGeo_Type"]) in range(6), row
        if int(row["ActionGeo_Type"]):
            assert len(row["ActionGeo_CountryCode"] or "--") == 2 and row["ActionGeo_FullName"], row


def check_mentions(rows, events):
    assert {int(row["GLOBALEVENTID"]) for row in rows} >= {int(row["GLOBALEVENTID"]) for row in events}
    for row in rows:
        assert 0 <= int(row["ActionCharOffset"]) < int(row["MentionDocLen"]), row
        assert 0 <= int(row["Confidence"]) <= 100, row


def check_provenance(path, rows, column):
    side = [json.loads(line) for line in open(path, encoding="utf-8")]
    assert [entry["exported"] for entry in side] == [str(row[column]) for row in rows], path
    for entry in side:
        assert entry["status"] == "actual" and entry["begin"] < entry["end"] and entry["text"], entry
        assert entry["tables"], entry


def main():
    folder = Path(sys.argv[1])
    gdelt, _ = read(folder / "out.gdelt", GDELT)
    check_gdelt(gdelt)
    mentions, _ = read(folder / "out.gdelt-mentions", MENTIONS)
    check_mentions(mentions, gdelt)
    icews, head = read(folder / "out.icews", None)
    assert head == ICEWS, head
    assert all(row["CAMEO Code"][0] in "012" and len(row["CAMEO Code"]) >= 3 for row in icews)
    polecat, head = read(folder / "out.polecat", None)
    assert head == POLECAT, head
    phoenix, _ = read(folder / "out.phoenix", PHOENIX)
    assert len(gdelt) == len(icews) == len(phoenix) == len(mentions) >= len(polecat) > 50
    for name, rows, column in (("gdelt", gdelt, "GLOBALEVENTID"), ("icews", icews, "Event ID"), ("polecat", polecat, "Event ID")):
        check_provenance(folder / f"why.{name}", rows, column)
    ours, _ = read(folder / "out.csv", None, ",")
    lines = [json.loads(line) for line in open(folder / "out.jsonl", encoding="utf-8")]
    assert [row["id"] for row in ours] == [event["id"] for event in lines]
    assert [row["text"] for row in ours] == [event["text"] for event in lines]
    assert {row["Event ID"] for row in polecat} <= {event["id"] for event in lines}
    places = json.load(open(folder / "out.geojson", encoding="utf-8"))["features"]
    assert len(places) == sum(1 for event in lines if event["place"] and event["place"]["lat"] is not None) > 5
    print(f"{len(gdelt)} rows read by {'pandas ' + pandas.__version__ if pandas else 'csv'}")


if __name__ == "__main__":
    main()

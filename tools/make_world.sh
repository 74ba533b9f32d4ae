#!/bin/sh
# Makes all tables of data/world from a folder of facts, then checks them. usage: tools/make_world.sh FACTS_FOLDER
set -eu
[ $# -eq 1 ] || { echo "usage: $0 FACTS_FOLDER" >&2; exit 2; }
here=$(dirname "$0")
for script in make_countries make_groups make_agents make_people; do
  python3 "$here/$script.py" "$1"
done
python3 "$here/make_places.py" "$1" >"$here/../data/world/places.tsv.new" # needs countries.tsv
mv "$here/../data/world/places.tsv.new" "$here/../data/world/places.tsv"
python3 "$here/lint_world.py"

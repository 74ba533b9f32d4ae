# The day of an event is found where the tree hangs it beside the verb, and not where it belongs to something else.
. "$(dirname "$0")/lib.sh"

dated() {
  printf '%s\n' "$2" >day.txt
  "$casus" code --date 2024-03-20 --format jsonl day.txt >out
  grep -q "\"date\": *\"$1\"" out || fail "$2: not dated $1: $(cat out)"
}

dated 2024-03-19 "Kenya's foreign minister met Ugandan officials in Entebbe on Tuesday."
dated 2024-03-14 "Kenyan police on Thursday arrested two journalists."
dated 2024-03-20 "Kenyan police arrested two journalists."
dated 2022-02 "Russia attacked Ukraine in February 2022."
dated 2024-03-11 "France condemned Mali last week."

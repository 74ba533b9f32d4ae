# Pages, web archives and feeds: events of their articles, offsets in the extracted text, what is broken, what is passed over.
. "$(dirname "$0")/lib.sh"

sentence='France condemned Mali on Friday, and the talks were called off.'
page="<html lang=en><title>Talks</title><nav><a href=/>Chad attacked Niger</a></nav><p>$sentence</p></html>"
printf '%s' "$page" >page.html
expect 0 "$casus" code page.html
grep -q '"event":"ACCUSE"' out || fail "no event of a page"
grep -q 'Niger' out && fail "an event of a menu"
grep -q '"text":"France","begin":0,"end":6' out || fail "offsets do not count in the extracted text"
expect 0 "$casus" code - <page.html
grep -q '"ACCUSE"' out || fail "a page on standard input is not told"

# record TYPE ID BLOCK
record() {
  printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Date: 2024-03-22T00:00:00Z\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n' \
    "$1" "$2" "${#3}" "$3"
}
response=$(printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%s' "$page")
{
  record warcinfo w 'software: none' | gzip -c
  record response one "$response" | gzip -c
  record response two "$response" | gzip -c | head -c 150
  record response three "$response" | gzip -c
} >news.warc.gz
expect 1 "$casus" code news.warc.gz
[ "$(grep -c '"doc":"one"' out)" -ge 1 ] || fail "the record before the damage is lost"
[ "$(grep -c '"doc":"three"' out)" -ge 1 ] || fail "the record behind the damage is lost"
grep -q '"date":"2024-03-22"' out || fail "WARC-Date is not taken"
[ "$(grep -c 'news.warc.gz' err)" -eq 1 ] || fail "the damage is not named once"
says 'news.warc.gz.*byte '

printf '<rss><channel><title>F</title><item><guid>i</guid><description>%s</description></item></channel></rss>' "$sentence" >feed.rss
expect 0 "$casus" code feed.rss
grep -q '"doc":"i"' out || fail "no event of a feed"
printf '<urlset/>' >other.xml
expect 1 "$casus" code other.xml
says 'neither RSS nor Atom'

/* The table of attacks. */
#include "attacks.h"

#include <stdlib.h>

#define S(literal) \
  { (literal), sizeof(literal) - 1 }
#define REPEAT(name, unit) \
  { name, S(""), S(unit), S("") }

const attack attacks[] = {
    REPEAT("empty", ""),
    /* size alone */
    REPEAT("one-line", "The minister of the interior said that he would go "),
    REPEAT("one-word", "a"),
    REPEAT("capitals", "A"),
    REPEAT("digits", "7"),
    REPEAT("spaces", " "),
    REPEAT("tabs", "\t"),
    REPEAT("newlines", "\n"),
    REPEAT("line-ends", "\r\n"),
    REPEAT("short-lines", "x\n"),
    REPEAT("headings", "Talks fail\n\n"),
    REPEAT("sentences", "Go. "),
    REPEAT("questions", "\"Why?\" Mr "),
    /* bytes that are no text */
    REPEAT("nul", "\0"),
    REPEAT("nul-words", "said\0that\0"),
    REPEAT("controls", "\x01\x02\x1b[31m"),
    REPEAT("continuation", "\x80"),
    REPEAT("cut-2", "\xc3"),
    REPEAT("cut-3", "\xe2\x82"),
    REPEAT("cut-4", "\xf0\x9f\x98"),
    REPEAT("overlong", "\xc0\xaf"),
    REPEAT("overlong-3", "\xe0\x80\xaf"),
    REPEAT("surrogates", "\xed\xa0\x80\xed\xb0\x80"),
    REPEAT("beyond-unicode", "\xf4\x90\x80\x80"),
    REPEAT("not-utf8", "\xff\xfe"),
    REPEAT("latin-1",
           "caf\xe9 fran\xe7"
           "ais "),
    /* characters that are odd */
    REPEAT("combining", "\xcc\x81"),
    {"combining-word", S("a"), S("\xcc\x81\xcc\xa7"), S(" b.")},
    REPEAT("joiners", "\xf0\x9f\x91\xa9\xe2\x80\x8d"),
    REPEAT("directions", "\xe2\x80\xae\xe2\x80\xac"),
    REPEAT("byte-order-marks", "\xef\xbb\xbf"),
    REPEAT("no-break-spaces", "\xc2\xa0"),
    REPEAT("line-separators", "a\xe2\x80\xa8"),
    REPEAT("ideographs", "\xe4\xb8\xad\xe3\x80\x82"),
    /* tokens with labels */
    REPEAT("iob2", "Mali B-S\nmet O\n\n"),
    REPEAT("iob2-no-breaks", "1\tMali\tB-S\n"),
    REPEAT("iob2-no-form", " B-S\n"),
    /* tables of other event data sets */
    {"polecat-rows",
     S("Event ID\tEvent Date\tEvent Type\tEvent Mode\tContexts\tActor Name\tActor Country\tActor Sectors\tCountry\tPlacename\n"),
     S("1\t2024-03-22\tASSAULT\taerial;drone\tmilitary;;\tA;B;\tMLI;UNO;\tGOV;;\tMLI\t\"x\n"), S("")},
    {"polecat-lists", S("Event ID\tEvent Date\tEvent Type\tActor Name\tActor Country\n1\t2024-03-22\tPROTEST\t"), S("a;"),
     S("\tMLI;;;\n")},
    {"icews-rows", S("Event ID\tEvent Date\tSource Name\tSource Country\tCAMEO Code\tIntensity\tLatitude\n"),
     S("1\t2024-03-22\t\xe9\tMali\t190\t-9.9\t1e5\n2\t2024-03-22\tNULL\tMali\t1122\t-9.9\t-12.5\r\n"), S("")},
    {"icews-header", S("Event ID\tCAMEO Code\t"), S("Event Date\t"), S("\n1\t190\n")},
    {"gdelt-rows", S(""),
     S("1\t20240322\t\t\t\tMLIGOVMEDIGOUNO\tMALI\t\t\t\t\t\t\t\t\tIGOUNO\t\"\t\t\t\t\t\t\t\t\t1\t0231\t\t\t\t-10\t1\t1\t1\t\t"
       "0\t\t\t\t\t\t\t0\t\t\t\t\t\t\t4\tGao, Gao, Mali\tML\tML\t16.2\t-0.04\t\t20240322\thttp://\n"),
     S("")},
    {"gdelt-names", S("1\t20240322\t\t\t\tMLI\t"), S("\xc5\x93\xc3\x9f"), S("\n")},
    /* marks without an end */
    REPEAT("quotes", "\""),
    REPEAT("curly-quotes", "\xe2\x80\x9c"),
    REPEAT("curly-closing", "a.\xe2\x80\x9d"),
    REPEAT("apostrophes", "'"),
    REPEAT("curly-apostrophes", "\xe2\x80\x99"),
    REPEAT("backquotes", "``"),
    REPEAT("quote-words", "\"a "),
    REPEAT("brackets", "("),
    REPEAT("brackets-mixed", "[{(<"),
    REPEAT("brackets-closing", "a.)"),
    REPEAT("notes", "a.[1"),
    REPEAT("hyphens", "-"),
    REPEAT("hyphen-words", "a-"),
    REPEAT("prefixes", "anti-"),
    REPEAT("dashes", "\xe2\x80\x94"),
    REPEAT("slashes", "a/"),
    REPEAT("commas", ","),
    REPEAT("stops", "."),
    REPEAT("stop-space", ". "),
    REPEAT("exclamations", "?!"),
    REPEAT("ellipses", "\xe2\x80\xa6"),
    REPEAT("dollars", "$"),
    REPEAT("ampersands", "A&"),
    REPEAT("underscores", "a_"),
    REPEAT("hashes", "#"),
    REPEAT("pipes", "|"),
    REPEAT("smileys", ":)"),
    /* words that ask for more words */
    REPEAT("abbreviations", "a."),
    REPEAT("abbreviations-spaced", "a. "),
    REPEAT("acronyms", "U.S."),
    REPEAT("acronyms-spaced", "U.S. "),
    REPEAT("titles", "Mr. "),
    REPEAT("titles-gap", "Mr.                                                                "),
    REPEAT("numbered", "No. "),
    REPEAT("clitics", "n't"),
    REPEAT("clitics-s", "'s"),
    REPEAT("clitics-word", "a's"),
    REPEAT("numbers-comma", "1,"),
    REPEAT("numbers-hyphen", "1-"),
    REPEAT("numbers-slash", "1/"),
    REPEAT("numbers-colon", "1:"),
    REPEAT("numbers-stop", "1."),
    REPEAT("mail", "a@b."),
    REPEAT("mail-at", "a@"),
    REPEAT("web", "http://"),
    REPEAT("web-www", "www."),
    REPEAT("domains", "ab.cd."),
    {"web-long", S("See http://casus.example/"), S("path/"), S(" now.")},
    REPEAT("datelines", "ACCRA (AGENCY) - "),
    REPEAT("dates", "3 May 2021, on Friday, "),
    REPEAT("weekdays", "Friday "),
    REPEAT("numbers-of-units", "two hundred thousand and a half more years ago, the "),
    REPEAT("days-of-days", "the eve of the week of the early hours of 9999-12-31, "),
    REPEAT("later-and-later", "In 9999, 900 centuries later, the day before, 3000 years ago, "),
    REPEAT("ranges", "from 3 to 5 March to Monday until 31/12/9999 - 01.01.0001 - 1999-00 "),
    REPEAT("quarters", "last year's third-quarter of the 1988 first half year-ago period's Q4 "),
    REPEAT("holidays", "New Year's Eve of Eid al-Fitr on Ramadan 0001 of Martin Luther King Jr. Day 9999 "),
    REPEAT("hours", "10:30 p.m. EST, on Friday at 0300 GMT in the morning "),
    REPEAT("timex",
           "<TIMEX3 type='DATE' value=\"20240229-W53-WE\" functionInDocument=\"CREATION_TIME\">&#1114112;&amp;</TIMEX3>"),
    REPEAT("timex-open", "<TEXT><TIMEX3 value=\"198X-XX-XX\">&"),
    /* trees that are deep or wide */
    {"nested-clauses", S("She said "), S("that he said "), S("so.")},
    {"nested-relatives", S("This is the man "), S("who knew the man "), S("here.")},
    {"nested-of", S("The head "), S("of the head "), S("left.")},
    {"coordination", S("France"), S(", Chad and Mali"), S(" met.")},
    {"possessives", S("France"), S("'s friend"), S(" left.")},
    {"conditions", S("They will go "), S("if they will go "), S("soon.")},
    {"noun-chain", S("The "), S("army "), S("left.")},
    {"threats", S(""), S("Chad threatened to attack Mali if Mali attacked Chad. "), S("")},
    {"dead", S("Rebels killed "), S("two hundred and fifty soldiers and twenty - five thousand men, wounding dozens of "),
     S("men.")},
    {"bounds", S("Rebels killed "), S("at least more than between 5 and no fewer than 9 to "), S("9 men.")},
    {"huge-numbers", S("Rebels killed "), S("999,999,999,999 million thousand "), S("men.")},
    {"tens-of-tens", S("Rebels killed "), S("tens of thousands of "), S("men.")},
    {"weapons", S("Rebels armed "), S("with rifles using bombs in a rocket attack "), S("killed men.")},
    /* forms of files */
    REPEAT("json-open", "{\"a\":"),
    REPEAT("json-array", "["),
    {"json-string", S("{\"text\":\""), S("\\u0041\\n"), S("\"}\n")},
    {"json-escape", S("{\"text\":\""), S("\\ud800"), S("\"}\n")},
    REPEAT("json-lines", "{\"text\":\"Go.\"}\n"),
    REPEAT("json-broken-lines", "{\"text\":\n"),
    {"model-moves", S("{\"decision_makers\":[{\"name\":\"A\"}],\"states\":[1,2],\"payoffs\":{\"A\":[1,2]},\"moves\":{\"A\":["),
     S("[1,2],[2,1],"), S("[1,2]]}}")},
    {"model-ranking", S("{\"decision_makers\":[{\"name\":\"A\",\"options\":[\"a\",\"b\"]}],\"preferences\":{\"A\":[\"a\""),
     S(",\"(a OR b) IF NOT b IFF a\""), S("]}}")},
    {"statement-nested", S("(NOT ("), S("a OR NOT ("), S("a")},
    REPEAT("tab-rows", "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n"),
    REPEAT("tab-range", "1-99999\ta\t_\t_\t_\t_\t_\t_\t_\t_\n"),
    REPEAT("tabs-words", "1\t"),
    {"gzip", S("\x1f\x8b\x08\0\0\0\0\0\0\x03"), S("\xff"), S("")},
    {"zstd", S("\x28\xb5\x2f\xfd"), S("\xff"), S("")},
};
const size_t n_attacks = sizeof attacks / sizeof *attacks;

str attack_make(const attack *a, size_t size_bytes) {
  size_t ends = a->head.len + a->tail.len;
  size_t times = a->unit.len && size_bytes > ends ? (size_bytes - ends) / a->unit.len : 0;
  size_t len = ends + times * a->unit.len;
  char *bytes = malloc(len + 1), *p = bytes;
  if (!bytes) return (str){NULL, 0};
  memcpy(p, a->head.ptr, a->head.len);
  p += a->head.len;
  for (size_t i = 0; i < times; i++, p += a->unit.len) memcpy(p, a->unit.ptr, a->unit.len);
  memcpy(p, a->tail.ptr, a->tail.len);
  return (str){bytes, len};
}

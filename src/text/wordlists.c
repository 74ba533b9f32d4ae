/* The closed lists that splitting knows: abbreviations, words that start sentences, prefixes, units, contractions without
 * apostrophe. Every list is sorted by bytes; a test holds that. */
#include "text/wordlists.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

const char *const title_abbreviations[] = {
    "adm",  "adv",   "ald", "amb",  "asst", "attn", "brig", "capt", "cdr",  "chf",   "cmdr",   "col",  "comdr",
    "comm", "commr", "con", "cpl",  "cpt",  "dep",  "det",  "dir",  "dr",   "drs",   "eng",    "engr", "er",
    "fr",   "ft",    "gen", "gov",  "govs", "hon",  "insp", "lt",   "lts",  "maj",   "messrs", "mlle", "mme",
    "mr",   "mrs",   "ms",  "msgr", "mt",   "ofc",  "pfc",  "pres", "prof", "profs", "pte",    "pvt",  "rep",
    "reps", "rev",   "rt",  "sen",  "sens", "sgt",  "smt",  "spc",  "spec", "st",    "ste",    "supt", "treas"};
const char *const number_abbreviations[] = {"approx", "apr",  "art", "arts", "aug",  "c",    "ca",    "cap", "ch",  "dec",
                                            "est",    "ext",  "feb", "fig",  "figs", "hs",   "jan",   "jul", "jun", "ksh",
                                            "mar",    "no",   "nos", "nov",  "oct",  "para", "paras", "pp",  "rs",  "sec",
                                            "secs",   "sect", "sep", "sept", "sh",   "tel",  "tk",    "ush", "vol", "vols"};
const char *const inner_abbreviations[] = {"cf", "e.g", "eg", "excl", "i.e", "ie", "incl", "v", "viz", "vs"};
const char *const last_abbreviations[] = {
    "a.k.a", "al",   "alt",  "apt",   "ariz", "ark",  "assn", "assoc", "ave",  "bldg", "blvd", "bros", "calif",
    "cent",  "co",   "colo", "conn",  "corp", "ctr",  "d.c",  "del",   "dept", "dist", "div",  "ed",   "eds",
    "esq",   "etc",  "ex",   "fed",   "fla",  "fri",  "ga",   "gmbh",  "govt", "hwy",  "ill",  "inc",  "ind",
    "inst",  "intl", "jr",   "kan",   "ky",   "lb",   "lbs",  "ltd",   "m.sc", "mass", "max",  "md",   "mich",
    "min",   "minn", "misc", "mo",    "mon",  "mont", "nat",  "natl",  "nev",  "okla", "ont",  "ore",  "oz",
    "penn",  "ph.d", "plc",  "pty",   "rd",   "ret",  "retd", "rtd",   "sat",  "sp",   "sq",   "sr",   "sun",
    "tenn",  "thu",  "thur", "thurs", "tue",  "tues", "univ", "va",    "vt",   "wash", "wed",  "wis",  "yrs"};
/* Those of the lists above that are abbreviations without a capital, too: "ill" and "no" are words. */
const char *const lower_abbreviations[] = {"al", "approx", "c",  "ca",  "cf", "eg",   "est",  "etc", "excl", "fig", "ie",  "incl",
                                           "lb", "lbs",    "no", "nos", "oz", "para", "ph.d", "pp",  "sq",   "v",   "viz", "vs"};
const char *const starters[] = {
    "A",       "According",    "After",   "All",     "Also",  "Although", "Among",     "An",    "And",       "Another", "Any",
    "As",      "At",           "Because", "Before",  "Both",  "But",      "By",        "Can",   "Despite",   "During",  "Each",
    "Earlier", "Even",         "Every",   "For",     "From",  "Further",  "Given",     "Had",   "Has",       "Have",    "He",
    "Hence",   "Her",          "Here",    "His",     "How",   "However",  "I",         "If",    "In",        "Indeed",  "Instead",
    "Is",      "It",           "Its",     "Just",    "Later", "Many",     "Meanwhile", "More",  "Moreover",  "Most",    "Much",
    "My",      "Nevertheless", "No",      "Nor",     "Not",   "Now",      "Of",        "On",    "Once",      "One",     "Only",
    "Or",      "Other",        "Others",  "Our",     "Over",  "Please",   "Several",   "She",   "Should",    "Since",   "So",
    "Some",    "Such",         "Than",    "That",    "The",   "Their",    "Then",      "There", "Therefore", "These",   "They",
    "This",    "Those",        "Though",  "Through", "Thus",  "To",       "Two",       "Under", "Unlike",    "Until",   "Upon",
    "Was",     "We",           "Were",    "What",    "When",  "Where",    "Whether",   "Which", "While",     "Who",     "Why",
    "Will",    "With",         "Within",  "Without", "Yes",   "Yet",      "You",       "Your"};
const char *const speech_verbs[] = {"added",   "admitted", "announced", "answered", "argued",    "asked",     "asks",
                                    "claimed", "cried",    "declared",  "demanded", "exclaimed", "explained", "insisted",
                                    "joked",   "quipped",  "read",      "replied",  "said",      "says",      "shouted",
                                    "stated",  "told",     "tweeted",   "warned",   "wondered",  "wrote",     "yelled"};
const char *const months[] = {"April", "August", "December", "February", "January", "July",
                              "June",  "March",  "May",      "November", "October", "September"};
const char *const weekdays[] = {"Friday", "Monday", "Saturday", "Sunday", "Thursday", "Tuesday", "Wednesday"};
const char *const zones[] = {"AEST", "BST", "CET", "CST", "EDT", "EST", "ET", "Eastern",
                             "GMT",  "IST", "MST", "PDT", "PST", "PT",  "UTC"};
const char *const hyphen_prefixes[] = {"agro",  "anti",  "arch",  "bi",    "bio",    "co",     "counter", "cross", "cyber",
                                       "de",    "e",     "eco",   "ex",    "extra",  "inter",  "intra",   "macro", "mega",
                                       "micro", "mid",   "mini",  "multi", "neo",    "non",    "over",    "para",  "peri",
                                       "post",  "pre",   "pro",   "proto", "pseudo", "psycho", "re",      "semi",  "socio",
                                       "sub",   "super", "supra", "trans", "tri",    "ultra",  "un",      "uni"};
const char *const newsgroup_roots[] = {"alt", "comp", "misc", "rec", "sci", "soc", "talk"};
const char *const units[] = {"AM",  "BN", "C",   "F",   "GB",  "GW", "Hz", "K",  "M",   "MB",  "MM", "MW",   "PM",
                             "am",  "b",  "bn",  "cc",  "cm",  "f",  "ft", "g",  "ha",  "hrs", "k",  "kb",   "kg",
                             "kgs", "km", "kmh", "kms", "kph", "kw", "l",  "lb", "lbs", "m",   "mg", "mins", "ml",
                             "mm",  "mn", "mph", "p",   "pm",  "sq", "t",  "tn", "trn", "x",   "yr"};
const char *const currency_codes[] = {"AED", "AUD", "BD",  "CAD", "CNY", "Dh",  "Dhs", "EGP", "EUR", "GBP",
                                      "INR", "IRR", "JPY", "KD",  "KES", "KWD", "Ksh", "MNT", "NGN", "OMR",
                                      "P",   "PKR", "Php", "QR",  "RM",  "RO",  "RUB", "Rs",  "SAR", "SGD",
                                      "SR",  "Sh",  "Shs", "TZS", "Tk",  "Tsh", "UGX", "USD", "Ush", "ZAR"};
const char *const domain_endings[] = {"asp",  "biz",  "com", "doc",  "docx", "edu", "exe", "gif", "gov", "htm",
                                      "html", "info", "io",  "jpeg", "jpg",  "mil", "mp3", "mp4", "net", "org",
                                      "pdf",  "php",  "png", "tv",   "txt",  "url", "xls", "zip"};
const char *const country_domains[] = {"ar", "at", "au", "bd", "be", "br", "ca", "ch", "cn", "co", "cz", "de", "dk", "eg",
                                       "es", "eu", "fi", "fr", "gh", "gr", "hk", "hu", "id", "ie", "il", "in", "ir", "it",
                                       "jp", "ke", "kr", "lk", "mx", "my", "ng", "nl", "no", "nz", "ph", "pk", "pl", "pt",
                                       "ro", "ru", "sa", "se", "sg", "th", "tr", "tw", "ua", "ug", "uk", "us", "vn", "za"};
const char *const common_lower[] = {"a",  "am",   "an",  "and",  "as",   "at", "be", "but", "by", "de",   "es",   "for",
                                    "he", "his",  "id",  "if",   "in",   "is", "it", "me",  "my", "no",   "on",   "she",
                                    "so", "that", "the", "they", "this", "to", "us", "was", "we", "were", "with", "you"};

const word_list word_lists[] = {
    {"title_abbreviations", title_abbreviations, COUNT(title_abbreviations)},
    {"number_abbreviations", number_abbreviations, COUNT(number_abbreviations)},
    {"inner_abbreviations", inner_abbreviations, COUNT(inner_abbreviations)},
    {"last_abbreviations", last_abbreviations, COUNT(last_abbreviations)},
    {"lower_abbreviations", lower_abbreviations, COUNT(lower_abbreviations)},
    {"starters", starters, COUNT(starters)},
    {"speech_verbs", speech_verbs, COUNT(speech_verbs)},
    {"months", months, COUNT(months)},
    {"weekdays", weekdays, COUNT(weekdays)},
    {"zones", zones, COUNT(zones)},
    {"hyphen_prefixes", hyphen_prefixes, COUNT(hyphen_prefixes)},
    {"newsgroup_roots", newsgroup_roots, COUNT(newsgroup_roots)},
    {"units", units, COUNT(units)},
    {"currency_codes", currency_codes, COUNT(currency_codes)},
    {"domain_endings", domain_endings, COUNT(domain_endings)},
    {"country_domains", country_domains, COUNT(country_domains)},
    {"common_lower", common_lower, COUNT(common_lower)},
};
const size_t n_word_lists = COUNT(word_lists);

static bool contains(const char *const *list, size_t n, str w) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = str_compare(str_of(list[middle]), w);
    if (order == 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}
#define IN(list, w) contains(list, COUNT(list), w)

enum { FOLD_MAX = 16 };

/* ASCII lower case of a short word, in `room`; an empty string where the word is longer than any in our lists. */
static str fold(str w, char room[FOLD_MAX]) {
  if (w.len > FOLD_MAX) return (str){room, 0};
  for (size_t i = 0; i < w.len; i++) room[i] = to_ascii_lower(w.ptr[i]);
  return (str){room, w.len};
}

/* "U.S", "p.n.g": single letters with stops between them. */
static bool is_dotted(str w) {
  if (w.len < 3 || w.len % 2 == 0) return false;
  for (size_t i = 0; i < w.len; i++)
    if (i % 2 ? w.ptr[i] != '.' : !is_ascii_alpha((unsigned char)w.ptr[i])) return false;
  return true;
}

abbreviation abbreviation_of(str w) {
  char room[FOLD_MAX];
  str f = fold(w, room);
  if (!f.len) return ABBREVIATION_NONE;
  if (str_is(f, "a.m") || str_is(f, "p.m")) return ABBREVIATION_TIME;
  if (IN(inner_abbreviations, f)) return ABBREVIATION_INNER;
  if (is_dotted(f)) return ABBREVIATION_LAST;
  if (!is_ascii_upper((unsigned char)w.ptr[0]) && !IN(lower_abbreviations, f)) return ABBREVIATION_NONE;
  if (IN(title_abbreviations, f)) return ABBREVIATION_TITLE;
  if (IN(number_abbreviations, f)) return ABBREVIATION_NUMBER;
  if (IN(last_abbreviations, f)) return ABBREVIATION_LAST;
  return ABBREVIATION_NONE;
}

bool is_starter(str w) { return IN(starters, w); }
bool is_speech_verb(str w) { return IN(speech_verbs, w); }
bool is_month(str w) { return IN(months, w); }
bool is_weekday(str w) { return IN(weekdays, w); }
bool is_day_or_zone(str w) { return is_month(w) || is_weekday(w) || IN(zones, w); }
bool is_newsgroup_root(str w) { return IN(newsgroup_roots, w); }
bool is_unit(str w) { return IN(units, w); }
bool is_currency_code(str w) { return IN(currency_codes, w); }
bool is_domain_ending(str w) {
  char room[FOLD_MAX];
  return IN(domain_endings, fold(w, room));
}
bool is_country_domain(str w) { return IN(country_domains, w); }
bool is_common_lower(str w) { return IN(common_lower, w); }

bool is_hyphen_prefix(str w) {
  char room[FOLD_MAX];
  return IN(hyphen_prefixes, fold(w, room));
}

/* The endings that the fused words have: most words are sent away by these. */
static bool may_be_fused(str w) {
  if (w.len < 2 || w.len > 8) return false;
  switch (to_ascii_lower(w.ptr[w.len - 2])) {
    case 'n':
      return to_ascii_lower(w.ptr[w.len - 1]) == 't' || to_ascii_lower(w.ptr[w.len - 1]) == 'a';
    case 'o':
      return to_ascii_lower(w.ptr[w.len - 1]) == 't';
    case 't':
      return to_ascii_lower(w.ptr[w.len - 1]) == 'a' || to_ascii_lower(w.ptr[w.len - 1]) == 's';
    case 'r':
    case 'v':
      return to_ascii_lower(w.ptr[w.len - 1]) == 'e';
    case 'i':
      return w.ptr[w.len - 1] == 'm'; /* "IM" is a title of chess players */
    default:
      return false;
  }
}

size_t fused_split(str w) {
  static const struct {
    const char *word;
    uint8_t first;
  } fused[] = {{"arent", 3}, {"cannot", 3},   {"cant", 2},    {"couldnt", 5}, {"didnt", 3},  {"doesnt", 4}, {"dont", 2},
               {"gonna", 3}, {"gotta", 3},    {"hadnt", 3},   {"hasnt", 3},   {"havent", 4}, {"im", 1},     {"isnt", 2},
               {"ive", 1},   {"shouldnt", 6}, {"thats", 4},   {"theyre", 4},  {"wanna", 3},  {"wasnt", 3},  {"werent", 4},
               {"whats", 4}, {"wont", 2},     {"wouldnt", 5}, {"youre", 3}};
  if (!may_be_fused(w)) return 0;
  char room[FOLD_MAX];
  str f = fold(w, room);
  for (size_t i = 0; i < COUNT(fused); i++)
    if (str_is(f, fused[i].word)) return fused[i].first;
  return 0;
}

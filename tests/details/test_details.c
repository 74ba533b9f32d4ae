/* Runs tables of sentences with details of their events: `test_details FILE...`. Column `details`: one or more, separated by
 * "; ", each "TYPE KEY=VALUE KEY=VALUE …": some event of that type must have all of these.
 *   mode=a,b         its modes, all of them, in any order; "-": none
 *   context=a,b      among its contexts; no-context=a,b: not among them
 *   weapon=drone     the weapon's class; "-": none
 *   killed=12        a figure (killed, injured, missing, abducted, arrested, participants): "12", "20..99", "300..", "..40"; "-":
 * none "none": the sentence gives no event. */
#include "event_run.h"

#include <stdlib.h>

static bool list_has(str list, const char *name) {
  str item;
  while (str_cut(&list, ',', &item))
    if (str_is(item, name)) return true;
  return false;
}

static uint32_t list_length(str list) {
  uint32_t n = 0;
  str item;
  while (str_cut(&list, ',', &item)) n++;
  return n;
}

static bool modes_match(const casus_event *e, str wanted) {
  if (str_is(wanted, "-")) return e->n_modes == 0;
  for (uint8_t i = 0; i < e->n_modes; i++)
    if (!list_has(wanted, casus_mode_name(e->modes[i]))) return false;
  return e->n_modes == list_length(wanted);
}

/* How many of the names are among the event's contexts. */
static uint32_t contexts_among(const casus_event *e, str names) {
  uint32_t n = 0;
  for (unsigned c = 0; casus_context_name(c); c++) n += (e->contexts >> c & 1) && list_has(names, casus_context_name(c));
  return n;
}

static bool bound_matches(str wanted, bool has, uint64_t value) {
  char digits[32];
  if (str_empty(wanted)) return !has;
  snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
  return has && str_is(wanted, digits);
}

static bool figure_matches(const casus_figure *f, str wanted) {
  if (str_is(wanted, "-")) return str_empty(f->text);
  if (str_empty(f->text)) return false;
  for (size_t i = 0; i + 1 < wanted.len; i++)
    if (wanted.ptr[i] == '.' && wanted.ptr[i + 1] == '.')
      return !f->has_value && bound_matches(str_slice(wanted, 0, i), f->has_min, f->min) &&
             bound_matches(str_slice(wanted, i + 2, wanted.len), f->has_max, f->max);
  return bound_matches(wanted, f->has_value, f->value);
}

static const char *const figures[] = {"killed", "injured", "missing", "abducted", "arrested", "participants"};

static const casus_figure *figure_of(const casus_event *e, size_t i) {
  return i < CASUS_HARM_COUNT ? &e->casualties[i] : &e->participants;
}

static bool detail_matches(const casus_event *e, str key, str value) {
  if (str_is(key, "mode")) return modes_match(e, value);
  if (str_is(key, "context")) return contexts_among(e, value) == list_length(value);
  if (str_is(key, "no-context")) return contexts_among(e, value) == 0;
  if (str_is(key, "weapon")) return str_is(value, "-") ? str_empty(e->weapon.kind) : str_equal(value, e->weapon.kind);
  for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
    if (str_is(key, figures[i])) return figure_matches(figure_of(e, i), value);
  return false;
}

static bool event_has(const casus_event *e, str details) {
  str detail, key;
  while (str_cut(&details, ' ', &detail)) {
    if (!str_cut(&detail, '=', &key) || !detail.ptr || !detail_matches(e, key, detail)) return false;
  }
  return true;
}

static bool some_event_has(const casus_event *events, size_t n, str wanted) {
  str type;
  wanted = str_trim(wanted);
  if (!str_cut(&wanted, ' ', &type) || !wanted.ptr) return false;
  for (size_t i = 0; i < n; i++)
    if (str_is(type, casus_type_name(events[i].event)) && event_has(&events[i], wanted)) return true;
  return false;
}

static void print_figure(const char *name, const casus_figure *f) {
  if (str_empty(f->text)) return;
  printf(" %s=", name);
  if (f->has_value) printf("%llu", (unsigned long long)f->value);
  if (!f->has_value && f->has_min) printf("%llu", (unsigned long long)f->min);
  if (!f->has_value) printf("..");
  if (!f->has_value && f->has_max) printf("%llu", (unsigned long long)f->max);
  printf(" (%.*s)", (int)f->text.len, f->text.ptr);
}

static void print_found(const casus_event *e) {
  printf("  found  %s mode=", casus_type_name(e->event));
  for (uint8_t i = 0; i < e->n_modes; i++) printf("%s%s", i ? "," : "", casus_mode_name(e->modes[i]));
  printf("%s context=", e->n_modes ? "" : "-");
  for (unsigned c = 0; casus_context_name(c); c++)
    if (e->contexts >> c & 1) printf("%s,", casus_context_name(c));
  if (e->weapon.kind.len) printf(" weapon=%.*s", (int)e->weapon.kind.len, e->weapon.kind.ptr);
  for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) print_figure(figures[i], figure_of(e, i));
  printf("  [%.*s]\n", (int)e->rule.len, e->rule.ptr);
}

static bool check(const tsv *t, str sentence, str wanted, const casus_event *events, size_t n) {
  str rest = wanted, one;
  bool passes = str_is(wanted, "none") ? n == 0 : true;
  while (!str_is(wanted, "none") && str_cut(&rest, ';', &one)) passes = passes && some_event_has(events, n, one);
  if (passes) return true;
  print_wanted(t, sentence, wanted);
  for (size_t i = 0; i < n; i++) print_found(&events[i]);
  return false;
}

int main(int argc, char **argv) { return run_event_tables(argc, argv, "details", check); }

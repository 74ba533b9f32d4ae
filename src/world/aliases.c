/* Short names that an article introduces: last names of its persons, abbreviations in brackets; and the mentions that later
 * sentences may look back to. */
#include "world/antecedents.h"

enum { ALIAS_WORDS_MAX = 6, ALIASES_MAX = 1 << 16 };

uint32_t alias_find(const resolver *r, uint64_t hash) {
  if (!r->aliases_capacity || hash == NAME_HASH_START) return 0;
  uint32_t mask = r->aliases_capacity - 1;
  for (uint32_t s = (uint32_t)hash_mix(hash) & mask; r->aliases[s].party; s = (s + 1) & mask)
    if (r->aliases[s].hash == hash) return r->aliases[s].party;
  return 0;
}

static void alias_put(alias *table, uint32_t mask, alias x) {
  uint32_t s = (uint32_t)hash_mix(x.hash) & mask;
  while (table[s].party && table[s].hash != x.hash) s = (s + 1) & mask;
  table[s] = x;
}

static bool aliases_grow(resolver *r) {
  uint32_t capacity = r->aliases_capacity ? r->aliases_capacity * 2 : 64;
  alias *table = capacity <= ALIASES_MAX ? ARENA_ARRAY(r->a, alias, capacity) : NULL;
  if (!table) return false;
  for (uint32_t i = 0; i < r->aliases_capacity; i++)
    if (r->aliases[i].party) alias_put(table, capacity - 1, r->aliases[i]);
  r->aliases = table;
  r->aliases_capacity = capacity;
  return true;
}

/* A full table learns nothing more: a text with 30,000 names is no article. */
static void alias_set(resolver *r, uint64_t hash, uint32_t index) {
  if (hash == NAME_HASH_START) return;
  if ((r->n_aliases + 1) * 2 > r->aliases_capacity && !aliases_grow(r)) return;
  r->n_aliases += alias_find(r, hash) == 0;
  alias_put(r->aliases, r->aliases_capacity - 1, (alias){hash, index});
}

static uint32_t split_words(str name, str *parts, uint32_t max) {
  uint32_t n = 0;
  str part;
  while (n < max && str_cut(&name, ' ', &part))
    if (part.len) parts[n++] = part;
  return n;
}

/* Words of titles are no names, whatever stood there. */
static bool is_title_name(const resolver *r, str part) {
  uint64_t of_word = word_hash(&r->w->names, part);
  const name_ref *ref = names_find(&r->w->names, phrase_hash_add(phrase_hash_start(NAME_AGENT), of_word));
  return (ref && ref->kind == NAME_AGENT) || head_word(r->w, of_word, HEAD_TITLE);
}

static bool stands_alone(str part) {
  return part.len > 2 && is_capital(part) && !listed(" The Jr Jr. Sr. Van Von Bin Al El ", part);
}

/* "Obame", "Mba Obame" of "André Mba Obame"; the given name only where nobody else has it. */
static void learn_person(resolver *r, uint32_t at) {
  const name_table *t = &r->w->names;
  str parts[ALIAS_WORDS_MAX], name = r->out->parties[at - 1].name;
  uint32_t n = split_words(name, parts, ALIAS_WORDS_MAX);
  alias_set(r, name_hash(t, name), at);
  for (uint32_t i = 1; i < n; i++) {
    if (!stands_alone(parts[i]) && i + 1 == n) continue;
    alias_set(r, name_hash(t, str_slice(name, (size_t)(parts[i].ptr - name.ptr), name.len)), at);
    bool taken = alias_find(r, name_hash(t, parts[i])) != 0; /* "Gandhi" stays who was Gandhi first */
    if (stands_alone(parts[i]) && !taken) alias_set(r, name_hash(t, parts[i]), at);
  }
  str last = parts[n ? n - 1 : 0]; /* "Sisi" of "El-Sisi" */
  if (n > 1 && last.len > 5 && last.ptr[2] == '-') alias_set(r, name_hash(t, str_slice(last, 3, last.len)), at);
  if (n > 1 && stands_alone(parts[0]) && !is_title_name(r, parts[0]) && !alias_find(r, name_hash(t, parts[0])))
    alias_set(r, name_hash(t, parts[0]), at);
}

void learn_name(resolver *r, uint32_t at) {
  const party *p = &r->out->parties[at - 1];
  if (str_empty(p->name) || p->antecedent) return;
  if (p->kind == PARTY_PERSON) learn_person(r, at);
  else if (p->kind == PARTY_GROUP && !(r->notes[at - 1].flags & NOTE_TABLE)) alias_set(r, name_hash(&r->w->names, p->name), at);
}

static bool is_abbreviation(str form) {
  enum { ABBREVIATION_MAX = 12 };
  return form.len > 1 && form.len <= ABBREVIATION_MAX && is_capital(form) && is_ascii_alpha((unsigned char)form.ptr[0]);
}

/* The party whose words end right before token i. */
static uint32_t party_ending(const resolver *r, uint32_t i) {
  for (uint32_t k = r->first_party; k < r->out->n_parties; k++) {
    const party *p = &r->out->parties[k];
    if (!(r->notes[k].flags & NOTE_DEAD) && (p->kind == PARTY_GROUP || p->kind == PARTY_AGENT || p->kind == PARTY_PERSON) &&
        p->first_token + p->n_tokens == i)
      return k + 1;
  }
  return 0;
}

/* "the Transitional Military Council (CMT)" */
static void learn_abbreviation(resolver *r, uint32_t open) {
  if (open + 2 >= r->last || !str_is(form_of(r, open), "(") || !str_is(form_of(r, open + 2), ")")) return;
  if (!is_abbreviation(form_of(r, open + 1))) return;
  uint32_t at = party_ending(r, open), inside = party_of(r, open + 1);
  if (!at || at == inside) return;
  party *p = &r->out->parties[at - 1];
  if (inside) {
    const party *q = &r->out->parties[inside - 1];
    bool known = r->notes[inside - 1].flags & NOTE_TABLE;
    bool clash = !str_empty(q->country) && !str_empty(p->country) && !str_equal(q->country, p->country);
    bool spelled =
        is_initials(form_of(r, open + 1), token_text(r, p->first_token, p->n_tokens)); /* "Upazila Nirbahi Officer (UNO)" */
    if (known && !clash && !spelled && !(r->notes[at - 1].flags & NOTE_TABLE)) at = inside;
    else party_kill(r, inside - 1);
  }
  if (str_empty(p->name) && p->kind == PARTY_AGENT) p->name = token_text(r, p->first_token, p->n_tokens), p->kind = PARTY_GROUP;
  alias_set(r, name_hash(&r->w->names, form_of(r, open + 1)), at);
}

/* A person of the table who is named in full again has no other tie to the first mention. */
static void tie_same_name(resolver *r, uint32_t at) {
  party *p = &r->out->parties[at - 1];
  if (p->antecedent || p->kind != PARTY_PERSON || !(r->notes[at - 1].flags & NOTE_TABLE)) return;
  uint32_t before = alias_find(r, name_hash(&r->w->names, p->name));
  bool same = before && before < at && r->out->parties[before - 1].kind == PARTY_PERSON &&
              str_equal(r->out->parties[before - 1].name, p->name);
  if (same) p->antecedent = before;
}

static bool ends_in(str name, str last) {
  return name.len > last.len && str_ends(name, last) && name.ptr[name.len - last.len - 1] == ' ';
}

static bool may_be_same(const resolver *r, uint32_t before, uint32_t k) {
  const party *p = &r->out->parties[before], *q = &r->out->parties[k];
  bool unknown = q->kind == PARTY_GROUP && str_empty(q->sector) && str_empty(q->country);
  if (p->kind != PARTY_PERSON || (q->kind != PARTY_PERSON && !unknown) || str_empty(q->name)) return false;
  if ((r->notes[before].flags & NOTE_DEAD) || (r->notes[before].flags & NOTE_LATENT)) return false;
  return str_equal(p->name, q->name) || (q->n_tokens == 1 && ends_in(p->name, q->name));
}

/* "Anna Obame left before Obame's brother came": the aliases learn at the end of a sentence only. */
void tie_within_sentence(resolver *r) {
  enum { TIES_BACK_MAX = 24 };
  for (uint32_t k = r->first_party; k < r->out->n_parties; k++) {
    party *q = &r->out->parties[k];
    if (q->antecedent || (r->notes[k].flags & (NOTE_DEAD | NOTE_TABLE))) continue;
    for (uint32_t j = r->first_party; j < r->out->n_parties && j < r->first_party + TIES_BACK_MAX; j++) {
      if (j == k || r->out->parties[j].head >= q->head || !may_be_same(r, j, k)) continue;
      q->antecedent = 1 + entity_of(r, j);
      if (q->kind != PARTY_PERSON) copy_meaning(&r->out->parties[j], q), q->kind = PARTY_PERSON, q->also = 0;
      r->notes[k].flags |= r->notes[j].flags & (NOTE_PERSON | NOTE_MALE | NOTE_FEMALE | NOTE_NAME_SEX);
      break;
    }
  }
}

static void count_mention(resolver *r, uint32_t at) {
  party_note *note = &r->notes[entity_of(r, at - 1)];
  note->mentions++;
  if ((note->flags & NOTE_PERSON) && note->mentions > r->most_mentions) r->most_mentions = note->mentions;
}

void remember_sentence(resolver *r) {
  for (uint32_t i = r->first; i < r->last; i++) {
    if (str_is(form_of(r, i), "(")) learn_abbreviation(r, i);
    uint32_t at = mention_at(r, i);
    if (!at) continue;
    tie_same_name(r, at);
    count_mention(r, at);
    if (party_of(r, i)) learn_name(r, at);
    r->recent[r->n_recent++ % RECENT_MAX] = at - 1;
  }
  note_speaker(r);
}

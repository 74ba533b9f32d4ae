// The articles of the store, with a search; each leads to the reader.
import { useEffect, useState } from "preact/hooks";
import * as api from "../../api";
import { Page } from "../../components/page";
import { Empty } from "../../components/states";
import { VirtualList } from "../../components/virtual_list";
import { csvOffer, jsonOffer, serverOffer } from "../../export/offers";
import { narrow } from "../../media";
import { count, dateText, plural } from "../../phrase";
import { place, setParams } from "../../router";
import type { ArticleItem } from "../../types";

const fields = [
  { name: "text", label: "Search", placeholder: 'words, "a phrase", -without' },
  { name: "source", label: "Publisher", placeholder: "source" },
  { name: "from", label: "From", placeholder: "2024-03" },
  { name: "to", label: "To", placeholder: "2024-03-05" },
] as const;
type Search = Partial<Record<(typeof fields)[number]["name"], string>>;

const searchOf = (query: URLSearchParams): Search =>
  Object.fromEntries(fields.flatMap(({ name }) => (query.get(name) ? [[name, query.get(name) ?? ""]] : [])));

function SearchForm({ search }: { search: Search }) {
  const [draft, setDraft] = useState(search);
  useEffect(() => setDraft(search), [JSON.stringify(search)]);
  const submit = (event: Event) => {
    event.preventDefault();
    setParams(Object.fromEntries(fields.map(({ name }) => [name, draft[name]?.trim()])));
  };
  return (
    <form class="filter-bar articles-search" role="search" onSubmit={submit}>
      {fields.map(({ name, label, placeholder }) => (
        <label class="field" key={name}>
          <span>{label}</span>
          <input
            type="text"
            value={draft[name] ?? ""}
            placeholder={placeholder}
            onInput={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
          />
        </label>
      ))}
      <button type="submit" class="primary">
        Search
      </button>
      {Object.keys(search).length > 0 && (
        <a class="button" href="/articles">
          All
        </a>
      )}
    </form>
  );
}

function ArticleLine({ article }: { article: ArticleItem }) {
  return (
    <a class="article-line" href={`/reader/${article.key}`}>
      <time class="when" dateTime={article.date ?? undefined}>
        {dateText(article.date)}
      </time>
      <b>{article.title ?? article.id}</b>
      <span class="article-about">
        {[
          article.source,
          plural(article.events, "event"),
          `${count(article.bytes)} bytes`,
          article.group !== article.key && "near copy",
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </a>
  );
}

const columns = (["key", "id", "title", "date", "source", "url", "language", "bytes", "events", "group"] as const).map(
  (title) => ({
    title,
    cell: (article: ArticleItem) => article[title],
  }),
);

const nothing = (
  <Empty title="No articles fit">
    <p>
      Search for other words, or <a href="/paste">paste an article</a>. Many are read in by{" "}
      <code>casus ingest FOLDER --db STORE</code>.
    </p>
  </Empty>
);
const listed_max = 500;

export default function Articles() {
  const search = searchOf(place.value.query);
  const [total, setTotal] = useState<number | null>(null);
  const first = api.atHand(api.articles(search, { order: "newest", offset: 0, limit: 100 }));
  const listed = async () => (await api.fetchAnswer(api.articles(search, { order: "newest", limit: listed_max }))).items;
  const csv = csvOffer("articles", columns, []);
  const json = jsonOffer("articles", []);
  const exports = [
    {
      ...csv,
      label: `CSV (the first ${listed_max})`,
      make: async () => csvOffer("articles", columns, await listed()).make?.() ?? "",
    },
    { ...json, label: `JSON (the first ${listed_max})`, make: async () => jsonOffer("articles", await listed()).make?.() ?? "" },
    serverOffer("Gold of the reviewed articles", api.goldUrl, "gold.jsonl"),
  ];
  const n = total ?? first?.total;
  return (
    <Page title="Articles" lead={n === undefined ? "" : plural(n, "article")} exports={exports}>
      <SearchForm search={search} />
      <VirtualList
        label="Articles"
        rowHeight={narrow.value ? 72 : 40}
        page={(offset, limit) => api.articles(search, { order: "newest", offset, limit })}
        row={(article) => <ArticleLine article={article} />}
        onTotal={setTotal}
        empty={nothing}
        growsAtTop
      />
    </Page>
  );
}

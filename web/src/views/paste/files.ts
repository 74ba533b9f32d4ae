// Files that are dropped or chosen: which kinds casus reads, and as what they are sent.

const kinds: Record<string, string> = {
  txt: "text/plain",
  html: "text/html",
  htm: "text/html",
  jsonl: "application/jsonl",
};

export const accepted = ".txt,.html,.htm,.jsonl,.jsonl.gz,.jsonl.zst";

/** The type to send a file as. What is packed goes as bytes: the server tells by the name. */
export function typeOf(name: string): string {
  return kinds[name.toLowerCase().split(".").at(-1) ?? ""] ?? "application/octet-stream";
}

export const dayOk = (date: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(date);

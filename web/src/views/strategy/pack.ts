// A model as a parameter of the address: deflated, as base64url. What would be too long for an address is kept in this browser, and
// the address says so by its first letter.

const address_max = 6000;
const store_prefix = "casus.model.";
const store_max = 20;

async function through(bytes: Uint8Array<ArrayBuffer>, stream: GenericTransformStream): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(whole).arrayBuffer());
}

function toText(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

const toBytes = (text: string) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

function digest(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(36);
}

/** The models that were kept first go first. */
function keepHere(key: string, text: string): void {
  const kept = Object.keys(localStorage).filter((name) => name.startsWith(store_prefix));
  const timeOf = (name: string) => Number(localStorage.getItem(name)?.split("\n", 1)[0] ?? 0);
  const old = kept.sort((a, b) => timeOf(a) - timeOf(b)).slice(0, Math.max(0, kept.length - store_max + 1));
  for (const name of old) localStorage.removeItem(name);
  localStorage.setItem(store_prefix + key, `${Date.now()}\n${text}`);
}

export const isKeptHere = (packed: string): boolean => packed.startsWith("k");

export async function pack(model: object): Promise<string> {
  const text = JSON.stringify(model);
  const packed = `z${toText(await through(new TextEncoder().encode(text), new CompressionStream("deflate")))}`;
  if (packed.length <= address_max) return packed;
  const key = digest(text);
  keepHere(key, text);
  return `k${key}`;
}

/** The text of the model. */
export async function unpack(packed: string): Promise<string> {
  if (isKeptHere(packed)) {
    const kept = localStorage.getItem(store_prefix + packed.slice(1));
    if (kept === null) throw new Error("This address names a model that was too long for it and is kept in another browser. Open its JSON instead.");
    return kept.slice(kept.indexOf("\n") + 1);
  }
  try {
    return new TextDecoder().decode(await through(toBytes(packed.slice(1)), new DecompressionStream("deflate")));
  } catch {
    throw new Error("The model in this address cannot be read; the address may have been cut.");
  }
}

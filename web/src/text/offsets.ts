// Offsets of the API count bytes of UTF-8; strings here count units of UTF-16. One walk over the text makes the way from one to
// the other.

/** Tells for each byte of a text at which index of the string its character begins. */
export function indexOfByte(text: string): (byte: number) => number {
  const starts: number[] = [];
  let plain = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i) ?? 0;
    const n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    plain &&= n === 1;
    for (let k = 0; k < n; k++) starts.push(i);
    if (n === 4) i++;
  }
  if (plain) return (byte) => Math.max(0, Math.min(byte, text.length));
  return (byte) => (byte <= 0 ? 0 : (starts[byte] ?? text.length));
}

const encoder = new TextEncoder();
/** How many bytes a string has: the byte offset of what follows it. */
export const bytesOf = (text: string): number => encoder.encode(text).length;

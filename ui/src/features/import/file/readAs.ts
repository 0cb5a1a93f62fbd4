/** The encodings that a person can choose, most usual first, by the names that the app knows. */
export const ENCODINGS = [
  "UTF-8",
  "windows-1252",
  "UTF-16LE",
  "UTF-16BE",
  "ISO-8859-15",
  "macintosh",
  "IBM850",
] as const;

/** What people call an encoding. */
const NAMES: Readonly<Record<string, string>> = {
  "windows-1252": "Windows-1252",
  "UTF-16LE": "UTF-16 LE",
  "UTF-16BE": "UTF-16 BE",
  macintosh: "Mac Roman",
  IBM850: "CP850 (DOS)",
};

export function encodingName(encoding: string): string {
  return NAMES[encoding] ?? encoding;
}

/** The upper half of code page 850, which browsers do not know. */
const CP850 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐" +
  "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0";

function decode(bytes: Uint8Array, encoding: string): string | null {
  if (encoding === "IBM850") {
    return [...bytes].map((byte) => (byte < 128 ? String.fromCharCode(byte) : CP850[byte - 128])).join("");
  }
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return null;
  }
}

/** The bytes of a text in UTF-16. */
function utf16(text: string, bigEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), !bigEndian);
  return new Uint8Array(view.buffer);
}

/** The bytes of a text in an encoding; null when it has characters that the encoding lacks. */
function encode(text: string, encoding: string): Uint8Array | null {
  if (encoding === "UTF-8") return new TextEncoder().encode(text);
  if (encoding === "UTF-16LE" || encoding === "UTF-16BE") return utf16(text, encoding === "UTF-16BE");
  const bytes = new Map<string, number>();
  for (let byte = 255; byte >= 0; byte--) {
    const sign = decode(Uint8Array.of(byte), encoding);
    if (sign) bytes.set(sign, byte);
  }
  const found = [...text].map((sign) => bytes.get(sign));
  return found.every((byte) => byte !== undefined) ? Uint8Array.from(found as number[]) : null;
}

/** How a text that was read in one encoding reads in another; null when that cannot be told. */
export function readAs(text: string, from: string, to: string): string | null {
  if (from === to) return text;
  if (text.includes("\ufffd")) return null;
  const bytes = encode(text, from);
  return bytes && decode(bytes, to);
}

const WORDS = 3;
const LONGEST = 16;
/** A word with a letter beyond ASCII. */
const TELLING = /[\p{L}\p{M}]*(?!\p{ASCII})\p{L}[\p{L}\p{M}]*/gu;

/** The first different words of a table with letters beyond ASCII: those that show a wrong encoding. */
export function tellingWords(rows: readonly (readonly string[])[]): readonly string[] {
  const found = new Set<string>();
  for (const cell of rows.flat()) {
    for (const [word] of cell.matchAll(TELLING)) {
      if (word.length <= LONGEST) found.add(word);
      if (found.size === WORDS) return [...found];
    }
  }
  return [...found];
}

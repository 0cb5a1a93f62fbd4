import { describe, expect, test } from "vitest";
import { FILE } from "../../../../test/screens/imports";
import { lineRoles } from "./lines";
import { ENCODINGS, readAs, tellingWords } from "./readAs";

describe("another reading of the same bytes", () => {
  test("shows how a word looks in a wrong encoding", () => {
    // Only signs that Node's own tables have right: it reads Windows-1252 as Latin 1.
    expect(readAs("été", "UTF-8", "windows-1252")).toBe("Ã©tÃ©");
    expect(readAs("été", "windows-1252", "IBM850")).toBe("ÚtÚ");
    expect(readAs("ñ", "IBM850", "windows-1252")).toBe("¤");
    expect(readAs("Éric", "windows-1252", "macintosh")).toBe("…ric");
    expect(readAs("5 €", "ISO-8859-15", "windows-1252")).toBe("5 ¤");
    expect(readAs("é", "windows-1252", "UTF-8")).toBe("\ufffd");
  });

  test("leads back to the word from every encoding that keeps all bytes", () => {
    for (const encoding of ["windows-1252", "ISO-8859-15", "macintosh", "IBM850"] as const) {
      const wrong = readAs("Élodie Lefèvre", "UTF-8", encoding);
      expect(wrong && readAs(wrong, encoding, "UTF-8"), encoding).toBe("Élodie Lefèvre");
    }
  });

  test("is not told when the bytes are lost or unknown", () => {
    expect(readAs("\ufffdlodie", "UTF-8", "windows-1252")).toBeNull();
    expect(readAs("日本", "windows-1252", "UTF-8")).toBeNull();
    expect(readAs("é", "x-unknown", "UTF-8")).toBeNull();
  });

  test("is offered for every encoding that the app knows", () => {
    for (const encoding of ENCODINGS) expect(readAs("éa", "UTF-8", encoding), encoding).not.toBeNull();
  });
});

test("words with accents tell the encoding; signs and plain words do not", () => {
  expect(
    tellingWords([
      ["–", "« Île »", "plain"],
      ["Lefèvre-Dubois", "Île", "Groß", "Müller"],
    ]),
  ).toEqual(["Île", "Lefèvre", "Groß"]);
});

describe("the lines of a preview", () => {
  test("are told by the layout", () => {
    expect(lineRoles(FILE).slice(0, 6)).toEqual(["preamble", "preamble", "preamble", "header", "row", "row"]);
  });

  test("end with the footer when the whole file is shown", () => {
    const layout = { ...FILE.layout, preamble_rows: 0, footer_rows: 1 };
    const preview = [["Name"], ["Anne"], [], ["Total 1"]];
    expect(lineRoles({ preview, layout })).toEqual(["header", "row", "blank", "footer"]);
    expect(lineRoles({ preview: Array<string[]>(50).fill(["x"]), layout }).at(-1)).toBe("row");
  });
});

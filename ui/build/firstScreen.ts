import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** The most compressed JavaScript that the first screen may need, in bytes. */
const LIMIT = 200_000;
/** What is fetched by name before the first screen shows: its code and the texts of one language. */
const FETCHED = [/features\/records\/index/, /texts\/first\.en/];

/** Says after a build how much JavaScript the first screen needs, and fails when it is too much. */
export function firstScreen(): Plugin {
  return {
    name: "first-screen",
    apply: "build",
    generateBundle(_options, bundle) {
      // The page of the pictures carries made-up data: its size says nothing.
      const entries = Object.values(bundle).flatMap((one) =>
        one.type === "chunk" && one.isEntry ? [one] : [],
      );
      if (entries.some(({ facadeModuleId }) => facadeModuleId?.includes("/test/screens/"))) return;
      const needed = new Set<string>();
      const add = (file: string) => {
        const chunk = bundle[file];
        if (chunk?.type !== "chunk" || needed.has(file)) return;
        needed.add(file);
        for (const name of chunk.imports) add(name);
      };
      for (const [file, chunk] of Object.entries(bundle)) {
        if (chunk.type !== "chunk") continue;
        const named = FETCHED.some((pattern) => pattern.test(chunk.facadeModuleId ?? ""));
        if (chunk.isEntry || named) add(file);
      }
      const bytes = [...needed].reduce((sum, file) => {
        const chunk = bundle[file];
        return sum + (chunk?.type === "chunk" ? gzipSync(chunk.code, { level: 9 }).length : 0);
      }, 0);
      const text = `first screen: ${(bytes / 1000).toFixed(1)} KB of compressed JavaScript in ${needed.size} files`;
      if (bytes > LIMIT) this.error(`${text}, more than ${LIMIT / 1000} KB`);
      this.info(text);
    },
  };
}

import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { firstScreen } from "./build/firstScreen.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [react(), tailwindcss(), firstScreen()],
  clearScreen: false,
  resolve: {
    alias: {
      "~": here("./src"),
      // Radix locks scrolling with a <style> element that the content security policy forbids.
      // The window itself never scrolls, so nothing has to be locked.
      "react-remove-scroll": here("./src/ui/overlay/scroll-lock.tsx"),
    },
  },
  server: { port: 1420, strictPort: true, fs: { allow: [here("..")] } },
  build: {
    target: ["es2023", "safari16.4", "chrome111"],
    // Without this Vite adds inline preload code; the web views all know modulepreload.
    modulePreload: { polyfill: false },
    // A data: URL is refused by the content security policy.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
});

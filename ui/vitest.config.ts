import { defineConfig, mergeConfig } from "vitest/config";
import vite from "./vite.config.ts";

export default mergeConfig(
  vite,
  defineConfig({
    test: {
      environment: "happy-dom",
      include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
      setupFiles: ["test/setup.ts"],
      css: false,
      // Axe alone takes seconds on a busy machine.
      testTimeout: 20_000,
      restoreMocks: true,
    },
  }),
);

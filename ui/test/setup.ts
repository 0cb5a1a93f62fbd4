import "@testing-library/jest-dom/vitest";
import { clearMocks, mockWindows } from "@tauri-apps/api/mocks";
import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";

beforeEach(() => {
  localStorage.clear();
  location.hash = "";
  mockWindows("main");
});

afterEach(async () => {
  cleanup();
  // Listeners are taken away asynchronously: the mocked app must still be there.
  await new Promise((done) => setTimeout(done));
  clearMocks();
});

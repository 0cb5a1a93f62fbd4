// What tests say in the place of the app: events and channels of Tauri itself.
export type { Channel } from "@tauri-apps/api/core";
export { emit } from "@tauri-apps/api/event";

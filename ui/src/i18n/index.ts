export { type Formats, formatsFor, useFormat } from "./format";
export {
  LANGUAGE_NAMES,
  LANGUAGES,
  type Language,
  startLanguage,
  switchLanguage,
  systemLanguage,
} from "./language";
export {
  hasMessage,
  type MessageArgs,
  type MessageKey,
  type Translate,
  translate,
  useLanguage,
  useT,
} from "./translate";

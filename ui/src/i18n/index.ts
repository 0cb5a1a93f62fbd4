export { type Formats, formatsFor } from "./format";
export {
  LANGUAGE_NAMES,
  LANGUAGES,
  type Language,
  restOfTexts,
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
  useFormat,
  useLanguage,
  useT,
} from "./translate";

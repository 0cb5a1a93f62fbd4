// Types only: which texts exist. A new area adds one line here; its texts are found by their file name.
import type calibration from "../../../locales/calibration.en.json";
import type common from "../../../locales/common.en.json";
import type duplicates from "../../../locales/duplicates.en.json";
import type errors from "../../../locales/errors.en.json";
import type exporting from "../../../locales/export.en.json";
import type fields from "../../../locales/fields.en.json";
import type filters from "../../../locales/filters.en.json";
import type history from "../../../locales/history.en.json";
import type importing from "../../../locales/import.en.json";
import type notice from "../../../locales/notice.en.json";
import type onboarding from "../../../locales/onboarding.en.json";
import type qualify from "../../../locales/qualify.en.json";
import type records from "../../../locales/records.en.json";
import type settings from "../../../locales/settings.en.json";
import type shell from "../../../locales/shell.en.json";

type Messages = typeof calibration &
  typeof common &
  typeof duplicates &
  typeof errors &
  typeof exporting &
  typeof fields &
  typeof filters &
  typeof history &
  typeof importing &
  typeof notice &
  typeof onboarding &
  typeof qualify &
  typeof records &
  typeof settings &
  typeof shell;

type WithoutPlural<K extends string> =
  K extends `${infer Base}_${"zero" | "one" | "two" | "few" | "many" | "other"}` ? Base : K;

type Leaves<T, Prefix extends string = ""> = {
  [K in keyof T & string]: T[K] extends string
    ? `${Prefix}${WithoutPlural<K>}`
    : Leaves<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

/** The key of a text, without its plural suffix. */
export type MessageKey = Leaves<Messages>;

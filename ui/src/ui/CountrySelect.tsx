import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useLanguage } from "~/i18n";
import { commands, unwrap } from "~/ipc";
import { Select } from "./Select";

type CountrySelectProps = {
  /** The code of the country, as `FR`. */
  value: string | undefined;
  onValue: (code: string) => void;
  id?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
  className?: string;
};

/** Names countries in the language of the window. */
export function useCountryName(): (code: string) => string {
  const language = useLanguage();
  const names = useMemo(() => new Intl.DisplayNames([language], { type: "region" }), [language]);
  return (code) => names.of(code) ?? code;
}

const NONE: readonly string[] = [];

/** All countries with their names, by name; while they are not there, `known` of them. */
export function useCountries(enabled = true, known: readonly string[] = NONE) {
  const language = useLanguage();
  const nameOf = useCountryName();
  const { data: codes = known } = useQuery({
    queryKey: ["countries"],
    queryFn: () => unwrap(commands.countriesList()),
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });
  return codes
    .map((value) => ({ value, label: nameOf(value), hint: value }))
    .sort((one, other) => one.label.localeCompare(other.label, language));
}

/** Chooses a country by its name. */
export function CountrySelect(props: CountrySelectProps) {
  const options = useCountries(true, props.value === undefined ? NONE : [props.value]);
  return <Select {...props} options={options} searchable />;
}

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

/** Chooses a country by its name. */
export function CountrySelect(props: CountrySelectProps) {
  const language = useLanguage();
  const nameOf = useCountryName();
  const { data: codes = props.value === undefined ? [] : [props.value] } = useQuery({
    queryKey: ["countries"],
    queryFn: () => unwrap(commands.countriesList()),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const options = codes
    .map((value) => ({ value, label: nameOf(value), hint: value }))
    .sort((one, other) => one.label.localeCompare(other.label, language));
  return <Select {...props} options={options} searchable />;
}

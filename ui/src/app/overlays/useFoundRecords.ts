import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { commands, type FoundRecord, unwrap } from "~/ipc";

/** How long typing rests before records are looked for, in ms. */
const REST_MS = 120;
/** Fewer letters are in half of all names. */
const LEAST = 2;
/** Records of each kind. */
const LIMIT = 5;

const NONE: readonly FoundRecord[] = [];

/** The best few prospects and companies for what is being typed, and whether they are still looked for. */
export function useFoundRecords(typed: string): { records: readonly FoundRecord[]; searching: boolean } {
  const text = typed.trim();
  const [asked, setAsked] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const enabled = asked.length >= LEAST;
  const { data, isFetching } = useQuery({
    queryKey: ["records", "find", asked],
    queryFn: () => unwrap(commands.recordsFind({ text: asked, limit: LIMIT })),
    enabled,
    gcTime: 0,
    placeholderData: keepPreviousData,
    meta: { kinds: ["prospects", "companies"] },
  });
  const wanted = text.length >= LEAST;
  return {
    records: wanted && enabled && data ? data : NONE,
    searching: wanted && (asked !== text || isFetching),
  };
}

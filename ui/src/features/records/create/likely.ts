import { useEffect, useState } from "react";
import { commands, type Entity, type FieldValue, type LikelyRecord, unwrap } from "~/ipc";

/** How long typing rests before the app is asked, in ms. */
const REST_MS = 150;

/** The records that one which is being written is likely the same as. What was found stays until the next answer. */
export function useLikely(entity: Entity, values: readonly FieldValue[]): readonly LikelyRecord[] {
  const [likely, setLikely] = useState<readonly LikelyRecord[]>([]);
  const asked = JSON.stringify(values);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(
      () => {
        unwrap(commands.recordLike({ entity, values: JSON.parse(asked) as FieldValue[] }))
          // Whoever writes a record goes on without.
          .catch(() => [])
          .then((found) => current && setLikely(found));
      },
      asked === "[]" ? 0 : REST_MS,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [entity, asked]);
  return likely;
}

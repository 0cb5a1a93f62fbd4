import { type ComponentType, type LazyExoticComponent, lazy } from "react";

type Module<Props> = { default: ComponentType<Props> };

/** What was asked for so far on demand. */
const loads: (() => Promise<unknown>)[] = [];

/**
 * A part of the window whose code comes when it is first shown, or earlier by {@link loadParts}. Like `React.lazy`,
 * but a part that was loaded before renders at once: React would show a fallback even then, and leave it in view for
 * 300 ms.
 */
export function onDemand<Props>(
  bring: () => Promise<Module<Props>>,
): LazyExoticComponent<ComponentType<Props>> & { load: () => Promise<unknown> } {
  let loaded: Module<Props> | undefined;
  let loading: Promise<Module<Props>> | undefined;
  const load = () => {
    loading ??= bring().then((module) => {
      loaded = module;
      return module;
    });
    return loading;
  };
  loads.push(load);
  return Object.assign(
    lazy(() => (loaded ? atOnce(loaded) : load())),
    { load },
  );
}

/** Brings the code of every part, one after the other, so that none has to be waited for. */
export async function loadParts(): Promise<void> {
  for (const load of loads) await load();
}

/** What React takes for a promise, and answers before `then` returns. */
function atOnce<Value>(value: Value): Promise<Value> {
  // biome-ignore lint/suspicious/noThenProperty: it is meant to be taken for a promise
  return { then: (take: (value: Value) => void) => take(value) } as unknown as Promise<Value>;
}

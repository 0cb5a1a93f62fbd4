import clsx from "clsx";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { useT } from "~/i18n";
import { returnFocus } from "~/platform/panes";
import { IconButton } from "./IconButton";

type DialogProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  title: string;
  /** One sentence under the title. */
  description?: ReactNode;
  /** The buttons, the main one last. */
  actions?: ReactNode;
  width?: "sm" | "md" | "lg";
  /** False when leaving would lose something that is shown only once. */
  dismissible?: boolean;
  /** True when it is long and there is nothing in it but text: keys scroll it. */
  reading?: boolean;
  children?: ReactNode;
};

const WIDTHS = { sm: "w-96", md: "w-120", lg: "w-180" } as const;

/** A question or a small form that has to be answered first. Never opens over another one. */
export function Dialog({
  open,
  onOpen,
  title,
  description,
  actions,
  width = "md",
  dismissible = true,
  reading = false,
  children,
}: DialogProps) {
  const t = useT();
  const content = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  /** Goes back to where the focus was: a dialog opened by a key has no button to return to. */
  const end = (event: Event) => {
    event.preventDefault();
    returnFocus(before.current);
  };
  /** Begins in the first field, else at the dialog itself: a screen reader then reads its title first. */
  const begin = (event: Event) => {
    event.preventDefault();
    before.current = document.activeElement;
    (
      content.current?.querySelector<HTMLElement>("input, textarea, [role=combobox], [data-reading]") ??
      content.current
    )?.focus();
  };
  const keep = (event: Event) => {
    if (!dismissible) event.preventDefault();
  };
  /** A notice stands over the dialog: who puts it away leaves the dialog open. */
  const keepUnderNotices = (event: CustomEvent<{ originalEvent: Event }>) => {
    const { target } = event.detail.originalEvent;
    if (target instanceof Element && target.closest("[data-notices]")) event.preventDefault();
    else keep(event);
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpen}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-late bg-scrim" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          ref={content}
          tabIndex={-1}
          onOpenAutoFocus={begin}
          onCloseAutoFocus={end}
          onEscapeKeyDown={keep}
          onPointerDownOutside={keepUnderNotices}
          className={clsx(
            "fixed top-[14vh] left-1/2 z-40 flex max-h-[76vh] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-xl border border-divider bg-raised shadow-lg focus:outline-none",
            WIDTHS[width],
          )}
        >
          <div className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
              {description && (
                <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
              )}
            </div>
            {dismissible && (
              <Radix.Close asChild>
                <IconButton
                  label={t("common.close")}
                  icon={<X className="size-4" aria-hidden="true" />}
                  className="-mr-2"
                />
              </Radix.Close>
            )}
          </div>
          {children && (
            <div
              {...(reading ? { tabIndex: 0, "data-reading": true } : {})}
              className="min-h-0 overflow-y-auto px-5 pb-4 focus:outline-none"
            >
              {children}
            </div>
          )}
          {actions && (
            <div className="flex items-center justify-end gap-2 rounded-b-xl border-divider border-t bg-surface px-5 py-3">
              {actions}
            </div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

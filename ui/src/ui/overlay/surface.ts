/** The look of what floats over the screen: menus, popovers, lists of choices. */
export const FLOATING =
  "z-50 rounded-lg border border-divider bg-raised text-fg shadow-lg data-[state=open]:animate-pop focus:outline-none";

/** A line in a menu or list of choices. */
export const FLOATING_ITEM =
  "flex h-7 w-full items-center gap-2 rounded-md px-2 text-left outline-none data-[highlighted]:bg-hover data-[disabled]:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-subtle";

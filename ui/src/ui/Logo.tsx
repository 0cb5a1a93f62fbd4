import mark from "../../../icons/logo.svg";

/** The mark of the product. Decoration: its name stands beside it. */
export function Logo({ size = 20 }: { size?: number }) {
  return <img src={mark} width={size} height={size} alt="" aria-hidden="true" draggable={false} />;
}

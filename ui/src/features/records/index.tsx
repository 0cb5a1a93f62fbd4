import { RecordsScreen } from "./RecordsScreen";

/** The people who may buy. */
export function ProspectsScreen() {
  return <RecordsScreen key="prospect" entity="prospect" />;
}

/** The organisations that prospects work for. */
export function CompaniesScreen() {
  return <RecordsScreen key="company" entity="company" />;
}

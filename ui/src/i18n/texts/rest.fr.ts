// What the other screens say.
export default import.meta.glob<object>(
  [
    "../../../../locales/*.fr.json",
    "!../../../../locales/{common,errors,fields,filters,history,records,shell}.fr.json",
    "!../../../../locales/cli.fr.json",
  ],
  { eager: true, import: "default" },
);

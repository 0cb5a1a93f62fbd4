// What the other screens say.
export default import.meta.glob<object>(
  [
    "../../../../locales/*.en.json",
    "!../../../../locales/{common,errors,fields,filters,history,records,shell}.en.json",
    "!../../../../locales/cli.en.json",
  ],
  { eager: true, import: "default" },
);

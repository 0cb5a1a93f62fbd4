// What the first screen says.
export default import.meta.glob<object>(
  "../../../../locales/{common,errors,fields,filters,history,records,shell}.en.json",
  {
    eager: true,
    import: "default",
  },
);

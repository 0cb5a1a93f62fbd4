export default import.meta.glob<object>(["../../../locales/*.fr.json", "!../../../locales/cli.*"], {
  eager: true,
  import: "default",
});

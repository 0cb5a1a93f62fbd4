export default import.meta.glob<object>(["../../../locales/*.en.json", "!../../../locales/cli.*"], {
  eager: true,
  import: "default",
});

// What a person perceives of the page: things by their role and name, text, rows of the table.
const page = (() => {
  const ROLES = {
    alert: "[role=alert]",
    button: "button:not([role]), [role=button]",
    cell: "[role=gridcell]",
    checkbox: "input[type=checkbox], [role=checkbox]",
    columnheader: "[role=columnheader]",
    combobox: "[role=combobox]",
    complementary: "aside",
    dialog: "[role=dialog]",
    grid: "[role=grid]",
    heading: "h1, h2, h3",
    link: "a[href]",
    menuitem: "[role=menuitem], [role=menuitemcheckbox], [role=menuitemradio]",
    option: "[role=option]",
    progressbar: "[role=progressbar]",
    radio: "input[type=radio], [role=radio]",
    tab: "[role=tab]",
    textbox: "input:not([type]), input[type=text], input[type=password], input[type=search], textarea",
  };
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const visible = (element) =>
    element.getClientRects().length > 0 &&
    getComputedStyle(element).visibility === "visible" &&
    !element.closest("[aria-hidden=true], [inert]");
  const textOf = (ids) => ids.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
  const name = (element) => {
    const by = element.getAttribute("aria-labelledby");
    const labels = [...(element.labels ?? [])].map((label) => label.textContent).join(" ");
    const own = element.getAttribute("aria-label") ?? (by ? textOf(by) : labels || element.innerText || element.textContent);
    return plain(own || element.getAttribute("title") || element.getAttribute("placeholder") || "");
  };
  const enabled = (element) => !element.disabled && element.getAttribute("aria-disabled") !== "true" && element.getAttribute("aria-busy") !== "true";

  /** The thing with this role and name; one whose name only begins like that when there is no other. */
  const find = (role, wanted) => {
    const all = [...document.querySelectorAll(ROLES[role])].filter((element) => visible(element) && enabled(element));
    const exact = all.filter((element) => name(element) === plain(wanted));
    if (exact.length > 0) return exact[0];
    const beginning = all.filter((element) => name(element).startsWith(plain(wanted)));
    return beginning.length === 1 ? beginning[0] : null;
  };
  const sees = (text) => plain(document.body.innerText).includes(plain(text));
  const frame = () => new Promise(requestAnimationFrame);
  const grid = () => document.querySelector("[role=grid]");

  /** The rows of the table that are in view: their place, whether they are still fetched, their cells by column. */
  const rows = () => {
    const table = grid();
    if (!table) return [];
    const frame = table.getBoundingClientRect();
    return [...table.querySelectorAll("[data-row]")]
      .filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > frame.top && top < frame.bottom;
      })
      .map((row) => ({
        at: Number(row.dataset.row),
        busy: row.hasAttribute("aria-busy"),
        selected: row.getAttribute("aria-selected") === "true",
        cells: Object.fromEntries([...row.querySelectorAll("[data-column]")].map((cell) => [cell.dataset.column, plain(cell.innerText)])),
      }))
      .sort((a, b) => a.at - b.at);
  };

  /** Scrolls the table on by `step` px in each of so many frames; gives how many of them had a gap or a blank row. */
  const scrollOn = async (frames, step) => {
    let blank = 0;
    for (let at = 0; at < frames; at++) {
      grid().scrollBy(0, step);
      await frame();
      const seen = rows();
      const gapless = seen.every((row, place) => row.at === seen[0].at + place);
      const { bottom } = grid().getBoundingClientRect();
      const last = grid().querySelector(`[data-row="${seen.at(-1)?.at}"]`)?.getBoundingClientRect().bottom ?? 0;
      if (seen.some((row) => row.busy) || !gapless || last < bottom) blank++;
    }
    return blank;
  };

  /** Scrolls the table on as {@link scrollOn} does, without looking. */
  const glide = async (frames, step) => {
    for (let at = 0; at < frames; at++) {
      grid().scrollBy(0, step);
      await frame();
    }
  };

  /** How many ms the app takes for each of some questions, asked one after the other. */
  const asks = async (command, questions) => {
    const taken = [];
    for (const question of questions) {
      const began = performance.now();
      await globalThis.__TAURI_INTERNALS__.invoke(command, question);
      taken.push(performance.now() - began);
    }
    return taken;
  };

  /** The number beside a term of a list of terms. */
  const term = (wanted) => {
    const found = [...document.querySelectorAll("dt")].find((element) => visible(element) && name(element) === plain(wanted));
    return found ? plain(found.parentElement.querySelector("dd").innerText) : null;
  };

  const moves = (animation) => animation.playState === "running" && animation.effect?.getComputedTiming().endTime !== Infinity;

  /** Ends when fonts are there, nothing is fetched, nothing moves, and the last frame is drawn. */
  const rest = async () => {
    await document.fonts.ready;
    for (let still = 0; still < 3; still++) {
      await frame();
      if (document.querySelector("[aria-busy=true]") || document.getAnimations().some(moves)) still = -1;
    }
  };

  /** Whether it is drawn as it stays: it has not just come and is not about to go. */
  const stands = (element) => {
    for (let at = element; at; at = at.parentElement) if (getComputedStyle(at).opacity !== "1" || at.getAnimations().some(moves)) return false;
    return true;
  };

  /** What axe-core finds: rule, meaning and places. */
  const violations = async () => {
    // A menu belongs to its button, wherever in the page it is drawn.
    const floating = "[data-radix-popper-content-wrapper]";
    axe.configure({ rules: [{ id: "region", selector: `body *:not(${floating}, ${floating} *)` }] });
    const { violations: found } = await axe.run(document);
    return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(" ")).slice(0, 4).join(", ")}`);
  };

  return {
    find,
    rest,
    stands: (role, wanted) => find(role, wanted) !== null && [find(role, wanted), ...document.querySelectorAll("[data-state=open]")].every(stands),
    /** As find, brought into view within what scrolls. */
    reach: (role, wanted) => {
      const found = find(role, wanted);
      found?.scrollIntoView({ block: "nearest", inline: "nearest" });
      return found;
    },
    violations,
    term,
    sees,
    rows,
    scrollOn,
    glide,
    ask: (command, question) => globalThis.__TAURI_INTERNALS__.invoke(command, question),
    asks,
    nameCell: (place) => grid()?.querySelector(`[data-row="${rows()[place]?.at}"] [data-column]`) ?? null,
    scrollTo: (part) => grid().scrollTo(0, part * (grid().scrollHeight - grid().clientHeight)),
    lists: (role) => [...document.querySelectorAll(ROLES[role])].filter(visible).map(name),
    text: () => plain(document.body.innerText),
    rowCount: () => (grid() ? Number(grid().getAttribute("aria-rowcount")) - 1 : null),
    focused: () => name(document.activeElement ?? document.body),
    chosen: (choice) => find("combobox", choice)?.innerText.trim() ?? null,
  };
})();

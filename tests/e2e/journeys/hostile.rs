//! Values that would be code in a careless window.

use super::steps::{go_to, import, make_workspace};
use crate::harness::{computer::Computer, window::Window};

const VALUES: [&str; 6] = [
    "<img src=x onerror=globalThis.hit=1>",
    "<script>globalThis.hit=1</script>",
    "\"><svg onload=globalThis.hit=1>",
    "javascript:globalThis.hit=1",
    "{{constructor.constructor('globalThis.hit=1')()}}",
    "</title><style>*{display:none}</style>",
];

#[test]
fn values_are_shown_and_never_run() {
    let computer = Computer::new();
    let mut text =
        "First name;Last name;Email;Company;Job title;Website;<b onclick=globalThis.hit=1>Notes</b>\n".to_owned();
    for (number, value) in VALUES.iter().enumerate() {
        let cell = format!("\"{}\"", value.replace('"', "\"\""));
        text.push_str(&format!("{cell};{cell};h{number}@example.org;{cell};{cell};{cell};{cell}\n"));
    }
    let file = computer.file("<img src=x onerror=globalThis.hit=1>.csv", text.as_bytes());
    let window = computer.start_with(&file);
    make_workspace(&window);
    import(&window, &file, VALUES.len());
    let mut titles = window.column("job_title");
    titles.sort_unstable();
    let mut expected = VALUES;
    expected.sort_unstable();
    assert_eq!(titles, expected);
    for number in 0..VALUES.len() {
        window.click_row(number);
        window.key("Enter");
        window.key("Esc");
        nothing_ran(&window);
        go_to(&window, "prospects");
    }
    for screen in ["companies", "history", "import"] {
        go_to(&window, screen);
        window.rests();
        nothing_ran(&window);
    }
}

fn nothing_ran(window: &Window<'_>) {
    let found: [usize; 2] =
        window.look("[Number(globalThis.hit ?? 0), document.querySelectorAll('#root img[src=x], #root script, #root style, #root [onload]').length]", vec![]);
    assert_eq!(found, [0, 0]);
}

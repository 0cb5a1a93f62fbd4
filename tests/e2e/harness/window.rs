//! The window, used as a person uses it: by what it says, by pointer and by keys.

use std::{cell::Cell, collections::BTreeMap, fs, path::Path, process::Command, thread};

use fantoccini::elements::Element;
use sales_i18n::Text;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{
    computer::Computer,
    driver::{Driver, PROGRAM},
    keys::{self, Chord},
    root, target, wait_for,
};

const PAGE: &str = include_str!("page.js");

/// The window of a program that runs on a [`Computer`].
pub struct Window<'a> {
    driver: Driver,
    language: Cell<&'static str>,
    /// Where the window's program keeps its files.
    pub computer: &'a Computer,
}

/// A row of the table that is in view.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// Its place in the list, from 0.
    pub at: usize,
    /// True while it is still fetched.
    pub busy: bool,
    /// True when its box is ticked.
    pub selected: bool,
    /// What its cells say, by field.
    pub cells: BTreeMap<String, String>,
}

impl<'a> Window<'a> {
    /// Starts the program, with a file or without.
    pub fn open(computer: &'a Computer, file: Option<&Path>) -> Self {
        Self { driver: Driver::start(computer, file), language: Cell::new("en"), computer }
    }

    /// The texts that are expected from now on are in this language.
    pub fn speaks(&self, language: &'static str) {
        self.language.set(language);
    }

    /// What the product says under a key.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// What the product says under a key with arguments.
    pub fn say_with(&self, key: &str, args: &[(&str, &str)]) -> String {
        let said = Text::new(self.language.get()).say(key, args);
        assert!(!said.ends_with(key), "there is no text {key}");
        said
    }

    /// What the product says about a number of things.
    pub fn say_count(&self, key: &str, count: usize) -> String {
        self.say_count_with(key, count, &[])
    }

    /// What the product says about a number of things, with arguments.
    pub fn say_count_with(&self, key: &str, count: usize, args: &[(&str, &str)]) -> String {
        Text::new(self.language.get()).count(key, count as u64, args)
    }

    /// The value of an expression about `page`, whose arguments are in `it`.
    pub fn look<T: DeserializeOwned>(&self, expression: &str, it: Vec<Value>) -> T {
        let value = self.run(&format!("{PAGE}\nconst it = arguments; return {expression};"), it);
        serde_json::from_value(value).unwrap()
    }

    /// What the promise of an expression about `page` comes to.
    pub fn outcome<T: DeserializeOwned>(&self, promise: &str) -> T {
        let script = format!("{PAGE}\nconst done = arguments[0]; {promise}.then(done, (error) => done(`${{error}}`));");
        let value = self.driver.ask(async |client| client.execute_async(&script, vec![]).await).unwrap();
        serde_json::from_value(value.clone()).unwrap_or_else(|_| panic!("{promise}: {value}"))
    }

    fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.driver.ask(async |client| client.execute(script, arguments).await).unwrap()
    }

    /// Waits for the thing with this role and name, and gives it.
    pub fn find(&self, role: &str, name: &str) -> Element {
        wait_for(&format!("the {role} «{name}»"), || self.find_now(role, name))
    }

    fn find_now(&self, role: &str, name: &str) -> Option<Element> {
        self.element("page.find(...it)", vec![json!(role), json!(name)])
    }

    /// Waits until the thing with this role and name is there and has stopped appearing.
    pub fn stands(&self, role: &str, name: &str) {
        wait_for(&format!("the {role} «{name}» to stand"), || {
            self.look::<bool>("page.stands(...it)", vec![json!(role), json!(name)]).then_some(())
        });
    }

    /// Whether there is something with this role and name now.
    pub fn shows(&self, role: &str, name: &str) -> bool {
        self.find_now(role, name).is_some()
    }

    /// Whether there is anything with this role now.
    pub fn offers(&self, role: &str) -> bool {
        !self.look::<Vec<String>>("page.lists(...it)", vec![json!(role)]).is_empty()
    }

    fn element(&self, expression: &str, it: Vec<Value>) -> Option<Element> {
        let found: Value = self.look(expression, it);
        let reference = found.as_object()?.values().next()?.as_str()?.to_owned();
        let client = self.driver.ask(async |client| client.clone());
        Some(Element::from_element_id(client, reference.into()))
    }

    /// Clicks on the thing with this role and name as soon as it can be clicked.
    pub fn click(&self, role: &str, name: &str) {
        wait_for(&format!("a click on the {role} «{name}»"), || {
            let element = self.element("page.reach(...it)", vec![json!(role), json!(name)])?;
            // Something may still cover it, or it was drawn anew: look again.
            self.driver.ask(async |_| element.click().await).ok()
        });
    }

    /// Clicks on the button with the text of this key.
    pub fn press(&self, key: &str) {
        self.click("button", &self.say(key));
    }

    /// Clicks on a row of the list, by its place among those in view.
    pub fn click_row(&self, place: usize) {
        wait_for("a row to click on", || {
            let cell = self.element("page.nameCell(...it)", vec![json!(place)])?;
            self.driver.ask(async |_| cell.click().await).ok()
        });
    }

    /// Opens a choice and takes one of its options.
    pub fn choose(&self, choice: &str, option: &str) {
        self.click("combobox", choice);
        self.click("option", option);
    }

    /// Puts the focus into a field and types.
    pub fn fill(&self, name: &str, text: &str) {
        self.click("textbox", name);
        self.key("Ctrl+a");
        self.write(text);
    }

    /// Presses a key, with others held: `Ctrl+Shift+z`.
    pub fn key(&self, chord: &str) {
        let actions = Chord::read(chord).actions();
        self.driver.ask(async |client| client.perform_actions(actions).await).unwrap();
    }

    /// Types on the keyboard, wherever the focus is.
    pub fn write(&self, text: &str) {
        self.driver.ask(async |client| client.perform_actions(keys::typing(text)).await).unwrap();
    }

    /// Waits until the page says `text`.
    pub fn sees(&self, text: &str) {
        wait_for(&format!("the text «{text}»"), || self.says(text).then_some(()));
    }

    /// Waits until the page no longer says `text`.
    pub fn sees_no_more(&self, text: &str) {
        wait_for(&format!("the text «{text}» to go"), || (!self.says(text)).then_some(()));
    }

    /// Whether the page says `text` now.
    pub fn says(&self, text: &str) -> bool {
        self.look("page.sees(...it)", vec![json!(text)])
    }

    /// The name of what has the focus.
    pub fn focused(&self) -> String {
        self.look("page.focused()", vec![])
    }

    /// Waits until the list has so many rows and those in view are there.
    pub fn has_rows(&self, count: usize) {
        wait_for(&format!("a list of {count} rows"), || {
            (self.row_count() == Some(count) && self.rows().iter().all(|row| !row.busy)).then_some(())
        });
    }

    /// How many rows the list has.
    pub fn row_count(&self) -> Option<usize> {
        self.look("page.rowCount()", vec![])
    }

    /// The rows of the list that are in view.
    pub fn rows(&self) -> Vec<Row> {
        self.look("page.rows()", vec![])
    }

    /// What the cells of one column say, in view.
    pub fn column(&self, field: &str) -> Vec<String> {
        self.rows().into_iter().map(|mut row| row.cells.remove(field).unwrap_or_default()).collect()
    }

    /// Waits until the first row in view says `value` in the column `field`.
    pub fn first_cell(&self, field: &str, value: &str) {
        wait_for(&format!("«{value}» in the first row of {field}"), || {
            let row = self.rows().into_iter().next()?;
            (row.cells.get(field).is_some_and(|cell| cell == value)).then_some(())
        });
    }

    /// Moves the focus on with Tab until it is on what has this name.
    pub fn tab_to(&self, name: &str) {
        let wanted = name.replace(['\u{a0}', '\u{202f}'], " ");
        for _ in 0..80 {
            if self.focused().starts_with(&wanted) {
                return;
            }
            self.key("Tab");
        }
        panic!("no Tab leads to «{name}»");
    }

    /// Opens a file with the program, which already runs, as the desktop does.
    pub fn open_with(&self, file: &Path) {
        let mut second = Command::new(PROGRAM);
        second.arg(file);
        self.computer.enter(&mut second);
        assert!(second.status().unwrap().success());
    }

    /// Makes the window so large, in px.
    pub fn resize(&self, width: u32, height: u32) {
        self.driver.ask(async |client| client.set_window_size(width, height).await).unwrap();
        let size = json!([width, height]);
        wait_for("the window to change its size", || {
            (self.run("return [innerWidth, innerHeight];", vec![]) == size).then_some(())
        });
    }

    /// Scrolls the list to a part of its height, as by dragging the scroll bar: 0 is the top, 1 the end.
    pub fn scroll_to(&self, part: f64) {
        self.look::<Value>("page.scrollTo(...it)", vec![json!(part)]);
    }

    /// Scrolls the list on by so many px in each of so many frames; gives how many of the frames showed
    /// a gap or a row that was not there yet.
    pub fn blank_frames(&self, frames: u32, step: u32) -> u32 {
        self.outcome(&format!("page.scrollOn({frames}, {step})"))
    }

    /// Puts the pointer where nothing is, and waits until everything is drawn: fonts are there, nothing is
    /// fetched and nothing moves.
    pub fn rests(&self) {
        self.computer.put_pointer_aside();
        self.outcome::<()>("page.rest()");
    }

    /// Writes a picture of what the window shows on the screen.
    pub fn picture(&self, file: &Path) {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let size: [u32; 2] = self.look("[innerWidth, innerHeight]", vec![]);
        assert!(self.computer.photograph(file, Some(size)), "no picture {}", file.display());
    }

    /// What axe-core finds wrong with the page: the rule and where, for each violation.
    pub fn accessibility_violations(&self) -> Vec<String> {
        let known: bool = self.look("typeof axe === 'object'", vec![]);
        if !known {
            let axe = fs::read_to_string(root().join("ui/node_modules/axe-core/axe.min.js")).unwrap();
            self.run(&axe, vec![]);
        }
        self.outcome("page.violations()")
    }
}

impl Drop for Window<'_> {
    /// Keeps what the window showed when the test failed.
    fn drop(&mut self) {
        if !thread::panicking() {
            return;
        }
        let name = thread::current().name().unwrap_or("test").replace("::", "-");
        let file = target().join("test-logs").join(format!("{name}.png"));
        if self.computer.photograph(&file, None) {
            eprintln!("The screen: {}", file.display());
        }
        if let Some(text) = self.driver.last_words(&format!("{PAGE}\nreturn page.text();")) {
            eprintln!("It said: {text}");
        }
    }
}

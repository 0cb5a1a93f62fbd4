//! The lists, and what is done with their records.

use super::Tour;
use crate::{harness::wait_for, journeys::steps::go_to};

impl Tour<'_> {
    pub(super) fn list(&self) {
        let window = &self.window;
        window.press("onboarding.first.sample");
        window.has_rows(500);
        self.put_notices_away();
        self.show("prospects");

        window.click_row(3);
        window.key("Space");
        window.find("complementary", &window.say("records.peek.label"));
        self.show("peek");
        self.tags_and_owner();
        window.press("records.peek.close");

        window.key("f");
        window.click("option", &window.say("fields.job_title"));
        self.show("filter");
        window.key("Esc");
        window.key("Esc");

        window.press("records.columns.label");
        window.sees(&window.say("records.columns.hidden"));
        self.show("columns");
        window.key("Esc");

        window.press("records.menu.label");
        window.find("menuitem", &window.say("export.open"));
        self.show("list-menu");
        window.click("menuitem", &window.say("export.open"));
        window.find("dialog", &window.say("export.title"));
        self.show("export");
        window.press("common.cancel");

        window.key("/");
        window.write("zzzz");
        window.sees(&window.say_with("records.no_match.search", &[("search", "zzzz")]));
        self.show("no-match");
        window.press("records.no_match.clear");
        window.has_rows(500);

        window.key("c");
        window.find("dialog", &window.say("records.prospect.new"));
        self.show("new-prospect");
        window.key("Esc");
    }

    pub(super) fn record_and_company(&self) {
        let window = &self.window;
        window.click_row(1);
        window.key("Enter");
        window.find("button", &window.say("records.page.back"));
        self.show("prospect");
        window.key("Esc");
        go_to(window, "companies");
        window.has_rows(120);
        self.show("companies");
        window.click_row(1);
        window.key("Enter");
        window.find("button", &window.say("records.page.back"));
        self.show("company");
        window.key("Esc");
    }

    /// The editors of a tag and of the owner in the preview, left without a change.
    fn tags_and_owner(&self) {
        let window = &self.window;
        window.press("records.tags.add");
        wait_for("the known tags", || window.offers("option").then_some(()));
        self.show("tag-editor");
        window.key("Esc");
        window.find("button", &window.say("records.tags.add"));
        let owner = window.say_with("records.fields.edit", &[("field", &window.say("fields.owner"))]);
        window.click("button", &owner);
        wait_for("the known owners", || window.offers("option").then_some(()));
        self.show("owner-editor");
        window.key("Esc");
        window.find("button", &owner);
    }

    /// A filter with a group, kept as a view, changed, renamed and deleted.
    pub(super) fn filters_and_views(&self) {
        let window = &self.window;
        window.key("f");
        window.click("option", &window.say("fields.job_title"));
        self.write_values(&["Owner", "Gérante"]);
        window.press("filters.add_condition");
        window.click("option", &window.say("fields.city"));
        self.write_values(&["Lyon"]);
        self.show("filter-group");
        self.close_with_esc(&window.say("filters.edit"));
        window.key("f");
        window.click("option", &window.say("fields.country"));
        self.write_values(&["France", "Canada"]);
        self.close_with_esc(&window.say("filters.edit"));
        self.show("filter-chips");

        let view = "Décideurs, France et Canada";
        window.press("records.views.save");
        window.fill(&window.say("records.views.name"), view);
        self.show("view-save");
        window.press("common.save");
        window.find("tab", view);
        window.sees_no_more(&window.say("records.views.new_title"));
        self.show("view");
        window.click("button", &window.say("fields.company"));
        window.find("button", &window.say("records.views.update"));
        window.press("records.views.more");
        window.find("menuitem", &window.say("records.views.reset"));
        self.show("view-changed");
        window.click("menuitem", &window.say("records.views.reset"));
        let menu = window.say_with("records.views.menu", &[("name", view)]);
        window.click("button", &menu);
        window.find("menuitem", &window.say("records.views.rename"));
        self.show("view-menu");
        window.click("menuitem", &window.say("records.views.rename"));
        window.find("dialog", &window.say("records.views.rename_title"));
        self.show("view-rename");
        window.press("common.cancel");
        window.click("button", &menu);
        window.click("menuitem", &window.say("records.views.remove"));
        window.sees(&window.say_with("records.views.removed", &[("name", view)]));
        window.has_rows(500);
        self.show("view-removed");
        self.put_notices_away();
    }

    /// Several values of a condition, each ended by Enter.
    fn write_values(&self, values: &[&str]) {
        for value in values {
            self.window.write(value);
            self.window.key("Enter");
            self.window.find("button", &self.window.say_with("filters.remove_value", &[("value", value)]));
        }
    }

    /// Presses Esc until the dialog is closed: the first may close the values that are offered in it.
    fn close_with_esc(&self, dialog: &str) {
        wait_for(&format!("Esc to close «{dialog}»"), || {
            self.window.key("Esc");
            (!self.window.shows("dialog", dialog)).then_some(())
        });
    }

    /// Some records at once: a field, a tag, an owner, and the way back.
    pub(super) fn selection(&self) {
        let window = &self.window;
        window.click_row(2);
        for key in ["x", "Down", "x", "Down", "x"] {
            window.key(key);
        }
        window.sees(&window.say_count("records.bulk.selected", 3));
        self.show("selection");
        window.press("records.bulk.edit");
        window.choose(&window.say("records.bulk.field"), &window.say("fields.city"));
        window.fill(&window.say("fields.city"), "Besançon");
        self.show("bulk-edit");
        window.click("button", &window.say_count("records.bulk.apply", 3));
        window.sees(&window.say_count("records.bulk.done.set_field", 3));
        self.show("bulk-edited");
        window.press("common.undo");
        window.find("button", &window.say("history.redo"));
        self.show("bulk-undone");
        self.put_notices_away();
        for form in ["tag", "owner"] {
            window.press(&format!("records.bulk.{form}"));
            wait_for("known values", || window.offers("option").then_some(()));
            self.show(&format!("bulk-{form}"));
            self.close_with_esc(&window.say(&format!("records.bulk.{form}")));
        }
        window.press("records.bulk.clear");
    }
}

//! A list that is longer than a page can hold.

use super::{
    files,
    steps::{import, make_workspace},
};
use crate::harness::{computer::Computer, wait_for, window::Window};

const PEOPLE: usize = 50_000;

#[test]
fn every_row_of_a_long_list_is_drawn_wherever_it_is_scrolled_to() {
    let computer = Computer::new();
    let file = computer.file("people.csv", &files::people(PEOPLE));
    let window = computer.start_with(&file);
    make_workspace(&window);
    import(&window, &file, PEOPLE);

    window.click_row(0);
    window.key("End");
    rests_at(&window, PEOPLE - 1);
    window.key("Home");
    rests_at(&window, 0);
    assert_eq!(window.blank_frames(120, 100), 0, "frames with a blank");
    window.key("Home");
    rests_at(&window, 0);
    for _ in 0..12 {
        window.key("PageDown");
    }
    let at = window.rows().last().unwrap().at;
    assert!((100..PEOPLE / 2).contains(&at), "twelve pages down is row {at}");
    rests_at(&window, at);
    for part in [0.5, 0.123, 0.97] {
        window.scroll_to(part);
        let middle = wait_for("the rows to follow", || {
            let at = window.rows().first()?.at;
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let near = (at as f64 / PEOPLE as f64 - part).abs() < 0.02;
            near.then_some(at)
        });
        rests_at(&window, middle);
    }
}

/// Waits until the rows in view are there, among them the one at `place`, without a gap or a blank.
fn rests_at(window: &Window<'_>, place: usize) {
    wait_for(&format!("full rows around {place}"), || {
        let rows = window.rows();
        let there = rows.iter().any(|row| row.at == place);
        let full = rows.iter().all(|row| !row.busy && !row.cells["name"].is_empty() && !row.cells["email"].is_empty());
        let gapless = rows.windows(2).all(|pair| pair[0].at + 1 == pair[1].at);
        (rows.len() > 10 && there && full && gapless).then_some(())
    });
}

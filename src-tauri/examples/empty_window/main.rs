//! A window with nothing in it: what starting the product is measured beside.

use std::{env, fs};

use tauri::webview::PageLoadEvent;

fn main() {
    tauri::Builder::default()
        .on_page_load(|_, page| {
            if page.event() == PageLoadEvent::Finished
                && let Some(file) = env::var_os("SALES_AGENT_READY_FILE")
            {
                fs::write(file, "ready\n").expect("the file can be written");
            }
        })
        .run(tauri::generate_context!("src-tauri/examples/empty_window/tauri.conf.json"))
        .expect("the window system starts");
}

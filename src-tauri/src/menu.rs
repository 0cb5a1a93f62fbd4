//! The menu and the tray, in the language of the person.

use std::sync::Once;

use sales_app::App;
use sales_i18n::Text;
use tauri::{
    AppHandle, Manager as _, Wry,
    menu::{Menu, MenuItem, PredefinedMenuItem},
    tray::{TrayIconBuilder, TrayIconEvent},
};

use crate::start::show;

const TRAY: &str = "main";
const SHOW: &str = "show";
const LOCK: &str = "lock";
const QUIT: &str = "quit";

/// Puts up the menu bar of macOS.
#[cfg(target_os = "macos")]
pub fn install(handle: &AppHandle) -> tauri::Result<()> {
    handle.set_menu(Menu::default(handle)?)?;
    Ok(())
}

/// Puts up the tray, the first time that it is called, as soon as the thread of the window is free. The
/// window does not wait for it.
pub fn put_up_tray(handle: &AppHandle) -> tauri::Result<()> {
    static ONCE: Once = Once::new();
    let told = handle.clone();
    handle.run_on_main_thread(move || {
        ONCE.call_once(|| {
            // A desktop without a tray is no reason not to start.
            if let Err(error) = tray(&told) {
                tracing::warn!(%error, "no tray");
            }
        });
    })
}

fn tray(handle: &AppHandle) -> tauri::Result<()> {
    let text = handle.state::<App>().text();
    let icon = tauri::image::Image::from_bytes(include_bytes!("../../icons/tray.png"))?;
    TrayIconBuilder::with_id(TRAY)
        .icon(icon)
        .icon_as_template(true)
        .tooltip("AI Sales Agent")
        .menu(&menu_in(text, handle)?)
        .show_menu_on_left_click(false)
        .on_menu_event(|handle, event| act(handle, event.id().as_ref()))
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::DoubleClick { .. } = event {
                show(tray.app_handle());
            }
        })
        .build(handle)?;
    Ok(())
}

/// Puts the menu of the tray into another language, as soon as the thread of the window is free.
pub fn speak(handle: &AppHandle, text: Text) -> tauri::Result<()> {
    let told = handle.clone();
    handle.run_on_main_thread(move || {
        let Some(tray) = told.tray_by_id(TRAY) else { return };
        if let Err(error) = menu_in(text, &told).and_then(|menu| tray.set_menu(Some(menu))) {
            tracing::warn!(%error, "the tray keeps its language");
        }
    })
}

fn menu_in(text: Text, handle: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let item = |id: &str, key: &str| MenuItem::with_id(handle, id, text.say(key, &[]), true, None::<&str>);
    Menu::with_items(
        handle,
        &[
            &item(SHOW, "shell.tray.show")?,
            &item(LOCK, "shell.tray.lock")?,
            &PredefinedMenuItem::separator(handle)?,
            &item(QUIT, "shell.tray.quit")?,
        ],
    )
}

fn act(handle: &AppHandle, item: &str) {
    match item {
        SHOW => show(handle),
        LOCK => {
            if let Err(error) = handle.state::<App>().workspace_lock() {
                tracing::warn!(code = error.code.as_str(), "not locked");
            }
        }
        QUIT => handle.exit(0),
        _ => {}
    }
}

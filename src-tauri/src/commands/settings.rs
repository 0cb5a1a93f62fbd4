//! Settings.

use sales_app::settings::Settings;

commands! {
    settings_get() -> Settings = move |app| Ok(app.settings());
    settings_set(input: Settings) -> Settings = move |app| app.set_settings(input);
}

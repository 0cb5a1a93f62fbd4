//! Settings.

use sales_app::settings::Settings;

commands! {
    settings_get() -> Settings = move |app| Ok(app.settings());
    settings_set(input: Settings) -> Settings = move |app| app.set_settings(input);
    countries_list() -> Vec<String> = move |app| Ok(app.countries_list());
    home_country_show() -> Option<String> = move |app| app.home_country_show();
    home_country_set(code: String) -> () = move |app| app.home_country_set(&code);
}

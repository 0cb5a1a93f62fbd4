//! Making a workspace, and all of it as text.

use std::{
    io::{self, BufWriter, Write as _},
    ops::ControlFlow,
};

use sales_app::workspace::NewWorkspace;
use serde_json::json;

use crate::{
    args::Common,
    language::{country_of_system, of_tag},
    output::{Failure, Output},
    session,
};

/// Makes a workspace and shows its recovery code.
pub fn init(common: &Common, output: Output, country: Option<String>) -> Result<(), Failure> {
    let app = session::start(common);
    let made = app.workspace_create(NewWorkspace {
        folder: None,
        language: of_tag(output.text.language()),
        country: country.or_else(|| country_of_system().filter(|code| app.countries_list().contains(code))),
        passphrase: session::passphrase(common)?,
    })?;
    app.workspace_lock()?;
    let status = &made.status;
    output.result(
        &json!({
            "folder": status.folder,
            "recovery_code": made.recovery_code,
            "opens_with_keyring": status.opens_with_keyring,
            "has_passphrase": status.has_passphrase,
        }),
        &[
            ("cli.init.folder", status.folder.clone()),
            ("cli.init.recovery_code", made.recovery_code.reveal().to_owned()),
        ],
    )
}

/// Shows the country whose phone numbers need no country code, or takes another one from now on.
pub fn home_country(common: &Common, output: Output, country: Option<String>) -> Result<(), Failure> {
    let app = session::open(common)?;
    if let Some(country) = country {
        app.home_country_set(&country)?;
    }
    let country = app.home_country_show()?;
    output.result(
        &json!({"home_country": country}),
        &[("cli.settings.home_country", country.clone().unwrap_or_default())],
    )
}

/// Shows who is responsible for the data, or says who is.
pub fn responsible(common: &Common, output: Output, text: Option<&str>) -> Result<(), Failure> {
    let app = session::open(common)?;
    if let Some(text) = text {
        app.responsible_set(text)?;
    }
    let responsible = app.responsible_show()?;
    let lines = [("cli.settings.responsible", responsible.clone().unwrap_or_default())];
    output.result(&json!({"responsible": responsible}), &lines)
}

/// Writes the whole workspace as sorted lines of JSON.
pub fn dump(common: &Common) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut written = Ok(());
    session::open(common)?.canonical_dump(&mut |line| {
        written = writeln!(out, "{line}");
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    written?;
    Ok(out.flush()?)
}

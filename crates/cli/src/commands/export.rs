//! Exporting lists.

use sales_app::{exports::ExportInput, lists::Selection};
use serde_json::json;

use super::records::query;
use crate::{
    args::{Common, ExportArgs},
    output::{Failure, Output},
    session,
};

/// Writes the records that a question is about to a file.
pub fn export(common: &Common, output: Output, arguments: ExportArgs) -> Result<(), Failure> {
    let query = query(&arguments.query)?;
    let app = session::open(common)?;
    let mut progress = output.progress();
    let input = ExportInput {
        entity: arguments.what.into(),
        selection: Selection::Matching { query, except: Vec::new() },
        fields: Vec::new(),
        format: arguments.format.into(),
        path: arguments.out.display().to_string(),
        byte_order_mark: arguments.bom,
        delimiter: arguments.delimiter,
    };
    let view = app.export_run(&input, &mut |at| {
        progress.tell("exporting", at.rows.into(), at.total.into(), 0);
    })?;
    drop(progress);
    output.result(
        &json!({"path": view.path, "rows": view.rows}),
        &[("cli.file", view.path.clone()), ("cli.import.rows", output.number(view.rows))],
    )
}

//! Normal forms of single values, without a workspace.

use std::io::{self, BufRead as _, BufWriter, Write as _};

use sales_app::normalise::Normaliser;

use crate::{args::NormaliseArgs, output::Failure};

/// Reads one value a line from standard input and writes one JSON a line. An answer to each line is
/// there before the next is waited for when somebody types them.
pub fn run(arguments: &NormaliseArgs) -> Result<(), Failure> {
    let mut normaliser = Normaliser::new(arguments.kind.into(), arguments.country.as_deref())?;
    let mut input = io::stdin().lock();
    let is_typed = io::IsTerminal::is_terminal(&input);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let value = line.strip_suffix(b"\n").unwrap_or(&line);
        let value = value.strip_suffix(b"\r").unwrap_or(value);
        serde_json::to_writer(&mut out, &normaliser.normal(&String::from_utf8_lossy(value)))?;
        writeln!(out)?;
        if is_typed {
            out.flush()?;
        }
        line.clear();
    }
    Ok(out.flush()?)
}

//! Normal forms of single values, without a workspace.

use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};

use sales_app::normalise::Normaliser;

use crate::{args::NormaliseArgs, output::Failure};

/// Reads one value a line from standard input and writes one JSON a line. All answers are there
/// before more lines are waited for.
pub fn run(arguments: &NormaliseArgs) -> Result<(), Failure> {
    let mut normaliser = Normaliser::new(arguments.kind.into(), arguments.country.as_deref())?;
    let mut input = BufReader::new(io::stdin().lock());
    let mut out = BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    let mut is_first = true;
    while input.read_until(b'\n', &mut line)? > 0 {
        let value = line.strip_suffix(b"\n").unwrap_or(&line);
        let value = value.strip_suffix(b"\r").unwrap_or(value);
        // What some programs put at the start of a text.
        let value = if is_first { value.strip_prefix(b"\xef\xbb\xbf").unwrap_or(value) } else { value };
        is_first = false;
        serde_json::to_writer(&mut out, &normaliser.normal(&String::from_utf8_lossy(value)))?;
        writeln!(out)?;
        if input.buffer().is_empty() {
            out.flush()?;
        }
        line.clear();
    }
    Ok(out.flush()?)
}

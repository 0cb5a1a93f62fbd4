//! Looking at a file: how it is laid out and what its columns seem to mean.

use std::{
    iter::repeat,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use sales_core::{
    import::{OnMatch, OnNear},
    time::UtcMillis,
};
use sales_ingest::{
    mapping::{self, Guess, Mapping, MappingError, Target},
    read::{self, Format, Inspection, Layout, LayoutOverrides, RowBatch, RowProblem, RowReader},
};
use sales_store::settings;

use super::{
    ColumnView, FileNotice, FileView, ImportPhase, ImportPlan, InspectFile, LayoutChoice, LayoutView, RowNote,
    notices::{garbled, left_out, of_file, remembered_left_out},
    print::file_print,
    progress::Pace,
    routes::Routes,
    run::OnProgress,
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    jobs::JobKind,
};

/// Values of a column that are shown.
const SAMPLES: usize = 5;
const NOTES: usize = 200;

impl LayoutChoice {
    /// What the reader is told.
    pub(crate) fn to_overrides(&self, path: &Path) -> Result<LayoutOverrides, AppError> {
        let encoding = match &self.encoding {
            None => None,
            Some(name) => Some(name.parse().map_err(|_| {
                AppError::new(ErrorCode::FileUnreadable)
                    .with("file", path.display())
                    .with("choice", name)
                    .at_field("encoding")
            })?),
        };
        Ok(LayoutOverrides {
            encoding,
            delimiter: self.delimiter.clone(),
            quote: self.quote.as_ref().map(|quote| quote.chars().next()),
            escape: None,
            comment: self.comment.clone(),
            preamble_rows: self.preamble_rows,
            header_rows: self.header_rows,
            footer_rows: self.footer_rows,
            sheet: self.sheet.clone(),
        })
    }
}

impl ImportPlan {
    /// The mapping, one target per column.
    pub(crate) fn mapping(&self, headers: &[String]) -> Result<Mapping, AppError> {
        if self.mapping.len() != headers.len() {
            let column = format!("{} / {}", self.mapping.len(), headers.len());
            let unknown = AppError::new(ErrorCode::MappingColumnUnknown);
            return Err(unknown.with("file", &self.path).with("column", column));
        }
        let targets = self.mapping.iter().map(|target| target.parse::<Target>()).collect::<Result<Vec<_>, _>>()?;
        if let Some(field) = targets.iter().filter_map(Target::field).find(|field| !field.is_target()) {
            return Err(AppError::new(ErrorCode::FieldReadOnly).with("field", field));
        }
        Mapping::new(targets).map_err(|error| {
            let told = match error {
                MappingError::Conflict { field, columns } => AppError::new(ErrorCode::MappingTwice)
                    .with("field", field)
                    .with("columns", called_apart(&columns, headers)),
                other => AppError::from(other),
            };
            told.with("file", &self.path)
        })
    }

    /// Where the cells of a row go.
    pub(crate) fn routes(&self, mapping: &Mapping) -> Result<Routes, AppError> {
        Routes::new(mapping, &self.fixes).map_err(|error| error.with("file", &self.path))
    }
}

/// A file as it was found to be laid out.
#[derive(Debug, Clone)]
pub(crate) struct KnownFile {
    pub layout: Layout,
    /// One text per column.
    pub headers: Vec<String>,
    /// Its data rows, when it was read whole.
    pub rows: Option<u64>,
}

/// The file that was looked at last, and what was asked about it: to find the layout of a
/// spreadsheet takes reading all of it.
#[derive(Debug)]
pub(crate) struct LastFile {
    path: PathBuf,
    print: String,
    overrides: LayoutOverrides,
    known: KnownFile,
}

/// Time after which a look at a file is a job.
const LONG: Duration = Duration::from_secs(1);

impl App {
    /// Looks at a file. The look that was under way before ends.
    pub fn import_inspect(&self, input: &InspectFile, progress: OnProgress<'_>) -> Result<FileView, AppError> {
        let path = Path::new(&input.path);
        let found = self.inspect(path, &input.layout.to_overrides(path)?, progress)?;
        let columns = found.column_views();
        let headers: Vec<&str> = found.headers.iter().map(String::as_str).collect();
        let Guessed { guesses, remembered_at, notices: of_columns } = self.guess(&columns, &headers)?;
        let mut notices = of_file(path, &found.layout.format);
        notices.extend(garbled(&columns));
        notices.extend(of_columns);
        let bytes = std::fs::metadata(path).map(|file| file.len()).unwrap_or_default();
        Ok(FileView {
            path: input.path.clone(),
            file_name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            bytes,
            layout: layout_view(&found.layout),
            rows: found.rows,
            columns: columns.iter().zip(guesses).map(|(column, guess)| column_view(column, &guess)).collect(),
            preview: found.preview,
            remembered_at,
            problems: found
                .problems
                .iter()
                .take(NOTES)
                .map(|problem| row_note(problem.row, problem.line, problem.problem, &found.headers))
                .collect(),
            notices,
        })
    }

    /// Ends the running look at a file.
    pub fn import_inspect_stop(&self) {
        self.inner.inspections.stop();
    }

    fn inspect(
        &self,
        path: &Path,
        overrides: &LayoutOverrides,
        progress: OnProgress<'_>,
    ) -> Result<Inspection, AppError> {
        let turn = self.inner.inspections.begin();
        let print = file_print(path);
        let started = Instant::now();
        let mut pace = Pace::start(ImportPhase::Reading, 0);
        let mut job = None;
        let found = read::inspect(path, overrides, &mut |at| {
            let rows = u128::from(at.rows) * u128::from(at.bytes_total) / u128::from(at.bytes_done.max(1));
            let total = u64::try_from(rows).unwrap_or(at.rows);
            pace.tell(progress, at.rows, total);
            if job.is_none() && started.elapsed() >= LONG {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                job = Some(self.start_job(JobKind::Inspect, &name));
            }
            match &mut job {
                _ if turn.is_over() => ControlFlow::Break(()),
                Some(job) => job.go_on(at.rows, total),
                None => ControlFlow::Continue(()),
            }
        })
        .map_err(AppError::from);
        let found = match job {
            Some(job) => job.end(found),
            None => found,
        }?;
        let known = KnownFile { layout: found.layout.clone(), headers: found.headers.clone(), rows: Some(found.rows) };
        self.remember_file(path, print?, overrides, known);
        Ok(found)
    }

    /// How a file is laid out: as it was found to be the last time, if it is still the same file.
    pub(crate) fn known_file(&self, path: &Path, layout: &LayoutChoice) -> Result<KnownFile, AppError> {
        let overrides = &layout.to_overrides(path)?;
        let print = file_print(path);
        if let (Ok(print), Some(last)) = (&print, self.inner.last_file.lock().as_ref())
            && path == last.path
            && *print == last.print
            && *overrides == last.overrides
        {
            return Ok(last.known.clone());
        }
        let (layout, headers) = read::survey(path, overrides)?;
        let known = KnownFile { layout, headers, rows: None };
        self.remember_file(path, print?, overrides, known.clone());
        Ok(known)
    }

    fn remember_file(&self, path: &Path, print: String, overrides: &LayoutOverrides, known: KnownFile) {
        let last = LastFile { path: path.to_owned(), print, overrides: overrides.clone(), known };
        *self.inner.last_file.lock() = Some(last);
    }

    /// A plan for a file that leaves everything to detection; reads the beginning of a text only.
    pub fn import_plan(&self, path: &str, layout: LayoutChoice, on_match: OnMatch) -> Result<ImportPlan, AppError> {
        let file = Path::new(path);
        let beginning = Beginning::read(file, self.known_file(file, &layout)?)?;
        let names: Vec<&str> = beginning.headers.iter().map(String::as_str).collect();
        let guesses = self.guess(&beginning.columns(), &names)?.guesses;
        let mapping = guesses.iter().map(|guess| guess.target.to_string()).collect();
        let on_near = OnNear::default();
        Ok(ImportPlan { path: path.to_owned(), layout, mapping, on_match, on_near, fixes: Vec::new() })
    }

    /// The same plan with the columns going where the content of a mapping file says.
    pub fn import_plan_with(
        &self,
        plan: ImportPlan,
        mapping_file: &Path,
        mapping_json: &str,
    ) -> Result<ImportPlan, AppError> {
        let path = Path::new(&plan.path);
        let known = self.known_file(path, &plan.layout)?;
        let names: Vec<&str> = known.headers.iter().map(String::as_str).collect();
        let choices = mapping::read_choices(mapping_json, &names).map_err(|error| {
            let about = if matches!(error, MappingError::UnknownColumn { .. }) { path } else { mapping_file };
            AppError::from(error).with("file", about.display())
        })?;
        let mapping = plan
            .mapping
            .into_iter()
            .zip(choices)
            .map(|(guess, choice)| choice.map_or(guess, |choice| choice.to_string()))
            .collect();
        Ok(ImportPlan { mapping, ..plan })
    }

    /// What the columns mean: as they did the last time, else as they seem.
    fn guess(&self, columns: &[mapping::ColumnView<'_>], headers: &[&str]) -> Result<Guessed, AppError> {
        let guesses = mapping::guess(columns);
        let Some(Remembered { choices, at }) = self.remembered(headers)? else {
            let notices = left_out(&guesses, repeat(true));
            return Ok(Guessed { guesses, remembered_at: None, notices });
        };
        let ignored = choices.iter().map(|choice| choice.as_ref().is_none_or(|target| *target == Target::Ignore));
        let mut notices = left_out(&guesses, ignored);
        let remembered = choices.iter().map(|choice| *choice == Some(Target::Ignore));
        notices.extend(remembered_left_out(headers.iter().copied().zip(remembered)));
        let guesses =
            guesses.into_iter().zip(choices).map(|(guess, choice)| choice.map_or(guess, Guess::remembered)).collect();
        Ok(Guessed { guesses, remembered_at: Some(at), notices })
    }

    /// That a plan leaves columns out because they were left out the last time.
    pub(super) fn remembered_left_out(
        &self,
        plan: &ImportPlan,
        headers: &[String],
    ) -> Result<Option<FileNotice>, AppError> {
        let names: Vec<&str> = headers.iter().map(String::as_str).collect();
        let Some(Remembered { choices, .. }) = self.remembered(&names)? else { return Ok(None) };
        let left = choices
            .iter()
            .zip(&plan.mapping)
            .map(|(choice, target)| *choice == Some(Target::Ignore) && target == Target::Ignore.as_str());
        Ok(remembered_left_out(names.iter().copied().zip(left)))
    }

    /// What the columns of the last file with these headers were, and when it was imported.
    fn remembered(&self, headers: &[&str]) -> Result<Option<Remembered>, AppError> {
        let Ok(workspace) = self.workspace() else { return Ok(None) };
        let fingerprint = mapping::header_fingerprint(headers);
        let Some((json, at)) = workspace.store.read(|db| settings::remembered_mapping(db, fingerprint))? else {
            return Ok(None);
        };
        // A mapping of a former version may name fields that are gone; then the guess holds.
        Ok(mapping::read_choices(&json, headers).ok().map(|choices| Remembered { choices, at: UtcMillis(at) }))
    }
}

/// What the columns of the last file with the same headers were, and when it was imported.
struct Remembered {
    choices: Vec<Option<Target>>,
    at: UtcMillis,
}

/// What the columns of a file seem to mean.
struct Guessed {
    guesses: Vec<Guess>,
    /// When a file with these headers was last imported; its mapping was taken over.
    remembered_at: Option<UtcMillis>,
    notices: Vec<FileNotice>,
}

/// Rows at the beginning of a file that a guess is made from.
const BEGINNING: usize = 2_000;
/// Values of a column that a guess is made from.
const GUESS_SAMPLES: usize = 200;

/// The first rows of a file: some values of each column, and the part of rows that have one.
pub(super) struct Beginning {
    headers: Vec<String>,
    samples: Vec<(Vec<String>, f64)>,
}

impl Beginning {
    /// Reads the first rows.
    pub fn read(path: &Path, known: KnownFile) -> Result<Self, AppError> {
        let mut reader = RowReader::open(path, &known.layout)?;
        let mut batch = RowBatch::new();
        let rows = reader.next_batch(&mut batch, BEGINNING)?.max(1);
        batch.take_out_nuls();
        let samples = (0..known.headers.len()).map(|column| {
            let of_table = batch.rows().filter(|row| !row.problem().is_some_and(RowProblem::is_beside_table));
            let filled: Vec<&str> =
                of_table.map(|row| row.cell(column)).filter(|cell| !cell.trim().is_empty()).collect();
            let samples = filled.iter().take(GUESS_SAMPLES).map(|cell| (*cell).to_owned()).collect();
            (samples, filled.len() as f64 / rows as f64)
        });
        Ok(Self { samples: samples.collect(), headers: known.headers })
    }

    /// The columns as a guess sees them.
    pub fn columns(&self) -> Vec<mapping::ColumnView<'_>> {
        let columns = self.headers.iter().zip(&self.samples);
        columns.map(|(header, (samples, fill))| mapping::ColumnView { header, samples, fill: *fill }).collect()
    }
}

fn column_view(column: &mapping::ColumnView<'_>, guess: &Guess) -> ColumnView {
    ColumnView {
        header: column.header.to_owned(),
        samples: column.samples.iter().take(SAMPLES).cloned().collect(),
        fill: column.fill,
        target: guess.target.to_string(),
        confidence: guess.confidence,
        certainty: match guess.level {
            mapping::Certainty::Sure => "sure",
            mapping::Certainty::Likely => "likely",
            mapping::Certainty::New => "new",
            mapping::Certainty::Ignored => "ignored",
        }
        .to_owned(),
    }
}

fn layout_view(layout: &Layout) -> LayoutView {
    let mut view = LayoutView {
        format: "csv".to_owned(),
        encoding: None,
        delimiter: None,
        quote: None,
        comment: None,
        sheet: None,
        sheets: Vec::new(),
        preamble_rows: layout.preamble_rows,
        header_rows: layout.header_rows,
        footer_rows: layout.footer_rows,
    };
    match &layout.format {
        Format::Delimited { encoding, delimiter, quote, comment, .. } => {
            view.encoding = Some(encoding.name().to_owned());
            view.delimiter = Some(delimiter.clone());
            view.quote = quote.map(String::from);
            view.comment.clone_from(comment);
        }
        Format::Sheet { workbook, sheet, sheets } => {
            workbook.extension().clone_into(&mut view.format);
            view.sheet = Some(sheet.clone());
            view.sheets.clone_from(sheets);
        }
    }
    view
}

fn row_note(row: u64, line: u64, problem: RowProblem, headers: &[String]) -> RowNote {
    let (code, args): (_, Vec<(&str, String)>) = match problem {
        RowProblem::CellTooLarge { column, bytes, limit } => {
            let size = [("bytes", bytes.to_string()), ("limit", limit.to_string())];
            ("cell_too_large", size.into_iter().chain([("column", called(column, headers))]).collect())
        }
        RowProblem::UnclosedQuote => ("unclosed_quote", Vec::new()),
        RowProblem::StrayQuote => ("stray_quote", Vec::new()),
        RowProblem::Comment => ("comment", Vec::new()),
        RowProblem::HeaderAgain => ("header_again", Vec::new()),
        RowProblem::NulBytes { count, column } => {
            ("nul_bytes", vec![("count", count.to_string()), ("column", called(column, headers))])
        }
        RowProblem::UndecodableBytes { count, read_as: Some(encoding) } => {
            ("mixed_encoding", vec![("count", count.to_string()), ("encoding", encoding.to_string())])
        }
        RowProblem::UndecodableBytes { count, read_as: None } => {
            ("undecodable_bytes", vec![("count", count.to_string())])
        }
        RowProblem::TooManyCells { found, expected } => {
            ("too_many_cells", vec![("found", found.to_string()), ("expected", expected.to_string())])
        }
        RowProblem::TooFewCells { found, expected } => {
            ("too_few_cells", vec![("found", found.to_string()), ("expected", expected.to_string())])
        }
    };
    RowNote {
        row,
        line,
        code: code.to_owned(),
        args: args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
    }
}

/// What a person tells columns apart by: their headers, and their numbers where these are the same.
fn called_apart(columns: &[usize], headers: &[String]) -> String {
    let number = |&column: &usize| u32::try_from(column).unwrap_or(u32::MAX);
    let names: Vec<String> = columns.iter().map(|column| called(number(column), headers)).collect();
    let is_twice = |name: &String| names.iter().filter(|other| *other == name).count() > 1;
    let apart = columns
        .iter()
        .zip(&names)
        .map(|(column, name)| if is_twice(name) { format!("{name} ({})", column + 1) } else { name.clone() });
    apart.collect::<Vec<_>>().join(", ")
}

/// What a person knows a column by: its header, or else its number, counted from 1.
pub(super) fn called(column: u32, headers: &[String]) -> String {
    let header = headers.get(column as usize).map(|header| header.trim()).filter(|header| !header.is_empty());
    header.map_or_else(|| (u64::from(column) + 1).to_string(), str::to_owned)
}

//! The dry run: judges every row as the import would, and writes nothing.

use std::{collections::BTreeMap, ops::ControlFlow, path::Path};

use rustc_hash::FxHashMap;
use sales_core::{
    fields::Entity,
    import::{NearCounts, RowCounts, RowOutcome},
};
use sales_ingest::matching::KeyKind;
use sales_store::record::Record;

use super::{
    CheckView, CheckedRow, ImportPhase, ImportPlan, MatchCounts,
    chunk::Chunk,
    engine::Feed,
    hold::Holder,
    inspect::KnownFile,
    issues::Issues,
    judge::{Judge, Judged, NewRows, Reason},
    materialise::{Materialiser, tell_judge},
    near_check::NearCheck,
    outcomes::Days,
    progress::Pace,
    routes::Routes,
    rows::Rows,
    run::OnProgress,
    show::{EARLIER_ROW, arguments},
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    workspace::Workspace,
};

/// Rows shown of each outcome.
const SHOWN: usize = 200;
/// Row numbers that no record of the workspace has.
const IMAGINED: u32 = 3_000_000_000;

impl App {
    /// What an import would do, without doing it. The check that was under way before ends.
    pub fn import_check(&self, plan: &ImportPlan, progress: OnProgress<'_>) -> Result<CheckView, AppError> {
        self.keys_renew()?;
        let workspace = self.workspace()?;
        let turn = self.inner.checks.begin();
        let path = Path::new(&plan.path);
        let KnownFile { layout, headers, rows: known_rows } = self.known_file(path, &plan.layout)?;
        let mapping = plan.mapping(&headers)?;
        let routes = plan.routes(&mapping)?;
        let rows = Rows::File { path: path.to_owned(), layout };
        let days = Days::of(&workspace, &routes, &rows)?;
        let mut check = Check::new(&workspace, plan, &routes, days)?;
        let mut pace = Pace::start(ImportPhase::Checking, 0);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut job = self.start_job(crate::jobs::JobKind::Check, &name);
        let feed = Feed { rows: &rows, routes: &routes, done_rows: 0 };
        let checked = feed.each(workspace.key_maker(), |chunk| {
            check.chunk(chunk, &routes)?;
            let rows = u64::from(check.counts.rows());
            let expected = known_rows.unwrap_or(chunk.expected_rows);
            pace.tell(progress, rows, expected);
            match job.go_on(rows, expected) {
                ControlFlow::Continue(()) if !turn.is_over() => Ok(true),
                _ => Err(AppError::new(ErrorCode::Cancelled)),
            }
        });
        let near = checked.and_then(|_| {
            let rows = u64::from(check.counts.rows());
            let mut go_on = |part: f64| match job.go_on((part * rows as f64) as u64, rows) {
                ControlFlow::Continue(()) if !turn.is_over() => ControlFlow::Continue(()),
                _ => ControlFlow::Break(()),
            };
            check.near.take().map_or(Ok(None), |near| near.counts(&workspace, &mut go_on))
        });
        let near = job.end(near)?;
        let notices = self.import_notices(plan)?;
        Ok(CheckView { notices, ..check.into_view(&routes, near)? })
    }

    /// Ends the running check.
    pub fn import_check_stop(&self) {
        self.inner.checks.stop();
    }
}

/// A check under way.
struct Check<'w> {
    workspace: &'w Workspace,
    judge: Judge,
    keys: crate::keys::KeyMaker,
    holder: Holder,
    issues: Issues,
    days: Days,
    counts: RowCounts,
    matches: MatchCounts,
    new_companies: u32,
    next_new: u32,
    /// The prospects that would be made, ascending, and the rows of the file that would make them.
    made: Vec<(u32, u32)>,
    shown: Vec<(CheckedRow, Option<Reason>, Option<u32>)>,
    shown_of: FxHashMap<RowOutcome, usize>,
    near: Option<NearCheck>,
}

impl<'w> Check<'w> {
    fn new(workspace: &'w Workspace, plan: &ImportPlan, routes: &Routes, days: Days) -> Result<Self, AppError> {
        Ok(Self {
            workspace,
            judge: Judge::new(&workspace.store, plan.on_match)?,
            keys: workspace.key_maker(),
            holder: Holder::new(plan.on_match, None),
            issues: Issues::of_check(workspace.home(), routes, days),
            days,
            counts: RowCounts::default(),
            matches: MatchCounts::default(),
            new_companies: 0,
            next_new: IMAGINED,
            made: Vec::new(),
            shown: Vec::new(),
            shown_of: FxHashMap::default(),
            near: NearCheck::new(plan.on_near, routes),
        })
    }

    fn chunk(&mut self, chunk: &Chunk, routes: &Routes) -> Result<(), AppError> {
        let count = u32::try_from(chunk.batch.len()).unwrap_or(u32::MAX);
        let new = NewRows { companies: self.next_new, prospects: self.next_new.saturating_add(count) };
        self.next_new = self.next_new.saturating_add(2 * count);
        let store = &self.workspace.store;
        let mut judged = store.read(|db| self.judge.judge(db, chunk, routes, &mut self.keys, new))?;
        let holding = store.read(|db| self.holder.hold(db, chunk, &judged, new, routes))?;
        let writes = Materialiser::new(routes, chunk, new, self.days, holding).run(&mut judged);
        tell_judge(&mut self.judge, chunk, &writes, routes, new, &mut self.keys);
        self.issues.look_at(chunk, routes);
        for (i, row) in judged.iter().enumerate() {
            self.count(row);
            self.note_made(chunk, routes, i, row);
            if let Some(near) = self.near.as_mut().filter(|_| row.outcome == RowOutcome::Created) {
                near.add(chunk.row(routes, i));
            }
            self.show(chunk, routes, i, row);
        }
        Ok(())
    }

    fn note_made(&mut self, chunk: &Chunk, routes: &Routes, index: usize, row: &Judged) {
        if let (RowOutcome::Created, Some(prospect)) = (row.outcome, row.prospect) {
            let number = chunk.row(routes, index).row.number();
            self.made.push((prospect, u32::try_from(number).unwrap_or(u32::MAX)));
        }
    }

    /// The earlier row of the file that would make the prospect which a row is about.
    fn earlier_row(&self, row: &Judged) -> Option<u32> {
        let prospect = row.prospect.filter(|_| row.outcome != RowOutcome::Created)?;
        let place = self.made.binary_search_by_key(&prospect, |&(made, _)| made).ok()?;
        Some(self.made[place].1)
    }

    fn count(&mut self, row: &Judged) {
        self.counts.count(row.outcome);
        self.new_companies += u32::from(row.new_company);
        let Some(Reason::Matched(by)) = row.reason else { return };
        *match by {
            KeyKind::LinkedIn => &mut self.matches.linkedin,
            KeyKind::Phone => &mut self.matches.phone,
            _ => &mut self.matches.email,
        } += 1;
        *if row.outcome == RowOutcome::Merged { &mut self.matches.in_file } else { &mut self.matches.in_workspace } +=
            1;
    }

    fn show(&mut self, chunk: &Chunk, routes: &Routes, index: usize, row: &Judged) {
        let Some(reason) = row.reason else { return };
        let shown = self.shown_of.entry(row.outcome).or_default();
        if *shown >= SHOWN {
            return;
        }
        *shown += 1;
        let routed = chunk.row(routes, index);
        let mut args = arguments(&reason.to_json());
        args.extend(self.earlier_row(row).map(|earlier| (EARLIER_ROW.to_owned(), earlier.to_string())));
        let checked = CheckedRow {
            row: routed.row.number(),
            outcome: row.outcome,
            reason: reason.code().to_owned(),
            args,
            title: routed.title(),
        };
        self.shown.push((checked, row.reason, row.prospect));
    }

    fn into_view(self, routes: &Routes, near: Option<NearCounts>) -> Result<CheckView, AppError> {
        let rows = name_matches(self.workspace, self.shown)?;
        Ok(CheckView {
            counts: self.counts,
            new_companies: self.new_companies,
            matches: self.matches,
            near,
            notices: Vec::new(),
            issues: self.issues.views(routes),
            rows,
        })
    }
}

/// Puts the names of the prospects that rows match into their reasons.
fn name_matches(
    workspace: &Workspace,
    shown: Vec<(CheckedRow, Option<Reason>, Option<u32>)>,
) -> Result<Vec<CheckedRow>, AppError> {
    let wanted = shown.iter().flat_map(|(_, reason, prospect)| match reason {
        Some(Reason::TwoMatches(found)) => found.map(|found| Some(found.target)),
        _ => [*prospect, None],
    });
    let mut rows: Vec<i64> = wanted.flatten().filter(|&row| row < IMAGINED).map(i64::from).collect();
    rows.sort_unstable();
    rows.dedup();
    let records = workspace.store.read(|db| Record::at_rows(db, Entity::Prospect, &rows))?;
    let titles: BTreeMap<i64, String> = records.iter().map(|record| (record.row, record.title())).collect();
    let title = |row: u32| titles.get(&i64::from(row)).cloned().unwrap_or_default();
    Ok(shown
        .into_iter()
        .map(|(mut row, reason, prospect)| {
            match (reason, prospect) {
                (Some(Reason::TwoMatches(found)), _) => {
                    let names = ["first", "second"].map(str::to_owned).into_iter();
                    let titles = found.map(|found| title(found.target));
                    if titles.iter().all(|title| !title.is_empty()) {
                        row.args.extend(names.zip(titles));
                    }
                }
                (Some(Reason::Matched(_)), Some(prospect)) if !row.args.contains_key(EARLIER_ROW) => {
                    let known = title(prospect);
                    let title = if known.is_empty() { row.title.clone() } else { known };
                    row.args.insert("title".to_owned(), title);
                }
                _ => {}
            }
            row
        })
        .collect())
}

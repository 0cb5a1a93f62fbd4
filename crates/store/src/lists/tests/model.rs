use proptest::prelude::*;
use sales_core::{
    filter::{Filter, Op},
    list::{ListQuery, Scope, SortKey},
};

use super::{
    company_spec, field,
    plain::{PlainList, PlainRow},
    prospect_spec,
};
use crate::lists::{ColumnSpec, Columns, Row, RowId, Spec};

/// A change of the prospects or, when `companies`, of the companies.
#[derive(Debug, Clone)]
struct Step {
    companies: bool,
    change: Change,
}

#[derive(Debug, Clone)]
enum Change {
    Upsert(Vec<(RowId, PlainRow)>),
    Remove(Vec<RowId>),
    Set(usize, Vec<(RowId, Option<String>)>),
    Archive(Vec<RowId>, bool),
    Compact,
    Save,
}

fn value() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        1 => Just(None),
        2 => prop::sample::select(vec![
            " ", "Élodie Lefèvre", "elodie lefevre", "Jean-Luc", "jl@alpha.fr", "ELODIE@nord.fr", "Lot 10", "lot 9",
            "+33 6 12 34 56 78", "06.12.34.56.78", "0033 612", "vip\nSalon", "salon", "Salon été\nvip", "2026-11-22",
            "22/11/2026", "2026-11-22T10:00:00.5Z", "1795000000123", "nov 2026", "1 000", "1000", "-2,5", "n/a", "10 k€",
        ]).prop_map(|text| Some(text.to_owned())),
        2 => "[abé0-2 .@]{0,4}".prop_map(Some),
    ]
}

fn id() -> impl Strategy<Value = RowId> {
    prop_oneof![9 => 1..30_u32, 1 => 1..9_000_000_u32]
}

fn change(cells: usize) -> impl Strategy<Value = Change> {
    let cells_of_row = prop::collection::vec(value(), cells);
    let related = prop::option::of(1..12_u32);
    let row = (any::<bool>(), related, cells_of_row).prop_map(|(archived, related, cells)| PlainRow {
        archived,
        related,
        cells,
    });
    let ids = || prop::collection::vec(id(), 0..8);
    prop_oneof![
        6 => prop::collection::vec((id(), row), 0..12).prop_map(Change::Upsert),
        2 => ids().prop_map(Change::Remove),
        2 => (0..cells, prop::collection::vec((id(), value()), 0..8)).prop_map(|(column, cells)| Change::Set(column, cells)),
        1 => (ids(), any::<bool>()).prop_map(|(ids, archived)| Change::Archive(ids, archived)),
        1 => Just(Change::Compact),
        1 => Just(Change::Save),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        change(6).prop_map(|change| Step { companies: false, change }),
        change(2).prop_map(|change| Step { companies: true, change }),
    ]
}

fn any_field() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["name", "email", "phone", "tags", "created_at", "custom:budget", "company", "industry"])
}

fn filter() -> impl Strategy<Value = Filter> {
    let op = prop::sample::select(vec![Op::Is, Op::Contains, Op::StartsWith, Op::Empty, Op::AtLeast, Op::AtMost]);
    let values = prop::collection::vec(value().prop_map(Option::unwrap_or_default), 0..3);
    let test = (any_field(), op, values).prop_map(|(id, op, values)| Filter::Test { field: field(id), op, values });
    test.prop_recursive(3, 8, 3, |inner| {
        let group = prop::collection::vec(inner.clone(), 0..3);
        prop_oneof![
            group.clone().prop_map(|of| Filter::And { of }),
            group.prop_map(|of| Filter::Or { of }),
            inner.prop_map(|of| Filter::Not { of: Box::new(of) }),
        ]
    })
}

fn scope() -> impl Strategy<Value = Scope> {
    prop_oneof![Just(Scope::Active), Just(Scope::Archived)]
}

fn query() -> impl Strategy<Value = ListQuery> {
    let word = prop_oneof![
        prop::sample::select(vec!["elo", "LEF", "jl@", "0612", "+3361", "33", "612345678", "a", "é", "lot", "0000"])
            .prop_map(str::to_owned),
        "[ab0-2]{1,2}",
    ];
    let search =
        prop_oneof![2 => Just(String::new()), 3 => prop::collection::vec(word, 0..4).prop_map(|words| words.join(" "))];
    let key = (any_field(), any::<bool>()).prop_map(|(id, descending)| SortKey { field: field(id), descending });
    let sort = prop::collection::vec(key, 0..3);
    let filter = prop_oneof![Just(Filter::all()), filter()];
    (scope(), filter, search, sort).prop_map(|(scope, filter, search, sort)| ListQuery { scope, filter, search, sort })
}

/// A list and its plain twin.
struct Twins {
    list: Columns,
    plain: PlainList,
}

impl Twins {
    fn new(spec: Spec) -> Self {
        let list = Columns::new(spec.clone()).expect("columns");
        Self { list, plain: PlainList { spec, ..PlainList::default() } }
    }

    fn apply(&mut self, change: Change) {
        match change {
            Change::Upsert(rows) => {
                let cells: Vec<Vec<_>> =
                    rows.iter().map(|(_, row)| row.cells.iter().map(Option::as_deref).collect()).collect();
                let borrowed: Vec<_> = rows
                    .iter()
                    .zip(&cells)
                    .map(|((id, row), cells)| Row { id: *id, archived: row.archived, related: row.related, cells })
                    .collect();
                self.list.upsert(&borrowed).expect("room");
                self.plain.rows.extend(rows);
            }
            Change::Remove(ids) => {
                self.list.remove(&ids);
                self.plain.rows.retain(|id, _| !ids.contains(id));
            }
            Change::Set(column, cells) => {
                let id = self.plain.spec.columns[column].field.clone();
                self.list.set(&id, cells.iter().map(|(id, cell)| (*id, cell.as_deref()))).expect("a column");
                for (id, cell) in cells {
                    if let Some(row) = self.plain.rows.get_mut(&id) {
                        row.cells[column] = cell;
                    }
                }
            }
            Change::Archive(ids, archived) => {
                self.list.set_archived(&ids, archived);
                for id in &ids {
                    if let Some(row) = self.plain.rows.get_mut(id) {
                        row.archived = archived;
                    }
                }
            }
            Change::Compact => {
                for column in &mut self.list.columns {
                    *column = column.compacted().expect("room");
                }
            }
            Change::Save => {
                let parts: Vec<_> = self.list.segments().collect::<Result<_, _>>().expect("room");
                let part = |name: &str| parts.iter().find(|part| part.name == name).map(|part| part.bytes.clone());
                self.list = Columns::from_segments(self.plain.spec.clone(), part).expect("what was saved");
            }
        }
    }
}

/// Asks for the different values of a field, of those that begin with a text.
#[derive(Debug, Clone)]
struct Ask(&'static str, Scope, String);

fn ask() -> impl Strategy<Value = Ask> {
    let prefix = prop::sample::select(vec!["", "é", "jl", "lot 1", "1"]).prop_map(str::to_owned);
    (any_field(), scope(), prefix).prop_map(|(id, scope, prefix)| Ask(id, scope, prefix))
}

fn check_distinct(prospects: &Twins, companies: &Twins, asked: &Ask) -> Result<(), TestCaseError> {
    let Ask(id, scope, prefix) = asked;
    let wanted = prospects.plain.distinct(&field(id), *scope, prefix, &companies.plain);
    for limit in [usize::MAX, 2] {
        let found = prospects.list.distinct(&field(id), *scope, prefix, limit, Some(&companies.list));
        prop_assert_eq!(found.expect("values"), &wanted[..limit.min(wanted.len())], "{:?}", asked);
    }
    Ok(())
}

fn check(prospects: &Twins, companies: &Twins, queries: &[ListQuery]) -> Result<(), TestCaseError> {
    prop_assert_eq!(prospects.list.row_count(), prospects.plain.rows.len());
    let some = 5..=1_000_000;
    let wanted: Vec<_> = prospects.plain.rows.range(some.clone()).map(|(&id, _)| id).collect();
    prop_assert_eq!(prospects.list.ids(some).collect::<Vec<_>>(), wanted);
    for query in queries {
        let answer = prospects.list.query(query, Some(&companies.list)).expect("an answer");
        prop_assert_eq!(answer.ids(), prospects.plain.query(query, &companies.plain), "{:?}", query);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_list_answers_like_a_plain_one(
        rounds in prop::collection::vec((prop::collection::vec(step(), 1..4), prop::collection::vec(query(), 1..5), ask()), 1..6)
    ) {
        let (mut prospects, mut companies) = (Twins::new(prospect_spec()), Twins::new(company_spec()));
        for (steps, queries, asked) in rounds {
            for step in steps {
                let twins = if step.companies { &mut companies } else { &mut prospects };
                twins.apply(step.change);
            }
            check(&prospects, &companies, &queries)?;
            check_distinct(&prospects, &companies, &asked)?;
        }
    }

    #[test]
    fn a_loaded_list_and_an_added_column_answer_alike(
        rows in prop::collection::btree_map(id(), prop::collection::vec(value(), 6), 0..80),
        queries in prop::collection::vec(query(), 1..5),
    ) {
        let mut spec = prospect_spec();
        let mut loader = Columns::loader(spec.clone()).expect("columns");
        for (id, cells) in &rows {
            let cells: Vec<_> = cells.iter().map(Option::as_deref).collect();
            loader.push(&[Row { id: *id, archived: false, related: Some(1), cells: &cells }]).expect("room");
        }
        let mut list = loader.finish().expect("room");
        let first: ColumnSpec = spec.columns.remove(0);
        prop_assert!(list.drop_column(&first.field));
        let names = rows.iter().map(|(id, cells)| (*id, cells[0].as_deref()));
        list.add_column(first.clone(), names).expect("a column");
        spec.columns.push(first);
        let mut plain = PlainList { spec, ..PlainList::default() };
        for (id, mut cells) in rows {
            cells.rotate_left(1);
            plain.rows.insert(id, PlainRow { archived: false, related: Some(1), cells });
        }
        let companies = Twins::new(company_spec());
        check(&Twins { list, plain }, &companies, &queries)?;
    }
}

//! Lists that are read part by part answer like lists that are read from all records.

use std::{path::Path, sync::Arc};

use proptest::prelude::*;
use sales_core::{
    change::Origin,
    filter::Op,
    ids::IdSource,
    list::SortKey,
    time::{Clock, UtcMillis},
};

use super::*;
use crate::{history, key::DataKey, records::NewRecord, store::Surroundings, undo};

struct Still;

impl Clock for Still {
    fn now(&self) -> UtcMillis {
        UtcMillis(1_795_000_000_123)
    }
}

fn around(seed: u8) -> Surroundings {
    Surroundings { clock: Arc::new(Still), ids: IdSource::new(move || [seed; 10]) }
}

/// What happens to a workspace.
#[derive(Debug, Clone)]
enum Step {
    Create { company: bool, name: u8 },
    Edit { which: u8, field: bool, value: u8 },
    Archive { which: u8, archived: bool },
    Tag { which: u8 },
    Remove { company: bool, which: u8 },
    Undo,
    Save,
    Reopen,
    Ask,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => any::<(bool, u8)>().prop_map(|(company, name)| Step::Create { company, name }),
        4 => any::<(u8, bool, u8)>().prop_map(|(which, field, value)| Step::Edit { which, field, value }),
        1 => any::<(u8, bool)>().prop_map(|(which, archived)| Step::Archive { which, archived }),
        1 => any::<u8>().prop_map(|which| Step::Tag { which }),
        1 => any::<(bool, u8)>().prop_map(|(company, which)| Step::Remove { company, which }),
        2 => Just(Step::Undo),
        2 => Just(Step::Save),
        2 => Just(Step::Reopen),
        3 => Just(Step::Ask),
    ]
}

struct Workspace<'f> {
    file: &'f Path,
    key: DataKey,
    store: Store,
    opened: u8,
}

impl Workspace<'_> {
    fn rows(&self, entity: Entity) -> Vec<i64> {
        let sql = format!("SELECT rowid FROM {} ORDER BY rowid", Tracked::of(entity).name);
        let read =
            |db: &Connection| Ok(db.prepare(&sql)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?);
        self.store.read(read).unwrap()
    }

    fn pick(&self, entity: Entity, which: u8) -> Option<i64> {
        let rows = self.rows(entity);
        (!rows.is_empty()).then(|| rows[usize::from(which) % rows.len()])
    }

    fn go(&mut self, step: &Step) {
        let begin = || self.store.begin(Origin::User, "step", &serde_json::json!({})).unwrap();
        match *step {
            Step::Create { company, name: number } => {
                let entity = if company { Entity::Company } else { Entity::Prospect };
                let name = format!("Étoile {}", number % 5);
                let field = if company { "company" } else { "last_name" };
                let company_row = if company { None } else { self.pick(Entity::Company, number) };
                let mut tx = begin();
                let values = vec![(field, &*name), ("custom:note", "a")];
                tx.create(entity, &NewRecord { company_row, values, file_row: None }).unwrap();
                tx.commit().unwrap();
            }
            Step::Edit { which, field, value } => {
                let Some(row) = self.pick(Entity::Prospect, which) else { return };
                let mut tx = begin();
                let (field, value) = (if field { "city" } else { "email" }, format!("v{}", value % 4));
                tx.set_field(Entity::Prospect, &[row], field, Some(&value)).unwrap();
                tx.commit().unwrap();
            }
            Step::Archive { which, archived } => {
                let Some(row) = self.pick(Entity::Prospect, which) else { return };
                let mut tx = begin();
                tx.set_archived(Entity::Prospect, &[row], archived).unwrap();
                tx.commit().unwrap();
            }
            Step::Tag { which } => {
                let Some(row) = self.pick(Entity::Prospect, which) else { return };
                let mut tx = begin();
                let tag = tx.tag_named("Salon").unwrap();
                tx.add_tag(Entity::Prospect, &[row], tag).unwrap();
                tx.commit().unwrap();
            }
            Step::Remove { company, which } => {
                let entity = if company { Entity::Company } else { Entity::Prospect };
                let Some(row) = self.pick(entity, which) else { return };
                let mut tx = begin();
                tx.remove(entity, row).unwrap();
                tx.commit().unwrap();
            }
            Step::Undo => {
                if let Some(change) = self.store.read(history::next_undo).unwrap() {
                    undo::undo(&self.store, change.seq, undo::EditedSince::Keep, &mut |_, _| {
                        std::ops::ControlFlow::Continue(())
                    })
                    .unwrap();
                }
            }
            Step::Save => {
                self.store.load_lists().unwrap();
                let saved = self.store.save_all_lists().unwrap();
                assert!(saved);
            }
            Step::Reopen => {
                self.opened += 1;
                self.store = Store::open(self.file, self.key.clone(), around(self.opened)).unwrap();
            }
            Step::Ask => self.compare(),
        }
    }

    /// Asks the lists of the store, and lists that are read from all records.
    fn compare(&self) {
        let (prospects, companies) = self
            .store
            .read(|db| {
                let read = |entity| {
                    let mut spec = spec::whole(entity);
                    spec.columns.extend(spec::with_columns(entity, &["custom:note".parse().unwrap()]).columns);
                    read::from_records(db, entity, spec)
                };
                Ok((read(Entity::Prospect)?, read(Entity::Company)?))
            })
            .unwrap();
        for query in questions() {
            let expected = prospects.query(&query, Some(&companies)).unwrap();
            let answer = self.store.query_list(Entity::Prospect, &query).unwrap();
            assert_eq!(&*answer, expected.ids(), "{query:?}");
            if query.sort.iter().all(|key| key.field.as_str() == "company") && query.filter == Filter::all() {
                let expected = companies.query(&query, None).unwrap();
                assert_eq!(&*self.store.query_list(Entity::Company, &query).unwrap(), expected.ids(), "{query:?}");
            }
        }
        for (entity, columns) in [(Entity::Prospect, &prospects), (Entity::Company, &companies)] {
            assert_eq!(self.store.count_active(entity).unwrap(), columns.active_count());
        }
        let city = "city".parse().unwrap();
        let values = self.store.list_values(Entity::Prospect, &city, "", 9).unwrap();
        assert_eq!(values, prospects.distinct(&city, Scope::Active, "", 9, Some(&companies)).unwrap());
    }
}

fn questions() -> Vec<ListQuery> {
    let plain = ListQuery::default;
    let sorted = |field: &str, descending| ListQuery {
        sort: vec![SortKey { field: field.parse().unwrap(), descending }],
        ..plain()
    };
    let test = |field: &str, op, value: &str| ListQuery {
        filter: Filter::Test { field: field.parse().unwrap(), op, values: vec![value.to_owned()] },
        ..plain()
    };
    vec![
        plain(),
        ListQuery { scope: Scope::Archived, ..plain() },
        sorted("email", false),
        sorted("company", true),
        sorted("custom:note", false),
        test("city", Op::Is, "V1"),
        test("tags", Op::Is, "salon"),
        test("company", Op::Contains, "2"),
        ListQuery { search: "étoile 3".to_owned(), ..plain() },
        ListQuery { search: "v2".to_owned(), ..plain() },
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn parts_answer_like_the_whole(steps in prop::collection::vec(step(), 1..60)) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        let key = DataKey::generate().unwrap();
        let store = Store::create(&file, key.clone(), around(0)).unwrap();
        let mut workspace = Workspace { file: &file, key, store, opened: 0 };
        for step in &steps {
            workspace.go(step);
        }
        workspace.compare();
    }
}

#[test]
fn memory_holds_the_columns_that_questions_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let (file, key) = (folder.path().join("a.db"), DataKey::generate().unwrap());
    let store = Store::create(&file, key.clone(), around(0)).unwrap();
    let mut workspace = Workspace { file: &file, key, store, opened: 0 };
    for name in 0..9 {
        workspace.go(&Step::Create { company: name < 3, name });
    }
    let columns = |workspace: &Workspace<'_>| -> Vec<String> {
        let list = workspace.store.lists.prospects.read();
        list.as_ref().map(|columns| columns.fields().map(ToString::to_string).collect()).unwrap_or_default()
    };
    workspace.store.load_lists().unwrap();
    assert_eq!(columns(&workspace).len(), spec::whole(Entity::Prospect).columns.len(), "read from the records");
    workspace.go(&Step::Save);
    assert_eq!(columns(&workspace), [""; 0], "saved");
    workspace.go(&Step::Reopen);
    let ask = |query| workspace.store.query_list(Entity::Prospect, &query).unwrap();
    ask(ListQuery::default());
    assert_eq!(columns(&workspace), [""; 0]);
    ask(questions().swap_remove(2));
    assert_eq!(columns(&workspace), ["email"]);
    ask(questions().swap_remove(8));
    let searched = ["city", "email", "job_title", "name", "phone", "phone_mobile", "tags"];
    let mut read = columns(&workspace);
    read.sort();
    assert_eq!(read, searched);
    assert!(workspace.store.save_lists().unwrap(), "nothing to save");
    assert_eq!(columns(&workspace).len(), searched.len());
}

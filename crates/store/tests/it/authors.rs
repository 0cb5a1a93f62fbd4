use std::sync::Arc;

use sales_core::{
    change::Origin,
    ids::IdSource,
    time::{Clock, UtcMillis},
};
use sales_store::{
    history::{self, Author},
    key::DataKey,
    store::{Store, Surroundings},
};

use crate::support::NOW;

struct Still;

impl Clock for Still {
    fn now(&self) -> UtcMillis {
        NOW
    }
}

#[test]
fn a_change_is_its_users_own_whatever_comes_later() {
    let folder = tempfile::tempdir().unwrap();
    let around = Surroundings { clock: Arc::new(Still), ids: IdSource::new(|| [7; 10]) };
    let store = Store::create(&folder.path().join("a.db"), DataKey::generate().unwrap(), around).unwrap();
    let change = |label: &str| {
        let mut tx = store.begin(Origin::User, label, &serde_json::json!({})).unwrap();
        tx.set_args(&serde_json::json!({"name": "told later"})).unwrap();
        tx.commit().unwrap();
    };
    change("nobody");
    let mut tx = store.begin_unrecorded().unwrap();
    let (lea, karim) = (tx.add_user("", "fr").unwrap(), tx.add_user("Karim Benali", "en").unwrap());
    tx.commit().unwrap();
    store.set_user(lea);
    change("lea");
    store.set_user(karim);
    change("karim");

    let changes = store.read(|db| history::list(db, None, 10)).unwrap();
    let authors: Vec<_> = changes.iter().map(|change| (change.label.as_str(), change.author.clone())).collect();
    let expected = [
        ("karim", Some(Author { id: karim, name: "Karim Benali".to_owned() })),
        ("lea", Some(Author { id: lea, name: String::new() })),
        ("nobody", None),
    ];
    assert_eq!(authors, expected);
    assert_eq!(changes[0].args["name"], "told later");
    let found = store.read(|db| history::find_by_id(db, changes[1].id)).unwrap().unwrap();
    assert_eq!(found, changes[1]);
    assert_eq!(store.read(history::next_undo).unwrap().unwrap(), changes[0]);
}

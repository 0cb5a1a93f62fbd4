use proptest::prelude::*;

use super::*;

fn side(number: u8, created: i64, values: &[(&str, &str)]) -> Side {
    let observed =
        |value: &str| Observed { value: value.to_owned(), trust: Trust::Imported, at: UtcMillis(created), home: None };
    let values = values.iter().map(|(field, value)| ((*field).to_owned(), observed(value)));
    Side { created_at: UtcMillis(created), id: [number; 16], values: values.collect() }
}

fn kept(sides: &[Side]) -> BTreeMap<String, String> {
    let survived = survive(Entity::Prospect, sides, &BTreeMap::new());
    survived.values.into_iter().map(|(field, (value, _))| (field, value)).collect()
}

#[test]
fn the_oldest_record_goes_on() {
    let survived = survive(Entity::Prospect, &[side(2, 9, &[]), side(1, 5, &[]), side(0, 5, &[])], &BTreeMap::new());
    assert_eq!(survived.survivor, 2);
}

#[test]
fn a_name_comes_from_one_record() {
    let sides = [
        side(1, 1, &[("first_name", "J."), ("last_name", "Dupont-Martin")]),
        side(2, 2, &[("first_name", "Jean"), ("last_name", "Dupont"), ("suffix", "Jr")]),
    ];
    let kept = kept(&sides);
    assert_eq!(
        (kept["first_name"].as_str(), kept["last_name"].as_str(), kept["suffix"].as_str()),
        ("Jean", "Dupont", "Jr")
    );
}

#[test]
fn what_a_person_wrote_is_kept_over_what_a_newer_file_says() {
    let mut sides = [side(1, 1, &[("job_title", "CEO")]), side(2, 2, &[("job_title", "Chief Executive Officer")])];
    assert_eq!(kept(&sides)["job_title"], "Chief Executive Officer");
    sides[0].values.get_mut("job_title").unwrap().trust = Trust::Entered;
    assert_eq!(kept(&sides)["job_title"], "CEO");
}

#[test]
fn every_address_and_number_stays_once() {
    let sides = [
        side(1, 1, &[("email", "jean@acme.fr"), ("phone", "01 23 45 67 89"), ("country", "France")]),
        side(2, 2, &[("email", "Jean@ACME.fr"), ("email_2", "j.dupont@gmail.com"), ("phone", "+33 1 23 45 67 89")]),
        side(3, 3, &[("email", "jdupont@acme.com"), ("phone", "+33 6 12 34 56 78")]),
    ];
    let kept = kept(&sides);
    assert_eq!(
        ["email", "email_2", "email_3", "phone", "phone_2"].map(|field| kept[field].as_str()),
        ["jdupont@acme.com", "j.dupont@gmail.com", "Jean@ACME.fr", "+33 6 12 34 56 78", "+33 1 23 45 67 89"]
    );
    assert!(!kept.contains_key("phone_work"));
}

#[test]
fn addresses_beyond_the_fields_are_left_over_and_named() {
    let sides: Vec<Side> =
        (0..5).map(|n| side(n, i64::from(n), &[("email", &format!("a{n}@x.example.com"))])).collect();
    let survived = survive(Entity::Prospect, &sides, &BTreeMap::new());
    let left: Vec<&str> = survived.left_over.iter().map(|(_, value, _)| value.as_str()).collect();
    assert_eq!(left, ["a1@x.example.com", "a0@x.example.com"]);
}

#[test]
fn the_stricter_answer_about_mail_stays() {
    for (a, b, stays) in [("no", "Yes", "Yes"), ("1", "0", "1"), ("désinscrit le 3 mai", "non", "désinscrit le 3 mai")]
    {
        let sides = [side(1, 1, &[("email_opt_out", a)]), side(2, 2, &[("email_opt_out", b)])];
        assert_eq!(kept(&sides)["email_opt_out"], stays);
    }
    let sides = [side(1, 1, &[("consent", "withdrawn")]), side(2, 2, &[("consent", "granted")])];
    assert_eq!(kept(&sides)["consent"], "withdrawn");
}

#[test]
fn notes_are_joined_without_saying_anything_twice() {
    let sides = [
        side(1, 1, &[("notes", "Met in Lyon")]),
        side(2, 2, &[("notes", "Met in Lyon in May")]),
        side(3, 3, &[("notes", "Likes tea")]),
    ];
    assert_eq!(kept(&sides)["notes"], "Met in Lyon in May\n\nLikes tea");
}

#[test]
fn a_value_that_a_person_chose_stays() {
    let sides = [side(1, 1, &[("city", "Lyon")]), side(2, 2, &[("city", "Paris"), ("country", "FR")])];
    let choices = BTreeMap::from([("city".to_owned(), 0)]);
    let survived = survive(Entity::Prospect, &sides, &choices);
    assert_eq!((&survived.values["city"], &survived.values["country"]), (&("Lyon".into(), 0), &("FR".into(), 1)));
}

#[test]
fn what_gives_way_to_a_chosen_address_goes_on_beside_it_and_the_stricter_answer_stays() {
    let sides = [
        side(1, 1, &[("email", "a@x.fr"), ("email_opt_out", "no")]),
        side(2, 2, &[("email", "b@x.fr"), ("email_opt_out", "yes")]),
    ];
    let at = |place| BTreeMap::from(["email", "email_opt_out"].map(|field| (field.to_owned(), place)));
    for (place, [first, second]) in [(0, ["a@x.fr", "b@x.fr"]), (1, ["b@x.fr", "a@x.fr"])] {
        let survived = survive(Entity::Prospect, &sides, &at(place)).values;
        assert_eq!((survived["email"].0.as_str(), survived["email_2"].0.as_str()), (first, second));
        assert_eq!(survived["email_opt_out"].0, "yes");
    }
}

fn any_side() -> impl Strategy<Value = Side> {
    const FIELDS: &[&str] =
        &["first_name", "last_name", "email", "email_2", "phone", "city", "job_title", "notes", "email_opt_out"];
    let value = prop::sample::select(vec!["a", "b", "ab", "yes", "no", "a@x.fr", "b@x.fr", "+33612345678", "A"]);
    let trust = prop::sample::select(vec![Trust::Derived, Trust::Imported, Trust::Entered]);
    let observed = (value, trust, 0..4_i64).prop_map(|(value, trust, at)| Observed {
        value: value.to_owned(),
        trust,
        at: UtcMillis(at),
        home: None,
    });
    let values = prop::collection::btree_map(prop::sample::select(FIELDS).prop_map(str::to_owned), observed, 0..7);
    (0..4_i64, any::<[u8; 16]>(), values).prop_map(|(created, id, values)| Side {
        created_at: UtcMillis(created),
        id,
        values,
    })
}

/// The record that goes on, as it takes part in a later merge.
fn merged(sides: &[Side]) -> Side {
    let survived = survive(Entity::Prospect, sides, &BTreeMap::new());
    let Side { created_at, id, .. } = sides[survived.survivor];
    let observed = |(field, (value, place)): (&String, &(String, usize))| {
        let had = |(own, observed): (&String, &Observed)| {
            (observed.value == *value).then(|| (observed.home.clone().unwrap_or_else(|| own.clone()), observed.clone()))
        };
        let (written_to, observed) = sides[*place].values.iter().find_map(had).unwrap();
        (field.clone(), Observed { home: (written_to != *field).then_some(written_to), ..observed })
    };
    Side { created_at, id, values: survived.values.iter().map(observed).collect() }
}

/// Persons with numbers in any of the fields for them, none of them twice in one record.
fn any_numbers() -> impl Strategy<Value = Vec<Side>> {
    let fields = ["phone", "phone_2", "phone_work", "phone_mobile"];
    let numbers = prop::collection::btree_map(prop::sample::select(fields.to_vec()), 0..7_u8, 0..4);
    prop::collection::vec((numbers, 0..3_i64), 3..=4).prop_map(|records| {
        let side = |(number, (values, at)): (u8, (BTreeMap<&str, u8>, i64))| {
            let values: Vec<(&str, String)> =
                values.iter().map(|(field, value)| (*field, format!("+3361234567{value}"))).collect();
            let mut values: Vec<(&str, &str)> = values.iter().map(|(field, value)| (*field, value.as_str())).collect();
            values.sort_by_key(|(_, value)| *value);
            values.dedup_by_key(|(_, value)| *value);
            side(number, at, &values)
        };
        (0_u8..).zip(records).map(side).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn merges_in_any_order_leave_each_number_in_the_same_field(sides in any_numbers(), turn in 0..4_usize) {
        let at_once = merged(&sides);
        let mut turned = sides.clone();
        turned.rotate_left(turn % sides.len());
        let one_by_one = turned[1..].iter().fold(turned[0].clone(), |one, other| merged(&[one, other.clone()]));
        let in_twos = merged(&[merged(&turned[..2]), merged(&turned[2..])]);
        let plain = |side: &Side| -> Vec<(String, String)> {
            side.values.iter().map(|(field, observed)| (field.clone(), observed.value.clone())).collect()
        };
        prop_assert_eq!(plain(&at_once), plain(&one_by_one));
        prop_assert_eq!(plain(&at_once), plain(&in_twos));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn the_order_of_the_records_does_not_matter(sides in prop::collection::vec(any_side(), 1..4), turn in 0..3_usize) {
        let mut turned = sides.clone();
        turned.rotate_left(turn % sides.len());
        turned.reverse();
        let one = survive(Entity::Prospect, &sides, &BTreeMap::new());
        let other = survive(Entity::Prospect, &turned, &BTreeMap::new());
        prop_assert_eq!(sides[one.survivor].id, turned[other.survivor].id);
        let plain = |survived: &Survived| -> Vec<(String, String)> {
            survived.values.iter().map(|(field, (value, _))| (field.clone(), value.clone())).collect()
        };
        prop_assert_eq!(plain(&one), plain(&other));
    }
}

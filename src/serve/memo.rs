//! A filter on one field, asked once for each value that the field has.

use super::collection::Collection;
use super::column::Column;
use crate::eval::Matcher;
use crate::predicate::{ConditionKind, Predicate};

/// A filter that remembers what it said of values.
pub(super) struct Memo<'c> {
    matcher: Matcher,
    records: &'c Collection,
    /// The one field that it looks at, or into; `None` where there are more, or it is not at hand.
    column: Option<&'c Column>,
    /// By the number of a value; empty where hardly any comes again.
    answers: Vec<Option<bool>>,
}

/// The filters that must all hold for one to hold, those with the fewest values first.
pub(super) fn memos<'c>(filters: impl Iterator<Item = &'c Predicate>, records: &'c Collection) -> Vec<Memo<'c>> {
    let mut memos: Vec<Memo<'_>> = Vec::new();
    for filter in filters {
        match filter.root().kind() {
            ConditionKind::All => {
                memos.extend(filter.root().operands().map(|operand| Memo::new(&operand.to_predicate(), records)));
            }
            ConditionKind::Any | ConditionKind::Not(_) | ConditionKind::Test(_) => {
                memos.push(Memo::new(filter, records));
            }
        }
    }
    memos.sort_by_key(|memo| memo.column.map_or(usize::MAX, Column::end));
    memos
}

impl<'c> Memo<'c> {
    fn new(filter: &Predicate, records: &'c Collection) -> Self {
        let matcher = filter.compile();
        let fields: Vec<&str> = matcher.paths().filter_map(|path| path.segments().next()).collect();
        let field = fields.first().filter(|first| fields.iter().all(|other| other == *first));
        let column = field.and_then(|field| records.column(field));
        let answers = vec![None; column.filter(|column| column.is_shared()).map_or(0, Column::end)];
        Self { matcher, records, column, answers }
    }

    /// Whether the filter keeps a record.
    pub(super) fn keeps(&mut self, record: u32) -> bool {
        let whole = || self.matcher.matches(&self.records.record(record));
        let Some(column) = self.column else { return whole() };
        let number = column.number(record);
        if let Some(Some(answer)) = self.answers.get(number as usize) {
            return *answer;
        }
        let Some(value) = column.value(number) else { return whole() };
        let answer = self.matcher.matches(&value);
        if let Some(place) = self.answers.get_mut(number as usize) {
            *place = Some(answer);
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::JsonText;
    use crate::predicate::validate;
    use crate::schema::Schema;
    use crate::syntax::parse_filter;

    /// Fields with few values and with many, with none, twice, named with an escape, with values of every kind.
    fn records() -> Vec<String> {
        let many = |n: usize| format!(r#"{{"id":"{n}","kind":"k{}","at":"2024-01-01T00:00:{:02}Z"}}"#, n % 7, n % 60);
        let few = [
            r#"{"id":"a","kind":null}"#,
            r#"{"id":"b","kind":["K1","x"],"at":[]}"#,
            r#"{"id":"c","kind":{"name":"k1"}}"#,
            r#"{"id":"d","kind":"k2","kind":"\u006b1"}"#,
            r#"{"id":"e","\u006bind":"k1","at":"2024-01-01T00:00:00.5+00:00"}"#,
            r#"{ "id" : "f" , "kind" : [ { "name" : "K1" } , 5 ] }"#,
            "{}",
        ];
        (0..5_000).map(many).chain(few.map(str::to_owned)).collect()
    }

    #[test]
    fn a_record_is_kept_as_if_it_were_asked_alone() {
        let records = records();
        let fields = ["id", "kind", "at"].map(str::to_owned);
        let lines = records.join("\n");
        let collection = Collection::read("records", lines.as_bytes(), fields, "id", |_| Ok(())).unwrap();
        assert!(collection.column("kind").unwrap().is_shared() && !collection.column("id").unwrap().is_shared());
        for filter in [
            r#"kind eq "k1""#,
            r#"kind ne "k1""#,
            "kind isnull",
            r#"kind.name eq "k1""#,
            r#"kind ca ("k1","x")"#,
            "kind eq 5",
            r#"id eq "4999" or id sw "a""#,
            r#"at gt 2024-01-01T00:00:00Z and kind in ("k1","k3") and not id co "9""#,
            r#"(kind eq "k1" or at isnull) and pr id"#,
            r#"kind eq "k1" or at le 2024-01-01T00:00:00Z"#,
            r#"not (kind eq "k1" and id ge "b")"#,
            r#"unknown isnull and kind eq "k1""#,
        ] {
            let predicate = validate(&parse_filter(filter).unwrap(), &Schema::permissive()).unwrap();
            let mut memos = memos([&predicate].into_iter(), &collection);
            let mut kept = 0;
            for (number, record) in (0..).zip(&records) {
                let keeps = memos.iter_mut().all(|memo| memo.keeps(number));
                assert_eq!(keeps, predicate.matches(&JsonText::new(record)), "{filter}: {record}");
                kept += usize::from(keeps);
            }
            assert!(kept > 0 && kept < records.len(), "{filter} keeps {kept}");
        }
    }
}

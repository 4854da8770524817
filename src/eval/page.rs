//! Whole collection queries on records in memory.

use super::item::Record;
use super::ranking::Ranking;
use crate::predicate::Query;

/// What a collection query answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<R> {
    /// The records of the page, in order.
    pub items: Vec<R>,
    /// How many records match, whatever `limit` and `offset`; the service says it as `X-Total-Count`.
    pub total: u64,
}

/// What a query answers on these records: those that match, sorted, then `offset` of them skipped, then as many taken as
/// were asked for or as the endpoint answers by itself.
///
/// ```
/// use v3q::eval::{JsonText, page};
/// use v3q::predicate::validate_query;
/// use v3q::schema::Schema;
/// use v3q::syntax::ReadOptions;
/// let parameters = [("filters", "size ge 2"), ("sorters", "-size"), ("limit", "1"), ("offset", "1")];
/// let query = validate_query(&parameters, &Schema::permissive(), &ReadOptions::default())?;
/// let records = [r#"{"size": 1}"#, r#"{"size": 2}"#, r#"{"size": 3}"#, r#"{"size": 4}"#].map(JsonText::new);
/// let page = page(records, &query);
/// assert_eq!(page.items, [JsonText::new(r#"{"size": 3}"#)]);
/// assert_eq!(page.total, 3);
/// # Ok::<(), v3q::predicate::QueryErrors>(())
/// ```
pub fn page<R: Record>(records: impl IntoIterator<Item = R>, query: &Query) -> Page<R> {
    let matcher = query.filter().map(|filter| filter.compile());
    let matching = records.into_iter().filter(|record| matcher.as_ref().is_none_or(|matcher| matcher.matches(record)));
    let size = query.page_size();
    let Some(order) = query.order() else {
        let mut total = 0;
        let end = size.map(|size| query.offset().saturating_add(size));
        let mut items = Vec::new();
        for record in matching {
            if total >= query.offset() && end.is_none_or(|end| total < end) {
                items.push(record);
            }
            total += 1;
        }
        return Page { items, total };
    };
    let most = size.map(|size| as_usize(query.offset().saturating_add(size)));
    let mut ranking = Ranking::new(most);
    for record in matching {
        ranking.add(order.key(&record), || record);
    }
    let total = ranking.added();
    let items = ranking.finish().into_iter().skip(as_usize(query.offset())).collect();
    Page { items, total }
}

fn as_usize(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

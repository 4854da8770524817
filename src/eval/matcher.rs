//! Predicates made ready for many records.

use super::bits::Bits;
use super::item::Record;
use super::leaves;
use super::probes::{Probes, bits_of};
use super::program::{Asked, Program};
use crate::predicate::{Predicate, Test};
use crate::vocab::FieldPath;

/// A predicate made ready: operands folded and sorted, tests gathered by path, the boolean tree laid out in steps.
///
/// Making one takes time in proportion to the predicate; a record then takes time in proportion to what its fields hold.
/// It can be shared between threads.
///
/// ```
/// use serde_json::json;
/// use v3q::predicate::validate;
/// use v3q::schema::Schema;
/// use v3q::syntax::parse_filter;
/// let filter = parse_filter(r#"type in ("ROLE","ACCESS_PROFILE") and not owner.name sw "svc""#)?;
/// let matcher = validate(&filter, &Schema::permissive())?.compile();
/// # #[cfg(feature = "json")] {
/// let records = [json!({"type": "role"}), json!({"type": "Role", "owner": {"name": "SVC-1"}}), json!({})];
/// assert_eq!(records.iter().filter(|record| matcher.matches(*record)).count(), 1);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Matcher {
    paths: Vec<PathProbes>,
    program: Program,
    bits: usize,
}

/// A path with what is asked of its leaves.
#[derive(Debug, Clone)]
pub(super) struct PathProbes {
    path: FieldPath,
    pub(super) names: Box<[Box<str>]>,
    pub(super) probes: Probes,
}

impl Predicate {
    /// Whether the predicate is true for a record.
    ///
    /// Null and absent fields and empty arrays are the same, and every operator but `ne` and `isnull` is false on them. A
    /// path spreads out arrays: `eq` and its like are true where they are true for any value that the path reaches.
    /// For more than one record, [`Predicate::compile`] it.
    ///
    /// ```
    /// use v3q::eval::JsonText;
    /// use v3q::predicate::validate;
    /// use v3q::schema::Schema;
    /// use v3q::syntax::parse_filter;
    /// let predicate = validate(&parse_filter("created gt 2018-12-18T23:05:55Z and name ne \"x\"")?, &Schema::permissive())?;
    /// assert!(predicate.matches(&JsonText::new(r#"{"created": "2018-12-19T02:00:00+02:00"}"#)));
    /// assert!(!predicate.matches(&JsonText::new(r#"{"created": "2018-12-19T00:00:00+02:00", "name": "y"}"#)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn matches<R: Record + ?Sized>(&self, record: &R) -> bool {
        self.compile().matches(record)
    }

    /// Makes the predicate ready for many records.
    #[must_use]
    pub fn compile(&self) -> Matcher {
        Matcher::new(self)
    }
}

impl Matcher {
    fn new(predicate: &Predicate) -> Self {
        let mut paths: Vec<PathProbes> = Vec::new();
        let mut numbers = std::collections::HashMap::new();
        let mut bits = 0;
        let mut asked = |test: &Test| {
            let number = *numbers.entry(test.path().clone()).or_insert_with(|| {
                let path = test.path().clone();
                paths.push(PathProbes { names: leaves::names(&path), path, probes: Probes::default() });
                paths.len() - 1
            });
            let asked = Asked { first: as_u32(bits), count: as_u32(bits_of(test)), path: as_u32(number) };
            if let Some(path) = paths.get_mut(number) {
                path.probes.add(test, asked.first);
            }
            bits += bits_of(test);
            asked
        };
        let program = Program::new(predicate, &mut asked);
        for path in &mut paths {
            path.probes.finish();
        }
        Self { paths, program, bits }
    }

    /// Whether the predicate is true for a record: see [`Predicate::matches`].
    #[must_use]
    pub fn matches<R: Record + ?Sized>(&self, record: &R) -> bool {
        let mut bits = Bits::new(self.bits);
        let mut reached = Bits::new(self.paths.len());
        self.program.run(&mut bits, |number, bits| {
            if !reached.get(number)
                && let Some(path) = self.paths.get(number as usize)
            {
                reached.set(number);
                leaves::visit(record, &path.names, |leaf| path.probes.feed(leaf, bits));
            }
        })
    }

    #[cfg(feature = "stream")]
    pub(super) fn path_probes(&self) -> &[PathProbes] {
        &self.paths
    }

    /// Room for the answers of all tests.
    #[cfg(feature = "stream")]
    pub(super) fn no_bits(&self) -> Bits {
        Bits::new(self.bits)
    }

    /// What comes out of the answers of the tests. `reach` is told of a path before its answers are asked for.
    #[cfg(feature = "stream")]
    #[inline(always)]
    pub(super) fn answer(&self, bits: &mut Bits, reach: impl FnMut(u32, &mut Bits)) -> bool {
        self.program.run(bits, reach)
    }

    /// The paths whose values it looks at, each once.
    pub fn paths(&self) -> impl Iterator<Item = &FieldPath> {
        self.paths.iter().map(|path| &path.path)
    }
}

fn as_u32(count: usize) -> u32 {
    u32::try_from(count).expect("a filter has fewer than 2^32 values")
}

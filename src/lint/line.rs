//! What the tests of one field, joined by `and`, mean together.
//!
//! A test asks for a value in its set, or for none in it. Fields can have several values, so that `a eq 1 and a eq 2` is
//! no contradiction unless the schema says that there is only one. Values are sorted once and looked up; nothing compares
//! each test with each other.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::containing::Containing;
use super::set::{Cut, Key, Set};

/// Among how many tests one is looked for that is enough for a clash.
const NAMED: usize = 64;

/// A test of one field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The part of the filter that asks.
    pub(super) at: usize,
    /// Whether it asks for a value in the set, or for none.
    pub(super) positive: bool,
    pub(super) set: &'a Set<'a>,
}

/// Tests that no record meets together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clash {
    /// The later one.
    pub(super) at: usize,
    /// The earlier one, where two are enough.
    pub(super) with: Option<usize>,
}

/// The range that all of the tests with a range leave, and who draws its ends.
struct Window<'a> {
    low: Option<(&'a Cut<'a>, usize)>,
    high: Option<(&'a Cut<'a>, usize)>,
}

/// Sets that no value may be in.
#[derive(Default)]
struct Forbidden<'a> {
    everything: Option<usize>,
    values: HashMap<&'a Key<'a>, usize>,
    others: HashMap<&'a Set<'a>, usize>,
    containing: Containing<'a>,
    /// By their beginnings, each with the end that reaches farthest up to here, and whose it is.
    ranges: Vec<(&'a Cut<'a>, &'a Cut<'a>, usize)>,
}

fn sets<'a>(asked: &[Asked<'a>], positive: bool) -> impl Iterator<Item = (usize, &'a Set<'a>)> {
    asked.iter().filter(move |it| it.positive == positive).map(|it| (it.at, it.set))
}

/// A reason why nothing meets all of the tests; `None` where there is none, or none that is certain. It stands at the last
/// of the tests that clash together.
pub(super) fn clash(asked: &[Asked<'_>], is_single: bool) -> Option<Clash> {
    let clash = reason(asked, is_single)?;
    if clash.with.is_some() {
        return Some(clash);
    }
    // Tests that clash go on to clash with more of them beside: the fewest first ones are looked for by halves.
    let counts: Vec<usize> = (1..=asked.len()).collect();
    let first = |count: usize| asked.get(..count).unwrap_or_default();
    let fewest = counts.partition_point(|count| reason(first(*count), is_single).is_none()) + 1;
    let (last, before) = first(fewest).split_last()?;
    let mut before = before.iter().take(NAMED);
    let with = before.find(|it| reason(&[**it, *last], is_single).is_some()).map(|it| it.at);
    Some(Clash { at: last.at, with })
}

fn reason(asked: &[Asked<'_>], is_single: bool) -> Option<Clash> {
    let forbidden = Forbidden::of(asked);
    for (at, set) in sets(asked, true) {
        if let Some(by) = forbidden.covering(set) {
            let with = by.map(|by| by.min(at));
            return Some(Clash { at: by.map_or(at, |by| by.max(at)), with });
        }
    }
    if !is_single {
        return None;
    }
    let window = Window::of(asked);
    let last = asked.last()?.at;
    let finite: Vec<&[Key<'_>]> = sets(asked, true).filter_map(|(_, set)| set.keys()).collect();
    let Some(fewest) = finite.iter().min_by_key(|keys| keys.len()) else {
        let (low, high) = (window.low?, window.high?);
        if low.0 >= high.0 {
            return Some(Clash { at: low.1.max(high.1), with: Some(low.1.min(high.1)) });
        }
        return forbidden.reaches(low.0, high.0).map(|_| Clash { at: last, with: None });
    };
    let containing = Containing::of(asked, true);
    let mut counts: HashMap<&Key<'_>, usize> = HashMap::new();
    finite.iter().copied().flatten().for_each(|key| *counts.entry(key).or_default() += 1);
    let is_left = |key: &Key<'_>| {
        counts.get(key) == Some(&finite.len())
            && window.has(key)
            && containing.all_inside(key)
            && forbidden.covering_key(key).is_none()
    };
    (!fewest.iter().any(is_left)).then_some(Clash { at: last, with: None })
}

/// The tests that say nothing beside another one: each with the other. No two of the tests may be the same.
///
/// That `ne` holds for a null is a choice made here. Whoever writes `isnull` beside it wants to be sure, and is not told
/// that it says nothing. `is_negated` tells that the tests are the negations of what is written.
pub(super) fn implied(asked: &[Asked<'_>], is_single: bool, is_negated: bool) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    positives(asked, &mut out);
    negatives(asked, &mut out);
    let whole = asked.iter().find(|it| it.positive != is_negated && *it.set == Set::Everything);
    if let Some(whole) = whole {
        let others = asked.iter().filter(|it| it.at != whole.at && it.positive == whole.positive);
        if is_negated {
            // `pr f or f eq 1` is `pr f`.
            out.extend(others.map(|it| (it.at, whole.at)));
        } else {
            // `pr f and f eq 1` is `f eq 1`.
            out.extend(others.map(|it| (whole.at, it.at)).take(1));
        }
    }
    if is_single {
        far_away(asked, &mut out);
    }
    out
}

/// A test for a value in a set says nothing beside one for a value in a part of the set.
fn positives(asked: &[Asked<'_>], out: &mut Vec<(usize, usize)>) {
    let values: HashMap<&Key<'_>, usize> = sets(asked, true).filter_map(|(at, set)| Some((set.only()?, at))).collect();
    let mut inner: Option<(&Cut<'_>, usize)> = None;
    let ranges = ranges(asked, true);
    // From the last to begin on: what begins later and ends earlier lies inside.
    for (at, set, (_, high)) in ranges.iter().rev() {
        if let Some((end, by)) = inner
            && end <= high
            && matches!(set, Set::Range(..))
        {
            out.push((*at, by));
        }
        if inner.is_none_or(|(end, _)| high < end) {
            inner = Some((high, *at));
        }
    }
    for (at, set) in sets(asked, true) {
        let by = set.list().and_then(|keys| keys.iter().find_map(|key| values.get(key)));
        out.extend(by.map(|by| (at, *by)));
    }
    out.extend(parts(&lists(asked, true, Set::list)).into_iter().map(|(part, whole)| (whole, part)));
    // Whoever asks for all of some values asks for each of them, and for one of any that are among more.
    let all = lists(asked, true, Set::all_of);
    out.extend(parts(&all));
    let each: HashMap<&Key<'_>, usize> = all.iter().flat_map(|(at, keys)| keys.iter().map(|key| (key, *at))).collect();
    for (at, set) in sets(asked, true) {
        let by = set.keys().and_then(|keys| keys.iter().find_map(|key| each.get(key)));
        out.extend(by.map(|by| (at, *by)));
    }
    for (at, text) in Containing::of(asked, true).tests() {
        let by = sets(asked, true).find(|(by, set)| *by != at && set.contains_always(text));
        out.extend(by.map(|(by, _)| (at, by)));
    }
}

/// A test for no value in a set says nothing beside one for no value in a larger set.
fn negatives(asked: &[Asked<'_>], out: &mut Vec<(usize, usize)>) {
    let listed = lists(asked, false, Set::list);
    let values: HashMap<&Key<'_>, usize> =
        listed.iter().flat_map(|(at, keys)| keys.iter().map(|key| (key, *at))).collect();
    let mut outer: Option<(&Cut<'_>, usize)> = None;
    let ranges = ranges(asked, false);
    for (at, set, (_, high)) in &ranges {
        match outer {
            Some((end, by)) if end >= high => out.push((*at, by)),
            _ => {
                let by = set.only().and_then(|key| values.get(key));
                out.extend(by.map(|by| (*at, *by)));
            }
        }
        if matches!(set, Set::Range(..)) && outer.is_none_or(|(end, _)| end < high) {
            outer = Some((high, *at));
        }
    }
    out.extend(parts(&listed));
    out.extend(parts(&lists(asked, false, Set::all_of)).into_iter().map(|(part, whole)| (whole, part)));
    let containing = Containing::of(asked, false);
    out.extend(sets(asked, false).filter_map(|(at, set)| Some((at, containing.around(set, Some(at))?))));
}

/// The lists that tests ask of.
fn lists<'a>(
    asked: &[Asked<'a>],
    positive: bool,
    list: impl Fn(&'a Set<'a>) -> Option<&'a [Key<'a>]>,
) -> Vec<(usize, &'a [Key<'a>])> {
    sets(asked, positive).filter_map(|(at, set)| Some((at, list(set)?))).collect()
}

/// The lists that are a part of another one, each with that.
fn parts(lists: &[(usize, &[Key<'_>])]) -> Vec<(usize, usize)> {
    let mut holders: HashMap<&Key<'_>, Vec<usize>> = HashMap::new();
    for (number, (_, keys)) in lists.iter().enumerate() {
        keys.iter().for_each(|key| holders.entry(key).or_default().push(number));
    }
    let whole = |(at, keys): &(usize, &[Key<'_>])| {
        let rarest = keys.iter().filter_map(|key| holders.get(key)).min_by_key(|holders| holders.len())?;
        let mut others = rarest.iter().take(NAMED).filter_map(|number| lists.get(*number));
        let has_all = |(other, all): &&(usize, &[Key<'_>])| {
            other != at && keys.len() < all.len() && keys.iter().all(|key| all.binary_search(key).is_ok())
        };
        others.find(has_all).map(|(other, _)| (*at, *other))
    };
    lists.iter().filter_map(whole).collect()
}

/// Where there is one value, a test for none in a set says nothing beside one for a value elsewhere.
fn far_away(asked: &[Asked<'_>], out: &mut Vec<(usize, usize)>) {
    let finite = sets(asked, true).filter_map(|(at, set)| Some((at, set.keys()?)));
    let fewest = finite.min_by_key(|(_, keys)| keys.len());
    let window = Window::of(asked);
    let containing = Containing::of(asked, true);
    for (at, set) in sets(asked, false) {
        if let Some(by) = containing.apart(set) {
            out.push((at, by));
            continue;
        }
        if let (Some(text), Some((by, keys))) = (set.contained(), fewest)
            && !keys.iter().any(|key| key.contains(text))
        {
            out.push((at, by));
        }
        let Some((low, high)) = set.hull() else { continue };
        let by = match fewest {
            Some((by, keys)) => {
                let is_inside = match set.keys() {
                    Some(forbidden) => forbidden.iter().any(|key| keys.binary_search(key).is_ok()),
                    None => {
                        let first = keys.partition_point(|key| Cut::before(key.clone()) < low);
                        keys.get(first).is_some_and(|key| Cut::behind(key.clone()) <= high)
                    }
                };
                (!is_inside).then_some(by)
            }
            None => {
                let below = window.low.filter(|(start, _)| high <= **start);
                below.or(window.high.filter(|(end, _)| low >= **end)).map(|(_, by)| by)
            }
        };
        out.extend(by.map(|by| (at, by)));
    }
}

/// The ranges that hold the sets, by their beginnings; of those that begin together the longest first.
fn ranges<'a>(asked: &[Asked<'a>], positive: bool) -> Vec<(usize, &'a Set<'a>, (Cut<'a>, Cut<'a>))> {
    let mut ranges: Vec<_> = sets(asked, positive).filter_map(|(at, set)| Some((at, set, set.hull()?))).collect();
    ranges.sort_by(|(_, _, left), (_, _, right)| (&left.0, Reverse(&left.1)).cmp(&(&right.0, Reverse(&right.1))));
    ranges
}

impl<'a> Window<'a> {
    fn of(asked: &[Asked<'a>]) -> Self {
        let mut window = Self { low: None, high: None };
        for (at, set) in sets(asked, true) {
            let Set::Range(low, high) = set else { continue };
            if window.low.is_none_or(|(other, _)| low > other) {
                window.low = Some((low, at));
            }
            if window.high.is_none_or(|(other, _)| high < other) {
                window.high = Some((high, at));
            }
        }
        window
    }

    fn has(&self, key: &Key<'_>) -> bool {
        self.low.is_none_or(|(low, _)| *low <= Cut::before(key.clone()))
            && self.high.is_none_or(|(high, _)| *high >= Cut::behind(key.clone()))
    }
}

impl<'a> Forbidden<'a> {
    fn of(asked: &[Asked<'a>]) -> Self {
        let mut out = Self { containing: Containing::of(asked, false), ..Self::default() };
        for (at, set) in sets(asked, false) {
            match set {
                Set::Everything => out.everything = Some(at),
                Set::Containing(_) | Set::Other(..) => drop(out.others.insert(set, at)),
                Set::Points(keys) => out.values.extend(keys.iter().map(|key| (key, at))),
                Set::Range(low, high) => match set.only() {
                    Some(key) => drop(out.values.insert(key, at)),
                    None => out.ranges.push((low, high, at)),
                },
            }
        }
        out.ranges.sort_unstable();
        let mut farthest: Option<(&Cut<'_>, usize)> = None;
        for (_, high, at) in &mut out.ranges {
            match farthest {
                Some((end, by)) if end >= *high => (*high, *at) = (end, by),
                _ => farthest = Some((*high, *at)),
            }
        }
        out
    }

    /// Whether all of the set is forbidden, and by which test, where one does it.
    fn covering(&self, set: &Set<'_>) -> Option<Option<usize>> {
        if self.everything.is_some() {
            return Some(self.everything);
        }
        if let Some(keys) = set.keys() {
            let mut by = None;
            for (i, key) in keys.iter().enumerate() {
                let one = self.covering_key(key)?;
                by = if i == 0 || by == Some(one) { Some(one) } else { None };
            }
            return Some(by);
        }
        let within = || self.containing.around(set, None);
        match set {
            Set::Range(low, high) => self.reaches(low, high).or_else(within).map(Some),
            Set::Containing(_) | Set::Other(..) => self.others.get(set).copied().or_else(within).map(Some),
            Set::Everything | Set::Points(_) => None,
        }
    }

    fn covering_key(&self, key: &Key<'_>) -> Option<usize> {
        let value = self.values.get(key).copied();
        let value = value.or_else(|| self.reaches(&Cut::before(key.clone()), &Cut::behind(key.clone())));
        value.or_else(|| self.containing.inside(key))
    }

    /// The range that holds all from one cut to another.
    fn reaches(&self, low: &Cut<'_>, high: &Cut<'_>) -> Option<usize> {
        let behind = self.ranges.partition_point(|(start, ..)| *start <= low);
        let (_, end, by) = self.ranges.get(behind.checked_sub(1)?)?;
        (*end >= high).then_some(*by)
    }
}

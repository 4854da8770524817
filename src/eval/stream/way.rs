//! The way to an array of records, and out of it.

use super::super::json_string::unescaped;
use super::checker::Checker;
use super::fault::Fault;
use super::framing::Pointer;

/// Reads what stands around the array of records, and checks it.
pub(super) struct Way {
    checker: Checker,
    names: Vec<String>,
    /// How many objects on the way are open.
    entered: usize,
    /// Whether the value of the name that comes next has been seen, by name.
    seen: Vec<bool>,
    /// What is behind the key that was read last is on the way.
    follows: bool,
    /// The key that is being read, as it is written; no longer than it takes to see that it is another one.
    key: Option<Vec<u8>>,
}

/// A key of a name may be so many times as long with its escapes.
const LONGEST_ESCAPE: usize = 6;

impl Way {
    pub(super) fn new(pointer: &Pointer) -> Self {
        let names = pointer.names().to_vec();
        Self {
            checker: Checker::new(),
            seen: vec![false; names.len()],
            follows: names.is_empty(),
            names,
            entered: 0,
            key: None,
        }
    }

    /// Takes the next byte. Whether it opens the array.
    pub(super) fn take(&mut self, byte: u8) -> Result<bool, Fault> {
        let (wants_value, wants_key) = (self.checker.wants_value(), self.checker.wants_key());
        self.checker.take(byte)?;
        if wants_value && self.follows && !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            self.follows = false;
            if self.entered == self.names.len() {
                return if byte == b'[' { Ok(true) } else { Err(Fault::ExpectedArray) };
            }
            if byte != b'{' {
                return Err(Fault::NoRecords);
            }
        }
        let depth = self.left();
        if wants_key && byte == b'"' {
            // A key in an object that the way has led to.
            self.key = (depth == self.entered + 1).then(Vec::new);
        } else if let Some(key) = &mut self.key {
            if self.checker.wants_colon() {
                let name = self.names.get(self.entered);
                let is_next = name.is_some_and(|name| is_name(key, name));
                self.key = None;
                if is_next {
                    return self.enter();
                }
            } else if name_length(&self.names, self.entered) >= key.len() {
                key.push(byte);
            }
        }
        Ok(false)
    }

    fn enter(&mut self) -> Result<bool, Fault> {
        let Some(seen) = self.seen.get_mut(self.entered) else { return Ok(false) };
        if std::mem::replace(seen, true) {
            return Err(Fault::RepeatedKey);
        }
        self.follows = true;
        self.entered += 1;
        Ok(false)
    }

    /// Leaves the array: takes the bracket that closes it.
    pub(super) fn leave(&mut self) -> Result<(), Fault> {
        self.checker.take(b']')?;
        self.left();
        Ok(())
    }

    /// How many containers are open; the objects on the way that have been left are among them no more.
    fn left(&mut self) -> usize {
        let depth = self.checker.depth() as usize;
        if !self.follows && depth <= self.entered {
            self.entered = depth.saturating_sub(1);
        }
        depth
    }

    /// Says what is missing when the input ends here.
    pub(super) fn finish(&mut self) -> Result<(), Fault> {
        self.checker.finish()?;
        if self.seen.iter().all(|seen| *seen) { Ok(()) } else { Err(Fault::NoRecords) }
    }
}

fn name_length(names: &[String], entered: usize) -> usize {
    names.get(entered).map_or(0, |name| name.len().saturating_mul(LONGEST_ESCAPE))
}

fn is_name(key: &[u8], name: &str) -> bool {
    str::from_utf8(key).ok().and_then(unescaped).is_some_and(|key| key == name)
}

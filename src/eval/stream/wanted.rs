//! The fields that a predicate looks at, as a tree of names.

use super::super::matcher::Matcher;
use super::answers::Raw;

/// As many keys of one object can be told apart in a word of bits.
const MOST: usize = 64;

/// The tree: a node for each place at which a path ends or goes on.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    nodes: Vec<Node>,
    fits: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    /// The number of the path that ends here.
    pub(super) path: Option<usize>,
    /// The number of the field at hand that is here.
    pub(super) at_hand: Option<usize>,
    pub(super) keys: Vec<Key>,
    /// A bit for the lower half of the first byte of each key: most other keys fail by that.
    first_bytes: u64,
}

impl Node {
    /// Whether anything is asked of what is here, or below.
    pub(super) fn is_asked(&self) -> bool {
        self.path.is_some() || !self.keys.is_empty()
    }
}

/// A key that is looked for.
#[derive(Debug, Clone)]
pub(super) struct Key {
    /// The first bytes of the key and its closing quote, and which of eight bytes they are.
    start: u64,
    mask: u64,
    /// The key and its closing quote.
    quoted: Box<[u8]>,
    /// The node below it.
    pub(super) node: u32,
}

impl Key {
    fn new(name: &str, node: u32) -> Self {
        let quoted: Box<[u8]> = name.bytes().chain([b'"']).collect();
        let mut start = [0; 8];
        let mut mask = [0; 8];
        for ((start, mask), byte) in start.iter_mut().zip(&mut mask).zip(&quoted) {
            (*start, *mask) = (*byte, 0xff);
        }
        Self { start: u64::from_le_bytes(start), mask: u64::from_le_bytes(mask), quoted, node }
    }

    #[inline(always)]
    fn is_at(&self, start: u64, bytes: &[u8], at: usize) -> bool {
        start & self.mask == self.start
            && (self.quoted.len() <= 8 || bytes.get(at..at + self.quoted.len()) == Some(&*self.quoted))
    }

    fn is(&self, name: &str) -> bool {
        self.quoted.split_last().is_some_and(|(_, own)| own == name.as_bytes())
    }
}

impl Wanted {
    /// What a predicate looks at, and fields to have at hand.
    pub(super) fn new(matcher: Option<&Matcher>, at_hand: &[Box<str>]) -> Self {
        let mut wanted = Self { nodes: vec![Node::default()], fits: true };
        let paths = matcher.map_or(&[][..], Matcher::path_probes);
        for (number, path) in paths.iter().enumerate() {
            let mut at = 0;
            for name in &path.names {
                at = wanted.below(at, name);
            }
            if let Some(node) = wanted.nodes.get_mut(at) {
                node.path = Some(number);
            }
        }
        for (number, name) in at_hand.iter().enumerate() {
            let at = wanted.below(0, name);
            if let Some(node) = wanted.nodes.get_mut(at) {
                node.at_hand = Some(number);
            }
        }
        wanted.fits = wanted.nodes.iter().all(|node| node.keys.len() <= MOST);
        wanted
    }

    fn below(&mut self, at: usize, name: &str) -> usize {
        let new = self.nodes.len();
        let Some(node) = self.nodes.get_mut(at) else { return at };
        if let Some(key) = node.keys.iter().find(|key| key.is(name)) {
            return key.node as usize;
        }
        node.first_bytes |= name.bytes().next().map_or(0, first_bit);
        node.keys.push(Key::new(name, u32::try_from(new).expect("a filter has fewer than 2^32 fields")));
        self.nodes.push(Node::default());
        new
    }

    /// Whether no object has more keys to look for than can be told apart.
    pub(super) fn fits(&self) -> bool {
        self.fits
    }

    /// Whether there is any field to look for.
    pub(super) fn has_any(&self) -> bool {
        self.nodes.len() > 1
    }

    #[inline(always)]
    pub(super) fn node(&self, number: u32) -> Option<&Node> {
        self.nodes.get(number as usize)
    }
}

impl Node {
    /// The number and the key whose name begins at `at`, behind the opening quote.
    #[inline(always)]
    pub(super) fn find(&self, bytes: &[u8], at: usize) -> Option<(usize, &Key)> {
        if first_bit(*bytes.get(at)?) & self.first_bytes == 0 {
            return None;
        }
        let start = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>).map_or(0, |start| u64::from_le_bytes(*start));
        for (number, key) in self.keys.iter().enumerate() {
            if key.is_at(start, bytes, at) {
                return Some((number, key));
            }
        }
        None
    }

    /// The same for a name with escapes.
    #[cold]
    #[inline(never)]
    pub(super) fn find_escaped(&self, bytes: &[u8], raw: Raw) -> Option<(usize, &Key)> {
        let name = raw.read(bytes)?;
        self.keys.iter().enumerate().find(|(_, key)| key.is(&name))
    }
}

#[inline(always)]
fn first_bit(byte: u8) -> u64 {
    1 << (byte & 63)
}

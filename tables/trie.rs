//! Writes the tables that `src/text/script/table.rs` reads: what stands where is said there.

use crate::table::{ABSENT, KEY, Kind, LEAF, PAGE, VALUE_BITS};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::iter::successors;
use std::ops::Range;

/// A table in the making: keys in order, each with its kind and value.
pub type Entries = BTreeMap<String, (Kind, String)>;

/// The parent of a free place, and that of the root: no node's number.
const FREE: u32 = u32::MAX;
const ROOT: u32 = u32::MAX - 1;
/// The double array grows by so many places; no code is larger.
const BLOCK: usize = 1 << 14;

/// Keys, each with a number of 31 bits.
pub type Numbers = BTreeMap<String, u32>;

/// Appends the table of `entries` to `out`.
pub fn write(entries: &Entries, out: &mut Vec<u8>) {
    let mut values = Values::new();
    let numbers = numbers(entries, &mut values);
    write_keys(
        &codes(numbers.keys().map(String::as_str)),
        numbers.iter().map(|(key, number)| (key.as_str(), *number)),
        out,
    );
    values.write(out);
}

/// The numbers of entries: two bits of kind and the number of the value.
fn numbers(entries: &Entries, values: &mut Values) -> Numbers {
    let numbers = entries.iter().map(|(key, (kind, value))| {
        let number = if key == value { 0 } else { values.number(value) };
        assert!(number < (1 << VALUE_BITS) - 1, "a number fits beside the kind");
        (key.clone(), (*kind as u32) << VALUE_BITS | number)
    });
    numbers.collect()
}

/// Tables that are much alike: their keys and values are written once, and of all but the first only in
/// what their numbers differ.
pub struct Family {
    pub values: Values,
    tables: Vec<Numbers>,
    /// The keys of all tables in order, once there are no more to come.
    keys: OnceCell<Vec<String>>,
}

impl Family {
    pub fn new() -> Self {
        Self { values: Values::new(), tables: Vec::new(), keys: OnceCell::new() }
    }

    /// Adds a table and says which it is.
    pub fn add(&mut self, entries: &Entries) -> usize {
        let numbers = numbers(entries, &mut self.values);
        self.add_numbers(numbers)
    }

    pub fn add_numbers(&mut self, numbers: Numbers) -> usize {
        assert!(self.keys.get().is_none(), "all tables are there before any is written");
        self.tables.push(numbers);
        self.tables.len() - 1
    }

    fn keys(&self) -> &[String] {
        self.keys.get_or_init(|| {
            let mut keys: Vec<&String> = self.tables.iter().flat_map(Numbers::keys).collect();
            keys.sort();
            keys.dedup();
            keys.into_iter().cloned().collect()
        })
    }

    /// The codes of its characters, and of `letters` that no key has.
    pub fn codes<'f>(&'f self, letters: impl Iterator<Item = &'f str>) -> HashMap<char, u16> {
        codes(self.keys().iter().map(String::as_str).chain(letters))
    }

    /// ```text
    /// keys            each with its place among them
    /// numbers         those of the first table
    /// values
    /// ```
    pub fn write(&self, codes: &HashMap<char, u16>, out: &mut Vec<u8>) {
        write_keys(codes, self.keys().iter().map(String::as_str).zip(0..), out);
        section(out, self.numbers(0).into_iter().flat_map(u32::to_le_bytes));
        self.values.write(out);
    }

    /// Appends what the numbers of a table have that those of the first do not.
    pub fn write_table(&self, table: usize, out: &mut Vec<u8>) {
        let differences = self.numbers(table).into_iter().zip(self.numbers(0)).map(|(own, first)| own ^ first);
        section(out, differences.flat_map(u32::to_le_bytes));
    }

    fn numbers(&self, table: usize) -> Vec<u32> {
        let mut own = self.tables[table].iter().peekable();
        let numbers = self.keys().iter().map(|key| own.next_if(|(own, _)| *own == key).map_or(ABSENT, |(_, n)| *n));
        numbers.collect()
    }
}

/// Appends keys that have a number of their own.
fn write_keys<'k>(codes: &HashMap<char, u16>, numbers: impl Iterator<Item = (&'k str, u32)>, out: &mut Vec<u8>) {
    let (pages, page_codes) = paged(codes);
    let keys = numbers.map(|(key, number)| {
        assert!(number & LEAF == 0, "a number fits beside the flag");
        (key.chars().map(|c| codes[&c]).collect(), LEAF | number)
    });
    section(out, pages.iter().flat_map(|page| page.to_le_bytes()));
    section(out, page_codes.iter().flat_map(|code| code.to_le_bytes()));
    section(out, DoubleArray::new(keys.collect()).bytes());
}

/// Appends a number to `out`.
pub fn number(out: &mut Vec<u8>, number: usize) {
    let number = u32::try_from(number).expect("tables are smaller than 4 GiB");
    out.extend(number.to_le_bytes());
}

pub fn section(out: &mut Vec<u8>, bytes: impl Iterator<Item = u8>) {
    let start = out.len();
    number(out, 0);
    out.extend(bytes);
    let length = u32::try_from(out.len() - start - 4).expect("tables are smaller than 4 GiB");
    out[start..start + 4].copy_from_slice(&length.to_le_bytes());
}

/// A code from 1 for every character of the keys, the frequent ones first: nodes then lie close.
fn codes<'k>(keys: impl Iterator<Item = &'k str>) -> HashMap<char, u16> {
    let mut counts = BTreeMap::new();
    for c in keys.flat_map(str::chars) {
        *counts.entry(c).or_insert(0_usize) += 1;
    }
    let mut characters: Vec<(char, usize)> = counts.into_iter().collect();
    characters.sort_by_key(|&(c, count)| (std::cmp::Reverse(count), c));
    assert!(characters.len() < BLOCK, "a code fits in a block");
    characters.into_iter().map(|(c, _)| c).zip(1..).collect()
}

/// The codes by page: which page a character is on, and the pages. Page 0 is empty.
fn paged(codes: &HashMap<char, u16>) -> (Vec<u16>, Vec<u16>) {
    let mut pages = vec![0; char::MAX as usize / PAGE + 1];
    let mut page_codes = vec![0; PAGE];
    let mut sorted: Vec<(char, u16)> = codes.iter().map(|(&c, &code)| (c, code)).collect();
    sorted.sort_unstable();
    for (c, code) in sorted {
        let page: &mut u16 = &mut pages[c as usize / PAGE];
        if *page == 0 {
            *page = u16::try_from(page_codes.len() / PAGE).expect("there are 4352 pages");
            page_codes.resize(page_codes.len() + PAGE, 0);
        }
        page_codes[*page as usize * PAGE + c as usize % PAGE] = code;
    }
    (pages, page_codes)
}

/// The distinct values, one after another. Their numbers start at 1.
pub struct Values {
    numbers: HashMap<String, u32>,
    pairs: HashMap<(String, String), u32>,
    lengths: Vec<u8>,
    pool: String,
}

impl Values {
    pub fn new() -> Self {
        Self { numbers: HashMap::new(), pairs: HashMap::new(), lengths: Vec::new(), pool: String::new() }
    }

    pub fn number(&mut self, value: &str) -> u32 {
        if let Some(&number) = self.numbers.get(value) {
            return number;
        }
        let number = self.push(value);
        self.numbers.insert(value.to_owned(), number);
        number
    }

    /// The number of the first of two values that follow each other.
    pub fn pair(&mut self, value: &str, next: &str) -> u32 {
        if let Some(&number) = self.pairs.get(&(value.to_owned(), next.to_owned())) {
            return number;
        }
        let number = self.push(value);
        self.push(next);
        self.pairs.insert((value.to_owned(), next.to_owned()), number);
        number
    }

    fn push(&mut self, value: &str) -> u32 {
        self.pool.push_str(value);
        self.lengths.push(u8::try_from(value.len()).expect("a value is shorter than 256 bytes"));
        u32::try_from(self.lengths.len()).expect("tables are smaller than 4 GiB")
    }

    pub fn write(&self, out: &mut Vec<u8>) {
        section(out, self.lengths.iter().copied());
        section(out, self.pool.bytes());
    }
}

/// The nodes, and the free places among them.
struct DoubleArray {
    /// Base and parent.
    nodes: Vec<(u32, u32)>,
    /// The free place before and behind each free place, in a ring through place 0.
    free: Vec<(usize, usize)>,
    /// How many places were looked for last, and the free place before those found: as many will
    /// hardly find room before it.
    last: (usize, usize),
}

impl DoubleArray {
    /// Builds the array over `keys`, each of them codes and the base of its leaf.
    fn new(mut keys: Vec<(Vec<u16>, u32)>) -> Self {
        keys.sort();
        let mut array = Self { nodes: vec![(0, ROOT)], free: vec![(0, 0)], last: (0, 0) };
        array.grow();
        // Nodes of many children come first: what few need fills the gaps that they leave.
        let mut pending = BinaryHeap::from([Pending::new(&keys, 0..keys.len(), 0, 0)]);
        while let Some(Pending { children, node, depth, own, .. }) = pending.pop() {
            if let (Some(leaf), true) = (own, children.is_empty()) {
                array.nodes[node].0 = leaf;
                continue;
            }
            let labels = own.map(|_| 0).into_iter().chain(children.iter().map(|child| child.0));
            let base = array.place(node, &labels.collect::<Vec<u16>>());
            if let Some(leaf) = own {
                array.nodes[node].0 |= KEY;
                array.nodes[base].0 = leaf;
            }
            for (label, from, to) in children {
                pending.push(Pending::new(&keys, from..to, base ^ label as usize, depth + 1));
            }
        }
        array
    }

    /// Finds the first base at which there is room for the children of `node`, and takes it.
    ///
    /// XOR with any code stays inside the block of a place, so a new block always has room.
    fn place(&mut self, node: usize, labels: &[u16]) -> usize {
        let first = labels[0] as usize;
        let fits = |&base: &usize| labels.iter().all(|&label| self.nodes[base ^ label as usize].1 == FREE);
        let start = if self.last.0 == labels.len() { self.last.1 } else { 0 };
        let free = successors(Some(self.free[start].1), |&place| Some(self.free[place].1));
        let fitting = free.take_while(|&place| place != 0).map(|place| place ^ first).find(fits);
        let base = fitting.unwrap_or_else(|| self.grow());
        self.last = (labels.len(), self.free[base ^ first].0);
        assert!(base < KEY as usize, "a base leaves room for the flags");
        self.nodes[node].0 = u32::try_from(base).expect("a base is below 2^30");
        for &label in labels {
            self.take(base ^ label as usize, node);
        }
        base
    }

    /// Takes a place out of the ring of the free ones.
    fn take(&mut self, place: usize, parent: usize) {
        let (before, behind) = self.free[place];
        self.free[before].1 = behind;
        self.free[behind].0 = before;
        self.nodes[place].1 = u32::try_from(parent).expect("a place is below 2^30");
    }

    /// Adds free places up to the end of the next block and says where that block starts.
    fn grow(&mut self) -> usize {
        let end = (self.nodes.len() + 1).next_multiple_of(BLOCK);
        for place in self.nodes.len()..end {
            let last = self.free[0].0;
            self.nodes.push((0, FREE));
            self.free.push((last, 0));
            self.free[last].1 = place;
            self.free[0].0 = place;
        }
        end - BLOCK
    }

    fn bytes(&self) -> impl Iterator<Item = u8> {
        self.nodes.iter().flat_map(|(base, parent)| [base.to_le_bytes(), parent.to_le_bytes()]).flatten()
    }
}

/// A node whose children have no places yet. Of two the larger has more of them.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Pending {
    size: usize,
    node: usize,
    depth: usize,
    /// The base of the leaf of a key that ends here.
    own: Option<u32>,
    /// By their codes, which keys go on so.
    children: Vec<(u16, usize, usize)>,
}

impl Pending {
    /// The node at which the keys of `range` are alike up to `depth`.
    fn new(keys: &[(Vec<u16>, u32)], mut range: Range<usize>, node: usize, depth: usize) -> Self {
        let own = keys[range.clone()].first().filter(|(key, _)| key.len() == depth).map(|&(_, leaf)| leaf);
        range.start += usize::from(own.is_some());
        let mut start = range.start;
        let chunks = keys[range].chunk_by(|a, b| a.0[depth] == b.0[depth]).map(|chunk| {
            let from = start;
            start += chunk.len();
            (chunk[0].0[depth], from, start)
        });
        let children: Vec<_> = chunks.collect();
        Self { size: children.len(), node, depth, own, children }
    }
}

//! A message in LINE, Telegram or X.
//!
//! In: a story. Out: a text for each: title, as many figures as its length takes, and the address.
//!
//! May touch: nothing

use super::{File, Story, cut, plain};

/// A network, and how long its messages may be.
struct Network {
    file: &'static str,
    most: usize,
    /// How long a text is to it.
    length: fn(&str) -> usize,
    /// What an address counts for; as long as it is where nothing is said.
    address: Option<usize>,
}

/// The networks. An address on X counts as 23 characters, and a Han character as two.
const NETWORKS: [Network; 3] = [
    Network { file: "x.txt", most: 280, length: weighed, address: Some(23) },
    Network { file: "telegram.txt", most: 4096, length: utf16, address: None },
    Network { file: "line.txt", most: 5000, length: utf16, address: None },
];

/// The files of a message.
pub(super) fn files(story: &Story<'_>) -> Vec<File> {
    NETWORKS.iter().map(|network| (network.file, network.message(story))).collect()
}

impl Network {
    fn message(&self, story: &Story<'_>) -> String {
        let address = self.address.unwrap_or_else(|| (self.length)(&story.url));
        // Two line ends around what is between title and address.
        let room = self.most.saturating_sub(address + 2);
        let mut title = story.title.clone();
        let mut signs = title.chars().count();
        while (self.length)(&title) > room && signs > 1 {
            signs -= 1;
            title = cut(&story.title, signs);
        }
        let mut text = title;
        for row in story.figures() {
            let longer = [&text, "\n", &plain::line(row, story)].concat();
            if (self.length)(&longer) > room {
                break;
            }
            text = longer;
        }
        [&text, "\n", &story.url, "\n"].concat()
    }
}

/// UTF-16 code units.
fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

/// As X weighs a text: signs of alphabets and common marks are one, all others two.
fn weighed(text: &str) -> usize {
    let weight = |sign: char| match u32::from(sign) {
        0..=4351 | 8192..=8205 | 8208..=8223 | 8242..=8247 => 1,
        _ => 2,
    };
    text.chars().map(weight).sum()
}

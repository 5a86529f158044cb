//! Folds both Chinese scripts and both character widths to one.
//!
//! In comes text as printed, `１２．５億`; out goes its folded form,
//! `12.5亿`, always one character for one, so that spans stay those of the
//! printed text.
//!
//! May touch: nothing

/// Traditional characters found in numbers, units and the names of bases and
/// kinds. `SIMPLIFIED` has their counterparts in the same order.
const TRADITIONAL: &str = "過萬億餘約個點內於將負條種項時噸輛戶畝張間場歲週處臺隻顆檔筆層棟輪塊頭兩錢門\
                           幣歐鎊盧韓馬標準櫃貨類單鄉鎮鐘業廠園區國專車機線網電氣糧豬雞魚圓長減漲擴縮緩\
                           調與較總環連續貢獻佔預測計劃價數對賓釐應註絕億歷來僅額體資後";
const SIMPLIFIED: &str = "过万亿余约个点内于将负条种项时吨辆户亩张间场岁周处台只颗档笔层栋轮块头两钱门\
                          币欧镑卢韩马标准柜货类单乡镇钟业厂园区国专车机线网电气粮猪鸡鱼元长减涨扩缩缓\
                          调与较总环连续贡献占预测计划价数对宾厘应注绝亿历来仅额体资后";

/// Folds a printed character: halfwidth for fullwidth, Simplified for
/// Traditional, `-` for every minus, a plain space for every printed one.
pub(super) fn fold(printed: char) -> char {
    match printed {
        '\0'..='\u{9F}' => printed,
        // The fullwidth block repeats printable ASCII at a fixed distance.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(printed as u32 - 0xFEE0).unwrap_or(printed),
        '\u{3000}' | '\u{00A0}' | '\u{2009}' | '\u{202F}' => ' ',
        '−' | '–' | '\u{2010}' | '\u{2011}' | '﹣' => '-',
        '﹢' => '+',
        '﹪' => '%',
        _ => match FOLDS.binary_search_by_key(&(printed as u32), |&(traditional, _)| traditional) {
            Ok(at) => char::from_u32(FOLDS[at].1).unwrap_or(printed),
            Err(_) => printed,
        },
    }
}

/// The two tables paired, in the order of the first: a bulletin's figures fold thousands of
/// characters.
const FOLDS: [(u32, u32); TRADITIONAL.len() / HAN] = {
    let mut folds = [(0, 0); TRADITIONAL.len() / HAN];
    let mut count = 0;
    while count < folds.len() {
        let fold = (scalar(TRADITIONAL.as_bytes(), count), scalar(SIMPLIFIED.as_bytes(), count));
        let mut at = count;
        while at > 0 && folds[at - 1].0 > fold.0 {
            folds[at] = folds[at - 1];
            at -= 1;
        }
        folds[at] = fold;
        count += 1;
    }
    folds
};

/// The bytes that each character of the tables takes in UTF-8.
const HAN: usize = 3;

/// The character at an index of a table, as a number.
const fn scalar(table: &[u8], at: usize) -> u32 {
    let (lead, middle, last) = (table[at * HAN], table[at * HAN + 1], table[at * HAN + 2]);
    ((lead & 0x0F) as u32) << 12 | ((middle & 0x3F) as u32) << 6 | (last & 0x3F) as u32
}

/// Folds every character of a text: `億元` to `亿元`.
pub(super) fn fold_all(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// The bytes that a folded word takes at the beginning of a printed text.
pub(super) fn prefix_len(text: &str, word: &str) -> Option<usize> {
    let mut rest = text.chars();
    for wanted in word.chars() {
        rest.next().filter(|&found| fold(found) == wanted)?;
    }
    Some(text.len() - rest.as_str().len())
}

/// The byte at which a folded word begins that ends a printed text.
pub(super) fn suffix_start(text: &str, word: &str) -> Option<usize> {
    let mut rest = text.chars();
    for wanted in word.chars().rev() {
        rest.next_back().filter(|&found| fold(found) == wanted)?;
    }
    Some(rest.as_str().len())
}

/// A position in a printed text that advances as pieces are read.
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The byte reached so far.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// What is still to be read.
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Reads a folded word if it comes next.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let len = prefix_len(self.rest(), word);
        self.at += len.unwrap_or(0);
        len.is_some()
    }

    /// Reads while the folded characters satisfy `wanted`.
    pub(super) fn eat_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let len = rest.find(|c| !wanted(fold(c))).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    /// Moves past as many characters.
    pub(super) fn skip(&mut self, characters: usize) {
        self.at += self.rest().chars().take(characters).map(char::len_utf8).sum::<usize>();
    }

    pub(super) fn skip_spaces(&mut self) {
        self.eat_while(|c| c == ' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_tables_run_in_step() {
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
        for (traditional, simplified) in TRADITIONAL.chars().zip(SIMPLIFIED.chars()) {
            assert_eq!(fold(traditional), simplified);
        }
        assert_eq!(fold_all("超過３．５萬億　圓％"), "超过3.5万亿 元%");
        assert_eq!(fold_all("與預測價數註僅"), "与预测价数注仅");
    }

    #[test]
    fn words_are_found_in_either_script() {
        assert_eq!(prefix_len("超過3", "超过"), Some("超過".len()));
        assert_eq!(suffix_start("3個以內", "以内"), Some("3個".len()));
        assert_eq!(suffix_start("内", "以内"), None);
    }
}

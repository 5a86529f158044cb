//! What a reader of an article keeps in mind.
//!
//! In: what was read so far. Out: the period, the basis, the indicator and the speaker that a clause
//! takes when it names none.
//!
//! May touch: text, figure, prose

use super::scan::Token;
use super::{Figure, LeftOut, Stated, frame, phrase, role};
use crate::figure::{Basis, Change, Kind, Period, Quantity};
use crate::import::articles::Article;
use crate::import::letters::Text;
use crate::import::list::List;
use crate::import::place;
use crate::prose::Rules;
use crate::text::name::{TITLES, VERBS, is_family};
use jiff::civil::Date;
use std::collections::HashMap;
use std::ops::Range;

/// What is kept in mind from clause to clause.
#[derive(Debug)]
pub(crate) struct Context {
    /// The rules by which numerals are set apart.
    pub(crate) rules: Rules,
    /// The day the page was printed.
    pub(crate) today: Date,
    /// The period the article is about.
    whole: Option<Period>,
    /// The period the section is about, or the article.
    pub(crate) lead: Option<Period>,
    /// Whether a heading that names no period has just begun a section.
    opening: bool,
    /// The year that 全年 means.
    pub(crate) year: Option<i16>,
    /// Whether the article tells of a day of trading.
    pub(crate) trading: bool,
    /// Whether it is printed in Traditional characters.
    pub(crate) traditional: bool,
    /// The region the article is about.
    pub(crate) region: Option<String>,
    /// The period that the paragraph named last.
    pub(crate) period: Option<Period>,
    /// The day that it named since, of which amounts at a moment are.
    pub(crate) day: Option<Period>,
    /// The basis that the paragraph named last.
    pub(crate) basis: Option<Basis>,
    /// What the paragraph's last change in percentage points was against.
    pub(crate) points_basis: Option<Basis>,
    /// The basis that the sentence named last.
    pub(crate) named: Option<Basis>,
    /// Whether a clause of its own named the basis, 从环比看, so that it holds for the paragraph.
    pub(crate) basis_heads: bool,
    /// Whether the sentence tells parts, 其中, of what such a basis was told of.
    pub(crate) parts: bool,
    /// What changes of the article are against that say nothing: what its title and first paragraph compare with, where that
    /// is one thing only.
    pub(crate) usual: Option<Basis>,
    /// The indicator, or the noun, that was spoken of last.
    pub(crate) topic: String,
    /// The index that was spoken of last, of which points are.
    pub(crate) index: String,
    /// The figure that a change without an indicator belongs to.
    pub(crate) last: Option<usize>,
    /// The figures that stand in brackets behind their names, of which the clause goes on to tell.
    pub(crate) bracketed: Vec<usize>,
    /// The first figure of the sentence.
    pub(crate) sentence_start: usize,
    /// People by name, each with his office.
    people: HashMap<String, String>,
    /// Who speaks in the paragraph, where that was asked.
    told: Option<Option<String>>,
    /// What was found.
    pub(crate) figures: Vec<Figure>,
    /// What was not taken.
    pub(crate) left_out: Vec<LeftOut>,
}

impl Context {
    /// At the beginning of an article.
    pub(crate) fn new(article: &Article, today: Date, rules: Rules) -> Self {
        let trading = frame::trading(article, today);
        let whole = trading.or_else(|| frame::settled(article, today));
        Self {
            rules,
            today,
            whole,
            lead: whole,
            opening: false,
            year: frame::year(article, today),
            trading: trading.is_some(),
            traditional: article
                .paragraphs()
                .any(|text| text.clean().contains(['億', '萬', '個', '點', '與', '數', '據'])),
            region: place::region(article),
            period: None,
            day: None,
            basis: None,
            named: None,
            basis_heads: false,
            parts: false,
            usual: frame::usual(article, today),
            points_basis: None,
            topic: String::new(),
            index: String::new(),
            last: None,
            bracketed: Vec::new(),
            sentence_start: 0,
            people: HashMap::new(),
            told: None,
            figures: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// A paragraph begins: nothing of the one before is meant any more but the article's own period.
    pub(crate) fn paragraph(&mut self, text: &str) {
        // 其中，采矿业… goes on with what was told before, and so does 药物的销货价值则升2.3%.
        let first = text.find(|c: char| c.is_ascii_digit()).map_or(text, |at| &text[..at]);
        // 期内 is the time that was told, and with the same quarter of another year is compared a quarter.
        let quarter = first.contains("同季") && first.starts_with(['与', '较', '比', '同']);
        let goes_on = List("其中 期内 期间").beginning(text).is_some()
            || quarter && matches!(self.period, Some(Period::Quarter(..)))
            || List("则升 则跌 则上升 则下跌").ending(first).is_some();
        if !goes_on {
            (self.period, self.day) = (None, None);
        }
        if !text.starts_with("其中") {
            self.basis = None;
        }
        (self.basis_heads, self.points_basis) = (false, None);
        self.topic.clear();
        (self.last, self.told) = (None, None);
        self.sentence_start = self.figures.len();
    }

    /// A sentence begins: 环比 of one figure does not hold for the next sentence, unless it tells parts.
    pub(crate) fn sentence(&mut self, text: &str) {
        (self.named, self.parts) = (None, false);
        self.bracketed.clear();
        let too = List("也上涨 也下降 也增长 也上升 也下跌 亦上升 亦下跌").stands_in(text);
        let goes_on = too || self.goes_on(text);
        self.sentence_start = self.figures.len();
        if !goes_on && self.basis.is_some_and(|basis| matches!(basis, Basis::FixedBase | Basis::TwoYearAverage)) {
            // 与2020年相比，两年平均增长2.5% is said of one figure.
            (self.basis, self.basis_heads) = (None, false);
        }
        let shorter = self.basis.is_some_and(|basis| basis != Basis::Yoy);
        if shorter && !self.basis_heads && !text.starts_with("其中") && !text.starts_with('分') && !goes_on {
            self.basis = None;
        }
    }

    /// Whether a sentence tells more of what the one before told of the whole, and that was compared with one thing only:
    /// 存款总额按月上升1.2%。港元存款上升0.3%。
    fn goes_on(&self, text: &str) -> bool {
        let told: Vec<Basis> = self.figures[self.sentence_start..].iter().filter_map(|figure| figure.basis).collect();
        let alike = !told.is_empty() && told.iter().all(|basis| Some(*basis) == self.basis);
        let noun = phrase::head(self.topic.trim_end_matches(['总', '额', '量', '值', '数']));
        alike && noun.is_some_and(|noun| text.contains(noun)) && !text.contains(['月', '季', '年', '同'])
    }

    /// A heading may name the period of what stands under it, up to the next heading of its rank; of what stands under one
    /// that names none it is the article's.
    pub(crate) fn heading(&mut self, text: &Text) {
        let text = text.closed_up().plain();
        let below = text.starts_with(|c: char| c == '（' || c.is_ascii_digit());
        let tokens = super::scan::scan(&text, self.today);
        let named = tokens.iter().rev().find_map(Token::period);
        self.lead = named.or(if below { self.lead } else { self.whole });
        self.opening = named.is_none();
    }

    /// A section that begins with a time of several months is of it, where its heading names none.
    pub(crate) fn opens(&mut self, tokens: &[Token]) {
        let first = tokens.first().filter(|token| std::mem::take(&mut self.opening) && token.span.start == 0);
        let span = first.and_then(Token::period).filter(|span| matches!(span, Period::Months(_) | Period::Half(..)));
        self.lead = span.or(self.lead);
    }

    /// The period of a figure whose sentence names none.
    pub(crate) fn inherited(&self, grows: bool, stock: bool) -> (Period, Stated) {
        let period = match stock {
            true => self.day.or(self.period),
            false if self.trading => self.day.or(self.period),
            false => self.period.or(self.lead.filter(|_| self.day.is_some())).or(self.day),
        };
        match (period, self.lead) {
            (Some(period), _) => (period, Stated::Before),
            (None, Some(period)) if grows || self.trading => (period, Stated::Before),
            (None, _) => (Period::Unstated, Stated::Nowhere),
        }
    }

    /// Keeps a figure, to which later clauses may refer.
    pub(crate) fn push(&mut self, figure: Figure) {
        self.topic = figure.indicator.clone();
        if figure.is_in_points() {
            self.index = figure.indicator.clone();
        }
        self.last = Some(self.figures.len());
        self.figures.push(figure);
    }

    /// A change whose clause names no indicator: it belongs to the figure before, or says more of it.
    pub(crate) fn refer(
        &mut self,
        change: Change,
        basis: Basis,
        rate: Option<&str>,
        quote: Range<usize>,
        kind: Option<Kind>,
    ) -> bool {
        let Some(last) = self.last else { return false };
        let last = if rate.is_some() || self.is_further(last, &change) {
            self.rated(last, &change)
        } else {
            self.shared(last, &change)
        };
        self.apply(last, change, basis, rate, quote, kind)
    }

    /// Puts a change to a figure, or says more of it in one of its own; `rate` is the word for what changed, 涨幅.
    pub(crate) fn apply(
        &mut self,
        last: usize,
        change: Change,
        basis: Basis,
        rate: Option<&str>,
        quote: Range<usize>,
        kind: Option<Kind>,
    ) -> bool {
        let target = &mut self.figures[last];
        let in_points = change.unit_code() == "pp";
        if in_points {
            self.points_basis = Some(basis);
        }
        let share = target.value.as_ref().is_some_and(|value| value.unit_base() == "%");
        let cut = target.indicator.find('占').filter(|&at| at > 0 && share && change.unit_code() == "%");
        if let Some(cut) = cut {
            // 民营企业增加值占比85.9%，同比增长5.2%: what grew is the value that the share is of.
            let indicator = target.indicator[..cut].to_owned();
            let (change, basis) = (Some(change), Some(basis));
            let whole = Figure { indicator, value: None, change, basis, quote, kind, ..target.clone() };
            self.push(whole);
            return true;
        }
        let of_rate = target.change.as_ref().filter(|earlier| earlier.unit_code() == "%").cloned();
        let stretched = target.quote.start..quote.end.max(target.quote.end);
        let primary = target.change.is_none();
        if primary && (change.unit_code() == "%" || basis == Basis::FixedBase) {
            self.basis = Some(basis);
        }
        if primary
            && !(in_points && rate.is_some() && target.value.as_ref().is_none_or(|value| value.unit_base() != "%"))
        {
            target.change = Some(change);
            target.basis = Some(basis);
            target.quote = stretched;
            return true;
        }
        let figure = match of_rate.filter(|_| in_points) {
            Some(earlier) => {
                let fell = earlier.signed().is_sign_negative();
                let usual = if fell { "降幅" } else { "增速" };
                let name = rate.map_or(usual, |rate| rate.trim_start_matches("同比"));
                // Papers in Traditional characters say 涨幅 alone.
                let alone = rate.is_some() && self.traditional;
                let of = if target.basis == Some(Basis::Yoy) && !alone { "同比" } else { "" };
                let indicator = format!("{}{of}{name}", target.indicator.trim_end_matches("增速"));
                Figure { indicator, value: earlier.amount().cloned(), kind: Some(Kind::Growth), ..target.clone() }
            }
            None => Figure { value: None, kind, ..target.clone() },
        };
        let figure = Figure {
            change: Some(change),
            basis: Some(basis),
            quote,
            confidence: figure.confidence.saturating_sub(10),
            ..figure
        };
        self.figures.push(figure);
        // What follows may still speak of the figure itself.
        true
    }

    /// Whether the last rate told is another one of the same figure, of which 加快0.5个百分点 goes on.
    fn is_further(&self, last: usize, change: &Change) -> bool {
        change.unit_code() == "pp" && self.rated(last, change) != last
    }

    /// The figure whose rate a change in points is of: the one whose rate was told last. Behind 环比下降0.3%，同比下降2.8%,
    /// 降幅收窄0.4个百分点 is told of the fall in a year.
    fn rated(&self, last: usize, change: &Change) -> usize {
        let of_rate = |at: &usize| {
            let change = self.figures[*at].change.as_ref();
            change.is_some_and(|change| change.unit_code() == "%")
        };
        let Some(told) = (last + 1..self.figures.len()).rev().find(of_rate) else {
            return self.shared(last, change);
        };
        let (first, second) = (&self.figures[last], &self.figures[told]);
        let further = second.indicator == first.indicator && second.value.is_none() && told > self.sentence_start;
        if further && change.unit_code() == "pp" { told } else { self.shared(last, change) }
    }

    /// The figure that a change is of: 外国人1364万人次，占71.2%，同比上升53.9% is told of the people, for shares change
    /// in points.
    fn shared(&self, last: usize, change: &Change) -> usize {
        let Some(before) = last.checked_sub(1).filter(|&before| before >= self.sentence_start) else { return last };
        let (whole, share) = (&self.figures[before], &self.figures[last]);
        // 新增就业61.8万人，为年度目标的106.6%，比上年多增0.7万人
        let unit = |figure: &Figure| figure.value.as_ref().map(|value| value.unit_base().to_owned());
        let of_whole = change.amount().is_some_and(|amount| unit(whole).as_deref() == Some(amount.unit_base()));
        if unit(share).as_deref() == Some("%")
            && of_whole
            && whole.change.is_none()
            && !matches!(change.unit_code().as_str(), "%" | "pp")
        {
            return before;
        }
        let is_share =
            share.indicator.contains('占') && share.value.as_ref().is_some_and(|value| value.unit_base() == "%");
        let of = share.indicator.starts_with(&whole.indicator) && whole.change.is_none();
        if is_share && of && change.unit_code() == "%" { before } else { last }
    }

    /// 均与上月持平: none of the sentence's values changed.
    pub(crate) fn all_level(&mut self, basis: Basis) {
        let Ok(level) = "持平".parse::<Change>() else { return };
        let open = self.figures[self.sentence_start..].iter_mut().filter(|figure| figure.change.is_none());
        open.for_each(|figure| (figure.change, figure.basis) = (Some(level.clone()), Some(basis)));
    }

    /// 增速加快1.5个百分点，达到12.4%: the rate that a change in points came to, of the figure before.
    pub(crate) fn rate(&mut self, rate: &Quantity, basis: Basis) -> bool {
        let (Some(last), Some(told)) = (self.last, self.figures.len().checked_sub(1)) else { return false };
        let points = &self.figures[told];
        let open = told > last
            && told >= self.sentence_start
            && points.value.is_none()
            && points.change.as_ref().is_some_and(|change| change.unit_code() == "pp")
            && self.figures[last].change.is_none();
        let change = format!("+{}", rate.text()).replace("+-", "-").parse::<Change>().ok().filter(|_| open);
        let Some(change) = change else { return false };
        // What the points are against is not what the rate is against.
        let basis = if basis == Basis::PreviousPeriod || self.basis.is_none() { Basis::Yoy } else { basis };
        (self.figures[last].change, self.figures[last].basis) = (Some(change), Some(basis));
        let name = format!("{}增速", self.figures[last].indicator);
        let points = &mut self.figures[told];
        (points.indicator, points.value, points.kind) = (name, Some(rate.clone()), Some(Kind::Growth));
        true
    }

    /// What is growing at the rate that was spoken of: 出口 of 出口年增率.
    pub(crate) fn grown(&self) -> String {
        role::rate(&self.topic).map_or(self.topic.as_str(), |(_, of)| of).to_owned()
    }

    /// The indicator that a phrase names, completed by what was spoken of.
    pub(crate) fn indicator(&self, subject: &str, shares_head: bool) -> String {
        match subject.is_empty() {
            true => self.topic.clone(),
            false => phrase::completed(self.without_region(subject), &self.topic, shares_head),
        }
    }

    /// A phrase without the name of the region the whole article is about.
    pub(crate) fn without_region<'s>(&self, subject: &'s str) -> &'s str {
        let rest = self.region.as_deref().and_then(|region| subject.strip_prefix(region));
        rest.filter(|rest| rest.chars().count() > 1).unwrap_or(subject)
    }

    /// Finds the people who speak in a paragraph, and who speaks a sentence.
    pub(crate) fn speaker(&mut self, sentence: &str, paragraph: &str) -> Option<String> {
        self.spoken(sentence).or_else(|| {
            let told = self.told.take().unwrap_or_else(|| self.spoken(paragraph));
            self.told = Some(told.clone());
            told
        })
    }

    fn spoken(&mut self, text: &str) -> Option<String> {
        for verb in VERBS.iter().filter(|verb| verb.chars().count() > 1 || **verb == "说") {
            let Some(at) = text.find(verb) else { continue };
            let before =
                text[..at].trim_end_matches("在当天的发布会上").trim_end_matches("在会上").trim_end_matches("会上");
            let clause = before.rfind(['，', '。', '”', '；', '！', '？']).map_or(before, |cut| &before[cut..]);
            let clause = clause.trim_start_matches(['，', '。', '”', '；', '！', '？']);
            let letters: Vec<(usize, char)> = clause.char_indices().collect();
            for given in [3, 2, 4] {
                let Some(start) = letters.len().checked_sub(given) else { continue };
                let (office, name) = clause.split_at(letters[start].0);
                let titled = TITLES.iter().any(|title| office.ends_with(title));
                if titled && name.chars().next().is_some_and(is_family) {
                    self.people.insert(name.to_owned(), office.to_owned());
                    return Some(format!("{name}（{office}）"));
                }
                if office.is_empty() && self.people.contains_key(name) {
                    return Some(format!("{name}（{}）", self.people[name]));
                }
            }
        }
        None
    }
}

//! The kinds of mistakes.
//!
//! In: nothing. Out: [`Code`]. The doc comment of a variant is what `jianbao explain CODE` prints:
//! what the mistake is, why it matters, an example, and how to mend it. It is read from this
//! file, so it cannot be out of date.
//!
//! May touch: nothing

mod facts;

use super::Severity;

/// A kind of mistake, named in kebab case: `unknown-key`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The front matter or a data file is not well-formed TOML or YAML.
    ///
    /// Nothing can be read from a file whose form is broken, so this is mended first.
    ///
    /// ```text
    /// title = "上半年工业经济稳中向好      ← the closing quote is missing
    /// ```
    ///
    /// Correct it where the caret points: close the quote or bracket, or put text in quotes.
    Syntax,
    /// A bulletin or page has no front matter.
    ///
    /// Every file under `content/` opens with its title and date, in TOML between two lines `+++`
    /// or in YAML between two lines `---`:
    ///
    /// ```text
    /// +++
    /// title = "上半年工业经济稳中向好"
    /// date = 2025-07-18
    /// +++
    /// ```
    ///
    /// Add it on the first line; `jianbao new "标题"` makes a file that has it.
    NoFrontMatter,
    /// A key that Jianbao does not know, most often a slip of the hand.
    ///
    /// ```text
    /// titel = "…"       → title
    /// ```
    ///
    /// An unknown key is never ignored: what it was meant to say would be lost without a word.
    /// Correct its name or remove it.
    UnknownKey,
    /// A key that must be there is not, or is empty.
    ///
    /// A bulletin needs `title` and `date`, a metric needs `indicator` and at least one of `value`
    /// and `change`. Add it.
    MissingKey,
    /// A value of the wrong kind: a number where text belongs, a list where one value belongs.
    ///
    /// ```text
    /// topics = "工业"       → topics = ["工业"]
    /// ```
    ///
    /// Write it in the form the message shows.
    WrongType,
    /// A date that does not exist or is not written as one.
    ///
    /// ```text
    /// date = "2025-02-30"
    /// ```
    ///
    /// Dates are written `2025-07-18` (ISO 8601).
    BadDate,
    /// A figure that cannot be read exactly.
    ///
    /// Figures are written as the newspaper prints them: an approximation (超过 近 约 余 多 以上 …),
    /// digits, a scale (万 亿 万亿) and a unit:
    ///
    /// ```text
    /// value = "超过3万亿元"      value = "2400余家"      change = "+3.4个百分点"
    /// ```
    ///
    /// A figure that cannot be read is never printed as written: it would be missing from the
    /// table, the CSV and the series. Write digits, one figure a metric.
    BadQuantity,
    /// A period that is not in one of the known forms.
    ///
    /// ```text
    /// 2025   2025-H1   2025-Q2   2025-06   2025-01/2025-05   2025-06-30   unstated
    /// ```
    ///
    /// `2025-06` is that month alone, `2025-01/2025-06` is cumulative; the two never mix.
    BadPeriod,
    /// A word that is not one of a fixed list, such as a basis, a kind, a status or a script.
    ///
    /// The message names the ones there are.
    BadName,
    /// Two things have the same address or id: bulletins with one slug, metrics with one id.
    ///
    /// One would overwrite the other. Give one of them another `slug` or `id`.
    Duplicate,
    /// A path that cannot be written, such as one that leaves the output folder or that Windows
    /// cannot store.
    ///
    /// ```text
    /// slug = "../secret"
    /// ```
    ///
    /// Use letters, digits and hyphens.
    BadPath,
    /// A metric names an indicator that is not in `content/indicators.toml`.
    ///
    /// It is published under the name as written, with no unit, definition or aliases. When it is
    /// a slip, or another name for a known indicator, its figures would form a series of their
    /// own. Correct the name, add it to `aliases`, or register it:
    ///
    /// ```text
    /// [[indicators]]
    /// key  = "software-revenue"
    /// name = "软件业务收入"
    /// ```
    UnknownIndicator,
    /// A name that an English edition needs and nobody has given: of a region, a source, a topic, an indicator, a unit.
    ///
    /// Names are never made up. Write what it is called in English into `content/names.en.toml`; an indicator may have
    /// it as `en` in `content/indicators.toml`:
    ///
    /// ```text
    /// [regions]
    /// "云海市" = "Yunhai"
    /// ```
    MissingName,
    /// A `{{ … }}` in the text, in `summary` or in `points` names no metric of this bulletin, or more than one;
    /// or it is where nothing fills it: in another text of the front matter, in a tag, in an address.
    ///
    /// ```text
    /// 软件业务收入{{ 软件业务收人 }}，    ← no such metric
    /// ```
    ///
    /// Use the metric's `indicator` as written, or its `id` when two metrics share an indicator. For two braces
    /// that are to be printed write `\{\{`.
    UnknownFigure,
    /// A link or image points at a file of the project that does not exist.
    ///
    /// ```text
    /// [方法说明](../methodolgy.md)
    /// ```
    ///
    /// Links to pages are written as paths of their Markdown files, relative to the file they
    /// are in, or from `/` for `content/`. Correct the path.
    DeadLink,
    /// A template is broken, or uses a field that its view does not have.
    ///
    /// The message is the template engine's. A site's own `templates/` override the built-in ones
    /// file by file; removing the file brings the built-in one back.
    Template,
    /// A file is not UTF-8 text.
    ///
    /// Convert it, for example with `iconv -f gb18030 -t utf-8`.
    Encoding,
    /// A key of `site.toml` has a value that is not allowed.
    ///
    /// The message says which values there are.
    BadConfig,
    /// The site has more files or bytes than its host takes, as `[host]` in `site.toml` says.
    ///
    /// Nothing is written. Choose another host or plan, or leave data files out: `[data]`. `docs/deploy.md` says how many
    /// bulletins each host takes.
    HostLimit,
    /// An inline mark (`-{…}-`) that cannot be read.
    ///
    /// ```text
    /// -{原样}-                             ← not converted
    /// -{zh-hans:甲; zh-hant:乙}-           ← each edition its own
    /// -{H|zh-hans:甲; zh-hant:乙}-         ← prints nothing, holds for the whole bulletin
    /// ```
    ///
    /// A mark that is not understood is printed as written, braces and all. Close it, or correct
    /// the script's name.
    BadMark,
    /// A quotation mark that has no partner in its paragraph.
    ///
    /// ```text
    /// 他说“增势平稳。
    /// ```
    ///
    /// Editions for Taiwan and Hong Kong print 「 」 and 『 』, by how deep quotations are nested; a mark
    /// without a partner reverses those after it. Add the missing one.
    Quotes,
    /// A character that converts in more than one way, in a place where no layer decides.
    ///
    /// ```text
    /// 只能松绑 → 鬆 or 松?
    /// ```
    ///
    /// The tables' usual reading is printed. Settle it with the glossary line that the help shows:
    /// `jianbao check --accept` writes it, with the reading that is printed.
    Doubt,
    /// A word of comparison that other regions do not use, and that stays in their editions.
    ///
    /// ```text
    /// 同比基数较低       → 上年同期基数较低
    /// ```
    ///
    /// 同比 and 环比 are said otherwise before words of change (年增, 按年增長); elsewhere they may be part of a name.
    /// Say it in other words, or settle it in the glossary.
    MainlandWord,
    /// A glossary line that cannot be used: it has no source word, or gives one word two forms.
    Glossary,
    /// A published bulletin still has the text that was imported.
    ///
    /// A digest is written anew; the words of a newspaper belong to the newspaper. `imported` in the front
    /// matter is the hash of the text as it was imported:
    ///
    /// ```text
    /// imported = "9d3b41b4a9a8f2c5"
    /// ```
    ///
    /// Rewrite the text in your own words, or set `draft = true` until you have.
    Imported,
    /// A published bulletin has a metric that was proposed by `jianbao import` and never looked at.
    ///
    /// ```text
    /// review = true
    /// ```
    ///
    /// Compare it with the words above it in the file, correct it, and remove the line.
    Unreviewed,
    /// A number with a unit in the text that no metric of the bulletin carries.
    ///
    /// ```text
    /// 服务企业超过360万家，其中500家获得支持。      ← no metric says 500家
    /// ```
    ///
    /// It is missing in tables, data files and series, and nobody can check it against them. Numbers count as
    /// carried when a metric states them, rounds to them (约23% of 23.3%), or gives them in its `note`; when the
    /// series of its indicators have them; and when a sentence that says 合计, 计算 or 相差 adds them up from
    /// metrics. Each number is reported once. Not reported are dates, ordinals, names (“51020”, 5G), limits within
    /// names (50亿元以上项目), lengths of time, links, code, titles in 《 》, and figures of an earlier time.
    ///
    /// Add a metric, correct the number, or say why it needs none:
    ///
    /// ```text
    /// [[allow]]
    /// code   = "unmatched-number"
    /// text   = "500家"
    /// reason = "背景，不是本期数据"
    /// ```
    UnmatchedNumber,
    /// The text names an indicator with another number than its metric has.
    ///
    /// ```text
    /// value = "55788亿元"
    /// 软件业务收入55778亿元
    /// ```
    ///
    /// One of the two is a slip, and the table beside the text shows it to every reader. Numbers that are a
    /// metric's but for one digit, two digits that changed places, or 万 for 亿 are reported as well. Correct the
    /// wrong one, or show the metric in place: `{{ 软件业务收入 }}` cannot differ.
    FigureDiffers,
    /// A share of more than 100%, or of less than nothing.
    ///
    /// ```text
    /// indicator = "制造业增加值占GDP比重"
    /// value     = "257%"
    /// ```
    ///
    /// A part is at most its whole. Correct the number; a rate that may pass 100% (贡献率, 产销率) has another `kind`.
    ShareOverWhole,
    /// Per cent where percentage points are meant, or the other way round.
    ///
    /// ```text
    /// 占比35.5%，提高1.2%       → 提高1.2个百分点
    /// ```
    ///
    /// From 35.5% up by 1.2% is 35.9%, up by 1.2 percentage points is 36.7%. The difference of two rates or shares is
    /// in 个百分点, the growth of an amount in %. Write the one that is meant.
    PercentOrPoints,
    /// `{{ … }}` shows a level where the words ask for a change.
    ///
    /// ```text
    /// 国内生产总值增长{{ gdp }}       → 增长{{ change gdp }}
    /// ```
    ///
    /// A metric with a value shows its value. `{{ change gdp }}` shows by how much it changed.
    LevelForChange,
    /// A chart or comparison for which there are not yet two figures.
    ///
    /// ```text
    /// {{ chart 出口额 }}                  ← 出口额 has one figure so far
    /// ```
    ///
    /// Nothing is shown in its place. With the next figure of the indicator it appears by itself, so that a text can be
    /// written from a pattern before there is anything to draw.
    FewPoints,
    /// A figure that is ten thousand or a hundred million times its series, or that fraction of it.
    ///
    /// ```text
    /// 2025-05  55788亿元
    /// 2025-06  70585万元      ← 亿元?
    /// ```
    ///
    /// No indicator moves so far; most often 万 and 亿 changed places. Correct the scale.
    ScaleJump,
    /// An actual figure of a period that was not over when the bulletin was published.
    ///
    /// ```text
    /// date   = 2025-07-18
    /// period = "2025-Q3"
    /// ```
    ///
    /// Correct the period, or say what the figure is: `kind = "target"` or `kind = "forecast"`.
    FuturePeriod,
    /// A 分别 with a different number of names than of figures.
    ///
    /// ```text
    /// 东部、中部和西部地区分别增长5.1%、6.2%
    /// ```
    ///
    /// The reader cannot tell which figure belongs to which name. Add the missing one, or remove one too many.
    UnequalLists,
    /// A part that is more than its whole, or shares that add up to more than 100%.
    ///
    /// ```text
    /// 签约项目4918个，其中50亿元以上的8300个
    /// ```
    ///
    /// Correct one of them. Among metrics a part is one that has all `dims` of the whole and more, or a higher
    /// limit (50亿元以上 of 亿元以上).
    PartsExceedWhole,
    /// Two metrics of one bulletin that state the same thing for the same time.
    ///
    /// Only one of them can be in the series. Remove the other, or say what sets it apart: `dims`, `region`,
    /// `basis`, `kind` or `period`.
    DuplicateFigure,
    /// An `[[allow]]` that silences nothing.
    ///
    /// The mistake it was for has been corrected, or its `text` is elsewhere; left there, it would hide the next slip.
    /// Remove it, or correct its `code` or `text`. Errors cannot be allowed.
    UnusedAllowance,
    /// An address that would run or carry its own content: `javascript:`, `vbscript:` or `data:`.
    ///
    /// ```text
    /// [点击](javascript:alert(1))
    /// ```
    ///
    /// Such a link runs as if the site had written it. Link to a page by `https:`; put an image that
    /// is in the text as `data:` into a file beside the bulletin.
    UnsafeUrl,
    /// Raw HTML that is dropped, unless `site.toml` says that all of it is kept.
    ///
    /// ```text
    /// [markdown]
    /// html = "sanitize"      ← the default; the others are "allow" and "escape"
    /// ```
    ///
    /// Markup and safe links stay; scripts, styles, forms, frames and `onclick` go. Write it as Markdown.
    RawHtml,
    /// A file that is larger than the limit, or has a paragraph, table or list that is.
    ///
    /// Markdown and front matter can be written so that reading them takes hours. What no bulletin needs is
    /// refused instead, so that one file cannot hold up the whole site:
    ///
    /// ```text
    /// 1 MiB      ← a Markdown file
    /// 16 MiB     ← another file that is read (glossary, template …)
    /// 1,000      ← metrics of a bulletin; words, former addresses and corrections too
    /// 50         ← topics of a bulletin
    /// 50,000     ← words of the glossary
    /// 10,000     ← releases
    /// 40 KiB     ← one paragraph
    /// 20,000     ← cells that rows of tables lack
    /// 128 KiB    ← one paragraph or table
    /// 8,000      ← signs like * _ ~ [ ` < { in one of them
    /// 2,000      ← definitions of links and footnotes
    /// 100        ← quotations and lists within each other
    /// ```
    ///
    /// Divide the bulletin. Large tables of numbers are better published as data files beside it.
    TooLarge,
    /// A link leads to a place within a page that the page does not have.
    ///
    /// ```text
    /// [方法](methodology.md#季节调整)       ← no heading 季节调整 there
    /// ```
    ///
    /// The reader arrives at the top of the page and looks for it in vain. Places are headings (their text in
    /// lower case, signs as hyphens, or what `{#id}` says) and the ids of figures. Correct the part after `#`.
    DeadAnchor,
    /// A picture without alternative text for those who do not see it.
    ///
    /// ```text
    /// ![](exports.png)       → ![出口额2020—2025年逐年增长](exports.png)
    /// ```
    ///
    /// Readers who listen to the page, and all readers when the picture does not load, get nothing of it.
    /// Say between the brackets what it shows.
    MissingAlt,
    /// A file that is copied to the site, and that nothing names.
    ///
    /// ```text
    /// static/old-logo.png
    /// ```
    ///
    /// It was probably forgotten when what named it was removed. Its file name is looked for in the texts, the
    /// templates, `site.toml`, and the styles and scripts of `static/`. Files that browsers and hosts request by
    /// themselves (`favicon.ico`, `CNAME` …) are not reported. Link to it, remove it, or turn this off:
    ///
    /// ```text
    /// [check]
    /// levels = { unused-file = "allow" }
    /// ```
    UnusedFile,
    /// A template of the site that no page is made with and no other template names.
    ///
    /// ```text
    /// templates/bulletn.html       → bulletin.html
    /// ```
    ///
    /// A template takes the place of the built-in one of its name; under another name it does nothing by itself.
    /// Correct its name, include it, or remove it.
    UnusedTemplate,
    /// A glossary entry whose word is in no text of the site.
    ///
    /// ```text
    /// [[terms]]
    /// zh-hans = "软件件"
    /// ```
    ///
    /// It is a slip, or what it was for is gone. Correct or remove it. Where a glossary is shared by several
    /// sites, turn this off with `levels = { unused-term = "allow" }` below `[check]`. Dictionaries for OpenCC
    /// (`content/glossary.zh-hant-tw.txt`) come from elsewhere as a whole and are not checked.
    UnusedTerm,
    /// A style sheet of the site gives one colour where the theme has a pair, for light pages and for dark ones.
    ///
    /// ```text
    /// :root { --paper: #fff }       → :root { --paper: light-dark(#fff, #101010) }
    /// ```
    ///
    /// Whose screen is dark would see the pale words of the dark pages on the paper of the light ones. Write a pair. A
    /// site without dark pages says so: `:root { color-scheme: light; --paper: #fff }`.
    SingleColour,
    /// A text written by hand in another language or script whose source has changed since.
    ///
    /// ```text
    /// content/bulletins/2025/h1.md has changed since this was made from it, in lines 12, 40–42
    /// ```
    ///
    /// `jianbao twin` writes marks of the source's texts and figures into the twin, as `made_from`. Where words or figures of the
    /// source are others now, the two say different things. Bring the lines that are named up to date, then write the marks
    /// anew:
    ///
    /// ```text
    /// jianbao twin content/bulletins/2025/h1.md --to en --accept
    /// ```
    ///
    /// Without `made_from` nothing is compared.
    StaleTwin,
    /// A text written by hand in another language or script that is still a draft.
    ///
    /// ```text
    /// draft = true
    /// ```
    ///
    /// `jianbao twin` starts it so: it is not published, and until then the page is what it is without it. The lines that
    /// are named still have the source's words as comments. Write the text, remove the comments, then the line.
    UnfinishedTwin,
    /// A link to another site that does not answer, reported by `jianbao check --external`.
    ///
    /// ```text
    /// [原文](https://example.org/2025/gone)       ← 404 Not Found
    /// ```
    ///
    /// Correct the address, or link to an archived copy. Reported are addresses that do not exist (404, 410), servers
    /// that fail or do not answer within ten seconds, and names that do not exist; where a site refuses programs
    /// (401, 403, 429) nothing can be known, and nothing is reported.
    DeadUrl,
    /// Something in `content/` or `static/` that is not published though it may be meant to be.
    ///
    /// ```text
    /// static/.env            ← hidden; .well-known, .nojekyll, .htaccess and .domains are published
    /// content/a/h1.md.bak    ← a copy of a source
    /// static/photos          ← a symbolic link
    /// ```
    ///
    /// What is published can be read by all, so a hidden file, what an editor keeps of an earlier text and what a link
    /// leads to are left out. Rename it or put the file itself there if it is to be published; else move it elsewhere.
    LeftOut,
}

/// This file, whose doc comments `explain` prints.
const THIS_FILE: &str = include_str!("code.rs");

impl Code {
    /// What the mistake is, why it matters, an example and how to mend it.
    pub fn explanation(self) -> String {
        let declaration = format!("    {self:?},");
        let mut lines: Vec<String> = Vec::new();
        let mut in_example = false;
        for line in THIS_FILE.lines() {
            if line == declaration {
                break;
            }
            match line.strip_prefix("    ///").map(|text| text.strip_prefix(' ').unwrap_or(text)) {
                Some("```text" | "```") => in_example = !in_example,
                Some(text) if in_example => lines.push(format!("    {text}")),
                Some(text) => lines.push(text.to_owned()),
                None => lines.clear(),
            }
        }
        lines.join("\n")
    }
}

//! Corpora of any size, for measuring: `cargo bench --bench corpus -- ours DIR 1000` writes a site for Jianbao,
//! `… hugo DIR 1000` the same bulletins for Hugo, `… floor SITE PUBLIC DIR` reads every source of a site and writes
//! as many files of the same sizes as its output has, with two threads, and prints the seconds that took.
//!
//! Everything in a corpus is fictional and says so. The same size gives the same bytes on any machine.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

const TOPICS: [&str; 8] = ["工业", "消费", "投资", "外贸", "金融", "就业", "能源", "农业"];
const REGIONS: [&str; 20] = [
    "全国",
    "云州省",
    "海州省",
    "宁州自治区",
    "岭南市",
    "朔方省",
    "江东省",
    "江西道",
    "河内省",
    "河外省",
    "山阴省",
    "山阳省",
    "湖滨市",
    "湖西省",
    "川南省",
    "川北省",
    "关东省",
    "关西省",
    "陇右省",
    "剑南省",
];
/// The measures of each thing, chosen so that there are 240 indicators.
const PARTS: [&str; 10] =
    ["", "（东部）", "（中部）", "（西部）", "（民营）", "（国有）", "（外资）", "（城镇）", "（乡村）", "（高技术）"];
const THINGS: [&str; 24] = [
    "规模以上工业增加值",
    "社会消费品零售总额",
    "固定资产投资",
    "货物进出口总额",
    "居民消费价格指数",
    "工业生产者出厂价格指数",
    "城镇新增就业",
    "发电量",
    "原煤产量",
    "粮食产量",
    "软件业务收入",
    "技术合同成交额",
    "新能源汽车产量",
    "集成电路产量",
    "房地产开发投资",
    "商品房销售面积",
    "人民币贷款余额",
    "社会融资规模增量",
    "货物运输量",
    "快递业务量",
    "旅客周转量",
    "高技术制造业增加值",
    "服务业增加值",
    "一般公共预算收入",
];
const UNITS: [&str; 6] = ["亿元", "万吨", "万台", "亿千瓦时", "万人", "亿件"];
const CLAUSES: [&str; 24] = [
    "从环比看，季节因素的影响已经减弱",
    "重点行业的订单保持稳定",
    "东部地区的增长快于中西部",
    "企业普遍反映原材料价格回落",
    "有关部门表示将继续优化营商环境",
    "设备更新带动了相关产品的生产",
    "线上零售的占比继续提高",
    "库存周期仍处在调整之中",
    "发展新质生产力的成效开始显现",
    "出口结构进一步向高端集中",
    "金融机构对小微企业的支持力度加大",
    "就业形势总体稳定",
    "绿色低碳转型取得新进展",
    "基础设施建设项目加快开工",
    "软件和信息技术服务业表现突出",
    "农产品市场供应充足",
    "需要注意的是，外部环境的不确定性有所上升",
    "分季度看，下半年的基数逐步抬高",
    "民间投资的意愿有待增强",
    "区域之间的差距略有缩小",
    "数字基础设施的覆盖面继续扩大",
    "后续走势还要看政策落地的情况",
    "产业链上下游的协同进一步加强",
    "统计口径与上年保持一致",
];

/// A sequence of numbers that is the same everywhere (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// One bulletin of a corpus.
struct Bulletin {
    slug: String,
    date: String,
    period: String,
    title: String,
    topic: &'static str,
    metrics: Vec<[String; 4]>,
    body: String,
}

fn bulletin(at: usize) -> Bulletin {
    let mut numbers = Numbers(at as u64 * 7919 + 1);
    // Eight bulletins a day, as a national paper has them, so that a corpus of 100,000 spans 37 years.
    let day = at / 8;
    let (months, date) = (1988 * 12 + day / 28, day % 28 + 1);
    let [(year, month), (next_year, next_month)] = [months, months + 1].map(|months| (months / 12, months % 12 + 1));
    let topic = TOPICS[at % TOPICS.len()];
    let lead = numbers.of(&THINGS);
    let rate = |numbers: &mut Numbers| format!("{}.{}", numbers.below(15), numbers.below(10));
    let mut metrics: Vec<[String; 4]> = Vec::new();
    for n in 0..6 + numbers.below(5) {
        let thing = if n == 0 { lead } else { numbers.of(&THINGS) };
        let name = format!("{thing}{}", numbers.of(&PARTS));
        if metrics.iter().any(|metric| metric[0] == name) {
            continue;
        }
        let sign = if numbers.below(4) == 0 { "-" } else { "+" };
        let place = THINGS.iter().position(|other| *other == thing).unwrap_or(0);
        let value = format!("{}{}", 1000 + numbers.below(90_000), UNITS[place % UNITS.len()]);
        let region = numbers.of(&REGIONS).to_owned();
        metrics.push([name, value, format!("{sign}{}%", rate(&mut numbers)), region]);
    }
    let mut body = String::new();
    for paragraph in 0..5 + numbers.below(3) {
        if paragraph % 3 == 2 {
            let _ = write!(body, "## {}\n\n", numbers.of(&CLAUSES));
        }
        for _ in 0..3 + numbers.below(2) {
            let [name, value, change, _] = &metrics[numbers.below(metrics.len())];
            let verb = if change.starts_with('-') { "下降" } else { "增长" };
            let _ = write!(body, "{name}{value}，同比{verb}{}，{}。", &change[1..], numbers.of(&CLAUSES));
        }
        body.push_str("\n\n");
    }
    Bulletin {
        slug: format!("bulletin-{at:06}"),
        date: format!("{next_year}-{next_month:02}-{date:02}"),
        period: format!("{year}-{month:02}"),
        title: format!("{year}年{month}月{lead}情况（虚构，第{at}号）"),
        topic,
        metrics,
        body,
    }
}

fn write(place: PathBuf, text: &str) {
    fs::create_dir_all(place.parent().expect("a folder")).expect("the folder can be made");
    fs::write(place, text).expect("the disk has room");
}

fn ours(site: &Path, count: usize) {
    let editions =
        ["zh-Hans", "zh-Hant-TW", "zh-Hant-HK"].map(|variant| format!("[[editions]]\nvariant = \"{variant}\"\n"));
    let head =
        "title = \"虚构简报\"\ndescription = \"全部数据均为虚构，用于测量\"\nbase_url = \"https://example.org\"\n";
    write(site.join("site.toml"), &format!("{head}\n{}", editions.join("\n")));
    let mut registry = String::new();
    for (at, name) in THINGS.iter().flat_map(|thing| PARTS.map(|part| format!("{thing}{part}"))).enumerate() {
        let _ = write!(registry, "[[indicators]]\nkey = \"indicator-{at:03}\"\nname = \"{name}\"\n\n");
    }
    write(site.join("content/indicators.toml"), &registry);
    for bulletin in (0..count).map(bulletin) {
        let mut text = format!(
            "+++\ntitle = \"{}\"\ndate = {}\nperiod = \"{}\"\ntopics = [\"{}\"]\nsource = \"虚构统计局\"\n",
            bulletin.title, bulletin.date, bulletin.period, bulletin.topic
        );
        for (at, [name, value, change, region]) in bulletin.metrics.iter().enumerate() {
            let _ = write!(
                text,
                "\n[[metrics]]\nindicator = \"{name}\"\nvalue = \"{value}\"\nchange = \"{change}\"\nregion = \"{region}\"\n"
            );
            if at < 2 {
                text.push_str("headline = true\n");
            }
        }
        let _ = write!(text, "+++\n{}", bulletin.body);
        write(site.join(format!("content/bulletins/{}/{}.md", &bulletin.date[..4], bulletin.slug)), &text);
    }
}

/// The same bulletins for Hugo: one language, which the script converts into a second; the figures in a table that the
/// layout makes from the front matter.
fn hugo(site: &Path, count: usize) {
    write(
        site.join("hugo.toml"),
        "baseURL = \"https://example.org/\"\ntitle = \"虚构简报\"\ndefaultContentLanguage = \"zh-hans\"\ndefaultContentLanguageInSubdir = true\n\
         [languages.zh-hans]\ncontentDir = \"content/zh-hans\"\n[languages.zh-hant]\ncontentDir = \"content/zh-hant\"\n[taxonomies]\ntopic = \"topics\"\n",
    );
    let page = "<!doctype html><html lang=\"{{ .Language.Lang }}\"><head><meta charset=\"utf-8\"><title>{{ .Title }}</title></head><body><main>";
    let table = "<table>{{ range .Params.metrics }}<tr><th>{{ .indicator }}</th><td>{{ .value }}</td><td>{{ .change }}</td><td>{{ .region }}</td></tr>{{ end }}</table>";
    write(
        site.join("layouts/_default/single.html"),
        &format!("{page}<h1>{{{{ .Title }}}}</h1>{{{{ .Content }}}}{table}</main></body></html>\n"),
    );
    let list = "{{ range (.Paginate .RegularPages 20).Pages }}<p><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></p>{{ end }}";
    write(site.join("layouts/_default/list.html"), &format!("{page}{list}</main></body></html>\n"));
    for bulletin in (0..count).map(bulletin) {
        let mut text = format!(
            "+++\ntitle = \"{}\"\ndate = {}\ntopics = [\"{}\"]\n",
            bulletin.title, bulletin.date, bulletin.topic
        );
        for [name, value, change, region] in &bulletin.metrics {
            let _ = write!(
                text,
                "[[metrics]]\nindicator = \"{name}\"\nvalue = \"{value}\"\nchange = \"{change}\"\nregion = \"{region}\"\n"
            );
        }
        let _ = write!(text, "+++\n{}", bulletin.body);
        write(site.join(format!("content/zh-hans/bulletins/{}/{}.md", &bulletin.date[..4], bulletin.slug)), &text);
    }
}

/// Reads what a build reads and writes what it writes, and nothing else.
fn floor(site: &Path, public: &Path, out: &Path) -> f64 {
    let files = |folder: &Path| -> Vec<PathBuf> {
        let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("a readable folder"));
        entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
    };
    let sources = files(&site.join("content"));
    let sizes: Vec<(PathBuf, usize)> = files(public)
        .into_iter()
        .map(|file| {
            let size = fs::metadata(&file).expect("a file").len() as usize;
            (out.join(file.strip_prefix(public).expect("below it")), size)
        })
        .collect();
    let bytes = vec![b'x'; sizes.iter().map(|(_, size)| *size).max().unwrap_or(0)];
    let started = Instant::now();
    std::thread::scope(|scope| {
        for half in 0..2 {
            let (sources, sizes, bytes) = (&sources, &sizes, &bytes);
            scope.spawn(move || {
                for source in sources.iter().skip(half).step_by(2) {
                    std::hint::black_box(fs::read(source).expect("a source"));
                }
                for (place, size) in sizes.iter().skip(half).step_by(2) {
                    fs::create_dir_all(place.parent().expect("a folder")).expect("the folder can be made");
                    fs::write(place, &bytes[..*size]).expect("the disk has room");
                }
            });
        }
    });
    started.elapsed().as_secs_f64()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["ours", site, count] => ours(Path::new(site), count.parse().expect("a number of bulletins")),
        ["hugo", site, count] => hugo(Path::new(site), count.parse().expect("a number of bulletins")),
        ["floor", site, public, out] => println!("{:.3}", floor(Path::new(site), Path::new(public), Path::new(out))),
        _ => eprintln!("corpus ours|hugo DIR COUNT, or corpus floor SITE PUBLIC DIR"),
    }
}

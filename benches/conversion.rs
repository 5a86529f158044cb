//! How fast texts are converted and tables loaded: `cargo bench --bench conversion`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jianbao::path::SourcePath;
use jianbao::source::Source;
use jianbao::text::script::{Chain, Converter};
use jianbao::text::{self, Glossary, Variant};

const SENTENCES: [&str; 12] = [
    "初步核算，上半年国内生产总值660536亿元，按不变价格计算，同比增长5.3%，经济运行总体平稳、稳中向好。",
    "分产业看，第一产业增加值31172亿元，第二产业增加值239050亿元，第三产业增加值390314亿元，服务业发挥了主要支撑作用。",
    "全国规模以上工业增加值同比增长6.4%，其中装备制造业和高技术制造业的增速均明显快于全部工业。",
    "社会消费品零售总额245458亿元，乡村市场增速略快于城镇；餐饮收入恢复较快，网上零售额保持两位数增长。",
    "固定资产投资（不含农户）248654亿元，扣除价格因素后增长5.3%，房地产开发投资仍在下降，基础设施投资有所回升。",
    "货物进出口总额217876亿元，出口增长7.2%，对共建“一带一路”国家的进出口占比超过一半。",
    "居民消费价格指数（CPI）同比下降0.1%，核心CPI上涨0.4%；工业生产者出厂价格仍处于低位，企业利润空间受到挤压。",
    "央行表示，将综合运用多种货币政策工具，保持流动性合理充裕，引导金融机构加大对科技创新、绿色转型和小微企业的信贷投放。",
    "上半年人民币贷款增加12.92万亿元，住户存款继续增加，反映出居民部门的预防性储蓄倾向尚未根本扭转。",
    "就业形势总体稳定，全国城镇调查失业率平均值为5.2%，但青年群体的就业压力仍然较大，灵活就业人员的保障网络有待完善。",
    "软件和信息技术服务业收入同比增长11.9%，数据中心、集成电路、人工智能等领域的投资带动作用明显。",
    "也要看到，外部环境更趋复杂严峻，国内有效需求不足的矛盾依然突出，经济回升向好的基础还需进一步巩固。",
];

/// Some 400 KB of prose, no paragraph like the one before.
fn prose() -> String {
    let sentence = |i: usize| SENTENCES[(i * 7 + i / SENTENCES.len()) % SENTENCES.len()];
    let paragraph = |i: usize| (0..3 + i % 4).map(move |k| sentence(i * 5 + k)).chain(["\n\n"]);
    (0..600).flat_map(paragraph).collect()
}

fn conversion(criterion: &mut Criterion) {
    let simplified = prose();
    let taiwan = Converter::new(Chain::S2tw).convert_built_in(&simplified).into_owned();
    let hong_kong = Converter::new(Chain::S2hk).convert_built_in(&simplified).into_owned();
    let mut group = criterion.benchmark_group("convert");
    for (chain, text) in [
        (Chain::S2t, &simplified),
        (Chain::S2tw, &simplified),
        (Chain::S2twp, &simplified),
        (Chain::S2hk, &simplified),
        (Chain::Tw2s, &taiwan),
        (Chain::Tw2sp, &taiwan),
        (Chain::Hk2s, &hong_kong),
        (Chain::Tw2t, &taiwan),
    ] {
        let converter = Converter::new(chain);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(chain.name(), |bencher| {
            bencher.iter(|| converter.convert_built_in(text));
        });
    }
    group.finish();
}

/// The converter that the site uses: lexicon, surnames, quotation marks and a glossary.
fn all_layers(criterion: &mut Criterion) {
    let text = prose();
    let glossary = Glossary::parse(&Source::new(SourcePath::known("glossary.toml"), GLOSSARY)).value;
    let mut group = criterion.benchmark_group("all layers");
    group.throughput(Throughput::Bytes(text.len() as u64));
    for to in [Variant::HantTw, Variant::HantHk] {
        let converter = text::Converter::new(Variant::Hans, to, None, &glossary);
        group.bench_function(to.tag(), |bencher| bencher.iter(|| converter.convert(&text)));
    }
    group.finish();
}

/// A site's own words, none of them in the prose, as in most bulletins.
const GLOSSARY: &str = "protect = [\"Jianbao\"]\n[[terms]]\nzh-hans = \"编发日期\"\nzh-hant = \"編發日期\"\n";

fn alignment(criterion: &mut Criterion) {
    let text = prose();
    let mut group = criterion.benchmark_group("align");
    group.throughput(Throughput::Bytes(text.len() as u64));
    for chain in [Chain::S2tw, Chain::S2twp] {
        let converter = Converter::new(chain);
        group.bench_function(chain.name(), |bencher| bencher.iter(|| converter.align(&text)));
    }
    group.finish();
}

fn loading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    for chain in Chain::ALL {
        group.bench_function(chain.name(), |bencher| bencher.iter(|| Converter::new(chain)));
    }
    group.finish();
}

criterion_group!(benches, conversion, alignment, loading, all_layers);
criterion_main!(benches);

//! `docs/theme.md`, the contract with theme authors, says of every view just what its doc comments say.
//! `UPDATE_EXPECTED=1 cargo test --test it theme::` writes it anew.

use crate::helpers::{expect, root};
use std::fs;

/// A struct of the views with its comment and fields.
struct View {
    name: String,
    comment: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    kind: String,
    comment: String,
}

/// Reads the structs of a source file. Views are plain: comments, attributes, fields, one a line.
fn views(source: &str) -> Vec<View> {
    let mut views = Vec::new();
    let mut comment = String::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        if let Some(text) = line.strip_prefix("///") {
            comment = joined(comment, text);
        } else if let Some(name) = line.strip_prefix("pub(crate) struct ").and_then(|rest| rest.strip_suffix(" {")) {
            let (name, comment) = (owned(name), std::mem::take(&mut comment));
            views.push(View { name, comment, fields: fields(&mut lines) });
        } else if !line.starts_with("#[") {
            comment.clear();
        }
    }
    views
}

fn fields<'s>(lines: &mut impl Iterator<Item = &'s str>) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut comment = String::new();
    for line in lines.map(str::trim).take_while(|line| *line != "}") {
        if let Some(text) = line.strip_prefix("///") {
            comment = joined(comment, text);
        } else if let Some((name, kind)) = line.strip_prefix("pub(crate) ").and_then(|rest| rest.split_once(": ")) {
            let kind = owned(kind.trim_end_matches(','));
            fields.push(Field { name: name.to_owned(), kind, comment: std::mem::take(&mut comment) });
        }
    }
    fields
}

/// A type without its lifetime: whether a view borrows a text is nothing to a template.
fn owned(kind: &str) -> String {
    kind.replace("&'v str", "String").replace("&'v ", "").replace("<'v>", "")
}

fn joined(comment: String, line: &str) -> String {
    match comment.is_empty() {
        true => line.trim().to_owned(),
        false => format!("{comment} {}", line.trim()),
    }
}

/// A Rust type in the words of a template: `list of LinkView`, `text or none`.
fn kind(written: &str) -> String {
    if let Some(of) = written.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>')) {
        return format!("list of {}", kind(of));
    }
    if let Some(of) = written.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>')) {
        return format!("{} or none", kind(of));
    }
    match written {
        "String" => "text".to_owned(),
        "bool" => "truth".to_owned(),
        "usize" | "u8" | "i16" => "number".to_owned(),
        "BTreeMap<String, String>" => "texts by key".to_owned(),
        "Extra" => "whatever was written, by key".to_owned(),
        view => format!("[{view}](#{})", view.to_lowercase()),
    }
}

fn document(views: &[View]) -> String {
    let mut text = String::from(HEAD);
    let (templates, parts): (Vec<&View>, Vec<&View>) = views.iter().partition(|view| view.comment.starts_with('`'));
    text.push_str("\n## Templates and their views\n");
    for view in templates {
        section(view, &mut text);
    }
    text.push_str("\n## What views are made of\n");
    for view in parts {
        section(view, &mut text);
    }
    text
}

fn section(view: &View, text: &mut String) {
    // Links between doc comments are rustdoc's, and lead nowhere here.
    let plain = |comment: &str| {
        comment.replace("[`", "`").replace("`](super::SiteView::t)", "`").replace("`]", "`").replace('|', "\\|")
    };
    text.push_str(&format!("\n### {}\n\n{}\n\n| field | is | |\n|---|---|---|\n", view.name, plain(&view.comment)));
    if view.fields.iter().any(|field| field.kind == "PageView") {
        text.push_str("| `site` | [SiteView](#siteview) | What every page shows. |\n");
    }
    for field in &view.fields {
        text.push_str(&format!("| `{}` | {} | {} |\n", field.name, kind(&field.kind), plain(&field.comment)));
    }
}

const HEAD: &str = "\
# Themes

Most sites want a colour, a logo and a line in the foot. That takes no template:

```toml
[theme]
accent     = \"#8a1538\"                  # links and the mark; made lighter for dark screens, darker where it could not be read
logo       = \"logo.svg\"                 # static/logo.svg, in the place of the title
stylesheet = \"own.css\"                  # static/own.css after the theme's; a list of several
head       = \"<script src=…></script>\"  # HTML for the head of every page
foot       = \"<p>…</p>\"                 # HTML for its foot
```

What goes further is done in templates. A site's own `templates/` and `static/` stand over the built-in theme file by file:
a file of the same name takes the place of the built-in one, a file of another name stands beside it. The built-in one can
still be had as `builtin/…`, to change a block of it and keep the rest:

```jinja
{% extends \"builtin/bulletin.html\" %}
{% block after %}<p>{{ page.extra.question }}</p>{% endblock after %}
```

`jianbao theme list` names the built-in files, `jianbao theme export bulletin.html` prints one. Three small sites in
`tests/themes/` show what is said here. What each kind of page looks like, on a desk and a phone:
[an ordinary site](pages-ordinary.png), [the example](pages-example.png).

## Recipes

* **A colour of one's own**: `accent`, above. More of them in a style sheet, as pairs for light and dark, so that neither is lost:
  `:root { --paper: light-dark(#fff, #101010); }`.
* **A logo**: `logo`, above; its height is that of the title.
* **Analytics**: `head = '<script src=\"https://…\" defer></script>'`. Where the host sends a Content Security Policy, it has to
  name that address; nothing of the built-in theme needs more than `'self'`.
* **Comments** under every bulletin: `templates/bulletin.html` as above, with the code of the service in the block `after`;
  `page.canonical` is the address to tell it.
* **A newsletter form** where a text wants it: `templates/shortcodes/subscribe.html` is what `{{ subscribe \"每周五寄到邮箱\" to=https://… }}`,
  alone in a paragraph, becomes; it reads the words as `args`, `key=value` as `options`, and `site`.
* **A line in the foot**, as the number that Chinese law asks for: `foot = '<p><a href=\"https://beian.miit.gov.cn/\">京ICP备…号</a></p>'`.
  It is the same in every edition.
* **A page unlike the others**: `template = \"poster.html\"` in its front matter, which sees the view of the usual one.
* **Values of one's own**: `[extra]` in front matter is `page.extra`, `[extra]` in `site.toml` is `site.extra`. Texts in them
  are converted as others are, but for addresses; what has to stay as it is, is written `-{…}-`.
* **An edition at the root**: `home = \"zh-Hans\"`, at the top of `site.toml`. Who chose another is sent on to it; the choice itself
  moves to `/editions/`.

## Rules

* Templates are [Tera](https://keats.github.io/tera/) 2. A template sees the fields of its view, below, and nothing else;
  a field that is not there is an error that names the template and the line. All text is in the edition's script
  and escaped by Tera, except the fields that say they are HTML: print those with `| safe`.
* `base.html` has the blocks `styles`, `scripts`, `head`, `kind` (the page's class), `masthead`, `editions`, `nav`, `find` (the search box),
  `trail`, `main` and `foot`; `bulletin.html` has `after`, at its end. A base of your own
  keeps `kind` and `main`, which the built-in templates fill.
* `components.html` has the pieces that several templates use: `brand`, `quantity`, `change`, `card`, `item`, `by_day`, `counts`,
  `pager`, `neighbours`, `contents`.
* The words of the theme are in `labels/zh-hans.toml`, `labels/zh-hant-tw.toml`, `labels/zh-hant-hk.toml` and `labels/en.toml`; a file of your own
  overrides them key by key, and templates read section `ui` as `site.t`.
* `static/assets/site.css` is all that bulletins need, with `static/assets/chart.css` where they have a chart or a comparison; the other
  pages load `static/assets/lists.css` behind it, by the block `styles`. Who has a sheet of their own and wants no other leaves that block empty.
* Styles and scripts right below `static/assets/` are published twice: as they are, and, for pages, under a name made of their
  content, without comments and idle white space.
* Colours, fonts and measures are CSS custom properties at the top of `static/assets/site.css`, colours as pairs
  (`light-dark()`): a text fills `--measure`, beside it is `--margin`; charts take theirs from
  `--chart-1` … `--chart-6`, `--chart-ink`, `--chart-muted`, `--chart-grid`, and rising and falling figures from `--rise` and `--fall`, which
  change places in Hong Kong and in English.
* A chart over time is as wide as its column: `.l2` … `.l14` and `.r1` … `.r15` in `static/assets/site.css` leave room beside its field,
  `.stretch` keeps its lines thin. A sheet of one's own that replaces that one keeps these rules, and those of `.bars`.
* `templates/` of the repository is the built-in theme; `jianbao check` renders every page, so a mistake in a template is
  found before anything is published.

This page is made from the comments of `src/view/types.rs` and kept true by a test.
";

#[test]
fn the_contract_with_themes_is_written_down() {
    let mut views_found = Vec::new();
    let parts = [
        "src/view/types.rs",
        "src/view/types/list.rs",
        "src/view/types/search.rs",
        "src/view/types/statistics.rs",
        "src/view/types/figure.rs",
    ];
    for file in parts {
        views_found.extend(views(&fs::read_to_string(root().join(file)).expect("the views")));
    }
    assert!(views_found.len() > 30, "the views are read");
    for view in &views_found {
        assert!(!view.comment.is_empty(), "{} has no comment", view.name);
        assert!(view.fields.iter().all(|field| !field.comment.is_empty()), "a field of {} has no comment", view.name);
    }
    expect(&root().join("docs/theme.md"), &document(&views_found));
}

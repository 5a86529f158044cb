"""Holds feeds, lists of feeds and sitemaps of a built site to their standards. Called by validate-feeds."""

import html.parser
import json
import pathlib
import sys
import urllib.parse

import feedparser
import jsonschema
from lxml import etree

root = pathlib.Path(sys.argv[1]).resolve()
standards = pathlib.Path(sys.argv[2])
base = json.loads((root / "data/datapackage.json").read_text(encoding="utf-8"))["homepage"]
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# Where an element of a text leads.
RICH = {"a": "href", "img": "src", "source": "src", "audio": "src", "video": "src", "blockquote": "cite"}


def fail(what):
    sys.exit(f"validate-feeds: {what}")


def valid(name, path):
    tree = etree.parse(path)
    schema = etree.RelaxNG(etree.parse(standards / name))
    if not schema.validate(tree):
        fail(f"{path}: {schema.error_log}")
    return tree.getroot()


def file_of(url):
    """The file at an address of the site; none for one of another site."""
    if not url.startswith(base):
        return None
    path = urllib.parse.unquote(url.removeprefix(base).split("#")[0].split("?")[0])
    return root / path / "index.html" if path == "" or path.endswith("/") else root / path


class Anchors(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.tags, self.refused = set(), [], set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        for name, value in attributes:
            if name == "id":
                self.ids.add(value)
            elif name == RICH.get(tag):
                self.links.append(value)
            elif name.startswith("on") or name == "style":
                self.refused.add(name)


pages = {}


def expect(url, where):
    """The address leads to a file, and its fragment to an element of it."""
    file = file_of(url)
    if file is None:
        return
    if not file.is_file():
        fail(f"{where}: {url} leads nowhere")
    fragment = urllib.parse.unquote(urllib.parse.urlsplit(url).fragment)
    if fragment and file.suffix == ".html":
        if file not in pages:
            pages[file] = Anchors(file.read_text(encoding="utf-8")).ids
        if fragment not in pages[file]:
            fail(f"{where}: there is no #{fragment} on the page of {url}")


def text_of_entry(text, where):
    content = Anchors(text)
    for tag in content.tags & {"script", "style", "iframe", "object", "embed", "form", "svg", "link", "meta"}:
        fail(f"{where}: <{tag}> in the text")
    for attribute in content.refused:
        fail(f"{where}: `{attribute}` in the text")
    for link in content.links:
        if link.startswith("#"):
            if urllib.parse.unquote(link[1:]) not in content.ids:
                fail(f"{where}: {link} leads nowhere in the text")
        elif not link.startswith(("https://", "http://", "mailto:")):
            fail(f"{where}: {link} is not absolute")
        else:
            expect(link, where)


atoms, entries = set(), 0
for path in sorted(root.rglob("*.xml")):
    if etree.parse(path).getroot().tag != ATOM + "feed":
        continue
    feed = valid("atom.rng", path)
    own = base + urllib.parse.quote(path.relative_to(root).as_posix())
    atoms.add(own)
    links = {link.get("rel", "alternate"): link for link in feed.findall(ATOM + "link")}
    if links["self"].get("href") != own:
        fail(f"{path}: names itself {links['self'].get('href')}")
    expect(links["alternate"].get("href"), path)
    if feed.find(ATOM + "author") is None or not feed.findtext(f"{ATOM}author/{ATOM}name"):
        fail(f"{path}: nobody wrote it")
    if not feed.get("{http://www.w3.org/XML/1998/namespace}lang", "").startswith(("zh-Han", "en")):
        fail(f"{path}: of no language")
    ids = [entry.findtext(ATOM + "id") for entry in feed.findall(ATOM + "entry")]
    if not ids or len(set(ids)) != len(ids):
        fail(f"{path}: no entries, or two of one id")
    if feed.findtext(ATOM + "updated") != max(e.findtext(ATOM + "updated") for e in feed.findall(ATOM + "entry")):
        fail(f"{path}: not updated with its newest entry")
    for entry in feed.findall(ATOM + "entry"):
        entries += 1
        if entry.findtext(ATOM + "published") > entry.findtext(ATOM + "updated"):
            fail(f"{path}: updated before it was published")
        expect(entry.findtext(ATOM + "id"), path)
        text_of_entry(entry.findtext(ATOM + "content"), path)
    # A reader's program.
    parsed = feedparser.parse(path.read_bytes(), response_headers={"content-type": "application/atom+xml; charset=utf-8"})
    if parsed.bozo or parsed.version != "atom10" or len(parsed.entries) != len(ids):
        fail(f"{path}: feedparser reads {parsed.version}, {parsed.get('bozo_exception')}")
print("Atom: valid by RFC 4287 and read by feedparser,", len(atoms), "feeds,", entries, "entries")

schema = json.loads((standards / "json-feed-1.1.schema.json").read_text(encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
count = 0
for own in sorted(atoms):
    path = file_of(own).with_suffix(".json")
    # Few follow one indicator or digests, and those by Atom.
    if "/indicators/" in own or "/digests/" in own:
        if path.exists():
            fail(f"{path}: nobody asked for it")
        continue
    feed = json.loads(path.read_text(encoding="utf-8"))
    for error in validator.iter_errors(feed):
        fail(f"{path}: {error.json_path}: {error.message}")
    if feed["feed_url"] != own.removesuffix(".xml") + ".json":
        fail(f"{path}: names itself {feed['feed_url']}")
    expect(feed["home_page_url"], path)
    ids = [item["id"] for item in feed["items"]]
    if len(set(ids)) != len(ids):
        fail(f"{path}: two entries of one id")
    for item in feed["items"]:
        expect(item["url"], path)
        text_of_entry(item["content_html"], path)
    count += 1
print("JSON Feed: valid by version 1.1,", count, "feeds")

listed = set()
for path in sorted(root.rglob("*.opml")):
    for outline in valid("opml-2.0.rng", path).iter("outline"):
        if outline.get("type"):
            if outline.get("xmlUrl") in listed:
                fail(f"{path}: {outline.get('xmlUrl')} stands there twice")
            listed.add(outline.get("xmlUrl"))
            expect(outline.get("htmlUrl"), path)
if listed != atoms:
    fail(f"OPML lists other feeds than there are: {sorted(listed ^ atoms)[:3]}")
print("OPML: valid, lists every feed once")

locations = []
for path in sorted(root.glob("sitemap*.xml")):
    sitemap = valid("sitemap.rng", path)
    found = [loc.text for loc in sitemap.iter(SITEMAP + "loc")]
    if len(found) > 50_000 or path.stat().st_size > 52_428_800:
        fail(f"{path}: too long")
    for url in found:
        if not url.startswith(base):
            fail(f"{path}: {url} is of another site")
        expect(url, path)
    if sitemap.tag == SITEMAP + "urlset":
        locations += found
if not locations or len(set(locations)) != len(locations):
    fail("the sitemaps list nothing, or something twice")
print("Sitemap: valid,", len(locations), "addresses")

// What of a chart is loaded when a reader asks for it: an index, the choice of its lines, and the chart as a picture. It is given what chart.js
// draws, measures words and chooses colours with.
const SVG = "http://www.w3.org/2000/svg";
const SIZE = 13;

// Every shape and word of the picture, with the colours that are seen; its title above, what happened and where it is from below.
function flat(chart, wide) {
  const look = (element) => {
    const style = getComputedStyle(element);
    const keys = { fill: style.fill, stroke: style.stroke, "stroke-width": parseFloat(style.strokeWidth), "stroke-dasharray": style.strokeDasharray.replace(/px|,/g, ""), "fill-opacity": style.fillOpacity, "stroke-opacity": style.strokeOpacity };
    const own = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
    if (element.localName === "text") Object.assign(keys, { "font-size": parseFloat(style.fontSize), "font-weight": style.fontWeight, "text-anchor": style.textAnchor, stroke: "none" });
    return { name: element.localName, at: { ...own, ...keys }, words: element.textContent, legend: element.closest(".legend") };
  };
  const shapes = [...chart.svg.querySelectorAll("path, rect, circle, text")].map(look);
  const style = getComputedStyle(chart.plot);
  const [ink, paper] = [style.color, getComputedStyle(document.body).backgroundColor];
  let y = 8;
  const line = (words, size, weight) => {
    let rest = words;
    while (rest) {
      let many = rest.length;
      while (wide(rest.slice(0, many), size, weight) > chart.width && many > 1) many -= 1;
      y += size * 1.4;
      shapes.push({ name: "text", page: true, at: { x: 0, y, fill: ink, "font-size": size, "font-weight": weight }, words: rest.slice(0, many) });
      rest = rest.slice(many).trimStart();
    }
  };
  const said = (selector) => [...chart.figure.querySelectorAll(selector)].map((one) => one.textContent);
  said(".chart-title").forEach((words) => line(words, 17, 700));
  said(".chart-sub").forEach((words) => line(words, SIZE, 400));
  const head = y += 12;
  y += chart.height + 4;
  said(".chart-events li").forEach((words, at) => line(`${at + 1} ${words}`, SIZE, 400));
  const canonical = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  line(`${document.querySelector("meta[property='og:site_name']").content} ${decodeURI(canonical)}`, 11, 400);
  const shift = chart.legend ? chart.height - chart.below.height - chart.below.y - 3 : 0;
  for (const shape of shapes) shape.dy = shape.page ? 0 : head + (shape.legend ? shift : 0);
  return { shapes, paper, width: chart.width + 32, height: y + 16 };
}

// Draws shapes by hand: a picture of an SVG would have to be allowed by the site's policy.
function paint(to, shapes, paper, width, height) {
  to.scale(2, 2);
  to.fillStyle = paper;
  to.fillRect(0, 0, width, height);
  to.translate(16, 0);
  for (const { name, at, words, dy } of shapes) {
    to.save();
    to.translate(0, dy);
    to.fillStyle = at.fill;
    to.globalAlpha = at["fill-opacity"] ?? 1;
    if (name === "text") {
      to.font = `${at["font-weight"]} ${at["font-size"]}px sans-serif`;
      to.textAlign = { middle: "center", end: "right" }[at["text-anchor"]] ?? "left";
      to.fillText(words, at.x ?? 0, at.y);
    } else {
      const shape = new Path2D(at.d);
      if (name === "rect") shape.rect(at.x, at.y, at.width, at.height);
      if (name === "circle") shape.arc(at.cx, at.cy, at.r, 0, 2 * Math.PI);
      if (at.fill !== "none") to.fill(shape);
      if (at.stroke !== "none") {
        [to.strokeStyle, to.lineWidth, to.globalAlpha] = [at.stroke, at["stroke-width"], at["stroke-opacity"]];
        to.setLineDash(at["stroke-dasharray"] === "none" ? [] : at["stroke-dasharray"].split(" ").map(Number));
        to.stroke(shape);
      }
    }
    to.restore();
  }
}

// Lines as shares of their values in the first period that all have; as they are where there is none.
export function indexed(chart, lines) {
  const of = ({ dots }, month) => dots.find((one) => one.month === month);
  chart.base = lines[0].dots.find(({ month }) => lines.every((line) => of(line, month)));
  if (!chart.base) return lines;
  return lines.map((line) => {
    const { number: whole } = of(line, chart.base.month);
    const share = (one) => ({ ...one, number: one.number / whole * 100, text: `${(one.number / whole * 100).toFixed(1)}`, printed: one.text });
    return { ...line, dots: line.dots.map(share) };
  });
}

// The lines to choose from, at most as many as there are colours and at least one.
export function choices(chart, name, { html, colour, COLOURS }) {
  const list = html("fieldset", "chart-choices");
  list.append(html("legend", "unseen", name));
  for (const line of chart.lines) {
    const label = html("label", "");
    const box = Object.assign(html("input", ""), { type: "checkbox", checked: line.on });
    box.addEventListener("change", () => {
      line.on = box.checked;
      if (line.on) colour(line, chart.lines);
      const chosen = chart.lines.filter(({ on }) => on).length;
      for (const other of list.querySelectorAll("input")) other.disabled = other.checked ? chosen < 2 : chosen >= COLOURS;
      chart.draw();
    });
    label.append(box, line.name);
    list.append(label);
  }
  return list;
}

// Saves a chart: as SVG with its colours and words, or as PNG of twice its size.
export async function save(chart, format, { put, wide }) {
  const { shapes, paper, width, height } = flat(chart, wide);
  let blob;
  if (format === "svg") {
    const svg = document.createElementNS(SVG, "svg");
    put(svg, "rect", { width, height, fill: paper });
    const all = put(svg, "g", { transform: "translate(16 0)", "font-family": "sans-serif" });
    for (const { name, at, words, dy } of shapes) put(all, name, { ...at, transform: `translate(0 ${dy})` }, name === "text" ? words : undefined);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    blob = new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
  } else {
    const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
    paint(canvas.getContext("2d"), shapes, paper, width, height);
    blob = await new Promise((ready) => canvas.toBlob(ready));
  }
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `${document.title.split(" — ")[0]}.${format}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

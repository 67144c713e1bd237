// Charts drawn from the tables beside them: what a chart shows, anybody can read. Values stand at the bars themselves,
// so there are no grids and no scales to follow; colours are those of the page and change with it.

const TONES = { nine_in_ten: "--gold", unpaid: "--gold", open: "--line", snoozed: "--gold", late_now: "--bad" };
const BAR = 22;
const ROW = { bars: 38, parts: 40, shares: 40, dots: 36 };
const COLUMNS = 190;
const FEW = 12; // so many columns have room for a number each
const SAYS_LITTLE = 20; // a mean of fewer answers is drawn quietly
const LINE = 15; // letters of a name before it breaks, where the page is narrow
const drawn = new Map();

drawAll(document, { moves: !matchMedia("(prefers-reduced-motion: reduce)").matches });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll(document, { moves: false }));
document.fonts.ready.then(() => drawAll(document, { moves: false }));
document.body.addEventListener("htmx:afterSettle", () => drawAll(document, { moves: false, onlyNew: true }));

function drawAll(root, { moves, onlyNew = false }) {
  for (const [canvas, chart] of drawn) {
    if (canvas.isConnected && onlyNew) continue;
    chart.destroy();
    drawn.delete(canvas);
  }
  for (const figure of root.querySelectorAll("figure[data-chart]")) {
    const canvas = figure.querySelector("canvas");
    if (!drawn.has(canvas)) drawn.set(canvas, draw(canvas, read(figure), figure.dataset.chart, moves));
  }
}

// The table as the chart needs it: names of the rows, and for each drawn column its numbers and how they are written.
function read(figure) {
  const table = figure.querySelector("table");
  const rows = [...table.tBodies[0].rows];
  const series = [...table.tHead.rows[0].cells].flatMap((head, place) =>
    head.dataset.drawn ? [{ code: head.dataset.drawn, name: head.textContent, cells: rows.map((row) => row.cells[place]) }] : [],
  );
  const counts = rows.map((row) => Number(row.cells[2]?.dataset.value));
  return { names: rows.map((row) => row.cells[0].textContent.trim()), series, counts };
}

function draw(canvas, { names, series, counts }, kind, moves) {
  const look = getComputedStyle(document.body);
  const colour = (name) => look.getPropertyValue(name).trim();
  const lying = kind !== "columns";
  const rtl = document.dir === "rtl";
  canvas.parentElement.style.height = `${lying ? names.length * height(kind, series) + (series.length > 1 || kind === "dots" ? 34 : 8) : COLUMNS}px`;
  const font = { family: look.fontFamily, size: rtl ? 14 : 13 };
  const values = {
    ...scale(kind),
    reverse: lying && rtl,
    display: kind === "dots",
    stacked: kind === "parts",
    beginAtZero: true,
    grid: { color: colour("--line"), drawTicks: false },
    border: { display: false },
    ticks: { color: colour("--quiet"), font, stepSize: 1 },
  };
  const labels = {
    reverse: !lying && rtl,
    position: lying && rtl ? "right" : undefined,
    stacked: kind === "parts",
    offset: true,
    grid: { display: false },
    border: { display: !lying, color: colour("--line") },
    ticks: { color: colour(lying ? "--ink" : "--quiet"), font, autoSkip: !lying, maxRotation: 0, autoSkipPadding: 14 },
  };
  const written = series.map((one) => one.cells.map((cell, at) => cell.textContent.trim() + (kind === "dots" ? ` (${counts[at]})` : "")));
  return new Chart(canvas, {
    type: kind === "dots" ? "line" : "bar",
    data: { labels: lying ? names.map((name) => broken(name, canvas)) : names, datasets: series.map((one) => dataset(one, kind, colour, counts)) },
    options: {
      indexAxis: lying ? "y" : "x",
      maintainAspectRatio: false,
      animation: moves ? { duration: 350 } : false,
      layout: { padding: lying ? { [rtl ? "left" : "right"]: kind === "parts" ? 8 : 78, top: 2 } : { top: 22, left: 8, right: rtl ? 24 : 8 } },
      scales: lying ? { x: values, y: labels } : { x: labels, y: values },
      plugins: {
        legend: { display: series.length > 1, rtl, align: "start", position: "bottom", onClick: null, labels: { color: colour("--quiet"), font, boxWidth: 12, boxHeight: 12 } },
        tooltip: { rtl, textDirection: rtl ? "rtl" : "ltr", titleFont: font, bodyFont: font, callbacks: { label: (at) => `${at.dataset.label}: ${written[at.datasetIndex][at.dataIndex]}` } },
      },
    },
    plugins: [{ id: "written", afterDatasetsDraw: (chart) => write(chart, { kind, written, rtl, font, colour }) }],
  });
}

function height(kind, series) {
  return kind === "bars" && series.length > 1 ? 52 : ROW[kind];
}

function scale(kind) {
  if (kind === "shares") return { min: 0, max: 100 };
  return kind === "dots" ? { min: 1, max: 5 } : {};
}

// A long name in two lines where there is little room for it.
function broken(name, canvas) {
  if (canvas.parentElement.clientWidth > 480 || name.length <= LINE) return name;
  const middle = name.indexOf(" ", name.length / 3);
  return middle < 0 ? name : [name.slice(0, middle), name.slice(middle + 1)];
}

function dataset({ code, name, cells }, kind, colour, counts) {
  const tone = colour(TONES[code] ?? "--teal");
  const data = cells.map((cell) => (cell.dataset.value === "" ? null : Number(cell.dataset.value)));
  const base = { label: name, data, backgroundColor: tone };
  if (kind === "dots") return { ...base, showLine: false, pointRadius: 6, pointHoverRadius: 7, pointBorderWidth: 0, pointBackgroundColor: counts.map((count) => (count < SAYS_LITTLE ? colour("--quiet") : tone)) };
  return { ...base, borderRadius: kind === "parts" ? 0 : 4, maxBarThickness: kind === "columns" ? 34 : BAR, minBarLength: 0 };
}

// Each value where it is looked for; among many columns only the highest, among parts only what has room.
function write(chart, { kind, written, rtl, font, colour }) {
  const pen = chart.ctx;
  pen.save();
  pen.font = `600 ${font.size}px ${font.family}`;
  pen.textBaseline = "middle";
  chart.data.datasets.forEach((set, of) => {
    const top = Math.max(...set.data);
    chart.getDatasetMeta(of).data.forEach((shape, at) => {
      const text = written[of][at];
      if (set.data[at] === null) return;
      pen.fillStyle = colour("--ink");
      if (kind === "columns") {
        if (set.data[at] === 0 || (set.data.length > FEW && (set.data[at] < top || set.data.indexOf(top) !== at))) return;
        pen.textAlign = "center";
        pen.fillText(text, shape.x, shape.y - 11);
      } else if (kind === "parts") {
        if (!set.data[at] || Math.abs(shape.x - shape.base) < pen.measureText(text).width + 10) return;
        pen.textAlign = "center";
        pen.fillStyle = onto(set.backgroundColor, [colour("--ink"), colour("--card")]);
        pen.fillText(text, (shape.x + shape.base) / 2, shape.y);
      } else {
        pen.textAlign = rtl ? "right" : "left";
        pen.fillText(text, shape.x + (rtl ? -1 : 1) * (kind === "dots" ? 12 : 7), shape.y + 1);
      }
    });
  });
  pen.restore();
}

// The one of two colours that stands out more from a background.
function onto(background, colours) {
  const apart = (colour) => Math.abs(light(colour) - light(background));
  return colours.reduce((best, one) => (apart(one) > apart(best) ? one : best));
}

function light(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return 0.3 * red + 0.59 * green + 0.11 * blue;
}

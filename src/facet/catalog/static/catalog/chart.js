// Draws the lines of a page from the numbers that stand beside it (json_script), in the colours of
// the tokens. The table under a chart is made of the same numbers. Cents in, yuan shown; other numbers come
// with the `scale` that they are divided by, and the `decimals` that they are written with.
(() => {
  "use strict";
  const drawn = new Map();

  const token = (box, name) => getComputedStyle(box).getPropertyValue(name).trim();
  const yuan = (cents) => (cents === null ? null : cents / 100);
  const written = (value, decimals = 2) =>
    value.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

  const line = (box, each, font, scale) => ({
    name: each.name,
    type: "line",
    data: each.values.map((value) => (value === null ? null : value / scale)),
    symbol: each.symbol,
    symbolSize: 7,
    showSymbol: each.values.length <= 31,
    connectNulls: false,
    emphasis: { disabled: true },
    lineStyle: { width: each.line === "solid" ? 3 : 2, type: each.line, color: token(box, each.colour) },
    itemStyle: { color: token(box, each.colour) },
    endLabel: { show: true, formatter: each.name, color: token(box, "--fc-ink-2"), padding: [3, 0], ...font },
    labelLayout: { moveOverlap: "shiftY" },
  });

  const lines = (box, facts) => {
    const font = { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 14 };
    return {
      animation: false,
      textStyle: { ...font, color: token(box, "--fc-ink-2") },
      grid: { left: 72, right: 104, top: 16, bottom: 32 },
      tooltip: { trigger: "axis", valueFormatter: (value) => (value === undefined || value === null ? "–" : written(value, facts.decimals)) },
      xAxis: {
        type: "category", data: facts.days, boundaryGap: false, axisTick: { show: false },
        axisLabel: { ...font, color: token(box, "--fc-ink-3"), hideOverlap: true },
        axisLine: { lineStyle: { color: token(box, "--fc-line-strong") } },
      },
      yAxis: {
        type: "value", scale: true,
        axisLabel: { ...font, color: token(box, "--fc-ink-3"), formatter: (value) => value.toLocaleString("en") },
        splitLine: { lineStyle: { color: token(box, "--fc-line") } },
      },
      series: facts.series.filter((each) => each.values.some((cents) => cents !== null)).map((each) => line(box, each, font, facts.scale ?? 100)),
    };
  };

  const spark = (box, facts) => {
    const values = facts.series[0].values.map(yuan);
    const known = values.filter((value) => value !== null);
    const low = Math.min(...known), high = Math.max(...known), room = Math.max(1, (high - low) * 0.2);
    const last = known[known.length - 1];
    const fontFamily = getComputedStyle(document.body).fontFamily;
    return {
      animation: false,
      grid: { left: 0, right: 152, top: 24, bottom: 8 },
      xAxis: { type: "category", data: facts.days, show: false, boundaryGap: false },
      yAxis: { type: "value", min: low - room, max: high + room, show: false },
      series: [{
        type: "line", data: values, symbol: "none", emphasis: { disabled: true },
        lineStyle: { width: 4, color: token(box, "--fc-gold") },
        areaStyle: { color: token(box, "--fc-gold-wash"), origin: "start" },
        markPoint: {
          symbol: "circle", symbolSize: 16, itemStyle: { color: token(box, "--fc-gold-ink") },
          data: [{
            coord: [values.length - 1, last],
            label: { show: true, formatter: written(last), position: "right", distance: 12, fontFamily, fontSize: 28, fontWeight: 600, color: token(box, "--fc-gold-ink") },
          }],
        },
      }],
    };
  };

  const draw = (box) => {
    const source = document.getElementById(box.dataset.chart);
    if (!source || !window.echarts) return;
    const facts = JSON.parse(source.textContent);
    if (!facts.series.some((each) => each.values.some((cents) => cents !== null))) return;
    const chart = window.echarts.init(box, null, { renderer: "svg" });
    chart.setOption(box.dataset.kind === "spark" ? spark(box, facts) : lines(box, facts));
    drawn.set(box, chart);
  };

  const drawAll = () => {
    for (const [box, chart] of drawn) {
      if (!box.isConnected) { chart.dispose(); drawn.delete(box); }
    }
    document.querySelectorAll("[data-chart]").forEach((box) => { if (!drawn.has(box)) draw(box); });
  };

  document.addEventListener("DOMContentLoaded", drawAll);
  document.addEventListener("htmx:afterSettle", drawAll);
  window.addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
})();

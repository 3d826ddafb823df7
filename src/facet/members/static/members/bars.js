// Draws bars from the numbers that stand in the table beside them (json_script), in the tokens' colours.
(() => {
  "use strict";
  const token = (box, name) => getComputedStyle(box).getPropertyValue(name).trim();

  const draw = (box) => {
    const source = document.getElementById(box.dataset.bars);
    if (!source || !window.echarts) return;
    const facts = JSON.parse(source.textContent);
    if (!facts.values.length) return;
    const font = { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 14 };
    box.style.height = `${Math.max(120, facts.values.length * 36 + 24)}px`;
    const chart = window.echarts.init(box, null, { renderer: "svg" });
    chart.setOption({
      animation: false,
      textStyle: { ...font, color: token(box, "--fc-ink-2") },
      grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
      xAxis: { type: "value", minInterval: 1, axisLabel: { show: false }, splitLine: { show: false } },
      yAxis: {
        type: "category", inverse: true, data: facts.names, axisTick: { show: false },
        axisLabel: { ...font, color: token(box, "--fc-ink-2"), width: 200, overflow: "truncate" },
        axisLine: { lineStyle: { color: token(box, "--fc-line-strong") } },
      },
      series: [{
        name: facts.label, type: "bar", data: facts.values, barMaxWidth: 20, emphasis: { disabled: true },
        itemStyle: { color: token(box, "--fc-c1") },
        label: { show: true, position: "right", ...font, color: token(box, "--fc-ink-2") },
      }],
    });
    addEventListener("resize", () => chart.resize());
  };

  const all = () => document.querySelectorAll("[data-bars]").forEach(draw);
  if (document.readyState === "complete") all();
  else addEventListener("load", all);
})();

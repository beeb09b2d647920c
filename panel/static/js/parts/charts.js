// Draws a Plotly chart in a figure once its details are open and it is in view; until then nothing of Plotly is loaded.
//
// Markup: <figure data-chart-url data-chart-script data-chart-label data-chart-failed> with [data-chart], [data-chart-message]
// and the button [data-chart-keep], which saves the chart as a picture, inside.

let library = null;

function loadLibrary(address) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      library = null;
      reject(new Error('chart library did not load'));
    };
    document.head.append(script);
  });
  return library;
}

function themeColour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--meepraat-${name}`).trim();
}

/** The figure's own layout, in the page's colours and letters, with a comma in numbers and no room for dragging. */
function inPageStyle(layout) {
  const axis = { gridcolor: themeColour('line'), linecolor: themeColour('edge'), zerolinecolor: themeColour('edge'), fixedrange: true };
  return {
    ...layout,
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { ...layout.font, family: getComputedStyle(document.body).fontFamily, size: 16, color: themeColour('ink') },
    separators: ',.',
    dragmode: false,
    xaxis: { ...axis, ...layout.xaxis, fixedrange: true },
    yaxis: { ...axis, ...layout.yaxis, fixedrange: true },
  };
}

/** The same chart with each colour of the default theme replaced by that of this page (`layout.meta.theme` names them). */
function inThemeColours(chart) {
  const theme = chart.layout.meta.theme;
  return JSON.parse(JSON.stringify(chart), (_key, value) => (typeof value === 'string' && theme[value] ? themeColour(theme[value]) || value : value));
}

/** Save what is drawn, on paper colour and with its question above it. */
function offerKeeping(figure, slot, plotly) {
  const button = figure.querySelector('[data-chart-keep]');
  if (!button) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    const { data, layout } = slot;
    const title = { text: wrapped(figure.dataset.chartLabel, 48), x: fromRight() ? 0.98 : 0.02, xanchor: fromRight() ? 'right' : 'left', y: 0.98, yanchor: 'top', font: { size: 20 } };
    const room = 40 + 26 * title.text.split('<br>').length;
    const margin = { ...layout.margin, l: 16, r: 16, t: layout.margin.t + room };
    plotly.downloadImage(
      { data, layout: { ...layout, title, margin, width: 720, height: layout.height + room, paper_bgcolor: themeColour('paper'), autosize: false } },
      { format: 'png', scale: 2, width: 720, height: layout.height + room, filename: figure.id },
    );
  });
}

/** Whether the page reads from right to left; a drawing does not know that by itself. */
function fromRight() {
  return document.documentElement.dir === 'rtl';
}

/** Plotly does not break lines by itself, and reads a little HTML: what an officer wrote stays text. */
function wrapped(text, longest) {
  const lines = [''];
  for (const word of text.replace(/&/g, '&amp;').replace(/</g, '&lt;').split(' ')) {
    if (lines.at(-1).length + word.length > longest) lines.push('');
    lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines.map((line) => (fromRight() ? `\u2067${line}\u2069` : line)).join('<br>');
}

async function draw(figure) {
  const slot = figure.querySelector('[data-chart]');
  const [plotly, answer] = await Promise.all([
    loadLibrary(figure.dataset.chartScript),
    fetch(figure.dataset.chartUrl, { headers: { Accept: 'application/json' }, credentials: 'same-origin' }),
  ]);
  if (!answer.ok) throw new Error(`chart answered ${answer.status}`);
  const chart = await answer.json();
  const show = () => {
    const { data, layout } = inThemeColours(chart);
    return plotly.react(slot, data, inPageStyle(layout), { displayModeBar: false, responsive: true, scrollZoom: false });
  };
  slot.hidden = false;
  // The table beside it says the same; the drawing itself has nothing in it for a keyboard or a screen reader.
  slot.setAttribute('aria-hidden', 'true');
  await show();
  offerKeeping(figure, slot, plotly);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
}

function drawOnce(figure) {
  if (figure.dataset.chartState) return;
  figure.dataset.chartState = 'drawing';
  draw(figure)
    .then(() => {
      figure.dataset.chartState = 'drawn';
    })
    .catch(() => {
      figure.dataset.chartState = '';
      figure.querySelector('[data-chart]').hidden = true;
      figure.querySelector('[data-chart-message]').textContent = figure.dataset.chartFailed;
    });
}

export function watchCharts(root = document) {
  const inView = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const figure = entry.target.closest('figure');
        if (!entry.isIntersecting || !entry.target.closest('details').open) continue;
        inView.unobserve(entry.target);
        drawOnce(figure);
      }
    },
    { rootMargin: '100px' },
  );
  for (const figure of root.querySelectorAll('figure[data-chart-url]')) {
    // The message line is observed: the slot itself has no size before it holds a chart.
    inView.observe(figure.querySelector('[data-chart-message]').parentElement);
  }
}

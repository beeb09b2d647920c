// Draws a Plotly chart in a figure once its details are open and it is in view; until then nothing of Plotly is loaded.
//
// Markup: <figure data-chart-url data-chart-script data-chart-label data-chart-failed> with [data-chart] and [data-chart-message] inside.

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

// Refuses a theme whose colours cannot be read: 4.5:1 for text, 3:1 for the edges of controls and chart shapes (WCAG 2.2).

import postcss from 'postcss';

const PAIRS = [
  ['ink', 'paper', 4.5], ['ink', 'ground', 4.5], ['ink', 'tint', 4.5],
  ['ink-soft', 'paper', 4.5], ['ink-soft', 'ground', 4.5], ['ink-soft', 'tint', 4.5],
  ['action', 'paper', 4.5], ['action', 'ground', 4.5], ['action', 'tint', 4.5],
  ['action-dark', 'paper', 4.5], ['action-dark', 'tint', 4.5],
  ['on-action', 'action', 4.5], ['on-action', 'action-dark', 4.5],
  ['error', 'paper', 4.5], ['error', 'ground', 4.5], ['error', 'error-tint', 4.5],
  ['ok', 'paper', 4.5], ['ok', 'ground', 4.5], ['ok', 'ok-tint', 4.5],
  ['late', 'paper', 4.5], ['late', 'late-tint', 4.5],
  ['ink', 'error-tint', 4.5], ['ink', 'ok-tint', 4.5], ['ink', 'late-tint', 4.5], ['ink', 'info-tint', 4.5],
  ['edge', 'paper', 3], ['edge', 'ground', 3], ['focus-edge', 'paper', 3], ['focus-edge', 'ground', 3],
  ['scale-low', 'paper', 3], ['scale-high', 'paper', 3], ['scale-unknown', 'paper', 3], ['scale-edge', 'scale-middle', 3],
];

function luminance(hex) {
  const parts = [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16) / 255);
  const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((left, right) => right - left);
  return (light + 0.05) / (dark + 0.05);
}

function palette(sheet, dark) {
  const found = {};
  sheet.walkDecls(/^--meepraat-/, (declaration) => {
    const media = declaration.parent.parent.type === 'atrule' ? declaration.parent.parent.params : '';
    if (media === '' || (dark && media.includes('dark'))) found[declaration.prop.replace('--meepraat-', '')] = declaration.value.trim();
  });
  return found;
}

/** Throws an Error that names every pair of colours of a theme that is too close, in light and in dark. */
export function checkContrast(name, source) {
  const sheet = postcss.parse(source);
  const problems = [];
  for (const dark of [false, true]) {
    const colours = palette(sheet, dark);
    for (const [front, back, least] of PAIRS) {
      const missing = [front, back].find((colour) => !/^#[0-9a-f]{6}$/i.test(colours[colour] ?? ''));
      const where = `${dark ? 'dark' : 'light'}: --meepraat-${front} on --meepraat-${back}`;
      if (missing) problems.push(`${where}: --meepraat-${missing} must be a colour like #0a6b5e`);
      else if (ratio(colours[front], colours[back]) < least) {
        problems.push(`${where}: ${ratio(colours[front], colours[back]).toFixed(2)}, needs ${least}`);
      }
    }
  }
  if (problems.length) throw new Error(`theme ${name} is not readable enough:\n  ${problems.join('\n  ')}`);
}

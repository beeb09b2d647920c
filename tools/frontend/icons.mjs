// Makes one SVG file with a symbol per icon: drawings from the pinned Tabler set, chosen by a list, and drawings of our own.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const NOTICE = '<!-- With Tabler Icons: (c) Pawel Kuna, MIT. See docs/licences.md. -->';
const OUTLINE = ['node_modules', '@tabler', 'icons', 'icons', 'outline'];

/** The drawing inside an <svg> element, without the invisible bounding path that Tabler adds. */
function inner(svg) {
  const body = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
  return body
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" \/>/, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .replace(/ \/>/g, '/>')
    .trim();
}

function viewBox(svg) {
  return svg.match(/viewBox="([^"]+)"/)[1];
}

/**
 * A sprite as bytes. `chosen` maps our name on a Tabler name; `own` maps our name on the text of an SVG file.
 * Lines take the colour of the text around them; their thickness comes from the style sheet.
 */
export async function buildSprite(root, chosen, own) {
  const symbols = [];
  for (const [name, tabler] of Object.entries(chosen)) {
    const svg = await readFile(join(root, ...OUTLINE, `${tabler}.svg`), 'utf8');
    symbols.push(
      `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">${inner(svg)}</symbol>`,
    );
  }
  for (const [name, svg] of Object.entries(own)) {
    symbols.push(`<symbol id="${name}" viewBox="${viewBox(svg)}">${inner(svg)}</symbol>`);
  }
  return Buffer.from(`${NOTICE}<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`);
}

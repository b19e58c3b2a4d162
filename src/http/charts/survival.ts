import { catalogueOf } from '../../language/catalogue.ts'
import { html, type Html } from '../pages/html.ts'
import {
  composeCurves,
  TARGET,
  type Box,
  type Curve,
  type CurveMark,
  type Drawn,
  type Lasting,
} from './survival-curves.ts'

const words = catalogueOf('en')

/** One curve with what is said of it. */
export interface Told extends Lasting {
  /** Its class: how it is drawn. */
  name: string
  /** What is still missing where it counts as open: "no first reply yet". */
  open: string
  /** Of a mark: what it says, and the address of its list. */
  mark: (mark: CurveMark, kind: 'ended' | 'open') => { title: string; href: string }
}

interface Drawing {
  curves: readonly Told[]
  title: string
  description: string
}

const BOXES = { across: { width: 900, height: 320 }, down: { width: 344, height: 270 } } as const

/** The share that is still open, day after day; in two sizes, of which a screen shows the one that it has room for. */
export function survivalChart(drawing: Drawing): Html {
  return html`<figure class="survival">
    ${sized(drawing, 'across', BOXES.across)} ${sized(drawing, 'down', BOXES.down)} ${legend(drawing.curves)}
  </figure>`
}

function sized({ curves, title, description }: Drawing, size: keyof typeof BOXES, box: Box): Html {
  const drawn = composeCurves(curves, box)
  return html`<svg
    class="${size}"
    viewBox="0 0 ${box.width} ${box.height}"
    role="group"
    aria-labelledby="survival-${size}-title"
    aria-describedby="survival-${size}-description"
  >
    <title id="survival-${size}-title">${title}</title>
    <desc id="survival-${size}-description">${description}</desc>
    ${frame(drawn)} ${drawn.curves.map((curve, i) => html`<path class="curve ${curves[i]!.name}" d="${curve.path}" />`)}
    ${drawn.curves.map((curve, i) => marksOf(curve, curves[i]!))} ${lastShares(drawn, curves)}
  </svg>`
}

function frame({ area, ticks, levels }: Drawn): Html {
  return html`${levels.map(
      ({ share, y }) => html`
        <line class="level" x1="${area.left}" x2="${area.right}" y1="${y}" y2="${y}" />
        <text class="tick" x="${area.left - 8}" y="${y + 4}" text-anchor="end">${words.formatShare(share)}</text>
      `,
    )}
    ${ticks.map(
      ({ days, x }) => html`
        <line class="level" x1="${x}" x2="${x}" y1="${area.top}" y2="${area.bottom + 5}" />
        <text class="tick" x="${x}" y="${area.bottom + 19}" text-anchor="middle">${afterShort(days)}</text>
      `,
    )} <text class="tick" x="${area.left}" y="${area.bottom + 19}" text-anchor="middle">asked</text>`
}

function afterShort(days: number): string {
  const years = Math.round(days / 365.25)
  return years === 0 ? `${days} d` : `${years} y`
}

function marksOf({ ends, stops }: Curve, told: Told): Html {
  return html`${stops.map((mark) =>
    link(told.mark(mark, 'open'), mark, html`<path class="stop ${told.name}" d="M0,-6 V6" />`),
  )}
  ${ends.map((mark) => link(told.mark(mark, 'ended'), mark, html`<circle class="end ${told.name}" r="4" />`))}`
}

function link({ title, href }: { title: string; href: string }, { x, y }: CurveMark, shape: Html): Html {
  return html`<a href="${href}" tabindex="-1" class="mark-link">
    <title>${title}</title>
    <g transform="translate(${x} ${y})">
      <rect class="reach" x="${-TARGET / 2}" y="${-TARGET / 2}" width="${TARGET}" height="${TARGET}" />
      ${shape}
    </g>
  </a>`
}

const LINE = 15

/** Beside the end of each curve, one below the other where both end alike. */
function lastShares({ curves, area }: Drawn, told: readonly Told[]): Html {
  const ends = curves
    .flatMap(({ last }, i) => (last ? [{ ...last, name: told[i]!.name }] : []))
    .toSorted((a, b) => a.y - b.y)
  let lowest = area.top - LINE
  return html`${ends.map(({ x, y, share, name }) => {
    lowest = Math.max(lowest + LINE, y + 4)
    return html`<text class="share ${name}" x="${x + 8}" y="${lowest}">${words.formatShare(share)}</text>`
  })}`
}

function legend(curves: readonly Told[]): Html {
  return html`<figcaption>
    <ul class="legend">
      ${curves.map(({ name, open }) => key(html`<path class="curve ${name}" d="M-13,0 H13" />`, open))}
      ${key(html`<circle class="end" r="4" />`, 'came to an end')}
      ${key(html`<path class="stop" d="M0,-6 V6" />`, 'was open when last looked at')}
    </ul>
  </figcaption>`
}

function key(shape: Html, name: string): Html {
  return html`<li>
    <svg class="key" viewBox="-13 -7 26 14" width="26" height="14" aria-hidden="true">${shape}</svg>${name}
  </li>`
}

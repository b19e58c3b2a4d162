import { html, type Html } from '../pages/html.ts'
import type { Channel } from '../../domain/correspondence/facts.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import { composeAcross, type Across, type Mark } from './across.ts'
import { composeDown, WORDS_AT, type Down } from './down.ts'
import { REACH, type Happening, type Picture } from './picture.ts'
import { shapeOf } from './shapes.ts'
import { TONES, type Tone } from './tones.ts'

const words = catalogueOf('en')

/** A happening with what is drawn of it. */
export interface Drawn extends Happening {
  channel: Channel
  tones: readonly [ours: Tone | null, theirs: Tone | null]
  day: string
  says: string
  /** All of it in a sentence. */
  title: string
  href: string
}

interface Drawing {
  picture: Picture<Drawn>
  title: string
  description: string
  /** Whether the day that is shown is today. */
  isToday: boolean
}

/** The correspondence in two pictures, of which a screen shows the one that it has room for. */
export function correspondenceChart(drawing: Drawing): Html {
  return html`<figure class="correspondence">
    ${across(drawing, composeAcross(drawing.picture))} ${down(drawing, composeDown(drawing.picture))}
    ${legend(drawing.picture)}
  </figure>`
}

function across({ picture, title, description, isToday }: Drawing, drawn: Across<Drawn>): Html {
  const { width, height, bands, axis, silence, shownAt } = drawn
  return html`<svg
    class="across"
    viewBox="0 0 ${width} ${height}"
    role="group"
    aria-labelledby="across-title"
    aria-describedby="across-description"
  >
    <title id="across-title">${title}</title>
    <desc id="across-description">${description}</desc>
    ${FADES}
    ${
      silence &&
      html`<rect
        class="silence"
        x="${silence.from}"
        y="${bands.top}"
        width="${Math.max(0, silence.to - silence.from)}"
        height="${bands.bottom - bands.top}"
      />`
    }
    <text class="side" x="0" y="${bands.ours + 4}">Our side</text>
    <text class="side" x="0" y="${bands.theirs + 4}">Their side</text>
    <line class="axis" x1="${axis.from}" x2="${axis.to}" y1="${axis.y}" y2="${axis.y}" />
    ${drawn.breaks.map(({ from, to }) => breakAt((from + to) / 2, axis.y))}
    ${drawn.ticks.map(
      ({ at, on, isYear }) => html`
        <line class="tick" x1="${at}" x2="${at}" y1="${axis.y - 4}" y2="${axis.y + 4}" />
        <text class="tick" x="${at}" y="${bands.bottom + 17}" text-anchor="middle">
          ${isYear ? on.year : words.formatMonth(on)}
        </text>
      `,
    )}
    ${drawn.dues.map(
      ({ x, label }) => html`
        <line class="due" x1="${x}" x2="${x}" y1="${label.y - 9}" y2="${bands.bottom - 18}" />
        <text class="due" x="${label.x}" y="${label.y}" text-anchor="${label.anchor}">${label.text}</text>
      `,
    )}
    <line class="shown" x1="${shownAt}" x2="${shownAt}" y1="${bands.top}" y2="${bands.bottom + 4}" />
    <text
      class="shown"
      x="${Math.min(shownAt, width)}"
      y="${bands.bottom + 17}"
      text-anchor="${shownAt > width - 60 ? 'end' : 'middle'}"
    >
      ${isToday ? 'Today' : words.formatShortDay(picture.shownOn)}
    </text>
    ${drawn.marks.map((mark) => tieOf(mark, axis.y))} ${drawn.marks.map(markAcross)}
    ${
      silence &&
      html`<text class="silence" x="${silence.label.x}" y="${silence.label.y}" text-anchor="${silence.label.anchor}">
        ${silence.label.text}
      </text>`
    }
  </svg>`
}

function tieOf({ span, tiedAt, y }: Mark<Drawn>, axis: number): Html {
  return html`${
    span &&
    html`<rect
      class="span ${span.fades ? '' : 'closed'}"
      ${span.fades ? html`fill="url(#across-${span.fades})"` : ''}
      x="${span.from}"
      y="${y - 5}"
      width="${Math.max(2, span.to - span.from)}"
      height="10"
    />`
  }
  ${tiedAt !== null && y !== axis ? html`<line class="tie" x1="${tiedAt}" x2="${tiedAt}" y1="${y}" y2="${axis}" />` : ''}`
}

function markAcross({ of, x, y, label }: Mark<Drawn>): Html {
  return html`<a href="${of.href}" tabindex="-1" class="mark-link">
    <title>${of.title}</title>
    <g transform="translate(${x} ${y})">
      <rect class="reach" x="${-REACH}" y="${-REACH}" width="${2 * REACH}" height="${2 * REACH}" />
      ${shapeOf(of, of.number)}
    </g>
    ${label && html`<text class="label" x="${label.x}" y="${label.y}" text-anchor="${label.anchor}">${label.text}</text>`}
  </a>`
}

function down({ picture, title, description, isToday }: Drawing, drawn: Down<Drawn>): Html {
  const { width, height, rails, axis, silence, shownAt } = drawn
  return html`<svg
    class="down"
    viewBox="0 0 ${width} ${height}"
    role="group"
    aria-labelledby="down-title"
    aria-describedby="down-description"
  >
    <title id="down-title">${title}</title>
    <desc id="down-description">${description}</desc>
    ${
      silence &&
      html`<rect class="silence" x="0" y="${silence.from}" width="${width}" height="${silence.to - silence.from}" />`
    }
    <text class="side" x="${rails.ours - REACH}" y="13">Ours</text>
    <text class="side" x="${rails.theirs - REACH}" y="13">Theirs</text>
    <line class="axis" x1="${rails.both}" x2="${rails.both}" y1="${axis.from}" y2="${axis.to}" />
    ${drawn.gaps.map(
      ({ y, days }) =>
        html`<text class="gap" x="${WORDS_AT}" y="${y + 4}"
          >${words.formatCount(days, { one: '# day', other: '# days' })}</text
        >`,
    )}
    ${drawn.dues.map(
      ({ y, label }) => html`
        <line class="due" x1="0" x2="${WORDS_AT - 6}" y1="${y}" y2="${y}" />
        <text class="due" x="${WORDS_AT}" y="${y + 4}">${label}</text>
      `,
    )}
    ${silence && html`<text class="silence" x="${WORDS_AT}" y="${silence.to - 10}">${silence.label}</text>`}
    <line class="shown" x1="0" x2="${width}" y1="${shownAt}" y2="${shownAt}" />
    <text class="shown" x="${WORDS_AT}" y="${shownAt + 17}">
      ${isToday ? 'Today' : words.formatShortDay(picture.shownOn)}
    </text>
    ${drawn.marks.map(
      ({ of, x, y }) => html`
        ${x === rails.both ? '' : html`<line class="tie" x1="${x}" x2="${rails.both}" y1="${y}" y2="${y}" />`}
        <a href="${of.href}" tabindex="-1" class="mark-link">
          <title>${of.title}</title>
          <rect class="reach" x="0" y="${y - 20}" width="${width}" height="40" />
          <g transform="translate(${x} ${y})">${shapeOf(of, of.number)}</g>
          <text class="label" x="${WORDS_AT}" y="${y - 3}">${of.day}</text>
          <text class="says" x="${WORDS_AT}" y="${y + 13}">${of.says}</text>
        </a>
      `,
    )}
  </svg>`
}

/** Two strokes across the axis: what lies here is longer than it looks. */
function breakAt(x: number, y: number): Html {
  return html`<rect class="gap" x="${x - 5}" y="${y - 4}" width="10" height="8" />
    <path class="break" d="M${x - 8},${y + 7} L${x - 2},${y - 7} M${x + 2},${y + 7} L${x + 8},${y - 7}" />`
}

const FADES = html`<defs>
  <linearGradient id="across-before">
    <stop offset="0" class="fade" stop-opacity="0" />
    <stop offset="1" class="fade" stop-opacity="1" />
  </linearGradient>
  <linearGradient id="across-after">
    <stop offset="0" class="fade" stop-opacity="1" />
    <stop offset="1" class="fade" stop-opacity="0" />
  </linearGradient>
</defs>`

/** What occurs in this picture alone. */
function legend({ happenings, dues, silence }: Picture<Drawn>): Html {
  const channels = [...new Set(happenings.map(({ channel }) => channel))]
  const tones = (Object.keys(TONES) as Tone[]).filter((tone) =>
    happenings.some(({ tones: [ours, theirs] }) => [ours, theirs, ours ?? theirs ?? 'bears-not'].includes(tone)),
  )
  return html`<figcaption>
    <ul class="legend">
      ${channels.map((channel) => key(shapeOf({ channel, tones: [null, null] }, null), words.channels[channel]))}
      ${tones.map((tone) => key(shapeOf({ channel: 'letter', tones: [tone, null] }, null), TONES[tone]))}
      ${dues.length > 0 ? key(html`<line class="due" x1="0" x2="0" y1="-12" y2="12" />`, 'answer due') : ''}
      ${silence ? key(html`<rect class="silence" x="-12" y="-9" width="24" height="18" />`, 'silence') : ''}
    </ul>
  </figcaption>`
}

function key(shape: Html, name: string): Html {
  return html`<li>
    <svg class="key" viewBox="-13 -13 26 26" width="20" height="20" aria-hidden="true">${shape}</svg>${name}
  </li>`
}

import type { Channel } from '../../domain/correspondence/facts.ts'
import { html, type Html } from '../pages/html.ts'
import type { Tone } from './tones.ts'

/** Outlines by channel in a square of 24, around its middle. */
const OUTLINES: Readonly<Record<Channel, string>> = {
  letter: 'M-11,-8 H11 V8 H-11 Z',
  note_verbale: 'M-11,-9 H11 V9 H-11 Z M-11,-5.5 H11',
  email: 'M0,-12 L12,0 L0,12 L-12,0 Z',
  fax: 'M-6,-11 H6 L12,0 L6,11 H-6 L-12,0 Z',
  telephone: 'M0,-12 L12,9 H-12 Z',
  meeting: 'M0,-11 A11,11 0 0 1 0,11 A11,11 0 0 1 0,-11 Z',
  working_contact: 'M-4,-8 H4 A8,8 0 0 1 4,8 H-4 A8,8 0 0 1 -4,-8 Z',
  document: 'M-9,-11 H4 L9,-6 V11 H-9 Z M4,-11 V-6 H9',
}

interface Look {
  channel: Channel
  /** Of our side and of theirs; an exchange may have both. */
  tones: readonly [ours: Tone | null, theirs: Tone | null]
}

/** A mark around the origin: its shape is the channel, its fill what it says; of an exchange, ours above and theirs below. */
export function shapeOf({ channel, tones: [ours, theirs] }: Look, number: number | null): Html {
  const outline = OUTLINES[channel]
  const both = ours !== null && theirs !== null && ours !== theirs
  const digits = number === null ? '' : String(number)
  const inside = channel === 'telephone' ? 8 : 4
  return html`<path class="shape ${ours ?? theirs ?? 'bears-not'}" d="${outline}" />
    ${both ? html`<path class="shape half ${theirs}" d="${outline}" />` : ''}
    ${
      digits
        ? html`<text
            class="digits ${both ? 'split' : (ours ?? theirs ?? 'bears-not')}"
            y="${inside}"
            text-anchor="middle"
          >
            ${digits}
          </text>`
        : ''
    }`
}

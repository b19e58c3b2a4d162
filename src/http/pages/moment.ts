import { parseDay, parseInstant } from '../../domain/dates/day.ts'
import { Problem } from '../../domain/problem.ts'
import { momentOf, type Moment, type Surroundings } from '../../use-cases/context.ts'
import type { WebContext } from '../web.ts'
import { html, type Html } from './html.ts'

const NAMES = ['as-of', 'known-at'] as const
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/

/** The replay that an address asks for: `as-of` a day, `known-at` an instant, or a local time as browsers' forms give it. */
export function readMoment(query: URLSearchParams, surroundings: Surroundings): Moment | undefined {
  const [asOf, knownAt] = NAMES.map((name) => query.get(name)?.trim() || undefined)
  return momentOf(
    {
      asOf: asOf === undefined ? undefined : parseDay(asOf, 'as-of'),
      knownAt: knownAt === undefined ? undefined : readKnownAt(knownAt, surroundings),
    },
    surroundings,
  )
}

/** `2004-12-22T09:00` is of the office's zone; anything else is an instant with its offset. */
function readKnownAt(text: string, { timeZone }: Surroundings): Temporal.Instant {
  if (!LOCAL.test(text)) return parseInstant(text, 'known-at')
  parseDay(text.slice(0, 10), 'known-at')
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(timeZone).toInstant()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Problem('invalid', `known-at: got "${text}" — expected a time of day from 00:00 to 23:59`)
  }
}

/** A link that stays in the replay that is shown. */
export function withMoment(c: WebContext, path: string): string {
  const here = new URL(c.req.url).searchParams
  const kept = NAMES.flatMap((name) => (here.get(name) ? [[name, here.get(name)!]] : []))
  if (!c.get('moment') || kept.length === 0) return path
  const [pathname = '', search = ''] = path.split('?', 2)
  const query = new URLSearchParams([...new URLSearchParams(search), ...kept])
  return `${pathname}?${query.toString()}`
}

/** The same for a form that leads on by GET. */
export function momentFields(c: WebContext): Html | '' {
  const here = new URL(c.req.url).searchParams
  if (!c.get('moment')) return ''
  return html`${NAMES.map((name) => {
    const value = here.get(name)
    return value ? html`<input type="hidden" name="${name}" value="${value}" />` : ''
  })}`
}

/** On every page that there is a day to look at: the same page as it stood on another one. */
export function momentPicker(c: WebContext): Html {
  const { pathname, searchParams } = new URL(c.req.url)
  const [asOf, knownAt] = NAMES.map((name) => searchParams.get(name) ?? '')
  const kept = [...searchParams].filter(([name]) => name !== 'after' && !NAMES.some((of) => of === name))
  return html`<details class="picker">
    <summary>Another day</summary>
    <form method="get" action="${pathname}">
      ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <label for="as-of">As it stood on</label>
      <input type="date" id="as-of" name="as-of" min="1900-01-01" max="2200-12-31" value="${asOf}" />
      <label for="known-at">as it was known at</label>
      <input type="datetime-local" id="known-at" name="known-at" value="${isLocal(knownAt) ? knownAt : ''}" />
      <p class="hint">Left empty: now. A later entry or correction is not known before it was recorded.</p>
      <button type="submit">Look</button>
    </form>
  </details>`
}

function isLocal(knownAt = ''): boolean {
  return LOCAL.test(knownAt)
}

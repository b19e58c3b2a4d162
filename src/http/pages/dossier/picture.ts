import { isPending } from '../../../domain/correspondence/characters.ts'
import { speakerOf } from '../../../domain/correspondence/speaker.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { DossierStory, FiledWithVersions } from '../../../use-cases/stories/show-dossier.ts'
import { daysBetween } from '../../../domain/dates/day.ts'
import type { Drawn } from '../../charts/correspondence.ts'
import type { DueLine, Picture } from '../../charts/picture.ts'
import { toneOf } from '../../charts/tones.ts'

const words = catalogueOf('en')

/** What the picture of a dossier shows on a day; `link` gives the address of a communication by its number. */
export function pictureOf(
  { correspondence, followUps }: DossierStory,
  shownOn: Temporal.PlainDate,
  link: (number: number) => string,
): Picture<Drawn> {
  return {
    happenings: correspondence.map((filed) => drawn(filed, link)),
    dues: duesOf(followUps),
    silence: silenceOf(followUps, shownOn),
    shownOn,
  }
}

function drawn(
  { communication: of, effect, dossier, entries }: FiledWithVersions,
  link: (number: number) => string,
): Drawn {
  const day = words.story.shortDayOf(of)
  const says = [...new Set(entries.map(words.story.briefly))]
  const bears = entries.map((entry) => `${words.story.briefly(entry)} (${entry.followUp})`)
  const speakers = [speakerOf(of, 'asks'), speakerOf(of, 'replies')]
  const [speaker] = of.direction === 'received' ? speakers.toReversed() : speakers
  return {
    number: of.number,
    side: of.direction === 'sent' ? 'ours' : of.direction === 'received' ? 'theirs' : 'both',
    on: effect.on,
    dating: of.dating,
    earliest: of.dated?.earliest ?? null,
    latest: of.dated?.latest ?? null,
    channel: of.channel,
    tones: [toneOf(entries, 'ours'), toneOf(entries, 'theirs')],
    day,
    says: says.length > 0 ? brief(says) : words.channels[of.channel],
    label: says.length > 0 ? `${day} ${brief(says)}` : day,
    title: [
      `${dossier}/${of.number}, ${words.channels[of.channel]}, ${words.directions[of.direction]}, ${words.story.dayOf(of)}`,
      ...(speaker ? [`from ${speaker}`] : []),
      ...(bears.length > 0 ? [words.formatList(bears)] : ['bears on no ask']),
    ].join('; '),
    href: link(of.number),
  }
}

function brief(says: readonly string[]): string {
  return says.length <= 2 ? says.join(', ') : `${says.slice(0, 2).join(', ')} …`
}

/** One line for each day, whatever the number of asks that are due on it. */
function duesOf(followUps: DossierStory['followUps']): DueLine[] {
  const due = followUps.filter(({ state, answerDueOn }) => isPending(state) && answerDueOn)
  const days = Map.groupBy(due, ({ answerDueOn, answerDueBasis }) => `${answerDueBasis} ${answerDueOn?.toString()}`)
  return [...days.values()].map((of) => {
    const { answerDueOn, answerDueBasis, reference } = of[0]!
    const which = of.length === 1 ? reference : words.formatCount(of.length, { one: '# ask', other: '# asks' })
    return { on: answerDueOn!, label: `${answerDueBasis} ${words.formatShortDay(answerDueOn!)}: ${which}` }
  })
}

/** Since their last word on anything that is still pending or has ended; where there was none, since we first asked. */
function silenceOf(followUps: DossierStory['followUps'], shownOn: Temporal.PlainDate): Picture<Drawn>['silence'] {
  if (!followUps.some(({ state }) => isPending(state))) return null
  const spoken = followUps.filter(({ lastWordOn }) => lastWordOn)
  const last = spoken.toSorted((a, b) => Temporal.PlainDate.compare(b.lastWordLatestOn!, a.lastWordLatestOn!))[0]
  const asked = followUps
    .filter(({ askedOn }) => askedOn)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.askedOn!, b.askedOn!))[0]
  const from = last?.lastWordOn ?? asked?.askedOn
  const latest = last?.lastWordLatestOn ?? asked?.askedLatestOn
  if (!from || !latest) return null
  const days = daysBetween(latest, shownOn)
  const isVague = last ? last.isLastWordVague : asked!.isAskedVague
  return days > 0 ? { from, label: words.story.silence(days, isVague) } : null
}

/** The picture in a few sentences; the list on the page says all of it. */
export function descriptionOf({ happenings, dues, silence, shownOn }: Picture<Drawn>): string {
  const of = (side: Drawn['side']) => happenings.filter((happening) => happening.side === side).length
  const [first, last] = [happenings[0], happenings.at(-1)]
  return [
    words.formatCount(happenings.length, { one: '# communication', other: '# communications' }),
    ...(first && last ? [`, from ${first.day} to ${last.day}`] : []),
    `: ${of('ours')} sent, ${of('theirs')} received, ${of('both')} exchanged. `,
    ...dues.map(({ label }) => `Answer ${label}. `),
    ...(silence ? [`On ${words.formatDay(shownOn)}, ${silence.label}. `] : []),
    'The list on this page says the same.',
  ].join('')
}

import { catalogueOf } from '../../../language/catalogue.ts'
import { may } from '../../../use-cases/permission.ts'
import type { CounterpartStory } from '../../../use-cases/counterparts/show-counterpart.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { answersSection } from './answers.ts'
import { asksBehind } from './behind.ts'
import { namesSection } from './names.ts'
import { changesSection } from './changes.ts'
import { endedSection, pendingSection } from './owed.ts'
import { readSelection } from './selection.ts'

const words = catalogueOf('en')

export function counterpartPage(c: WebContext, story: CounterpartStory): Html {
  const { counterpart, responses } = story
  const { reference, name } = counterpart
  const selection = readSelection(new URL(c.req.url).searchParams)
  return layout(c, {
    title: `${reference} ${name}`,
    within: '/counterparts',
    body: html`${headOf(c, story)}
    ${
      responses.asks === 0
        ? html`<p class="empty">
            Nothing is on record that was asked of this office as of this day. What it owes us, what it answered, and
            how long that took will stand here.
          </p>`
        : html`${pendingSection(c, story)} ${answersSection(c, reference, responses)}
          ${asksBehind(c, reference, { responses, selection })} ${endedSection(c, story)}`
    }
    ${namesSection(c, story.names)} ${changesSection(c, story)}`,
  })
}

function headOf(c: WebContext, story: CounterpartStory): Html {
  const { reference, name } = story.counterpart
  const mayAsk = !c.get('moment') && may('officer', contextOf(c).officer)
  return html`<header class="counterpart-head">
    <p class="reference soft">${reference}</p>
    <h1>${said(name)}</h1>
    ${balanceOf(c, story)} ${factsOf(c, story)}
    ${
      mayAsk
        ? html`<p class="actions">
            <a class="button" href="/open?counterpart=${reference}">Open a follow-up</a>
            <a class="button quiet" href="/counterparts/${reference}/rename">Rename it</a>
            <a class="button quiet" href="/counterparts/${reference}/change">Change how it is reached</a>
          </p>`
        : ''
    }
  </header>`
}

function balanceOf(c: WebContext, { counterpart, pending, ended }: CounterpartStory): Html {
  const { reference } = counterpart
  const overdue = pending.filter(({ daysOverdue }) => daysOverdue).length
  const silences = pending.flatMap(({ daysSinceLastWord, daysSinceAsked }) => daysSinceLastWord ?? daysSinceAsked ?? [])
  const longest = Math.max(0, ...silences)
  return html`<p>
    ${
      pending.length > 0
        ? html`<a href="${withMoment(c, `/?counterpart=${reference}`)}">${words.formatNumber(pending.length)} pending</a
            >${
              overdue > 0
                ? html`,
                    <a class="late" href="${withMoment(c, `/counterparts/${reference}?only=overdue`)}#pending"
                      >${words.formatNumber(overdue)} overdue</a
                    >`
                : ''
            }`
        : 'Nothing pending'
    }${ended.length > 0 ? html`, <a href="#ended">${words.formatNumber(ended.length)} ended</a>` : ''}.
    ${longest > 0 ? `The longest silence has lasted ${words.formatCount(longest, { one: '# day', other: '# days' })}.` : ''}
    ${pending.length > 0 ? html`<a href="${withMoment(c, `/plan?counterpart=${reference}`)}">What to do next</a>` : ''}
  </p>`
}

function factsOf(c: WebContext, { counterpart, succeeds, succeededBy }: CounterpartStory): Html | '' {
  const { country, languages, timeZone, holidayCalendar, emails } = counterpart
  const office = ({ reference, name }: CounterpartStory['counterpart']) =>
    html`<a href="${withMoment(c, `/counterparts/${reference}`)}">${said(name)}</a>`
  const facts: [string, Html | string][] = [
    ...(country ? [['Country', country] as [string, string]] : []),
    ...(languages.length > 0 ? [['Languages', said(languages.join(', '))] as [string, Html]] : []),
    ...(timeZone ? [['Time zone', timeZone] as [string, string]] : []),
    ...(holidayCalendar ? [['Holidays', holidayCalendar] as [string, string]] : []),
    ...(emails.length > 0
      ? [
          ['Written to at', html`${emails.map((email, i) => html`${i > 0 ? ', ' : ''}${said(email)}`)}`] as [
            string,
            Html,
          ],
        ]
      : []),
    ...(succeeds ? [['Succeeds', office(succeeds)] as [string, Html]] : []),
    ...succeededBy.map((successor) => ['Succeeded by', office(successor)] as [string, Html]),
  ]
  if (facts.length === 0) return ''
  return html`<dl class="facts">
    ${facts.map(
      ([term, told]) =>
        html`<dt>${term}</dt>
          <dd>${told}</dd>`,
    )}
  </dl>`
}

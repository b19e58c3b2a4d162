import { catalogueOf } from '../../../language/catalogue.ts'
import type { FollowUpStory } from '../../../use-cases/stories/show-follow-up.ts'
import { dayShown, type WebContext } from '../../web.ts'
import { daysBetween } from '../../../domain/dates/day.ts'
import { sentenceOnPage } from '../dossier/sentence.ts'
import { html, type Html } from '../html.ts'

const words = catalogueOf('en')

const { formatDay } = words
const daysInWords = (count: number) => words.formatCount(count, { one: '# day', other: '# days' })

/** Both clocks, each with its due day, what the day rests on, and how it was counted. */
export function clocks(c: WebContext, story: FollowUpStory): Html {
  return html`<section aria-labelledby="clocks">
    <h2 id="clocks">Clocks</h2>
    <div class="clocks">
      <div>
        <h3>First reply</h3>
        ${firstReplyClock(c, story)}
      </div>
      <div>
        <h3>Answer</h3>
        ${answerClock(c, story)}
      </div>
    </div>
  </section>`
}

function firstReplyClock(c: WebContext, { followUp, firstReply, due }: FollowUpStory): Html {
  const { askedOn, firstReplyDueOn, firstReplyOn, lastWordOn } = followUp
  return html`<dl class="facts">
      <dt>Asked</dt>
      <dd>
        ${askedOn ? html`${formatDay(askedOn)}, ` : ''}${words.agoInWords(followUp.daysSinceAsked, followUp.isAskedVague)}
      </dd>
      <dt>Due</dt>
      <dd>
        ${
          firstReplyDueOn
            ? html`${formatDay(firstReplyDueOn)} <span class="soft">expected</span>`
            : html`<span class="soft">no day set or expected</span>`
        }
      </dd>
      <dt>Stopped</dt>
      <dd>
        ${firstReply ? words.story.firstReply(firstReply) : ''}
        ${firstReplyOn ? html`<span class="soft">On ${formatDay(firstReplyOn)}.</span>` : runsOn(c, followUp)}
      </dd>
      <dt>Last word</dt>
      <dd>
        ${
          lastWordOn
            ? `${formatDay(lastWordOn)}, ${words.agoInWords(followUp.daysSinceLastWord, followUp.isLastWordVague)}`
            : firstReplyOn
              ? 'on a day that is not known'
              : 'none yet'
        }
      </dd>
    </dl>
    ${proofOf(due, 'first_reply')}`
}

function runsOn(c: WebContext, { firstReplyDueOn }: FollowUpStory['followUp']): Html {
  const late = firstReplyDueOn && daysBetween(firstReplyDueOn, dayShown(c))
  if (!late || late <= 0) return html`<span class="soft">Not yet.</span>`
  return html`<span class="late">Not yet, ${daysInWords(late)} overdue.</span>`
}

function answerClock(c: WebContext, story: FollowUpStory): Html {
  const { followUp, due } = story
  const { answerDueOn, answeredOn, closedOn, pausedOn, bracket, reminders, lastRemindedOn } = followUp
  return html`<dl class="facts">
      <dt>Due</dt>
      <dd>
        ${
          answerDueOn
            ? html`${formatDay(answerDueOn)}
                <span class="${followUp.daysOverdue ? 'late' : 'soft'}"
                  >${words.dueInWords(followUp, dayShown(c))}</span
                >`
            : html`<span class="soft">no day set or expected</span>`
        }
      </dd>
      ${
        bracket
          ? html`<dt>Bracket</dt>
              <dd>${words.bracketInWords(followUp)}</dd>`
          : ''
      }
      <dt>Stopped</dt>
      <dd>
        ${
          answeredOn
            ? `by the answer of ${formatDay(answeredOn)}`
            : closedOn
              ? `by the closure of ${formatDay(closedOn)}`
              : pausedOn
                ? `paused since ${formatDay(pausedOn)}, while the ball is with us`
                : html`<span class="soft">Not yet.</span>`
        }
      </dd>
      <dt>Reminded</dt>
      <dd>
        ${
          reminders > 0
            ? `${words.formatCount(reminders, { one: 'once', other: '# times' })}${lastRemindedOn ? `, last on ${formatDay(lastRemindedOn)}` : ''}`
            : html`<span class="soft">never</span>`
        }
      </dd>
    </dl>
    ${proofOf(due, 'answer')}`
}

const SHOWN_AT_ONCE = 8

/** Each step on a line of its own; many of them behind what they come to. */
function proofOf(due: FollowUpStory['due'], clock: 'first_reply' | 'answer'): Html {
  const lines = words.due.lines(due, clock)
  const isDue = (clock === 'answer' ? due.answer : due.firstReply).due !== null
  const isLong = lines.length > SHOWN_AT_ONCE
  return html`<details class="proof" ${isLong ? '' : 'open'}>
    <summary>${isDue ? 'How this day was reckoned' : 'Why there is no day'}</summary>
    <ol>
      ${lines.map((line) => html`<li>${sentenceOnPage(line)}</li>`)}
    </ol>
  </details>`
}

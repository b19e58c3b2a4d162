import { byLongestSilence, type FollowUpOnDay, type KeptStanding } from '../domain/standings/follow-up.ts'
import {
  dossierOfFollowUp,
  parseCommunicationReference,
  refuseSeveralDossiers,
} from '../domain/correspondence/reference.ts'
import type { CounterpartShown } from '../use-cases/counterparts/list-counterparts.ts'
import type { DueDaysProven } from '../use-cases/standings/prove-due-days.ts'
import type { Redated } from '../use-cases/standings/redate.ts'
import type { StoryFields } from '../use-cases/stories/story-fields.ts'
import type { EverydayVerbs, Standings, Verbs } from '../use-cases/verbs.ts'
import { ask, type Service } from './ask.ts'
import { itemsOf, parametersOf, post, queryIn } from './asking.ts'
import { communicationBody, correctionBody, followUpsBody, NAMES, NAMES_OF_ASK } from './bodies.ts'
import { documentVerbsElsewhere } from './documents.ts'
import { dutyVerbsElsewhere } from './duties.ts'
import { nameVerbsElsewhere } from './names.ts'
import { planVerbsElsewhere } from './plan.ts'
import { pointVerbsElsewhere } from './points.ts'
import { ruleVerbsElsewhere } from './rules.ts'

/** The commands through the API of a service elsewhere, as the officer of the token. */
export async function verbsElsewhere(service: Service): Promise<Verbs> {
  const { today, now, timeZone, desk } = (await ask(service, { path: '/me' })) as Me
  return {
    today,
    now,
    timeZone,
    ...pointVerbsElsewhere(service, desk),
    ...planVerbsElsewhere(service),
    ...dutyVerbsElsewhere(service),
    ...nameVerbsElsewhere(service),
    ...ruleVerbsElsewhere(service),
    ...documentVerbsElsewhere(service),
    ...everydayVerbsElsewhere(service),
  }
}

type Me = Pick<Verbs, 'today' | 'now' | 'timeZone'> & { desk: string | null }

function everydayVerbsElsewhere(service: Service): EverydayVerbs {
  return {
    listPending: (query, moment, file) =>
      listPending(service, parametersOf({ ...queryIn(query), limit: LARGEST_PAGE, file }, moment)),
    showFollowUp: async (reference, moment) =>
      (await ask(service, { path: `/follow-ups/${reference}?${parametersOf({}, moment)}` })) as StoryFields,
    proveDueDays: async (reference, moment) =>
      (await ask(service, { path: `/follow-ups/${reference}/due-days?${parametersOf({}, moment)}` })) as DueDaysProven,
    recordCommunication: async (communication, { isAgain }) => {
      const dossiers = communication.entries.map(({ followUp }) => dossierOfFollowUp(followUp))
      refuseSeveralDossiers(dossiers)
      const path = `/dossiers/${dossiers[0]}/communications`
      return recordedIn(await post(service, path, { body: communicationBody(communication, isAgain), names: NAMES }))
    },
    openFollowUps: async (asked) => {
      return recordedIn(await post(service, '/follow-ups', { body: followUpsBody(asked), names: NAMES_OF_ASK }))
    },
    closeFollowUp: async ({ followUp, ...closure }) =>
      standingsIn(await change(service, `/follow-ups/${followUp}/closure`, closure)),
    withdrawClosure: async (followUp, why) => {
      const path = `/follow-ups/${followUp}/closure`
      return standingsIn(await ask(service, { method: 'DELETE', path, body: { why }, isOfAnyVersion: true }))
    },
    correctClosure: async ({ followUp, why, change: told }) =>
      standingsIn(await change(service, `/follow-ups/${followUp}/closure/corrections`, { why, ...told })),
    correctCommunication: async (correction) => {
      const { dossier, number } = parseCommunicationReference(correction.communication)
      const path = `/dossiers/${encodeURIComponent(dossier)}/communications/${number}/corrections`
      return standingsIn(await change(service, path, correctionBody(correction)))
    },
    assessReply: async ({ followUp, ...assessment }) => {
      parseCommunicationReference(assessment.communication)
      await post(service, `/follow-ups/${followUp}/assessments`, { body: assessment, names: NAMES })
    },
    listCounterparts: (moment, file) =>
      itemsOf<CounterpartShown>(service, `/counterparts?${parametersOf({ file }, moment)}`),
    enterCounterpart: (counterpart) => post(service, '/counterparts', { body: counterpart, names: NAMES }),
    changeCounterpart: async ({ counterpart, why, change: told }) => {
      const path = `/counterparts/${counterpart}`
      return (await ask(service, { method: 'PATCH', path, body: { ...told, why } })) as { redated: Redated[] }
    },
  }
}

const LARGEST_PAGE = '200'

/** The service is told of a file that is made of the rows, and keeps that it was given out. */
async function listPending(service: Service, parameters: URLSearchParams): Promise<FollowUpOnDay[]> {
  const found: FollowUpOnDay[] = []
  let after: string | null = null
  do {
    if (after !== null) parameters.set('after', after)
    const page = (await ask(service, { path: `/follow-ups?${parameters}` })) as Page
    found.push(...page.items)
    after = page.next === null ? null : new URL(page.next, service.origin).searchParams.get('after')
  } while (after !== null)
  return found.toSorted(byLongestSilence)
}

interface Page {
  items: FollowUpOnDay[]
  next: string | null
}

function change(service: Service, path: string, body: object): Promise<unknown> {
  return ask(service, { method: 'POST', path, body, names: NAMES, isOfAnyVersion: true })
}

interface Changed {
  communication: string | null
  followUps: (KeptStanding & { reference: string })[]
}

function recordedIn(answer: unknown) {
  return { reference: (answer as Changed).communication!, standings: standingsIn(answer) }
}

function standingsIn(answer: unknown): Map<string, KeptStanding> & Standings {
  return new Map((answer as Changed).followUps.map(({ reference, ...kept }) => [reference, kept]))
}

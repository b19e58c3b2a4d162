import type { Sql } from 'postgres'

export interface Scale {
  /** Follow-ups; the rest is reckoned from it. */
  followUps: number
  seed: number
}

/** What the schema is marked with. */
export const markOf = ({ followUps, seed }: Scale) => `relance bench, ${followUps} follow-ups, seed ${seed}`
export const toFold = (scale: Scale) => `${markOf(scale)}, not folded yet`

/** The day on which the data set stands still. */
export const TODAY = '2026-11-24'

const COUNTERPARTS_PER_MILLION = 2_000
const OFFICERS = 1_000
/** Of which about 30 are pending, what a reader's digest lists. */
const FOLLOW_UPS_PER_OWNER = 200

/** Those who own something, so much at every scale that their digests are alike. */
export function ownersAmong(followUps: number): number {
  return Math.min(OFFICERS, Math.floor(followUps / FOLLOW_UPS_PER_OWNER))
}

/** The number of an office that is neither asked much nor little. */
export const inTheMiddle = ({ followUps }: Scale) => Math.max(10, Math.round(followUps / 10_000))

/**
 * Facts alone, skewed as real ones are: few offices are asked much, most asks are of late years, 15 % are pending. What
 * follows from them is left to the program. Runs as a superuser, without triggers: what is chained is not what is measured.
 */
export async function fillWithFacts(sql: Sql, scale: Scale): Promise<void> {
  const { followUps, seed } = scale
  const counterparts = Math.max(20, Math.round((followUps * COUNTERPARTS_PER_MILLION) / 1_000_000))
  await sql.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica')
    await tx.unsafe(chanceSql(seed))
    for (const statement of [
      ...partiesSql(counterparts),
      dossiersSql(followUps),
      followUpsSql(followUps, counterparts),
      communicationsSql(followUps),
      entriesSql(followUps),
      chainsSql(followUps),
      subscriptionsSql(),
      ...sequencesSql(),
      'update installations set has_standings = false',
      `comment on schema public is '${toFold(scale)}'`,
    ])
      await tx.unsafe(statement)
  })
}

/** From 0 to 1, the same for the same number, salt and seed. */
const chanceSql = (seed: number) => `
  create function pg_temp.chance(n bigint, salt int) returns float8 language sql immutable as
  $$ select (hashint8extended(n, ${seed} * 1000003::bigint + salt) & 1048575) / 1048576.0 $$`

const partiesSql = (counterparts: number) => [
  `insert into desks (reference, name) select 'DESK-' || n, 'Desk ' || n from generate_series(1, 20) as n`,
  `insert into officers (email, name, role, desk_id)
   select 'officer.' || n || '@example.org', 'Officer ' || n, 'officer', 1 + n % 20 from generate_series(1, ${OFFICERS}) as n`,
  `insert into policies (reference, name, desk_id, unit, first_reply_within, answer_within, weekend, quiet_days)
   select 'P-' || n, 'Policy ' || n, n, 'calendar_days', 14, 60, '{6,7}', 0 from generate_series(1, 20) as n`,
  `insert into counterparts (reference, name, country, languages, emails)
   select 'OFFICE-' || n, 'Permanent Mission ' || n || ' to the United Nations Office at Geneva', 'CHE', '{}', '{}'
   from generate_series(1, ${counterparts}) as n`,
]

const FOLLOW_UPS_PER_DOSSIER = 4

const dossiersSql = (followUps: number) => `
  insert into dossiers (reference, title, communications, follow_ups, opened_at)
  select 'D' || n, 'Technical cooperation, subject ' || n, ${3 * FOLLOW_UPS_PER_DOSSIER}, ${FOLLOW_UPS_PER_DOSSIER}, '2010-01-01'
  from generate_series(1, ${Math.ceil(followUps / FOLLOW_UPS_PER_DOSSIER)}) as n`

const followUpsSql = (followUps: number, counterparts: number, owners = ownersAmong(followUps)) => `
  insert into follow_ups (dossier_id, reference, title, counterpart_id, owner_id, desk_id, policy_id, opened_at,
    state, move, unread_replies, reminders, is_date_unknown, is_promise, is_due_without_holidays)
  select (n - 1) / ${FOLLOW_UPS_PER_DOSSIER} + 1,
    'D' || (n - 1) / ${FOLLOW_UPS_PER_DOSSIER} + 1 || '-' || (n - 1) % ${FOLLOW_UPS_PER_DOSSIER} + 1,
    'Request ' || n || ' for information on measures taken',
    1 + floor(${counterparts} * pg_temp.chance(n, 1) ^ 2)::int,
    case when pg_temp.chance(n, 2) < ${(FOLLOW_UPS_PER_OWNER * owners) / followUps} then 1 + floor(${owners} * pg_temp.chance(n, 3))::int end,
    1 + n % 20, 1 + n % 20, '2010-01-01',
    'awaiting_reply', 'theirs', 0, 0, false, false, false
  from generate_series(1, ${followUps}) as n`

/** Three of each follow-up: it is asked, half a year at most of courtesies and reminders, and then an answer or not. */
const FACT_SQL = `
  select n, step, 3 * (n - 1) + step as id,
    date '${TODAY}' - 30 - floor(3650 * pg_temp.chance(n, 4) ^ 1.5)::int as asked_on,
    case step when 1 then 0 when 2 then 1 + floor(20 * pg_temp.chance(n, 5))::int
      else 25 + floor(120 * pg_temp.chance(n, 6))::int end as after_days,
    case when step = 1 then 'asks'
      when step = 2 then case when pg_temp.chance(n, 7) < 0.3 then 'reminds' else 'replies' end
      else case when pg_temp.chance(n, 8) < 0.15 then 'reminds' else 'replies' end end as bearing,
    case step when 2 then (array['acknowledged', 'transmitted', 'noted'])[1 + floor(3 * pg_temp.chance(n, 9))::int]
      else (array['substantive', 'substantive', 'accepted', 'declined'])[1 + floor(4 * pg_temp.chance(n, 10))::int] end as answers`

const communicationsSql = (followUps: number) => `
  insert into communications (id, dossier_id, number, place, order_on_day, channel, direction, dated, took_effect_on,
    took_effect_latest_on, dating, sender, recipient, summary, recorded_by, recorded_at)
  overriding system value
  select id, (n - 1) / ${FOLLOW_UPS_PER_DOSSIER} + 1, 3 * ((n - 1) % ${FOLLOW_UPS_PER_DOSSIER}) + step, id, 0, 'letter',
    case when bearing = 'replies' then 'received' else 'sent' end, took.on_day::text, took.on_day, took.on_day, 'exact',
    'The Office', 'The Permanent Mission', 'Letter ' || id || ' concerning the request', 1,
    least(took.on_day + 1, date '${TODAY}') + time '09:00'
  from generate_series(1, ${followUps}) as follow_up(n), generate_series(1, 3) as part(step),
    lateral (${FACT_SQL}) as fact(n2, step2, id, asked_on, after_days, bearing, answers),
    lateral (select least(asked_on + after_days, date '${TODAY}' - 1) as on_day) as took`

const entriesSql = (followUps: number) => `
  insert into entries (id, communication_id, follow_up_id, bearing, character)
  overriding system value
  select id, id, n, bearing, case when bearing = 'replies' then answers end
  from generate_series(1, ${followUps}) as follow_up(n), generate_series(1, 3) as part(step),
    lateral (${FACT_SQL}) as fact(n2, step2, id, asked_on, after_days, bearing, answers)`

/** One record of each, from before there were any: enough for an anchor to stand upon. */
const chainsSql = (followUps: number) => `
  insert into audit (dossier_id, number, fact, row_id, record, previous, hash, appended_in)
  select n, 1, 'follow_ups', ${FOLLOW_UPS_PER_DOSSIER} * (n - 1) + 1, '{}', '', sha256(n::text::bytea), null
  from generate_series(1, ${Math.ceil(followUps / FOLLOW_UPS_PER_DOSSIER)}) as n`

const subscriptionsSql = () => `
  insert into subscriptions (officer_id, name, query, cron, time_zone, language, only_if_changed, suppress_if_empty, created_at, next_slot_at)
  select id, 'Mine', jsonb_build_object('owner', email), '0 9 * * *', 'Europe/Zurich', 'en', false, false, '${TODAY}', '${TODAY} 08:00Z'
  from officers where role = 'officer' order by id`

const sequencesSql = () => [
  `select setval(pg_get_serial_sequence('communications', 'id'), (select max(id) from communications))`,
  `select setval(pg_get_serial_sequence('entries', 'id'), (select max(id) from entries))`,
  `select setval('ledger_places', (select max(place) from communications))`,
]

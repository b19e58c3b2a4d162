import { LATENCY_BOUNDS, type Measures } from '../use-cases/operation/measure.ts'

interface Family {
  name: string
  help: string
  type: 'gauge' | 'histogram'
  samples: readonly Sample[]
}

/** With what stands behind the name, as `_sum`, and its labels. */
interface Sample {
  suffix?: string
  labels?: Readonly<Record<string, string>>
  value: number
}

/** Prometheus's text format, version 0.0.4. */
export function metricsText(version: string, measures: Measures): string {
  const lines = familiesOf(version, measures).flatMap(({ name, help, type, samples }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(({ suffix = '', labels = {}, value }) => `${name}${suffix}${labelled(labels)} ${value}`),
  ])
  return `${lines.join('\n')}\n`
}

function familiesOf(version: string, measures: Measures): Family[] {
  const { pendingByBracket, unread, digestsByState, oldestUndeliveredSeconds } = measures
  return [
    gauge('relance_info', 'The version that runs.', [{ labels: { version }, value: 1 }]),
    gauge('relance_follow_ups_pending', 'Follow-ups that are pending, by bracket.', by('bracket', pendingByBracket)),
    gauge('relance_follow_ups_unread', 'Pending follow-ups with a reply that nobody has read.', [{ value: unread }]),
    gauge('relance_digests', 'Digests, by state.', by('state', digestsByState)),
    latencyFamily(measures),
    gauge('relance_digest_oldest_undelivered_seconds', 'Since the digest that waits longest was planned; 0 for none.', [
      { value: oldestUndeliveredSeconds },
    ]),
    gauge('relance_suppressed_addresses', 'Mail addresses that a mail server refused for good.', [
      { value: measures.suppressedAddresses },
    ]),
    ...passFamilies(measures),
  ]
}

function latencyFamily({ latencies: { count, sum, within } }: Measures): Family {
  const buckets = [...LATENCY_BOUNDS.entries()].map(([index, bound]) => [String(bound), within[index]!] as const)
  return {
    name: 'relance_digest_delivery_seconds',
    help: 'From when a digest was planned to when a mail server had it.',
    type: 'histogram',
    samples: [
      ...[...buckets, ['+Inf', count] as const].map(([le, value]) => ({ suffix: '_bucket', labels: { le }, value })),
      { suffix: '_sum', value: sum },
      { suffix: '_count', value: count },
    ],
  }
}

/** Left out, not 0, where no worker has run yet. */
function passFamilies({ lastPass }: Measures): Family[] {
  if (!lastPass) return []
  const { at, ageSeconds, tookSeconds } = lastPass
  return [
    gauge('relance_worker_last_pass_timestamp_seconds', 'When a worker last looked.', [
      { value: at.epochMilliseconds / 1_000 },
    ]),
    gauge('relance_worker_last_pass_age_seconds', 'Since then.', [{ value: ageSeconds }]),
    ...(tookSeconds === null
      ? []
      : [gauge('relance_worker_last_pass_duration_seconds', 'How long that took.', [{ value: tookSeconds }])]),
  ]
}

function gauge(name: string, help: string, samples: readonly Sample[]): Family {
  return { name, help, type: 'gauge', samples }
}

function by(label: string, counts: Readonly<Record<string, number>>): Sample[] {
  return Object.entries(counts).map(([name, value]) => ({ labels: { [label]: name }, value }))
}

function labelled(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replaceAll(/[\\"\n]/g, '_')}"`)
  return pairs.length > 0 ? `{${pairs.join(',')}}` : ''
}

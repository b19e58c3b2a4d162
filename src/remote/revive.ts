const DAY = /(?:^(?:on|start|first|last|today)|On)$/
const INSTANT = /(?:^(?:at|now)|At)$/

/** JSON of the API, with days and instants as what they are: their names say which. Throws where it is none. */
export function revive(text: string): unknown {
  return JSON.parse(text, (name, value: unknown) => {
    if (typeof value !== 'string') return value
    if (DAY.test(name)) return Temporal.PlainDate.from(value)
    return INSTANT.test(name) ? Temporal.Instant.from(value) : value
  })
}

const DAY = /^(?:on|start|first|last|today|asOf|through|until|since|replyBy)$|On$/
const INSTANT = /(?:^(?:at|now)|At)$/

/** JSON of the API, with days and instants as what they are: their names say which. Throws where it is none. */
export function revive(text: string): unknown {
  return JSON.parse(text, function (this: object, name, value: unknown) {
    if (typeof value !== 'string') return value
    if (DAY.test(name) || (name === 'from' && isOfDays(this))) return Temporal.PlainDate.from(value)
    return INSTANT.test(name) ? Temporal.Instant.from(value) : value
  })
}

/** Of a communication, `from` is who sent it. */
function isOfDays(holder: object): boolean {
  return 'through' in holder || 'until' in holder
}

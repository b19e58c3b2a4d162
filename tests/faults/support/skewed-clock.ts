/** Imported before a command: its process's own clock is off by so many milliseconds, as where nobody sets it. */
const off = Number(process.env['CLOCK_OFF_BY_MS'])
const { Now } = Temporal
const [now, instant, zoned] = [Date.now, Now.instant, Now.zonedDateTimeISO]

globalThis.Date = class extends Date {
  static override now = () => now() + off
  constructor(...given: [] | [string | number]) {
    if (given.length === 0) super(now() + off)
    else super(given[0])
  }
} as DateConstructor
Now.instant = () => instant().add({ milliseconds: off })
Now.zonedDateTimeISO = (timeZone) => zoned(timeZone).add({ milliseconds: off })

const CENTRAL_ENTRY = 0x02014b50
const CENTRAL_END = 0x06054b50
const FIRST_DAY_OF_ZIP = 0x0021 // 1 January 1980, the earliest that the format can say

/** A zip whose entries tell no time, so that the same content has the same bytes whenever it was packed. */
export function withoutTimes(zip: Uint8Array): Uint8Array {
  const still = zip.slice()
  const view = new DataView(still.buffer)
  let at = view.getUint32(endOf(view) + 16, true)
  while (at < view.byteLength && view.getUint32(at, true) === CENTRAL_ENTRY) {
    const local = view.getUint32(at + 42, true)
    for (const time of [at + 12, local + 10]) {
      view.setUint16(time, 0, true)
      view.setUint16(time + 2, FIRST_DAY_OF_ZIP, true)
    }
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return still
}

function endOf(view: DataView): number {
  let at = view.byteLength - 22
  while (view.getUint32(at, true) !== CENTRAL_END) at -= 1
  return at
}

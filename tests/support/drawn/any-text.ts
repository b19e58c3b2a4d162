import { nat, string, type Arbitrary } from 'fast-check'

const FIRST_SURROGATE = 0xd8_00
const SURROGATES = 0x8_00

/** What `string({ unit: 'binary' })` makes, which first takes a second to put all 1,112,064 characters into a map. */
export function anyText(lengths: { minLength?: number; maxLength?: number } = {}): Arbitrary<string> {
  return string({ ...lengths, unit: anyCharacter })
}

const anyCharacter = nat(0x10_ff_ff - SURROGATES).map(
  (place) => String.fromCodePoint(place < FIRST_SURROGATE ? place : place + SURROGATES),
  (character) => {
    const [only, ...more] = Array.from(character as string, (one) => one.codePointAt(0)!)
    if (only === undefined || more.length > 0) throw new Error('not one character')
    return only < FIRST_SURROGATE ? only : only - SURROGATES
  },
)

import type { Desk } from '../../use-cases/find.ts'
import { choiceField, type Filled } from './form.ts'
import type { Html } from './html.ts'

/** The desk that something new belongs to, which nobody may leave open. */
export function deskField(filled: Filled, desks: readonly Desk[]): Html {
  return choiceField(filled, {
    name: 'desk',
    label: 'Desk',
    choices: [
      { value: '', label: 'choose a desk' },
      ...desks.map(({ reference, name }) => ({ value: reference, label: `${reference} ${name}` })),
    ],
    isRequired: true,
  })
}

import { expect, test } from 'vitest'
import { linkForNewcomer } from '../src/newcomer.ts'
import { readSession, signIn, signOut } from '../src/use-cases/access/sign-in.ts'
import { sweepAccess } from '../src/use-cases/access/sweep-access.ts'
import { freshDesk } from './support/ledgers/desk.ts'

const browser = { secret: null, userAgent: null }

test('a start hands out a link until somebody signs in, and none after all have signed out', async () => {
  await using desk = await freshDesk()
  const offeredOn = async (when: string) => {
    const said = await linkForNewcomer(desk.on(when), 'https://desk.example.org')
    return /https:\/\/desk\.example\.org\/sign-in\/(\S+)/.exec(said)?.[1] ?? null
  }
  expect(await offeredOn('2026-11-24T08:00')).not.toBeNull()
  const link = await offeredOn('2026-11-24T09:00')
  const { secret } = await signIn(desk.on('2026-11-24T09:05'), link!, browser)
  expect(await offeredOn('2026-11-24T09:06')).toBeNull()
  const { sessionId } = (await readSession(desk.on('2026-11-24T10:00'), secret))!
  await signOut(desk.on('2026-11-24T10:00'), sessionId)
  await sweepAccess(desk.on('2026-12-24'))
  expect(await offeredOn('2026-12-24T09:00')).toBeNull()
})

test('nor after a session that nobody ended is over', async () => {
  await using desk = await freshDesk()
  const said = await linkForNewcomer(desk.on('2026-11-24T09:00'), '')
  await signIn(desk.on('2026-11-24T09:05'), /sign-in\/(\S+)/.exec(said)![1]!, browser)
  await sweepAccess(desk.on('2027-11-24'))
  expect(await linkForNewcomer(desk.on('2027-11-24'), '')).toMatch(/^To sign in, where no mail reaches you: /)
})

import postgres from 'postgres'
import { offerSignIn, signIn } from '../../src/use-cases/access/sign-in.ts'
import { interleave, secondsOf } from '../measure.ts'
import { atMost, inTime, type Row } from '../row.ts'
import { serveGround } from '../web.ts'
import { BALANCE_STATEMENT } from './balance.ts'

/** The first fifty of all that is pending, by hand: the other of the page's two great questions. */
const FIRST_ROWS = `
  select f.*, d.reference, c.name, c.reference, o.email, k.reference
  from follow_ups f join dossiers d on d.id = f.dossier_id join counterparts c on c.id = f.counterpart_id
    join desks k on k.id = f.desk_id left join officers o on o.id = f.owner_id
  where f.state not in ('answered', 'declined', 'closed')
  order by coalesce(f.last_word_on, f.asked_on) nulls first, f.id limit 51`

/** The board as a browser gets it, until its first byte. */
export const page: Row = {
  name: 'page',
  measure: async (ground) => {
    await using served = await serveGround(ground, 4)
    const sql = postgres({ ...(ground.connection as object), max: 1, fetch_types: false })
    const around = await served.web.surroundings()
    const offered = await offerSignIn(around, ground.context.officer.email, null)
    const { secret } = await signIn(around, offered!.secret, { secret: null, userAgent: null })
    const headers = { cookie: `relance=${secret}` }
    const { ours, baseline, ratio } = await interleave(
      9,
      () =>
        secondsOf(async () => {
          await sql.unsafe(BALANCE_STATEMENT)
          await sql.unsafe(FIRST_ROWS)
        }),
      () =>
        secondsOf(async () => {
          const answer = await fetch(`${served.origin}/`, { headers, redirect: 'manual' })
          const { done } = await answer.body!.getReader().read()
          if (answer.status !== 200 || done) throw new Error(`the board was answered with ${answer.status}`)
        }),
    )
    await sql.end()
    return [
      {
        what: 'page: first byte of the board; against its two great questions asked barely',
        ours: inTime(ours),
        baseline: inTime(baseline),
        ...atMost(ratio, 3),
      },
    ]
  },
}

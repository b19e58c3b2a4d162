import { sql } from 'drizzle-orm'
import { foreignKey, index, jsonb, snakeCase, text, unique } from 'drizzle-orm/pg-core'
import type { Recipe } from '../../domain/recipe.ts'
import { anchors } from './audit.ts'
import { day, identity, instant, key } from './columns.ts'
import { digests } from './digests.ts'
import { dossiers } from './dossiers.ts'
import { officers } from './parties.ts'

/** What left the house: one row for each document given to somebody. Append-only. */
export const documents = snakeCase.table(
  'documents',
  {
    id: identity(),
    recipe: jsonb().$type<Recipe>().notNull(),
    /** The only dossier that its recipe can touch; null where that may be any. */
    dossierId: key(),
    /** The desks whose confidential follow-ups may stand in it. */
    confidentialTo: key().array().notNull(),
    asOf: day().notNull(),
    knownAt: instant().notNull(),
    /** Where the chains stood that it was made from: what had been recorded by `knownAt` but not committed is beyond. */
    anchor: text(),
    title: text().notNull(),
    format: text().notNull(),
    /** Of what was given out; null where it was not kept at hand, as of what is streamed. */
    sha256: text(),
    /** Of a digest, whose bytes are there. */
    digestId: key(),
    givenTo: key().notNull(),
    givenAt: instant().notNull(),
  },
  (t) => [
    foreignKey({ name: 'documents_dossier', columns: [t.dossierId], foreignColumns: [dossiers.id] }),
    foreignKey({ name: 'documents_anchor', columns: [t.anchor], foreignColumns: [anchors.anchor] }),
    foreignKey({ name: 'documents_digest', columns: [t.digestId], foreignColumns: [digests.id] }),
    foreignKey({ name: 'documents_given_to', columns: [t.givenTo], foreignColumns: [officers.id] }),
    unique('documents_of_digest').on(t.digestId),
    // listDocuments: of one dossier, from the day on which something took effect.
    index('documents_by_dossier').on(t.dossierId, t.asOf),
    // listDocuments: those that may show any dossier.
    index('documents_of_all')
      .on(t.asOf)
      .where(sql`${t.dossierId} is null`),
    // isGivenAlready: the same given to the same officer again.
    index('documents_by_officer').on(t.givenTo, t.asOf),
  ],
)

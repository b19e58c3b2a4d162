/** As libpq has it: the folder of the socket is a parameter. */
export function urlOf({ path, database, user }: { path: string; database: string; user: string }): string {
  const [, folder = '', port = ''] = /^(.*)\/\.s\.PGSQL\.(\d+)$/.exec(path) ?? []
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(folder)}&port=${port}`
}

type Request = (path: string, init?: RequestInit) => Promise<Response>

export interface Told {
  status: number
  headers: Headers
  type: string | null
  body: any
}

/** The API as a program uses it: paths below /api/v1, bodies and answers as JSON. */
export function apiOf(request: Request) {
  const send = async (method: string, path: string, init: RequestInit = {}): Promise<Told> => {
    const answer = await request(`/api/v1${path}`, { method, ...init })
    const text = await answer.text()
    const type = answer.headers.get('content-type')
    return {
      status: answer.status,
      headers: answer.headers,
      type,
      body: type?.includes('json') && text ? JSON.parse(text) : text,
    }
  }
  const withBody =
    (method: string) =>
    (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Told> =>
      send(method, path, {
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
  return {
    send,
    get: (path: string, headers: Record<string, string> = {}) => send('GET', path, { headers }),
    post: withBody('POST'),
    patch: withBody('PATCH'),
    delete: withBody('DELETE'),
  }
}

export type Api = ReturnType<typeof apiOf>

/** A letter of 24 November 2026 that bears on asks, unless told otherwise. */
export function letterOf(told: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    channel: 'letter',
    direction: 'received',
    receivedOn: '2026-11-24',
    entries: [{ followUp: 'PRK-TC-1', bearing: 'replies', character: 'noted' }],
    ...told,
  }
}

/** An ask of 5 January 2005, put to the mission in Geneva, unless told otherwise. */
export function askOf(told: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    dossier: 'PRK-TC',
    titles: ['Visit of the High Commissioner'],
    counterparts: ['PRK-GVA'],
    desk: 'TC',
    policy: 'TC-60',
    communication: { channel: 'letter', direction: 'sent', dated: '2005-01-05' },
    ...told,
  }
}

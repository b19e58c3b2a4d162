import type { Context } from './use-cases/context.ts'
import { isUntouched, offerSignIn } from './use-cases/sign-in.ts'

/** While nobody is signed in, whoever starts the service gets in by the line that it prints. */
export async function linkForNewcomer(context: Context, baseUrl: string): Promise<string> {
  if (!(await isUntouched(context))) return ''
  return `Sign in within ten minutes, once: ${await signInUrl(context, context.officer.email, baseUrl)}\nLater: npx relance sign-in\n\n`
}

/** A link for whoever holds it; undefined where nobody active has that address. */
export async function signInUrl(context: Context, email: string, baseUrl: string): Promise<string | undefined> {
  const offered = await offerSignIn(context, email, null)
  return offered ? `${baseUrl}/sign-in/${offered.secret}` : undefined
}

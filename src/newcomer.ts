import type { Context } from './use-cases/context.ts'
import { isUntouched, offerSignIn } from './use-cases/access/sign-in.ts'

/** As long as nobody has ever signed in, whoever starts the service gets in by the line that it prints. */
export async function linkForNewcomer(context: Context, baseUrl: string): Promise<string> {
  const offered = (await isUntouched(context)) ? await offerSignIn(context, context.officer.email, null) : null
  if (!offered) return 'To sign in, where no mail reaches you: npx relance sign-in\n\n'
  return `Sign in within ten minutes, once: ${baseUrl}/sign-in/${offered.secret}\nLater: npx relance sign-in\n\n`
}

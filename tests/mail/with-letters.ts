/** HTML as whoever shows it reads its numbered letters. */
export function withLetters(html: string): string {
  return html.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}

import { html, raw } from 'hono/html'
import type { Opening } from './commands.ts'
import type { BalanceLine, Figure, Page, Row, Section } from './digest-page.ts'
import { MARK_COLOURS, STYLES as S, STYLE_SHEET } from './digest-style.ts'

/** One column of 600 pixels that needs nothing from anywhere: no image, no font, no script. */
export function renderHtml(page: Page): string {
  const { language, direction, name, number, subscription, summary } = page
  return String(
    html`<!doctype html>
      <html lang="${language}" dir="${direction}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width,initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="supported-color-schemes" content="light dark" />
          <meta name="format-detection" content="telephone=no,date=no,address=no,email=no" />
          <title>${name} ${number}</title>
          <style>
            ${raw(STYLE_SHEET)}
          </style>
        </head>
        <body style="${S.body}">
          <div class="preheader" style="${S.preheader}">${summary}</div>
          <table role="presentation" class="outer" style="${S.outer}">
            <tr>
              <td class="outer" align="center" style="padding:24px 12px">
                <table role="presentation" class="sheet" width="600" style="${S.sheet}">
                  <tr>
                    <td class="page" align="${direction === 'rtl' ? 'right' : 'left'}" style="${S.page}">
                      <table role="presentation" style="${S.full}">
                        <tr>
                          <td style="padding:0"><h1 style="${S.name}">${name}</h1></td>
                          <td style="${S.number}">${number}</td>
                        </tr>
                      </table>
                      <p class="soft" style="${S.subscription}"><bdi>${subscription}</bdi></p>
                      <p class="summary" style="${S.summary}">${summary}</p>
                      <table style="${S.full}">
                        ${page.particulars.map(
                          ({ term, says }) =>
                            html` <tr>
                              <th scope="row" class="soft" style="${S.term}">${term}</th>
                              <td style="${S.says}">${says}</td>
                            </tr>`,
                        )}
                      </table>
                      ${page.notice ? html` <p class="notice" style="${S.notice}">${page.notice}</p>` : ''}
                      ${balance(page)} ${page.sections.map(section)}
                      <div class="rule" style="margin:34px 0 0;border-top:1px solid #dcd9d2;padding-top:6px">
                        ${page.footer.map((line) => html` <p class="soft" style="${S.footer}">${line}</p>`)}
                      </div>
                    </td>
                  </tr>
                </table>
              </td>
            </tr>
          </table>
        </body>
      </html> `,
  )
}

type Html = ReturnType<typeof html>

function balance({ balance: { heading, lines, bracketsHeading, brackets } }: Page): Html {
  return html`<h2 class="head" style="${S.heading}">${heading}</h2>
    <table style="${S.full};margin-top:6px">
      ${lines.map(balanceLine)}
    </table>
    ${
      brackets.length === 0
        ? ''
        : html` <p class="soft" style="${S.subheading}">${bracketsHeading}</p>
            <table style="${S.full}">
              ${brackets.map(balanceLine)}
            </table>`
    }`
}

function balanceLine({ sign, label, count, references, opening }: BalanceLine): Html {
  const isTotal = sign === '='
  const style = isTotal ? `;${S.total}` : count === '0' ? `;${S.zero}` : ''
  const soft = count === '0' ? 'soft' : ''
  return html` <tr>
    <td class="soft${isTotal ? ' total' : ''}" style="${S.sign}${style}">${sign}</td>
    <th scope="row" class="${soft}${isTotal ? ' total' : ''}" style="${S.label}${style}">
      ${label}${
        references ? html` <span class="soft" style="${S.references}">${references}</span>` : ''
      }${opening && 'command' in opening ? html`<br />${command(opening)}` : ''}
    </th>
    <td class="${soft}${isTotal ? ' total' : ''}" style="${S.count}${style}">${linked(count, opening)}</td>
  </tr>`
}

function section({ heading, count, note, rows, unshown, openings }: Section): Html {
  if (rows.length === 0) return nothing(heading, note)
  return html`<h2 class="head" style="${S.heading}">${count ? `${heading}: ${count}` : heading}</h2>
    ${note ? small(note) : ''}
    <table role="presentation" style="${S.full}">
      ${rows.map(row)}
    </table>
    ${unshown ? small(unshown) : ''}${openings.map(
      ({ says, opening }) =>
        html` <p class="soft" style="${S.note}">
          ${'url' in opening ? linked(says, opening) : html`${says}:<br />${command(opening)}`}
        </p>`,
    )} `
}

function nothing(heading: string, note: string): Html {
  return html` <p class="soft" style="${S.nothing}">
    <span class="head" style="${S.nothingHeading}">${heading}:</span> ${note}
  </p>`
}

function row({ reference, opening, mark, bracket, title, counterpart, says, figures }: Row): Html {
  const { name, style } = MARK_COLOURS[bracket ?? 'no_deadline']
  return html` <tr>
    <td class="rule" style="${S.row}">
      <table role="presentation" style="${S.full}">
        <tr>
          <td class="soft" style="${S.reference}">${linked(reference, opening)}</td>
          <td class="${name}" style="${S.mark};${style}">${mark}</td>
        </tr>
      </table>
      <p style="${S.title}"><bdi>${title}</bdi></p>
      ${
        counterpart ? html`<p class="soft" style="${S.counterpart}"><bdi>${counterpart}</bdi></p>` : ''
      }${says.map((line) => html`<p style="${S.said}">${line}</p>`)}${
        figures.length > 0
          ? html` <table role="presentation" style="${S.figures}">
              <tr>
                ${figures.map(figure)}
              </tr>
            </table>`
          : ''
      }
    </td>
  </tr>`
}

function figure({ term, value, remark }: Figure): Html {
  return html` <td style="${S.figure}">
    <span class="soft" style="${S.figureTerm}">${term}</span>${value}<span class="soft" style="${S.remark}"
      >${remark}</span
    >
  </td>`
}

function small(words: string): Html {
  return html` <p class="soft" style="${S.note}">${words}</p>`
}

function linked(words: string, opening: Opening | null): Html | string {
  return opening && 'url' in opening
    ? html`<a class="link" style="${S.link}" href="${opening.url}">${words}</a>`
    : words
}

function command({ command: line }: { command: string }): Html {
  return html`<code class="soft" style="${S.command}">${line}</code>`
}

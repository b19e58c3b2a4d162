import type { Opening } from './commands.ts'
import type { Balance, BalanceLine, Figure, Lead, Row, Section } from './digest-page.ts'
import { MARK_COLOURS, STYLES as S } from './digest-style.ts'
import { html, type Html } from './digest-template.ts'

export function balanceHtml({ heading, lines, bracketsHeading, brackets }: Balance): Html {
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
  const style = isTotal ? html`;${S.total}` : count === '0' ? html`;${S.zero}` : ''
  const soft = count === '0' ? 'soft' : ''
  return html` <tr>
    <td class="soft${isTotal ? ' total' : ''}" style="${S.sign}${style}">${sign}</td>
    <th scope="row" class="${soft}${isTotal ? ' total' : ''}" style="${S.label}${style}">
      ${label}${
        references.length > 0
          ? html` <span class="soft" style="${S.references}"
              >${references.map(({ words, opening: one }) => linked(words, one))}</span
            >`
          : ''
      }${opening && 'command' in opening ? html`<br />${command(opening)}` : ''}
    </th>
    <td class="${soft}${isTotal ? ' total' : ''}" style="${S.count}${style}">${linked(count, opening)}</td>
  </tr>`
}

export function sectionHtml({ heading, count, note, rows, unshown, openings }: Section): Html {
  if (rows.length === 0) return nothing(heading, note)
  return html`<h2 class="head" style="${S.heading}">${count ? `${heading}: ${count}` : heading}</h2>
    ${note ? small(note) : ''}
    <table role="presentation" style="${S.full}">
      ${rows.map(row)}
    </table>
    ${unshown ? small(unshown) : ''}${openings.map(leadHtml)} `
}

export function leadHtml({ says, opening }: Lead): Html {
  return html` <p class="soft" style="${S.note}">
    ${'url' in opening ? linked(says, opening) : html`${says}:<br />${command(opening)}`}
  </p>`
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
      <table role="presentation" cellpadding="0" cellspacing="0" style="${S.line}">
        <tr valign="top">
          <td class="soft" style="${S.reference}">${linked(reference, opening)}</td>
          <td class="${name}" align="right" style="${S.mark};${style}">${mark}</td>
        </tr>
      </table>
      <p style="${S.title}"><bdi>${title}</bdi></p>
      ${
        counterpart ? html`<p class="soft" style="${S.counterpart}"><bdi>${counterpart}</bdi></p>` : ''
      }${says.map((line) => html`<p style="${S.said}">${line}</p>`)}${
        figures.length > 0
          ? html` <table role="presentation" class="soft" cellpadding="0" cellspacing="0" style="${S.figures}">
              <tr valign="top">
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
    ${term}<br /><span class="ink" style="${S.value}">${value}</span><br />${remark}
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

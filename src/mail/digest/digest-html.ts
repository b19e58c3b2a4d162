import { balanceHtml, leadHtml, sectionHtml } from './digest-html-parts.ts'
import type { Page } from './digest-page.ts'
import { STYLES as S, STYLE_SHEET } from './digest-style.ts'
import { html } from './digest-template.ts'

/** One column of 600 pixels that needs nothing from anywhere: no image, no font, no script. */
export function renderHtml(page: Page): string {
  const { language, direction, name, number, subscription, summary } = page
  return html`<!doctype html>
    <html lang="${language}" dir="${direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no,date=no,address=no,email=no" />
        <title>${name} ${number}</title>
        <style>
          ${{ markup: STYLE_SHEET }}
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
                    ${balanceHtml(page.balance)} ${page.sections.map(sectionHtml)}
                    <div class="rule" style="margin:34px 0 0;border-top:1px solid #dcd9d2;padding-top:6px">
                      ${page.footer.map((line) => html` <p class="soft" style="${S.footer}">${line}</p>`)}
                      ${page.leads.map(leadHtml)}
                    </div>
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `.markup
}

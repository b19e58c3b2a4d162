import { html, type Html } from './digest-template.ts'

const INK = '#1c1f23'
const SOFT = '#5a626c'
const SANS = 'font-family:-apple-system,Segoe UI,Roboto,Noto Sans,Helvetica,Arial,sans-serif'
const SERIF = 'font-family:Georgia,Cambria,Times New Roman,Noto Serif,serif'
const MONO = 'font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,monospace'

/** Inline, for the many clients that read nothing else. */
const INLINE = {
  body: 'margin:0;padding:0;background:#efede8;-webkit-text-size-adjust:100%',
  preheader: 'display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all',
  outer: 'width:100%;background:#efede8;border-collapse:collapse',
  sheet:
    'width:100%;max-width:600px;margin:0 auto;background:#ffffff;border-collapse:collapse;border-top:4px solid #1f3f66',
  page: `padding:28px 32px 32px;color:${INK};${SANS};font-size:15px;line-height:1.45;overflow-wrap:anywhere;word-break:break-word`,
  full: 'width:100%;border-collapse:collapse',
  name: `padding:0;${SERIF};font-size:28px;line-height:1.1;font-weight:normal;margin:0`,
  number: `padding:0;${SERIF};font-size:28px;line-height:1.1;text-align:right;white-space:nowrap;vertical-align:top`,
  subscription: `margin:4px 0 0;font-size:14px;color:${SOFT}`,
  summary: `${SERIF};font-size:20px;line-height:1.35;margin:20px 0 18px`,
  term: `padding:2px 14px 2px 0;font-size:13px;color:${SOFT};text-align:left;vertical-align:top;white-space:nowrap;font-weight:normal`,
  says: 'padding:2px 0;font-size:13px;vertical-align:top;width:100%',
  notice: `margin:16px 0 0;padding:10px 14px;font-size:14px;color:#7a4b00;background:#fbf4e4`,
  heading: `margin:34px 0 0;padding:0 0 7px;border-bottom:1px solid #1f3f66;font-size:13px;line-height:1.3;letter-spacing:.08em;text-transform:uppercase;font-weight:600;color:#1f3f66`,
  nothing: `margin:22px 0 0;font-size:14px;color:${SOFT}`,
  nothingHeading: 'font-size:13px;letter-spacing:.08em;text-transform:uppercase;font-weight:600;color:#1f3f66',
  note: `margin:10px 0 0;font-size:13px;color:${SOFT}`,
  sign: `width:16px;padding:3px 0;vertical-align:top;color:${SOFT}`,
  label: `padding:3px 0;vertical-align:top;text-align:left;font-weight:normal`,
  count: `padding:3px 0 3px 12px;vertical-align:top;text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap`,
  total: `border-top:1px solid ${INK};font-weight:600`,
  zero: `color:${SOFT}`,
  subheading: `margin:16px 0 2px;font-size:13px;color:${SOFT}`,
  references: `font-size:13px;color:${SOFT}`,
  command: `${MONO};font-size:12px;font-weight:normal;line-height:1.5;color:${SOFT}`,
  link: 'color:#1f4e8c;text-decoration:underline',
  row: 'padding:14px 0;border-bottom:1px solid #dcd9d2',
  line: 'width:100%;font-size:13px;font-weight:600',
  reference: `color:${SOFT}`,
  mark: 'padding-left:12px',
  title: 'margin:3px 0 0;font-size:16px;line-height:1.35;font-weight:600',
  counterpart: `margin:2px 0 0;font-size:14px;color:${SOFT}`,
  said: 'margin:4px 0 0;font-size:14px',
  figures: `width:100%;margin:10px 0 0;font-size:12px;color:${SOFT};table-layout:fixed`,
  figure: 'padding-right:10px',
  value: `font-size:14px;color:${INK}`,
  footer: `margin:8px 0 0;font-size:12px;line-height:1.5;color:${SOFT}`,
} as const

/** As they stand in a template: ours, and so looked at for what would act but once. */
export const STYLES = Object.fromEntries(
  Object.entries(INLINE).map(([name, style]) => [name, html`${style}`]),
) as Readonly<Record<keyof typeof INLINE, Html>>

/** The word always says it too: colour is never the only mark. */
export const MARK_COLOURS = {
  long_overdue: { name: 'late', style: 'color:#9b1c1c' },
  overdue: { name: 'late', style: 'color:#9b1c1c' },
  due_soon: { name: 'soon', style: 'color:#7a4b00' },
  date_unknown: { name: 'soon', style: 'color:#7a4b00' },
  on_time: { name: 'soft', style: `color:${SOFT}` },
  no_deadline: { name: 'soft', style: `color:${SOFT}` },
} as const

/** What cannot be said inline: the dark colours and the narrow screen. */
export const STYLE_SHEET = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media(max-width:480px){.outer{padding:0!important}.page{padding:22px 18px 28px!important}.summary{font-size:18px!important}}
@media(prefers-color-scheme:dark){body,.outer{background:#0f1114!important}.sheet{background:#181b1f!important;border-color:#7fa8d9!important}
.page,.ink{color:#ecebe7!important}.soft{color:#a7adb5!important}.head{color:#a9c8ee!important;border-color:#7fa8d9!important}
.late{color:#ff9d94!important}.soon{color:#f0c36b!important}.link{color:#9cc4ff!important}
.rule{border-color:#363b42!important}.total{border-color:#ecebe7!important}.notice{background:#2a2415!important;color:#f0c36b!important}}`

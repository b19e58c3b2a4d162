import type { IStylesOptions } from 'docx'

const SERIF = 'Times New Roman'
const POINT = 20 // twips
const half = (points: number) => points * 2 // sizes of letters are in half points

export const A4 = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 1440, bottom: 1300, left: 1440, right: 1440 },
}
/** What is left of an A4 page between its margins, in twips. */
export const TEXT_WIDTH = A4.size.width - A4.margin.left - A4.margin.right

export const NUMBERING = {
  reference: 'paragraphs',
  levels: [
    {
      level: 0,
      format: 'decimal' as const,
      text: '%1.',
      style: { paragraph: { indent: { left: 567, hanging: 567 } } },
    },
  ],
}

/** As documents of the United Nations look, near enough to be edited into one. */
export function stylesOf(language: string): IStylesOptions {
  const font = { ascii: SERIF, hAnsi: SERIF, cs: SERIF }
  return {
    default: {
      document: {
        run: { font, size: half(11), language: { value: language, bidirectional: 'ar-SA' } },
        paragraph: { spacing: { after: 8 * POINT, line: 264, lineRule: 'auto' } },
      },
      title: {
        run: { font, size: half(17), bold: true, color: '000000' },
        paragraph: { spacing: { before: 12 * POINT, after: 4 * POINT, line: 252, lineRule: 'auto' }, keepNext: true },
      },
      heading1: {
        run: { font, size: half(13), bold: true, color: '000000' },
        paragraph: { spacing: { before: 16 * POINT, after: 6 * POINT }, keepNext: true, outlineLevel: 0 },
      },
      footnoteText: { run: { font, size: half(9) }, paragraph: { spacing: { after: 2 * POINT, line: 240 } } },
    },
    paragraphStyles: [
      style('Subtitle', 'Subtitle', { size: 13 }, { spacing: { after: 14 * POINT } }),
      style('BodyText', 'Body Text', {}, {}),
      style('NumberedParagraph', 'Numbered Paragraph', {}, { numbering: { reference: NUMBERING.reference, level: 0 } }),
      style('Line', 'Line', {}, { spacing: { after: 0 } }),
      style('Right', 'Right', {}, { alignment: 'right' }),
      style('Remark', 'Remark', { size: 9.5, italics: true }, { spacing: { before: 8 * POINT } }),
      style('TableText', 'Table Text', { size: 9 }, { spacing: { after: 0, line: 240 } }),
      style('TableHead', 'Table Head', { size: 9, bold: true }, { spacing: { after: 0, line: 240 }, keepNext: true }),
      style('Footer', 'footer', { size: 9 }, { alignment: 'center', spacing: { after: 0 } }),
    ],
  }
}

type Style = NonNullable<IStylesOptions['paragraphStyles']>[number]

function style(
  id: string,
  name: string,
  { size, ...run }: { size?: number; italics?: boolean; bold?: boolean },
  paragraph: NonNullable<Style['paragraph']>,
): Style {
  return {
    id,
    name,
    basedOn: 'Normal',
    quickFormat: true,
    run: { ...run, ...(size && { size: half(size) }) },
    paragraph,
  }
}

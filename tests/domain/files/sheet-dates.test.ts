import { expect, test } from 'vitest'
import { adviceOn, dateAsEdtf } from '../../../src/domain/files/sheet-dates.ts'

test.for([
  ['24/08/2004', 'dmy', '2004-08-24'],
  ['24.8.2004', 'dmy', '2004-08-24'],
  ['08-24-2004', 'mdy', '2004-08-24'],
  ['03/04/2004', 'dmy', '2004-04-03'],
  ['03/04/2004', 'mdy', '2004-03-04'],
  ['2004/8/24', 'ymd', '2004-08-24'],
  ['2004.08.24', 'dmy', '2004-08-24'],
  ['08/2003', 'dmy', '2003-08'],
  ['2003/08', 'ymd', '2003-08'],
  ['2003', 'dmy', '2003'],
  ['2003-08~', 'dmy', '2003-08~'],
  ['2003-08-01/2003-09-30', 'dmy', '2003-08-01/2003-09-30'],
  ['24/08/04', 'dmy', '24/08/04'],
  ['24/08-2004', 'dmy', '24/08-2004'],
  ['24/08/2004', 'ymd', '24/08/2004'],
] as const)('%s in %s is %s', ([text, format, edtf]) => {
  expect(dateAsEdtf(text, format)).toBe(edtf)
})

test.for(['03/04/2004', '24.08.2004', '2004/08/24', '08/2003', '38223'])(
  '%s is read as it stands where no format is told',
  (text) => {
    expect(dateAsEdtf(text, undefined)).toBe(text)
  },
)

test.for([
  ['03/04/2004', ['03/04/2004'], 'say --date-format dmy if the day comes first, mdy if the month does'],
  ['03/04/2004', ['03/04/2004', '24/08/2004'], '--date-format dmy reads all dates of the sheet'],
  ['03/04/2004', ['03/04/2004', '08/24/2004'], '--date-format mdy reads all dates of the sheet'],
  ['03/04/2004', ['24/08/2004', '08/24/2004'], 'say --date-format dmy if the day comes first, mdy if the month does'],
  ['38223', [], 'this looks like a day as spreadsheets count it: format the column as a date'],
  ['2004-02-30', [], null],
] as const)('%s among %j: %s', ([text, others, advice]) => {
  expect(adviceOn(text, others)).toBe(advice)
})

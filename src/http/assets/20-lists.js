// What is typed into the search narrows the rows that are on the page at once; Enter searches all there is.
const search = document.querySelector('#search-all')
const rows = [...document.querySelectorAll('main table.cards tbody tr')]

if (search && rows.length > 1) {
  const told = document.createElement('p')
  told.className = 'narrowed soft'
  told.setAttribute('role', 'status')
  document.querySelector('main table.cards').before(told)
  search.addEventListener('input', () => narrow(search.value, told))
}

function narrow(typed, told) {
  const sought = fold(typed)
  for (const row of rows) row.hidden = !fold(row.textContent).includes(sought)
  const shown = rows.filter((row) => !row.hidden).length
  told.textContent = sought ? `${shown} of ${rows.length} on this page; Enter searches everything` : ''
}

function fold(text) {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}

// Single keys, for whoever works all day with this. They rest while somebody types, and can be turned off on /keys.
const OFF = 'relance-keys-off'
const PLACES = { b: '/', d: '/dossiers', c: '/counterparts', s: '/subscriptions', a: '/account' }

let isGoing = false

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || localStorage.getItem(OFF)) return
  const act = isGoing ? goTo : (KEYS[event.key] ?? null)
  isGoing = false
  if (act?.(event.key)) event.preventDefault()
})

const KEYS = {
  '/': () => focus(document.querySelector('#search-all')),
  '?': () => visit('/keys'),
  g: () => (isGoing = true),
  j: () => step(1),
  k: () => step(-1),
  n: () => press('.actions a.button'),
  ']': () => press('a[rel="next"]'),
}

function goTo(key) {
  return PLACES[key] ? visit(PLACES[key]) : false
}

function visit(path) {
  location.assign(path)
  return true
}

function press(selector) {
  const link = document.querySelector(`main ${selector}`)
  link?.click()
  return Boolean(link)
}

/** From row to row of the page's list. */
function step(by) {
  const links = [...document.querySelectorAll('main tbody tr:not([hidden]) th a:first-of-type')]
  const here = links.indexOf(document.activeElement)
  return focus(links[here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by])
}

function focus(element) {
  element?.focus()
  return Boolean(element)
}

function isTyping(target) {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]')
}

const toggle = document.querySelector('#keys-off')
if (toggle) {
  toggle.closest('[hidden]').hidden = false
  toggle.checked = Boolean(localStorage.getItem(OFF))
  toggle.addEventListener('change', () => {
    if (toggle.checked) localStorage.setItem(OFF, 'yes')
    else localStorage.removeItem(OFF)
  })
}

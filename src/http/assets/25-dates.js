// Says beside a date how it is understood, before it is recorded.
for (const field of document.querySelectorAll('input[data-date]')) {
  const told = document.createElement('p')
  told.className = 'understood soft'
  told.setAttribute('role', 'status')
  field.after(told)
  let asked = 0
  field.addEventListener('input', async () => {
    const turn = (asked += 1)
    await new Promise((resolve) => setTimeout(resolve, 200))
    if (turn !== asked) return
    const text = field.value.trim() === '' ? '' : await understand(field.value)
    if (turn === asked) told.textContent = text
  })
}

async function understand(date) {
  try {
    const answer = await fetch(`/dates?${new URLSearchParams({ date })}`)
    return answer.ok ? await answer.text() : ''
  } catch {
    return ''
  }
}

// A second press of a button that is at work would only be refused.
for (const form of document.querySelectorAll('form[method="post"]'))
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault()
    form.dataset.sent = 'yes'
  })
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
})

// Shows the next three times of a schedule while it is typed; without it, a button does.
for (const form of document.querySelectorAll('form[data-slots]')) {
  const { cron, zone } = form.elements
  const shown = form.querySelector('#slots')
  let waiting
  const show = async () => {
    const asked = new URLSearchParams({ cron: cron.value, zone: zone.value }).toString()
    const answer = await fetch(`${form.dataset.slots}?${asked}`, { redirect: 'error' }).catch(() => null)
    const isStillAsked = asked === new URLSearchParams({ cron: cron.value, zone: zone.value }).toString()
    if (answer?.ok && isStillAsked) shown.innerHTML = await answer.text()
  }
  for (const field of [cron, zone]) {
    field.addEventListener('input', () => {
      clearTimeout(waiting)
      waiting = setTimeout(show, 250)
    })
  }
  for (const preset of form.querySelectorAll('button[name="preset"]')) {
    preset.addEventListener('click', (event) => {
      event.preventDefault()
      cron.value = preset.value
      void show()
    })
  }
}

const LONG_S = 120

/** Short enough for a narrow terminal: how far, how fast, and how long it still takes at that rate. */
export function progressInWords(done: number, of: number, seconds: number): string {
  const share = `${Math.floor((100 * done) / of)} %`
  if (done === 0 || seconds <= 0) return share
  const rate = done / seconds
  return `${share}, ${Math.round(rate).toLocaleString('en')} a second, ${durationInWords((of - done) / rate)} left`
}

function durationInWords(seconds: number): string {
  return seconds < LONG_S ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`
}

// What the pages add with a script: times in the browser's zone, running durations, keys, the theme, and changes while they happen.
// Everything else works without it.

const MS = 1000

/** Times in the zone of the browser; the title keeps the exact one. */
function showTimes(root) {
  for (const time of root.querySelectorAll('time[datetime]:not([data-shown])')) {
    const date = new Date(time.dateTime)
    if (!Number.isNaN(date.getTime())) {
      const today = new Date().toDateString() === date.toDateString()
      time.textContent = today ? date.toLocaleTimeString() : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
      time.dataset.shown = ''
    }
  }
}

/** A duration in its two largest units, as the service says it. */
export function duration(ms) {
  const s = Math.max(0, Math.floor(ms / 1000))
  const two = (large, unit, small, smallUnit) => small ? `${large} ${unit} ${small} ${smallUnit}` : `${large} ${unit}`
  if (s < 60) return `${s} s`
  if (s < 3600) return two(Math.floor(s / 60), 'min', s % 60, 's')
  if (s < 86400) return two(Math.floor(s / 3600), 'h', Math.floor(s % 3600 / 60), 'min')
  return two(Math.floor(s / 86400), 'd', Math.floor(s % 86400 / 3600), 'h')
}

/** How far the clock of the service is ahead of the browser's. */
const ahead = Number(document.body.dataset.now) / MS - Date.now()

function countUp() {
  if (document.hidden) return
  for (const running of document.querySelectorAll('[data-since]')) {
    running.textContent = duration(Date.now() + ahead - Number(running.dataset.since) / MS)
  }
}

/** The form has times in the browser's zone, and the address has microseconds. */
function prepareRange() {
  const form = document.querySelector('form.filters')
  if (!form) return
  if (form.elements.from?.type !== 'datetime-local') return leaveOutEmpty(form)
  const fields = { from: 'start_date_us', to: 'end_date_us' }
  const local = date => new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16)
  for (const name of Object.keys(fields)) {
    const field = form.elements[name]
    if (field?.value) field.value = local(new Date(field.value + 'Z'))
    form.querySelector(`label[for=${name}] .zone`)?.remove()
  }
  const shown = new Map(Object.keys(fields).map(name => [name, form.elements[name]?.value]))
  leaveOutEmpty(form)
  // The fields have minutes: a time that was not changed keeps its microseconds.
  form.addEventListener('formdata', event => {
    for (const [name, parameter] of Object.entries(fields)) {
      const value = event.formData.get(name)
      event.formData.delete(name)
      event.formData.delete('exact_' + name)
      if (value) {
        const exact = form.elements['exact_' + name]?.value
        event.formData.set(parameter, value === shown.get(name) && exact ? exact : String(new Date(value).getTime() * MS))
      }
    }
  })
}

/** What was left empty is not sent: a shorter address. */
function leaveOutEmpty(form) {
  form.addEventListener('submit', () => {
    for (const field of form.querySelectorAll('input, select')) {
      if (!field.value) field.disabled = true
    }
  })
  addEventListener('pageshow', () => {
    for (const field of form.querySelectorAll('input, select')) field.disabled = false
  })
}

function prepareTheme() {
  const button = document.getElementById('theme')
  const dark = () => document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  const label = () => { button.textContent = dark() ? 'Light' : 'Dark'; button.setAttribute('aria-label', `Use the ${dark() ? 'light' : 'dark'} theme`) }
  button.hidden = false
  label()
  button.addEventListener('click', () => {
    document.documentElement.dataset.theme = dark() ? 'light' : 'dark'
    document.cookie = `theme=${document.documentElement.dataset.theme};path=/;max-age=31536000;samesite=lax`
    label()
  })
}

/** Moves through what a page declares as its items: rows of a list, steps of an investigation. */
function move(step) {
  const items = [...document.querySelectorAll('[data-item], tr[data-session]')].filter(item => item.offsetParent !== null)
  if (!items.length) return
  const at = items.findIndex(item => item.classList.contains('current'))
  const next = items[Math.min(items.length - 1, Math.max(0, at + step))]
  items[at]?.classList.remove('current')
  next.classList.add('current')
  const target = next.querySelector('a, summary, button') ?? next
  target.focus({ preventScroll: true })
  next.scrollIntoView({ block: 'nearest' })
}

const keys = new Map([
  ['j', () => move(1)],
  ['k', () => move(-1)],
  ['/', () => (document.querySelector('input[type=search]'))?.focus()],
  ['?', () => document.getElementById('help').showModal()],
])

/** Another script's key. */
export function onKey(key, action) {
  keys.set(key, action)
}

function prepareKeys() {
  const help = document.getElementById('help-button')
  help.hidden = false
  help.addEventListener('click', () => document.getElementById('help').showModal())
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
    if (event.target.closest('input, select, textarea, [contenteditable]')) return
    const action = keys.get(event.key)
    if (action) {
      event.preventDefault()
      action()
    }
  })
}

/** Calls an action once for many calls, soon. */
export function soon(action, ms) {
  let timer
  return () => {
    timer ??= setTimeout(() => { timer = undefined; action() }, ms)
  }
}

/** The same, and never a second time before the first has ended. */
export function paced(action, ms) {
  let running = false
  let again = false
  const call = soon(async () => {
    if (running) return again = true
    running = true
    try {
      await action()
    } finally {
      running = false
      if (again) call()
      again = false
    }
  }, ms)
  return call
}

/**
 * Listens to events, and shows whether the connection stands. The browser connects again by itself, with the last id that it got.
 * A hidden page does not listen; when it is shown again, it reads again.
 */
export function listen(address, types, onEvent, onReturn) {
  const state = document.getElementById('connection')
  let source
  let retry
  const show = lost => {
    state.hidden = false
    state.classList.toggle('lost', lost)
    state.textContent = lost ? 'Connection lost' : 'Live'
  }
  const open = () => {
    clearTimeout(retry)
    source?.close()
    source = new EventSource(address)
    source.onopen = () => {
      show(false)
      onReturn() // what happened between the page and the stream, or while there was none
    }
    source.onerror = () => {
      show(true)
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, 5000) // a refusal ends it for good
    }
    for (const type of types) source.addEventListener(type, event => onEvent(type, JSON.parse(event.data)))
  }
  const follow = () => {
    clearTimeout(retry)
    source?.close()
    source = undefined
    if (!document.hidden) open()
  }
  document.addEventListener('visibilitychange', follow)
  addEventListener('pagehide', () => { clearTimeout(retry); source?.close() })
  addEventListener('pageshow', event => { if (event.persisted) follow() })
  follow()
}

/** Events after which a session is another one in a list. After a gap in the stream, all may be. */
export const SESSION_EVENTS = ['session.created', 'session.started', 'session.paused', 'session.resumed', 'session.canceling',
  'session.cancelled', 'session.completed', 'session.failed', 'session.timed_out', 'gap']

/** Events after which an alert is another one. */
export const ALERT_EVENTS = ['alert.fired', 'alert.resolved', 'alert.moved', 'alert.acknowledged', 'alert.unacknowledged', 'gap']

/** Rows change in place; new sessions are announced. */
function prepareList() {
  const news = document.getElementById('news')
  if (!news) return
  news.addEventListener('htmx:afterSwap', () => news.querySelector('[data-news-link]')?.setAttribute('href', news.dataset.address))
  const table = document.getElementById('sessions')
  const rows = () => [...(table?.querySelectorAll('tr[data-session]') ?? [])]
  const waiting = new Set()
  const refresh = soon(() => {
    for (const id of waiting) {
      const row = rows().find(each => each.dataset.session === id)
      if (row) htmx.ajax('GET', `/sessions/${encodeURIComponent(id)}/row`, { source: row, target: row, swap: 'outerHTML' })
    }
    waiting.clear()
  }, 400)
  const count = soon(async () => {
    if (!news.dataset.news) return
    await htmx.ajax('GET', news.dataset.news, { source: news, target: news, swap: 'innerHTML' })
  }, 2000)
  listen('/api/v1/events?type=session.', [...SESSION_EVENTS, 'session.progress_update'], (type, data) => {
    if (type === 'gap') return rereadAll()
    if (rows().some(row => row.dataset.session === data.session_id)) {
      waiting.add(data.session_id)
      refresh()
    } else if (type === 'session.created') {
      count()
    }
  }, () => rereadAll())
  const rereadAll = () => {
    for (const row of rows()) if (row.querySelector('[data-since]')) waiting.add(row.dataset.session)
    refresh()
    count()
  }
}

showTimes(document)
prepareRange()
prepareTheme()
prepareKeys()
prepareList()
setInterval(countUp, 1000)
document.body.addEventListener('htmx:afterSettle', event => {
  showTimes(document)
  if (event.target.matches?.('tr[data-session]')) event.target.classList.add('changed')
})

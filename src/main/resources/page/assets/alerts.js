// The pages of alerts: the slider through time, and reading again when alerts change while they are looked at.
const { listen, onKey, paced, soon, ALERT_EVENTS } = await import(document.querySelector('script[src$="/app.js"]').src)

const EVERY = 30000
const LIMIT = 15000
const SECOND = 1000

const unread = failed => {
  const note = document.getElementById('unread')
  if (!note) return
  note.hidden = !failed
  note.textContent = failed ? 'The latest changes could not be read. The page tries again.' : ''
}

/**
 * Reads again soon after an event, and from time to time: silences and messages have no event, and there may be no connection.
 * @param query of the stream, beside the type
 * @param pace the least time between two, in milliseconds
 */
function follow(query, action, pace) {
  const again = paced(() => document.hidden ? undefined : action(), pace)
  listen('/api/v1/events?type=alert.' + query, ALERT_EVENTS, again, again)
  setInterval(again, EVERY)
  document.addEventListener('visibilitychange', again)
}

async function read(address) {
  const response = await fetch(address, { headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(LIMIT) })
  if (!response.ok) throw new Error(String(response.status))
  return new DOMParser().parseFromString(await response.text(), 'text/html')
}

/** What an element says, without what this browser has made of its times, and without the place of the reader. */
function said(element) {
  const copy = element.cloneNode(true)
  for (const time of copy.querySelectorAll('time, [data-since]')) {
    time.textContent = ''
    time.removeAttribute('data-shown')
  }
  for (const current of copy.querySelectorAll('.current')) current.classList.remove('current')
  for (const empty of copy.querySelectorAll('[class=""]')) empty.removeAttribute('class')
  return copy.outerHTML
}

/** Puts a new part in the place of an old one, unless it says the same. The reader keeps the place. */
function replace(old, part) {
  if (said(old) === said(part)) return
  const focused = old.contains(document.activeElement) ? document.activeElement.id : ''
  const current = old.querySelector('.current')?.id
  const left = [...old.querySelectorAll('.scroll')].map(each => each.scrollLeft)
  const now = document.importNode(part, true)
  old.replaceWith(now)
  if (current) document.getElementById(current)?.classList.add('current')
  now.querySelectorAll('.scroll').forEach((each, i) => { each.scrollLeft = left[i] ?? 0 })
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
  htmx.trigger(now, 'htmx:afterSettle') // times
}

// --- The list

const list = () => document.getElementById('alerts')

/** Shows another view of the list, and keeps the place of the reader. */
async function show(address) {
  const current = document.querySelector('tr.current')?.id
  const left = [...document.querySelectorAll('#alerts .scroll')].map(each => each.scrollLeft)
  await htmx.ajax('GET', address, { source: list(), target: list(), select: '#alerts', swap: 'outerHTML' })
  if (current) document.getElementById(current)?.classList.add('current')
  document.querySelectorAll('#alerts .scroll').forEach((each, i) => { each.scrollLeft = left[i] ?? 0 })
}

function prepareTime() {
  const form = document.getElementById('time-form')
  const field = document.getElementById('time')
  const slider = document.getElementById('at')
  const span = document.getElementById('span')
  const text = document.getElementById('at-text')
  const local = date => new Date(date.getTime() - date.getTimezoneOffset() * 60 * SECOND).toISOString().slice(0, 16)
  const now = Date.now() // the right end of the slider stays where it is, so that a place on it is one time
  const ahead = Number(document.body.dataset.now) / SECOND - now
  const step = () => Number(span.value) / Number(slider.max) * SECOND
  const chosen = () => now - (Number(slider.max) - Number(slider.value)) * step()
  const said = () => {
    const atEnd = slider.value === slider.max
    text.textContent = atEnd ? 'now' : new Date(chosen()).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
    slider.setAttribute('aria-valuetext', text.textContent)
  }
  const withAt = ms => {
    const base = form.dataset.base
    return ms === null ? base : `${base}${base.includes('?') ? '&' : '?'}at=${new Date(ms + ahead).toISOString().slice(0, 19)}Z`
  }
  const go = soon(async () => {
    const at = slider.value === slider.max ? null : chosen()
    if (at === null) delete form.dataset.at
    else form.dataset.at = new Date(at + ahead).toISOString()
    field.value = at === null ? '' : local(new Date(at))
    history.replaceState(null, '', withAt(at))
    keepAt(at === null ? '' : form.dataset.at)
    await show(withAt(at))
  }, 200)
  // A filter that is changed afterwards keeps the time.
  const keepAt = iso => {
    const filters = document.getElementById('filters')
    filters.querySelector('input[name=at]')?.remove()
    if (!iso) return
    const kept = document.createElement('input')
    Object.assign(kept, { type: 'hidden', name: 'at', value: iso.slice(0, 19) + 'Z' })
    filters.append(kept)
  }
  if (form.dataset.at) {
    const at = new Date(form.dataset.at).getTime()
    field.value = local(new Date(at))
    if (now - at > Number(span.value) * SECOND) span.value = '604800'
    slider.value = Math.round(Number(slider.max) - (now - at) / step())
  }
  form.querySelector('.zone')?.remove()
  document.getElementById('slider').hidden = false
  said()
  slider.addEventListener('input', () => { said(); go() })
  span.addEventListener('change', () => {
    if (form.dataset.at) slider.value = Math.round(Number(slider.max) - (now - new Date(form.dataset.at).getTime()) / step())
    said()
  })
  form.addEventListener('formdata', event => {
    const value = event.formData.get('time')
    event.formData.delete('time')
    if (value) event.formData.set('at', new Date(new Date(value).getTime()).toISOString().slice(0, 19) + 'Z')
  })
  onKey('[', () => document.getElementById('earlier')?.click())
  onKey(']', () => (document.getElementById('later') ?? document.getElementById('now'))?.click())
}

/** Reads the list again. A view at an instant does not change; a page behind the first one stays as it is. */
async function refreshList() {
  const address = list().dataset.address
  if (!('follow' in list().dataset)) return
  try {
    const fresh = (await read(address)).getElementById('alerts')
    if (list().dataset.address !== address) return // the reader has chosen another time meanwhile
    replace(list(), fresh)
    unread(false)
  } catch {
    unread(true)
  }
}

if (list()) {
  prepareTime()
  let failed = false
  for (const type of ['htmx:responseError', 'htmx:sendError', 'htmx:timeout']) {
    document.body.addEventListener(type, () => { failed = true; unread(true) })
  }
  document.body.addEventListener('htmx:afterSwap', () => { if (failed) unread(false); failed = false })
  follow('', refreshList, 2 * SECOND)
}

// --- One alert

/** Replaces the parts that have changed. What a person has written into a form stays: a form changes only with what it offers. */
async function refreshAlert() {
  const page = document.getElementById('alert')
  try {
    const fresh = await read(page.dataset.address)
    for (const part of fresh.querySelectorAll('[data-live]')) {
      const old = document.getElementById(part.id)
      if (old && !(part.dataset.version && part.dataset.version === old.dataset.version)) replace(old, part)
    }
    unread(false)
  } catch {
    unread(true)
  }
}

const page = document.querySelector('#alert[data-follow]')
if (page) follow('&fingerprint=' + encodeURIComponent(page.dataset.fingerprint), refreshAlert, SECOND)

// The pages of alerts: the slider through time, and reading again when alerts change while they are looked at.
const { listen, onKey, paced, soon, ALERT_EVENTS } = await import(document.querySelector('script[src$="/app.js"]').src)

const EVERY = 30000
const LIMIT = 15000
const SECOND = 1000
const MINUTE = 60 * SECOND

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

/** The field, the slider and the address show one instant. The slider goes by minutes; it shows others without changing them. */
function prepareTime() {
  const form = document.getElementById('time-form')
  const field = document.getElementById('time')
  const slider = document.getElementById('at')
  const span = document.getElementById('span')
  const text = document.getElementById('at-text')
  // By the clock of the service. The right end of the slider stays where it is, so that a place on it is one time.
  const now = Number(document.body.dataset.now) / SECOND
  const minute = Math.floor(now / MINUTE)
  let at = form.dataset.at ? Math.floor(new Date(form.dataset.at).getTime() / SECOND) * SECOND : null
  const local = ms => {
    const iso = new Date(ms - new Date(ms).getTimezoneOffset() * MINUTE).toISOString()
    return iso.slice(0, ms % MINUTE ? 19 : 16)
  }
  const place = () => {
    const last = Number(span.value) / 60 + 1 // now; the place before it is the minute that has begun last
    slider.max = last
    slider.value = at === null ? last : last - 1 - (minute - Math.floor(at / MINUTE))
  }
  const chosen = () => (minute - (Number(slider.max) - 1 - Number(slider.value))) * MINUTE
  const said = () => {
    text.textContent = at === null ? 'now' : new Date(at).toLocaleString(undefined,
      { dateStyle: 'medium', timeStyle: at % MINUTE ? 'medium' : 'short' })
    slider.setAttribute('aria-valuetext', text.textContent)
  }
  const iso = ms => new Date(ms).toISOString().slice(0, 19) + 'Z'
  const withAt = () => {
    const base = form.dataset.base
    return at === null ? base : `${base}${base.includes('?') ? '&' : '?'}at=${iso(at)}`
  }
  const go = soon(async () => {
    if (at === null) delete form.dataset.at
    else form.dataset.at = iso(at)
    field.value = at === null ? '' : local(at)
    history.replaceState(null, '', withAt())
    keepAt()
    await show(withAt())
  }, 200)
  // A filter that is changed afterwards keeps the time.
  const keepAt = () => {
    const filters = document.getElementById('filters')
    filters.querySelector('input[name=at]')?.remove()
    if (at === null) return
    const kept = document.createElement('input')
    Object.assign(kept, { type: 'hidden', name: 'at', value: iso(at) })
    filters.append(kept)
  }
  if (at !== null) {
    field.value = local(at)
    if (now - at > Number(span.value) * SECOND) span.value = '604800'
  }
  form.querySelector('.zone')?.remove()
  document.getElementById('slider').hidden = false
  place()
  said()
  slider.addEventListener('input', () => {
    at = slider.value === slider.max ? null : chosen()
    said()
    go()
  })
  span.addEventListener('change', place)
  form.addEventListener('formdata', event => {
    const value = event.formData.get('time')
    event.formData.delete('time')
    if (value) event.formData.set('at', iso(new Date(value).getTime()))
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

// The page of one session: what happens to it while it is open, the timeline's zoom, and jumps between bars and steps.
// Modules of pages import app.js by the address in the page, which has the digest of its content: so there is one instance of it.
const { listen, onKey, soon } = await import(document.querySelector('script[src$="/app.js"]').src)

const page = document.getElementById('session')
const list = () => document.getElementById('step-list')
const groupsOfStage = stage => [...document.querySelectorAll('#step-list .group')].filter(each => each.dataset.stage === stage)

// --- Steps: jumps, filters, failures

/** Opens the step or shows the bar that an address names, when it is on the page. */
function jump(hash) {
  const target = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null
  if (!target) return false
  for (const old of document.querySelectorAll('.at')) old.classList.remove('at')
  target.classList.add('at')
  if (target.matches('details.step')) {
    target.open = true
    for (const old of document.querySelectorAll('[data-item].current')) old.classList.remove('current')
    target.classList.add('current')
    target.querySelector('summary').focus({ preventScroll: true })
    target.scrollIntoView({ block: 'center' })
  } else if (target.closest('#timeline-drawing')) {
    showBar(target)
  } else {
    target.scrollIntoView({ block: 'start' })
    target.focus({ preventScroll: true })
  }
  return true
}

function showBar(bar) {
  const area = document.getElementById('timeline-scroll')
  const box = bar.getBoundingClientRect()
  const shown = area.getBoundingClientRect()
  area.scrollLeft += box.left + box.width / 2 - shown.left - shown.width / 2
  document.getElementById('timeline').scrollIntoView({ block: 'nearest' })
}

document.addEventListener('click', event => {
  const link = event.target.closest('#session a')
  const address = link?.getAttribute('href')
  if (!address || event.ctrlKey || event.metaKey || event.shiftKey) return
  const at = address.indexOf('#')
  if (at < 0 || !/^#(step|bar|stage)-/.test(address.slice(at))) return
  // A stage may be on the page although its link names a window: the windows before were loaded.
  const heading = link.dataset.stage && groupsOfStage(link.dataset.stage)[0]?.querySelector('.group-head [id]')
  const hash = heading ? '#' + heading.id : address.slice(at)
  if (jump(hash)) {
    event.preventDefault()
    history.replaceState(null, '', hash)
  } else if (hash.startsWith('#bar-')) { // drawn as one with its neighbours
    event.preventDefault()
    document.getElementById('timeline')?.scrollIntoView({ block: 'nearest' })
  }
})

function moveToFailure(by) {
  const failed = [...document.querySelectorAll('details.step.failed')]
  if (!failed.length) return
  const at = document.querySelector('.step.current')
  const after = failed.filter(step => !at || at.compareDocumentPosition(step)
    & (by > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING))
  const next = by > 0 ? after[0] : after.at(-1)
  if (next) jump('#' + next.id)
}

onKey('n', () => moveToFailure(1))
onKey('p', () => moveToFailure(-1))

/** The filter asks the service while one types; the address stays that of the view. */
function prepareFilter() {
  const form = document.getElementById('filter')
  if (!form) return
  let asked = new AbortController()
  const show = soon(async () => {
    const query = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (value) query.set(name, value)
    const address = query.size ? `${page.dataset.address}?${query}` : page.dataset.address
    asked.abort()
    asked = new AbortController()
    const mine = asked
    const fresh = await read(address, mine)
    if (mine !== asked) return
    showUnread(!fresh)
    if (!fresh) return
    history.replaceState(null, '', address)
    replace(document.getElementById('steps-result'), fresh.getElementById('steps-result'))
  }, 250)
  form.addEventListener('input', show)
  form.addEventListener('submit', event => {
    event.preventDefault()
    show()
  })
}

// --- Timeline: zoom and pan

let zoom = 1
const MAX_ZOOM = 64

/** Widens the drawing around a place of the area, by default its middle. Panning is the area's own scrolling. */
function zoomBy(factor, place) {
  const area = document.getElementById('timeline-scroll')
  const drawing = document.getElementById('timeline-drawing')
  if (!drawing) return
  const x = place ?? area.clientWidth / 2
  const part = (area.scrollLeft + x) / area.scrollWidth
  zoom = factor === 0 ? 1 : Math.min(MAX_ZOOM, Math.max(1, zoom * factor))
  drawing.setAttribute('width', `${zoom * 100}%`)
  area.scrollLeft = part * area.scrollWidth - x
  keepLabels()
}

/** Labels stay in sight while the drawing is panned. */
function keepLabels() {
  const area = document.getElementById('timeline-scroll')
  for (const label of area?.querySelectorAll('.lane-label') ?? []) {
    label.setAttribute('transform', `translate(${area.scrollLeft} 0)`)
  }
}

function prepareTimeline() {
  const area = document.getElementById('timeline-scroll')
  if (!area || area.dataset.ready) return
  area.dataset.ready = ''
  document.getElementById('zoom').hidden = false
  for (const text of area.querySelectorAll('text[data-iso]')) {
    const date = new Date(text.dataset.iso)
    text.textContent = text.textContent.length > 8
      ? date.toLocaleString(undefined, { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })
      : date.toLocaleTimeString()
  }
  area.addEventListener('scroll', keepLabels, { passive: true })
  area.addEventListener('wheel', event => {
    if (!event.ctrlKey) return
    event.preventDefault()
    zoomBy(event.deltaY < 0 ? 1.25 : 0.8, event.clientX - area.getBoundingClientRect().left)
  }, { passive: false })
  let from = null
  let dragged = false
  area.addEventListener('pointerdown', event => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return
    from = { x: event.clientX, left: area.scrollLeft }
    dragged = false
  })
  area.addEventListener('pointermove', event => {
    if (!from) return
    if (Math.abs(event.clientX - from.x) > 4) dragged = true
    if (dragged) area.scrollLeft = from.left - (event.clientX - from.x)
  })
  for (const end of ['pointerup', 'pointerleave']) area.addEventListener(end, () => { from = null })
  area.addEventListener('click', event => {
    if (dragged) event.preventDefault()
    if (dragged) event.stopPropagation()
    dragged = false
  }, true)
  area.addEventListener('dragstart', event => event.preventDefault())
  document.getElementById('zoom').addEventListener('click', event => {
    const wanted = event.target.closest('[data-zoom]')?.dataset.zoom
    if (wanted) zoomBy({ in: 1.6, out: 1 / 1.6, all: 0 }[wanted])
  })
}

onKey('+', () => zoomBy(1.6))
onKey('-', () => zoomBy(1 / 1.6))
onKey('0', () => zoomBy(0))

// --- Changes while the page is open

const LIMIT = 15000

/** Reads a page; null when that fails, takes too long, or is aborted. */
async function read(address, abort = new AbortController()) {
  const timer = setTimeout(() => abort.abort(), LIMIT)
  try {
    const response = await fetch(address, { headers: { Accept: 'text/html' }, signal: abort.signal })
    return response.ok ? new DOMParser().parseFromString(await response.text(), 'text/html') : null
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

function showUnread(failed) {
  const note = document.getElementById('unread')
  note.hidden = !failed
  note.textContent = failed ? 'The latest changes could not be read. The page tries again.' : ''
}

/** Puts what was read in the place of an older part. Times become those of the browser by the event of htmx. */
function replace(old, fresh) {
  const part = document.importNode(fresh, true)
  old.replaceWith(part)
  htmx.process(part)
  htmx.trigger(part, 'htmx:afterSettle')
  return part
}

const seen = new Map()

/** Replaces the parts that have changed, and keeps what a person has opened or written in them. */
function refreshParts(fresh) {
  for (const part of fresh.querySelectorAll('[data-live]')) {
    const html = part.outerHTML
    const old = document.getElementById(part.id)
    if (!old || seen.get(part.id) === html) continue
    seen.set(part.id, html)
    if (part.dataset.version !== undefined && part.dataset.version === old.dataset.version) continue
    const open = [...old.querySelectorAll('details[open][id]')].map(each => each.id)
    const written = [...old.querySelectorAll('textarea[id], input[id]')].map(each => [each.id, each.value])
    const focused = old.contains(document.activeElement) ? document.activeElement.id : ''
    const left = document.getElementById('timeline-scroll')?.scrollLeft ?? 0
    const now = replace(old, part)
    for (const id of open) document.getElementById(id)?.setAttribute('open', '')
    for (const [id, value] of written) if (value && document.getElementById(id)) document.getElementById(id).value = value
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
    if (now.id === 'timeline-part') {
      prepareTimeline()
      document.getElementById('timeline-drawing')?.setAttribute('width', `${zoom * 100}%`)
      const area = document.getElementById('timeline-scroll')
      if (area) area.scrollLeft = left
      keepLabels()
    }
  }
}

/** Adds the steps that are not on the page to the groups of their stages, and shows the states of these. */
function refreshSteps(fresh) {
  const steps = fresh.getElementById('step-list')
  const here = list()
  if (!steps || !here || document.getElementById('more')) return // the end of the story is not loaded
  if (!here.querySelector('.group') && steps.querySelector('.group')) {
    replace(document.getElementById('steps-result'), fresh.getElementById('steps-result'))
    return
  }
  const before = lastSeq()
  mergeGroups(here, steps)
  for (const each of steps.querySelectorAll('[data-window]')) here.append(document.importNode(each, true))
  const more = steps.querySelector('#more')
  if (more && Number(more.dataset.after) > before) { // else its steps are here
    here.append(document.importNode(more, true))
    htmx.process(document.getElementById('more'))
  }
  if (here.querySelector('.group')) document.getElementById('steps-empty')?.remove()
}

/** The last call that the windows on the page have looked at. */
function lastSeq() {
  let last = 0
  for (const each of list()?.querySelectorAll('[data-window], [data-seq]') ?? []) {
    last = Math.max(last, Number(each.dataset.window ?? each.dataset.seq))
  }
  for (const each of [...list()?.querySelectorAll('[data-window]') ?? []].slice(0, -1)) each.remove()
  list()?.querySelector('[data-window]')?.setAttribute('data-window', last)
  return last
}

/** The states of stages whose steps are not in this window stand in the timeline. */
function refreshStates(fresh) {
  for (const lane of fresh.querySelectorAll('.lane-label[data-state]')) {
    for (const group of groupsOfStage(lane.dataset.stage)) {
      const head = group.querySelector(':scope > .group-head')
      const state = head?.querySelector('.state')
      if (!state || state.textContent === lane.dataset.state) continue
      state.className = `state ${lane.dataset.status}`
      state.textContent = lane.dataset.state
      if (lane.dataset.status !== 'active') head.querySelector('[data-since]')?.removeAttribute('data-since')
    }
  }
}

const groupsOf = root => [...root.children].filter(each => each.matches('.group'))

function mergeGroups(here, steps) {
  for (const group of groupsOf(steps)) {
    const known = groupsOf(here).filter(each => each.dataset.stage === group.dataset.stage).at(-1)
    if (!known) {
      const added = document.importNode(group, true)
      here.append(added)
      htmx.process(added)
      continue
    }
    const head = known.querySelector(':scope > .group-head')
    const newHead = group.querySelector(':scope > .group-head')
    for (const part of ['.state', ':scope > .note']) {
      const [old, now] = [head.querySelector(part), newHead.querySelector(part)]
      if (old && now && old.outerHTML !== now.outerHTML) old.replaceWith(document.importNode(now, true))
    }
    const error = group.querySelector(':scope > .stage-error')
    if (error && !known.querySelector(':scope > .stage-error')) head.after(document.importNode(error, true))
    const into = known.querySelector(':scope > .group-steps')
    for (const step of group.querySelectorAll(':scope > .group-steps > details')) {
      if (document.getElementById(step.id)) continue
      const added = document.importNode(step, true)
      into.append(added)
      htmx.process(added)
    }
    const executions = group.querySelector(':scope > .executions')
    const knownExecutions = known.querySelector(':scope > .executions')
    if (executions && knownExecutions) {
      mergeGroups(knownExecutions, executions)
    } else if (executions) {
      const added = document.importNode(executions, true)
      known.append(added)
      htmx.process(added)
    }
  }
}

let reading = false
let again = false

async function refresh() {
  if (reading) {
    again = true
    return
  }
  reading = true
  try {
    const query = new URLSearchParams(location.search)
    query.set('refresh', 'true') // a reader of before: the service may share its drawing with others
    query.set('after_seq', String(lastSeq()))
    const fresh = await read(`${page.dataset.address}?${query}`)
    const session = fresh?.getElementById('session')
    showUnread(!session)
    if (!session) retry ??= setTimeout(() => { retry = undefined; changed() }, LIMIT)
    if (session) {
      page.dataset.calls = session.dataset.calls
      refreshParts(fresh)
      refreshStates(fresh)
      refreshSteps(fresh)
      htmx.trigger(page, 'htmx:afterSettle') // times
    }
  } finally {
    reading = false
    if (again) {
      again = false
      changed()
    }
  }
}

/** The more calls a session has, the longer the service takes for its page. */
function delay() {
  const calls = Number(page.dataset.calls)
  return calls < 500 ? 1000 : calls < 3000 ? 5000 : 15000
}

let next
let retry

/** Reads once for many changes, soon. */
function changed() {
  next ??= setTimeout(() => { next = undefined; refresh() }, delay())
}

/** Text that a model is just writing. It is shown as text, the newest few only, and goes when its step is recorded. */
const MAX_STREAMS = 4
const MAX_SHOWN = 4000
const STREAMS = { thought: 'Thought', native_thinking: 'Thought', intermediate_response: 'Response', final_answer: 'Final answer', summarization: 'Summary' }

function stream(data) {
  const area = document.getElementById('streams')
  const key = data.llm_interaction_id ?? data.mcp_event_id ?? ''
  let box = [...area.children].find(each => each.dataset.key === key)
  if (!box) {
    box = document.createElement('section')
    box.dataset.key = key
    box.append(document.createElement('p'), document.createElement('pre'))
    area.append(box)
    while (area.children.length > MAX_STREAMS) area.firstChild.remove()
  }
  const agent = data.agent_name ? ` of ${data.agent_name}` : ''
  box.firstChild.textContent = `${STREAMS[data.stream_type] ?? 'Text'}${agent}${data.is_complete ? '' : ', being written'}`
  const text = data.chunk ?? ''
  box.lastChild.textContent = text.length > MAX_SHOWN ? '…' + text.slice(-MAX_SHOWN) : text
  box.lastChild.scrollTop = box.lastChild.scrollHeight
  area.hidden = false
}

function endStreams(id) {
  const area = document.getElementById('streams')
  for (const box of [...area.children]) if (!id || box.dataset.key === id) box.remove()
  area.hidden = !area.children.length
}

const TYPES = ['session.started', 'session.paused', 'session.resumed', 'session.canceling', 'session.cancelled', 'session.completed',
  'session.failed', 'session.timed_out', 'session.progress_update', 'stage.started', 'stage.completed', 'agent.cancelled', 'llm.interaction',
  'llm.stream.chunk', 'mcp.tool_call', 'mcp.tool_list', 'mcp.tool_call.started', 'chat.created', 'chat.user_message', 'history.changed', 'gap']

if (page.dataset.events) {
  listen(page.dataset.events, TYPES, (type, data) => {
    if (type === 'llm.stream.chunk') return stream(data)
    if (type === 'llm.interaction') endStreams(data.interaction_id)
    if (/^session\.(completed|failed|cancelled|timed_out)$/.test(type)) endStreams()
    if (type !== 'session.progress_update' && type !== 'mcp.tool_call.started') changed()
  }, changed)
}

// --- Copy

document.addEventListener('click', async event => {
  const link = event.target.closest('[data-copy]')
  if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  const label = link.textContent
  try {
    const response = await fetch(link.href)
    if (!response.ok) throw new Error(String(response.status))
    await navigator.clipboard.writeText(await response.text())
    link.textContent = 'Copied'
  } catch {
    location.href = link.href // the text itself, to be copied by hand
    return
  }
  setTimeout(() => { link.textContent = label }, 2000)
})

prepareFilter()
prepareTimeline()
if (location.hash) jump(location.hash)
addEventListener('hashchange', () => jump(location.hash))

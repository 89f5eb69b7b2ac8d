// What changes on the overview while it is looked at. This module finds app.js by the address in its own script tag: the address has
// a digest, so it cannot be written here. It is the module that the page has loaded already, and it does not run twice.

const { listen, paced, ALERT_EVENTS, SESSION_EVENTS } = await import(document.querySelector('script[data-app]').dataset.app)

const PACE = 2000

/** Reads a part again, if the page has it and somebody looks. */
const part = id => paced(() => {
  if (document.getElementById(id) && !document.hidden) return htmx.ajax('GET', '/' + id, { target: '#' + id, swap: 'outerHTML' })
}, PACE)

const firing = part('firing')
const active = part('active')
const both = () => { firing(); active() }
listen('/api/v1/events?type=session.,alert.', new Set([...SESSION_EVENTS, ...ALERT_EVENTS]),
  type => type === 'gap' ? both() : type.startsWith('alert.') ? firing() : active(), both)
setInterval(firing, 30000) // should there be no connection
document.addEventListener('visibilitychange', firing)

for (const chart of document.querySelectorAll('.chart')) chart.scrollLeft = chart.scrollWidth // the newest is on the right

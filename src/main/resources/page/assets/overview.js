// What changes on the overview while it is looked at. This module finds app.js by the address in its own script tag: the address has
// a digest, so it cannot be written here. It is the module that the page has loaded already, and it does not run twice.

const { listen, soon, SESSION_EVENTS } = await import(document.querySelector('script[data-app]').dataset.app)

if (document.getElementById('firing')) { // there is no event for a change of an alert
  const again = () => { if (!document.hidden) htmx.ajax('GET', '/firing', { target: '#firing', swap: 'outerHTML' }) }
  setInterval(again, 15000)
  document.addEventListener('visibilitychange', again)
}

if (document.getElementById('active')) {
  const refresh = soon(() => htmx.ajax('GET', '/active', { target: '#active', swap: 'outerHTML' }), 2000)
  listen('/api/v1/events?type=session.', SESSION_EVENTS, refresh, refresh)
}

for (const chart of document.querySelectorAll('.chart')) chart.scrollLeft = chart.scrollWidth // the newest is on the right

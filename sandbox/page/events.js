// The line of events from the sandbox, taken up again by itself when it breaks; reads none of them.

const FIRST_WAIT = 400;
const LONGEST_WAIT = 8000;

/** `up` runs at every (re)connection, `down` once when the line breaks, `event` for each event. */
export function listen({up, down, event}) {
  const address = new URL("/control/events", location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  let wait = FIRST_WAIT;
  let wasUp = false;
  let timer = null;

  function connect() {
    clearTimeout(timer);
    timer = null;
    const socket = new WebSocket(address);
    socket.addEventListener("open", () => {
      wait = FIRST_WAIT;
      wasUp = true;
      up();
    });
    socket.addEventListener("message", (message) => event(JSON.parse(message.data)));
    socket.addEventListener("close", again);
  }

  function again() {
    if (wasUp) down();
    wasUp = false;
    timer = setTimeout(connect, wait);
    wait = Math.min(wait * 1.6, LONGEST_WAIT);
  }

  addEventListener("online", () => timer && connect());
  document.addEventListener("visibilitychange", () => !document.hidden && timer && connect());
  connect();
}

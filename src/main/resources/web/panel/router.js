// The view named by the address: #/rooms, #/rooms/<event id>[/settings], #/alarms, #/audit, #/keys.

const HOME = { view: "rooms", room: null, section: null };

/** The view that a hash names; by default the list of rooms. */
export function parse(hash) {
  const [view, name, section] = hash.replace(/^#\/?/, "").split("/");
  if (view === "rooms" && name) {
    return { view: "room", room: decoded(name), section: section === "settings" ? "settings" : "line" };
  }
  return ["rooms", "alarms", "audit", "keys"].includes(view) ? { ...HOME, view } : HOME;
}

function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export const roomAddress = (eventId, section = "") =>
  `#/rooms/${encodeURIComponent(eventId)}${section ? `/${section}` : ""}`;

// The fields of the settings form: labels, units, help.

export const INLETS = {
  manual: {
    help: "Operators and other systems move the serving counter.",
    fields: [],
  },
  periodic: {
    help: "The same number at every full interval, however many wait.",
    fields: [
      { name: "increment_by", label: "Let in", unit: "people", default: 10 },
      {
        name: "interval",
        label: "Every",
        unit: "seconds",
        default: 60,
        help: "Counted from the epoch: 60 is every full minute",
      },
      { name: "start_time", kind: "time", label: "From", default: 0, help: "Empty: at once" },
      { name: "end_time", kind: "time", label: "Until", default: 0, help: "Empty: for ever" },
      {
        name: "alarm",
        kind: "text",
        label: "Unless this alarm rings",
        default: "",
        list: "alarm-names",
        help: "Empty: no alarm",
      },
    ],
  },
  max_size: {
    help: "As many as leave, by messages of the shop.",
    fields: [{ name: "max_size", label: "Most people inside", unit: "people", default: 100 }],
  },
  capacity: {
    help: "As many as the shop can bear, exactly. One of the two must be given; 0 is any number.",
    fields: [
      { name: "total_active_users", label: "Most people inside", unit: "people", default: 100 },
      { name: "new_users_per_minute", label: "Most new people", unit: "a minute", default: 0 },
    ],
  },
};

export const GROUPS = [
  {
    title: "The line",
    fields: [
      {
        name: "max_queue_length",
        label: "Longest line",
        unit: "people",
        help: "A join past it is refused. 0: no limit",
      },
      {
        name: "queue_all",
        kind: "check",
        label: "Send everybody to the line",
        help: "Nobody gets in by itself, even with places free",
      },
    ],
  },
  {
    title: "Those who are called and do not come",
    fields: [
      { name: "enable_queue_position_expiry", kind: "check", label: "Give their positions up" },
      { name: "queue_position_expiry_period", label: "After", unit: "seconds" },
      {
        name: "incr_svc_on_queue_position_expiry",
        kind: "check",
        label: "Call as many others instead",
        help: "The serving counter moves on by as many as were given up",
      },
    ],
  },
  {
    title: "Tokens and sessions",
    fields: [
      { name: "validity_period", label: "Life of a token", unit: "seconds" },
      { name: "heartbeat_timeout", label: "Silence that ends a session", unit: "seconds", help: "5 or more. 0: never" },
      { name: "heartbeat_check_interval", label: "Looked for every", unit: "seconds" },
    ],
  },
  {
    title: "Events",
    fields: [
      {
        name: "enable_events_generation",
        kind: "check",
        label: "Tell other systems the counters",
        help: "An event waiting_room_metrics every minute",
      },
    ],
  },
];

// The fields of the settings form: labels, units, help.

export const INLETS = {
  manual: {
    help: "Operators and other systems move the serving counter.",
    fields: [],
  },
  periodic: {
    help: "The same number at every full interval, regardless of how many wait.",
    fields: [
      { name: "increment_by", label: "Let in", unit: "people", default: 10 },
      {
        name: "interval",
        label: "Every",
        unit: "seconds",
        default: 60,
        help: "Counted from the epoch: 60 is every full minute",
      },
      { name: "start_time", kind: "time", label: "From", default: 0, help: "Empty: immediately" },
      { name: "end_time", kind: "time", label: "Until", default: 0, help: "Empty: no end" },
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
    help: "As many as leave, as reported by the shop.",
    fields: [{ name: "max_size", label: "Maximum inside", unit: "people", default: 100 }],
  },
  capacity: {
    help: "Exactly as many as the shop can handle. Set at least one of the two; 0: no limit.",
    fields: [
      { name: "total_active_users", label: "Maximum inside", unit: "people", default: 100 },
      { name: "new_users_per_minute", label: "Maximum admissions", unit: "per minute", default: 0 },
    ],
  },
};

export const GROUPS = [
  {
    title: "The line",
    fields: [
      {
        name: "queueing_method",
        kind: "choice",
        label: "Those who come",
        choices: { fifo: "wait their turn", passthrough: "are all let in", reject: "are turned away" },
        help: "Let in: caps do not hold. Turned away: places in line are kept, and nobody is called",
      },
      {
        name: "max_queue_length",
        label: "Maximum line length",
        unit: "people",
        help: "Further joins are refused. 0: no limit",
      },
      {
        name: "queue_all",
        kind: "check",
        label: "Send everyone to the line",
        help: "Nobody walks straight in, even with places free",
      },
    ],
  },
  {
    title: "Called visitors who do not come",
    fields: [
      { name: "enable_queue_position_expiry", kind: "check", label: "Expire their positions" },
      { name: "queue_position_expiry_period", label: "After", unit: "seconds" },
      {
        name: "incr_svc_on_queue_position_expiry",
        kind: "check",
        label: "Call as many others instead",
        help: "The serving counter advances by the number of expired positions",
      },
    ],
  },
  {
    title: "Tokens and sessions",
    fields: [
      { name: "validity_period", label: "Token lifetime", unit: "seconds" },
      { name: "heartbeat_timeout", label: "End sessions silent for", unit: "seconds", help: "5 or more. 0: never" },
      { name: "heartbeat_check_interval", label: "Check every", unit: "seconds" },
    ],
  },
  {
    title: "Events",
    fields: [
      {
        name: "enable_events_generation",
        kind: "check",
        label: "Publish the counters to other systems",
        help: "An event waiting_room_metrics every minute",
      },
    ],
  },
];

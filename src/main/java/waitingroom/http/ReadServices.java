package waitingroom.http;

import waitingroom.alarm.Alarms;
import waitingroom.alarm.watch.Monitoring;
import waitingroom.event.EventFeed;
import waitingroom.event.webhook.Webhooks;
import waitingroom.readside.ReadSide;

/** Followers of the journals: tables, events and alarms. */
public record ReadServices(
    ReadSide readSide, EventFeed feed, Webhooks webhooks, Alarms alarms, Monitoring monitoring) {}

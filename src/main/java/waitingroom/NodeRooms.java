package waitingroom;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import waitingroom.alarm.Alarms;
import waitingroom.config.Settings;
import waitingroom.fence.Overtaken;
import waitingroom.forecast.WaitForecasts;
import waitingroom.http.RoomServices;
import waitingroom.lease.LeaseBoard;
import waitingroom.room.cluster.ShardedRooms;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.store.FormatBoard;
import waitingroom.stream.Streams;
import waitingroom.trace.Traces;

/**
 * Rooms of a node, the alarms that hold their inlets, and the services that follow their lines.
 *
 * @param ready done when each default room has been opened once; never fails
 */
record NodeRooms(
    FormatBoard formats, Alarms alarms, RoomServices services, CompletionStage<Done> ready) {

  static NodeRooms start(
      ActorSystem<?> system,
      Settings settings,
      NodeSecrets secrets,
      FormatBoard formats,
      MeterRegistry registry,
      Clock clock) {
    Overtaken overtaken = Overtaken.of(system);
    LeaseBoard lease = LeaseBoard.of(system);
    BooleanSupplier closed = () -> overtaken.getAsBoolean() || lease.lost();
    Alarms alarms = new Alarms(system, settings.rooms().askTimeout(), formats, closed, clock);
    WaitingRooms rooms =
        new ShardedRooms(system)
            .start(settings.rooms(), alarms.board(), formats, registry, closed, clock);
    CompletionStage<Done> ready = new DefaultRooms(system, rooms, settings.defaultRooms()).open();
    WaitForecasts forecasts = WaitForecasts.start(system, rooms.board(), registry, clock);
    return new NodeRooms(
        formats,
        alarms,
        new RoomServices(
            rooms,
            secrets.requestIds(),
            forecasts,
            Streams.start(system, rooms, forecasts, settings.streams(), registry, clock),
            traces(system, settings, clock)),
        ready);
  }

  /** Closed after the listeners, so that the spans of the last answers are sent too. */
  private static Traces traces(ActorSystem<?> system, Settings settings, Clock clock) {
    Traces traces =
        Traces.start(settings.tracing(), ManagementFactory.getRuntimeMXBean().getName(), clock);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "send-traces",
            () -> traces.close().thenApply(done -> Done.getInstance()));
    return traces;
  }
}

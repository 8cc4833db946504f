package waitingroom.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import waitingroom.http.operations.OperationsApi;
import waitingroom.http.operations.Readiness;
import waitingroom.http.visitor.TokenEndpoint;
import waitingroom.http.visitor.Visitors;
import waitingroom.readside.ReadSide;

/** Endpoints and look-ups that both listeners share. */
public record SharedEndpoints(Visitors visitors, TokenEndpoint tokens, OperationsApi operations) {

  /** Makes each of them once. */
  public static SharedEndpoints of(
      RoomServices rooms,
      TokenServices tokens,
      ReadServices read,
      Readiness readiness,
      PrometheusMeterRegistry registry,
      Clock clock) {
    Visitors visitors = new Visitors(rooms.rooms().board(), rooms.requestIds(), registry);
    return new SharedEndpoints(
        visitors,
        new TokenEndpoint(
            rooms.rooms(), visitors, tokens.keys(), tokens.signers(), rooms.traces(), clock),
        new OperationsApi(
            readiness,
            registry,
            rooms.rooms().board(),
            read.alarms().board(),
            health(read.readSide())));
  }

  private static OperationsApi.ReadSideHealth health(ReadSide readSide) {
    return new OperationsApi.ReadSideHealth() {
      @Override
      public List<String> failures() {
        return readSide.failures();
      }

      @Override
      public void refreshMeters() {
        readSide.refreshMeters();
      }
    };
  }
}

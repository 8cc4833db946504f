package waitingroom.http;

import waitingroom.forecast.WaitForecasts;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.stream.Streams;
import waitingroom.ticket.RequestIds;
import waitingroom.trace.Traces;

/** The rooms and what follows their lines. */
public record RoomServices(
    WaitingRooms rooms,
    RequestIds requestIds,
    WaitForecasts forecasts,
    Streams streams,
    Traces traces) {}

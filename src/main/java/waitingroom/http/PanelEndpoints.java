package waitingroom.http;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import waitingroom.http.page.AssetsApi;
import waitingroom.http.page.PanelApi;
import waitingroom.http.room.KnownRooms;
import waitingroom.http.room.LiveRoomsApi;
import waitingroom.http.room.VisitorsApi;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.StreamLeases;
import waitingroom.http.statistics.LiveHistoryApi;
import waitingroom.http.statistics.RoomNumbers;
import waitingroom.http.visitor.Visitors;
import waitingroom.page.AssetBundle;
import waitingroom.readside.ReadSide;

/** The control panel's page and files, and the endpoints that only the panel needs. */
final class PanelEndpoints {
  private PanelEndpoints() {}

  /**
   * All of them.
   *
   * @param previewed the files of the waiting page, for previews
   */
  static List<Endpoint> of(
      RoomServices rooms,
      ReadServices read,
      boolean identityProvider,
      KnownRooms known,
      RoomNumbers numbers,
      Visitors visitors,
      AssetBundle previewed,
      StreamLeases leases,
      Clock clock) {
    AssetBundle files = PanelApi.files();
    ReadSide readSide = read.readSide();
    List<Endpoint> all = new ArrayList<>();
    all.addAll(new PanelApi(files, identityProvider).endpoints());
    all.addAll(new AssetsApi(List.of(files, previewed)).endpoints());
    all.addAll(
        new LiveRoomsApi(
                rooms.rooms().board(), read.alarms().board(), rooms.streams(), leases, clock)
            .endpoints());
    all.addAll(
        new LiveHistoryApi(known, numbers, readSide.statistics(), rooms.streams(), leases, clock)
            .endpoints());
    all.addAll(
        new VisitorsApi(rooms.rooms(), known, visitors, readSide.endedSessions()).endpoints());
    return all;
  }
}

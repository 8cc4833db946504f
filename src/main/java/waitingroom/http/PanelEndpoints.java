package waitingroom.http;

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
import waitingroom.http.visitor.Visitors;
import waitingroom.page.AssetBundle;
import waitingroom.room.cluster.StatusBoard;

/** The control panel's page and files, and the endpoints that only the panel needs. */
final class PanelEndpoints {
  private PanelEndpoints() {}

  /**
   * All of them.
   *
   * @param previewed the files of the waiting page, for previews
   */
  static List<Endpoint> of(
      HttpListeners.Parts parts, Visitors visitors, AssetBundle previewed, StreamLeases leases) {
    StatusBoard board = parts.rooms().board();
    AssetBundle files = PanelApi.files();
    List<Endpoint> all = new ArrayList<>();
    all.addAll(new PanelApi(files, parts.signIn().openId().isPresent()).endpoints());
    all.addAll(new AssetsApi(List.of(files, previewed)).endpoints());
    all.addAll(
        new LiveRoomsApi(board, parts.alarms().board(), parts.streams(), leases, parts.clock())
            .endpoints());
    KnownRooms known = new KnownRooms(board);
    all.addAll(
        new LiveHistoryApi(
                known,
                parts.numbers(known),
                parts.readSide().statistics(),
                parts.streams(),
                leases,
                parts.clock())
            .endpoints());
    all.addAll(
        new VisitorsApi(parts.rooms(), known, visitors, parts.readSide().endedSessions())
            .endpoints());
    return all;
  }
}

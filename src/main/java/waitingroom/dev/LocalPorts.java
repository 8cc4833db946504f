package waitingroom.dev;

import com.typesafe.config.Config;
import java.util.Map;
import waitingroom.tool.StartException;

/**
 * The ports of a local cluster: those of node 1; each further node adds one.
 *
 * @param visitors of node 1
 * @param operators of node 1
 * @param management of node 1
 * @param remoting of node 1
 */
record LocalPorts(int visitors, int operators, int management, int remoting) {

  /** Reads node 1's ports from the configuration. */
  static LocalPorts in(Config place) {
    return new LocalPorts(
        place.getInt("waiting-room.public.port"),
        place.getInt("waiting-room.admin.port"),
        place.getInt("akka.management.http.port"),
        place.getInt("akka.remote.artery.canonical.port"));
  }

  int visitors(int node) {
    return visitors + node - 1;
  }

  int operators(int node) {
    return operators + node - 1;
  }

  private int management(int node) {
    return management + node - 1;
  }

  private int remoting(int node) {
    return remoting + node - 1;
  }

  /**
   * Checks that this node's ports are free.
   *
   * @throws StartException when one is taken
   */
  void requireFree(int node) {
    LoopbackPort.free(visitors(node), "WAITING_ROOM_PUBLIC_PORT");
    LoopbackPort.free(operators(node), "WAITING_ROOM_ADMIN_PORT");
    LoopbackPort.free(management(node), "WAITING_ROOM_MANAGEMENT_PORT");
    LoopbackPort.free(remoting(node), "WAITING_ROOM_REMOTING_PORT");
  }

  /** The environment variables with a node's ports and the addresses of the others. */
  Map<String, String> environment(int node) {
    return Map.of(
        "WAITING_ROOM_PUBLIC_PORT", "" + visitors(node),
        "WAITING_ROOM_ADMIN_PORT", "" + operators(node),
        "WAITING_ROOM_MANAGEMENT_PORT", "" + management(node),
        "WAITING_ROOM_REMOTING_PORT", "" + remoting(node),
        "WAITING_ROOM_MANAGEMENT_PORT_1", "" + management(1),
        "WAITING_ROOM_MANAGEMENT_PORT_2", "" + management(2),
        "WAITING_ROOM_MANAGEMENT_PORT_3", "" + management(3));
  }
}

package waitingroom.dev;

import java.io.IOException;
import java.io.InputStream;
import waitingroom.Main;

/**
 * A node that ends with the process that started it: its standard input is a pipe that only its
 * parent holds open.
 */
public final class ChildNode {
  private ChildNode() {}

  public static void main(String[] args) {
    Thread watch = new Thread(ChildNode::endWithTheParent, "parent");
    watch.setDaemon(true);
    watch.start();
    Main.main(args);
  }

  private static void endWithTheParent() {
    InputStream parent = System.in;
    try {
      while (parent.read() >= 0) {
        // Nobody writes; only the end matters.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    System.exit(0);
  }
}

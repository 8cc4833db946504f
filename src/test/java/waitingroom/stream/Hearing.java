package waitingroom.stream;

import akka.util.ByteString;
import java.util.ArrayList;
import java.util.List;

/** A reader that accepts everything at once and records the first line of each text. */
final class Hearing implements Reader {
  private final List<String> heard = new ArrayList<>();
  private final List<ByteString> lines = new ArrayList<>();

  @Override
  public void line(ByteString text) {
    lines.add(text);
    heard.add("line");
  }

  @Override
  public void beat(ByteString comment) {
    heard.add("beat");
  }

  @Override
  public void tell(ByteString event) {
    heard.add(event.utf8String().strip().replace("event: ", "").replace("\ndata: ", " "));
  }

  @Override
  public void end() {
    heard.add("end");
  }

  /** Texts received since the last call. */
  List<String> news() {
    List<String> news = List.copyOf(heard);
    heard.clear();
    return news;
  }

  /** All lines so far. */
  List<ByteString> lines() {
    return lines;
  }
}
